"""Things people do to credentials: the label is written down, everything else is sealed."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from ...database.action import action, tell
from ...dates import today
from ...errors import UserError
from ...vault.actions import seal
from ...vault.opened import OpenVault
from ...vault.secret import Secret
from ...vault.totp import read_seed
from ..models.software import Credential
from ..rules.credentials import FIELDS
from ..rules.of_software import CREDENTIAL
from .facts import add_rows, edit_rows

Secrets = Mapping[str, Secret]
"""New values by field of `rules.credentials.FIELDS`; an empty one is taken away."""


@action("Add credential")
def add_credential(
    session: Session,
    opened: OpenVault | None,
    client_id: int,
    values: Mapping[str, Any],
    secrets: Secrets,
) -> int:
    """Write down what opens something of a client; answers its id.

    Without secrets the vault may be shut. Raises UserError by field, NotOpened.
    """
    _check(secrets)
    credential_id = add_rows(session, client_id, CREDENTIAL, [values])[0]
    _seal(session, opened, credential_id, secrets)
    tell(session, f"{session.get_one(Credential, credential_id).label} added")
    return credential_id


@action("Change credential")
def edit_credential(
    session: Session,
    opened: OpenVault | None,
    credential_id: int,
    version: int,
    changes: Mapping[str, Any],
    secrets: Secrets,
) -> None:
    """Change what is written about a credential, and seal new values; `version` was seen.

    A value that is not named stays as it is. Raises UserError by field, Conflict, NotOpened.
    """
    _check(secrets)
    edit_rows(session, CREDENTIAL, [(credential_id, version, changes)])
    session.flush()
    _seal(session, opened, credential_id, secrets)
    tell(session, f"{session.get_one(Credential, credential_id).label} saved")


def _check(secrets: Secrets) -> None:
    """Refuse unknown fields, and a seed that makes no codes."""
    for name, secret in secrets.items():
        if name not in FIELDS:
            raise AttributeError(name)
        if name == "totp" and secret:
            read_seed(secret)
        if name == "secret" and "\n" in secret.in_clear():
            raise UserError("A password is one line. Longer things go into the notes.", "secret")


def _seal(session: Session, opened: OpenVault | None, credential_id: int, secrets: Secrets) -> None:
    if not secrets:
        return
    row = session.get_one(Credential, credential_id)
    filled = set(row.sealed.split())
    for name, secret in secrets.items():
        seal(session, opened, "credential", credential_id, name, secret)
        filled = filled | {name} if secret else filled - {name}
    row.sealed = " ".join(name for name in FIELDS if name in filled)
    if "secret" in secrets:
        row.changed_on = today()
    session.flush()
