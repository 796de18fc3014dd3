"""What a shop does with the order of its binders: change it, go back to the one that ships."""

from sqlalchemy.orm import Session

from ...database.action import acting, action, tell
from ...dates import now
from ...documentation.queries.editions import KINDS
from ...errors import UserError
from ...letters.models import FormText
from ..queries.gather import LEAVES
from ..queries.outlines import outline_name, outline_text, shipped_outline
from ..rules.outline import read


@action("Change binder order")
def save_outline(session: Session, kind: str, text: str, seen: int) -> int:
    """Keep a binder's order as the shop wants it; answers its edition.

    `seen` is the edition it was changed from. Raises UserError (field text) with a sentence that
    names the faulty line, or where somebody else changed it meanwhile.
    """
    text = "\n".join(line.rstrip() for line in text.replace("\r\n", "\n").split("\n")).strip("\n")
    read(text, LEAVES)
    now_text, edition = _unchanged(session, kind, seen)
    if text == now_text.strip("\n"):
        return edition
    tell(session, f"Order of the {KINDS[kind]} saved")
    return _add(session, kind, f"{text}\n", edition)


@action("Take back binder order")
def ship_outline(session: Session, kind: str, seen: int) -> int:
    """Go back to the order that ships; answers the new edition."""
    now_text, edition = _unchanged(session, kind, seen)
    if now_text == shipped_outline(kind):
        return edition
    tell(session, f"The {KINDS[kind]} is in the order that ships")
    return _add(session, kind, "", edition)


def _unchanged(session: Session, kind: str, seen: int) -> tuple[str, int]:
    """The order as it stands; raises UserError when it is not the one that was seen."""
    if kind not in KINDS:
        raise UserError("Choose a binder.", "kind")
    text, edition = outline_text(session, kind)
    if edition != seen:
        raise UserError("Somebody else changed this order meanwhile. Open it again.", "text")
    return text, edition


def _add(session: Session, kind: str, text: str, edition: int) -> int:
    row = FormText(
        name=outline_name(kind),
        edition=edition + 1,
        text=text,
        at=now(),
        person_id=acting(session),
    )
    session.add(row)
    session.flush()
    return row.edition
