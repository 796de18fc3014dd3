"""The order of a shop's binders: its own text, else the one that ships."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from ... import paths
from ...errors import Trouble
from ...letters.models import FormText
from ..rules.outline import Outline, read


def outline_name(kind: str) -> str:
    """The name of a binder's outline below `forms/`."""
    return f"binders/{kind}"


def shipped_outline(kind: str) -> str:
    """The outline that ships; raises Trouble when it cannot be read."""
    try:
        return paths.form(f"{outline_name(kind)}.toml").read_text(encoding="utf-8")
    except OSError as error:
        raise Trouble(
            "The order of this binder cannot be read.", "Install MSPDesk again."
        ) from error


def outline_text(session: Session, kind: str) -> tuple[str, int]:
    """A binder's outline as it stands, and its edition; 0 while it is as it ships."""
    found = session.execute(
        select(FormText.text, FormText.edition)
        .where(FormText.name == outline_name(kind))
        .order_by(FormText.edition.desc())
        .limit(1)
    ).first()
    if found is None or not found.text:
        return shipped_outline(kind), found.edition if found else 0
    return found.text, found.edition


def outline(session: Session, kind: str, known: Collection[str]) -> Outline:
    """A binder's order; raises UserError naming the line where it cannot be followed."""
    return read(outline_text(session, kind)[0], known)
