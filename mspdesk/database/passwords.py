"""The server's password: from PostgreSQL's own password file, else from this computer's keyring."""

import logging
from typing import Any

SERVICE = "mspdesk"

_log = logging.getLogger(__name__)


def account(parameters: dict[str, Any]) -> str:
    """The name a server's password is kept under: user@host:port/database."""
    host, port = parameters.get("host", "localhost"), parameters.get("port", 5432)
    name = parameters.get("dbname") or parameters.get("database", "")
    return f"{parameters.get('user', '')}@{host}:{port}/{name}"


def ask_keyring(dialect: Any, _record: object, args: Any, parameters: dict[str, Any]) -> Any:
    """Connect; when the server wants a password nobody gave, try again with the keyring's.

    libpq reads the standard password file by itself, so that comes first and costs nothing.
    """
    try:
        return dialect.connect(*args, **parameters)
    except dialect.loaded_dbapi.OperationalError as error:
        if "password" not in str(error):
            raise
        known = kept(account(parameters))
        if known is None:
            raise
    return dialect.connect(*args, **parameters, password=known)


def kept(name: str) -> str | None:
    """The password the keyring holds under a name; None without one or without a keyring."""
    import keyring
    from keyring.errors import KeyringError

    try:
        return keyring.get_password(SERVICE, name)
    except KeyringError:
        _log.info("no keyring on this computer")
        return None


def remember(name: str, password: str) -> bool:
    """Keep a server's password in the keyring; False when this computer has none."""
    import keyring
    from keyring.errors import KeyringError

    try:
        keyring.set_password(SERVICE, name, password)
    except KeyringError:
        return False
    return True


def forget(name: str) -> None:
    """Let the keyring forget what it holds under a name, if it does."""
    import keyring
    from keyring.errors import KeyringError

    try:
        keyring.delete_password(SERVICE, name)
    except KeyringError:
        _log.info("nothing to forget in the keyring")
