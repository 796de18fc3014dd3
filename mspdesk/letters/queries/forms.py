"""Questions about texts: what ships, what the shop changed, which edition counts."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ... import paths
from ...errors import Trouble, UserError
from ...people.models import Person
from ...rows import dataclass
from ..models import FormText
from ..rules.texts import Text, title_of

FOLDERS = ("letters", "agreements", "mail")
"""Folders of `forms/` whose texts have fields and can be edited here."""


def shipped_names() -> list[str]:
    """The names of the texts that ship, by folder and title."""
    found = []
    for folder in FOLDERS:
        files = sorted(paths.form(folder).glob("*.txt"))
        found += sorted((f"{folder}/{file.stem}" for file in files), key=title_of)
    return found


def shipped_text(name: str) -> str | None:
    """A text as it ships, or None where none of this name does."""
    file = paths.form(f"{name}.txt")
    if name not in shipped_names():
        return None
    try:
        return file.read_text(encoding="utf-8").strip("\n") + "\n"
    except OSError as error:
        raise Trouble(
            f"The text “{title_of(name)}” cannot be read.", "Install MSPDesk again."
        ) from error


def text_of(session: Session, name: str) -> Text:
    """A text by its name (letters/rate-rise): the shop's own edition, else the one that ships.

    Raises UserError where there is neither.
    """
    shipped = shipped_text(name)
    found = (
        select(FormText.text, FormText.edition, FormText.at, Person.name)
        .outerjoin(Person, Person.id == FormText.person_id)
        .where(FormText.name == name)
        .order_by(FormText.edition.desc())
        .limit(1)
    )
    row = session.execute(found).first()
    if row is not None and row.text:
        return Text(name, row.text, row.edition, row.at, row.name or "", shipped is not None)
    if shipped is None:
        raise UserError(f"There is no text called {name} any more.", "form")
    return Text(name, shipped)


def texts(session: Session, folder: str = "") -> list[Text]:
    """Every text that can be edited, those that ship first, then the shop's own by name."""
    own = session.scalars(select(FormText.name).distinct().order_by(FormText.name))
    names = dict.fromkeys([*shipped_names(), *own])
    found = []
    for name in names:
        if (folder and not name.startswith(f"{folder}/")) or name.split("/")[0] not in FOLDERS:
            continue
        try:
            found.append(text_of(session, name))
        except UserError:
            continue
    return found


@dataclass(frozen=True, slots=True)
class EditionRow:
    """One edition of a text: when it was made, by whom; `text` is empty for the one that ships."""

    edition: int
    at: datetime | None
    person: str
    text: str

    @property
    def words(self) -> str:
        """What it is in a list."""
        if not self.edition:
            return "As it ships"
        what = f"Edition {self.edition}"
        return what if self.text else f"{what}, back to the text that ships"


def editions(session: Session, name: str) -> list[EditionRow]:
    """The editions of a text, newest first, the one that ships last."""
    found = (
        select(FormText.edition, FormText.at, Person.name, FormText.text)
        .outerjoin(Person, Person.id == FormText.person_id)
        .where(FormText.name == name)
        .order_by(FormText.edition.desc())
    )
    rows = [EditionRow(n, at, person or "", text) for n, at, person, text in session.execute(found)]
    if shipped_text(name) is not None:
        rows.append(EditionRow(0, None, "", ""))
    return rows


def newest_edition(session: Session, name: str) -> int:
    """The number of a text's newest edition, 0 while it is as it ships."""
    found = select(func.max(FormText.edition)).where(FormText.name == name)
    return session.scalar(found) or 0


def edition_text(session: Session, name: str, edition: int) -> str:
    """What an edition said; the shipped text for edition 0 and for a way back to it."""
    found = select(FormText.text).where(FormText.name == name, FormText.edition == edition)
    return session.scalar(found) or shipped_text(name) or ""
