"""What the screens of binders do alike."""

from __future__ import annotations

from ...desk.desk import Desk
from ...documentation.queries.facts import fact_count
from ...errors import Cancelled, Trouble, UserError
from ..queries.paper import LARGE, Behind, behind


def told(error: BaseException) -> str:
    """What went wrong with long work, in its own words; a bug is raised again."""
    if isinstance(error, Cancelled):
        return "Stopped."
    if isinstance(error, UserError):
        return error.text
    if isinstance(error, Trouble):
        return f"{error.text} {error.hint}".strip()
    raise error


def is_large(desk: Desk, client_id: int) -> bool:
    """Whether a client has so many facts that comparing them would be felt."""
    count = sum(desk.ask(fact_count, client_id, key) for key in ("device", "address"))
    return count > LARGE


def known_behind(desk: Desk, client_id: int, kind: str) -> Behind | None:
    """How far a binder is behind; None where its outline cannot be followed."""
    try:
        return desk.ask(behind, client_id, kind)
    except UserError:
        return None
