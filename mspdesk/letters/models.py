"""Tables of letters and of the texts they are written from."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from ..database.base import Code, Flag, Name, Record, Words, part_index


class FormText(Record):
    """A text of the shop's paper as the shop has changed it; it wins over the one that ships.

    `name` is the form's name below `forms/` without its ending (letters/rate-rise). Every change
    makes a new row with the next `edition`; the newest counts, and one with an empty text goes back
    to the text that ships.
    """

    __tablename__ = "form_text"
    __table_args__ = (Index("ix_form_text_name", "name", "edition", unique=True),)

    name: Mapped[Name]
    edition: Mapped[int] = mapped_column(default=1)
    text: Mapped[Words]
    at: Mapped[datetime]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class Letter(Record):
    """A letter as it was written to a client, every field filled in; kept as it went out.

    `form` names the text it was written from; `about` what it concerns (agreement:3, invoice:12).
    `state` is draft or final; whether it was mailed or printed is told by the outbox and by
    `printed_at`. `signs` says that it has a line to sign on; what came back signed is a LetterFile.
    """

    __tablename__ = "letter"
    __table_args__ = (
        Index("ix_letter_client", "client_id", "on", "id"),
        Index("ix_letter_about", "about"),
        part_index("ix_letter_signs", "on", where=text("signs AND state = 'final'")),
    )

    number: Mapped[Code] = mapped_column(unique=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("client.id"))
    form: Mapped[Name]
    about: Mapped[Code] = mapped_column(default="")
    on: Mapped[date]
    subject: Mapped[Name] = mapped_column(default="")
    addressee: Mapped[Words]
    body: Mapped[Words]
    state: Mapped[Code] = mapped_column(default="draft")
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[datetime]
    printed_at: Mapped[datetime | None]
    signs: Mapped[Flag]


class LetterFile(Record):
    """A paper that belongs to a letter: the signed copy that came back, or what is enclosed.

    `kind` is signed or enclosed. A signed copy has its day and who signed, and its scan or the
    `place` where the paper lies; what is enclosed is kept as it went out.
    """

    __tablename__ = "letter_file"
    __table_args__ = (Index("ix_letter_file_letter", "letter_id", "kind"),)

    letter_id: Mapped[int] = mapped_column(ForeignKey("letter.id"))
    kind: Mapped[Code] = mapped_column(default="signed")
    name: Mapped[Name] = mapped_column(default="")
    blob: Mapped[str | None] = mapped_column(ForeignKey("blob.sha256"))
    signed_on: Mapped[date | None]
    signed_by: Mapped[Name] = mapped_column(default="")
    place: Mapped[Name] = mapped_column(default="")
    at: Mapped[datetime]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
