"""The mail server's password: in this computer's keyring, else in the vault, else asked once a run.

In the vault it is sealed as everything there; it never comes into the books in clear, the log, the
history, a copy or the words of a crash.
"""

from sqlalchemy.orm import Session

from ...database import passwords
from ...database.action import action
from ...database.store import Store
from ...errors import Trouble, UserError
from ...vault import actions, runs
from ...vault.opened import OpenVault
from ...vault.secret import Secret
from .. import queries
from ..queries import AccountRow

_SUBJECT, _FIELD = "mail_account", "password"


class Password:
    """A password that does not show itself when an error or a log names it."""

    __slots__ = ("_words",)

    def __init__(self, words: str) -> None:
        self._words = words

    def __repr__(self) -> str:
        """Say nothing."""
        return "Password(hidden)"

    __str__ = __repr__

    def __reduce__(self) -> str:
        """Refuse to be written anywhere."""
        raise TypeError("a password is not written down")

    def open(self) -> str:
        """The password itself, for the mail server alone."""
        return self._words


# What was typed in this run of the program, by the name it would have in the keyring.
_typed: dict[str, Password] = {}


def name_of(place: str, account: AccountRow) -> str:
    """The name a password is kept under: user, server and books, so that shops do not share it."""
    return f"mail {_line_of(account)} for {place}"


def known(store: Store, account: AccountRow, opened: OpenVault | None = None) -> Password | None:
    """The password typed in this run, else the keyring's, else that of an open vault, or None."""
    name = name_of(store.place, account)
    if name in _typed:
        return _typed[name]
    kept = passwords.kept(name)
    return Password(kept) if kept else _of_vault(store, account, opened)


def keep(
    store: Store,
    account: AccountRow,
    words: str,
    *,
    in_keyring: bool,
    opened: OpenVault | None = None,
) -> bool:
    """Use a password from now on; where asked, keep it in the keyring, or in an open vault.

    False when there is neither, so that it is asked for again next time.
    """
    name = name_of(store.place, account)
    _typed[name] = Password(words)
    return not in_keyring or passwords.remember(name, words) or _seal(store, account, words, opened)


def _of_vault(store: Store, account: AccountRow, opened: OpenVault | None) -> Password | None:
    """What the vault keeps for this server and user; its use is written down."""
    account_id = store.ask(queries.account_id)
    if opened is None or account_id is None:
        return None
    try:
        found = runs.reveal(store, opened, _SUBJECT, account_id, _FIELD, "To send mail", "use")
    except (UserError, Trouble):
        # Whoever may not use it is asked for the password, as where none is kept.
        return None
    whose, _, words = found.in_clear().partition("\n")
    return Password(words) if whose == _line_of(account) else None


def _seal(store: Store, account: AccountRow, words: str, opened: OpenVault | None) -> bool:
    account_id = store.ask(queries.account_id)
    if opened is None or account_id is None:
        return False
    try:
        store.do(_keep_sealed, opened, account_id, Secret(f"{_line_of(account)}\n{words}"))
    except UserError:
        return False
    return True


@action("Keep the mail password in the vault", undoable=False)
def _keep_sealed(session: Session, opened: OpenVault, account_id: int, secret: Secret) -> None:
    actions.seal(session, opened, _SUBJECT, account_id, _FIELD, secret)


def _line_of(account: AccountRow) -> str:
    """Whose password it is and where, sealed with it: no other server is ever told it."""
    return f"{account.user}@{account.host}:{account.port}"


def forget(store: Store, account: AccountRow) -> None:
    """Let go of a password that was typed in this run, for instance a wrong one."""
    _typed.pop(name_of(store.place, account), None)
