"""The technology worksheet on exactly two pages, for the pen or for a PDF program (S082)."""

from dataclasses import field

from sqlalchemy.orm import Session

from ...clients import queries as clients
from ...clients.printables import find_client, letterhead_of
from ...dates import full_date
from ...desk.area import Paper
from ...errors import UserError
from ...printing import blocks
from ...printing.asking import Asked, FieldLine, Questions
from ...printing.blocks import Blank, Block
from ...printing.document import Layout, Printable
from ...printing.page import Foot, Head, Letterhead
from ...printing.styles import SMALL
from ...rows import dataclass
from ..queries import worksheet as queries
from ..rules import worksheet as rules
from ..rules.worksheet import QUESTIONS, SECOND_PAGE, STATE_WORDS, Answer, Question

TITLE = "Technology worksheet"
FORM = "MSPDesk technology worksheet 1"
"""What the PDF's subject says, by which a returned one is known."""

NOTES = "notes"
REMARK = "No answer is wrong. “We do not know” is worth knowing, too."
MOST_NOTES = 200
"""Signs of notes that fit below the last question."""

HEADER = (("company", "Company"), ("answered_by", "Answered by"), ("on", "Day"))


@dataclass(frozen=True, slots=True)
class WorksheetDocument:
    """A worksheet as it is printed; blank where nobody has answered."""

    letterhead: Letterhead
    company: str = ""
    on: str = ""
    answered_by: str = ""
    notes: str = ""
    answers: dict[int, Answer] = field(default_factory=dict)


def blank_document(session: Session) -> WorksheetDocument:
    """An empty worksheet of this shop, for anybody."""
    return WorksheetDocument(letterhead_of(session))


def filled_document(session: Session, client_id: int) -> WorksheetDocument:
    """A client's newest worksheet with what was answered; empty while there is none."""
    client = clients.client(session, client_id)
    if client is None:
        raise UserError("There is no such client.")
    page = queries.worksheet_of(session, client_id)
    if page is None:
        return WorksheetDocument(letterhead_of(session), client.name)
    return WorksheetDocument(
        letterhead_of(session),
        client.name,
        full_date(page.on),
        page.answered_by,
        page.notes,
        page.answers,
    )


def on_paper(document: WorksheetDocument) -> Layout:
    """The worksheet for the pen, with whatever is known already."""
    return _layout(document, fields=False)


def in_fields(document: WorksheetDocument) -> Layout:
    """The worksheet as a PDF with fields, for a prospect who types."""
    return _layout(document, fields=True)


def _layout(document: WorksheetDocument, *, fields: bool) -> Layout:
    first = [one for one in QUESTIONS if one.number < SECOND_PAGE]
    second = [one for one in QUESTIONS if one.number >= SECOND_PAGE]
    company = document.company
    return Layout(
        title=f"{TITLE}, {company}" if company else TITLE,
        author=document.letterhead.name,
        subject=FORM,
        head=Head(TITLE, REMARK, company or document.letterhead.name),
        foot=Foot.of(document.letterhead),
        blocks=[
            _header(document, fields=fields),
            Questions([_asked(one, document, fields=fields) for one in first]),
            blocks.page_break(),
            Questions([_asked(one, document, fields=fields) for one in second]),
            *_end(document, fields=fields),
        ],
    )


def _header(document: WorksheetDocument, *, fields: bool) -> Block:
    values = (document.company, document.answered_by, document.on)
    blanks = [
        Blank(words, share, value)
        for (_, words), share, value in zip(HEADER, (2, 2, 1), values, strict=True)
    ]
    names = [name for name, _ in HEADER] if fields else [""] * len(blanks)
    return FieldLine(blanks, names, 30)


def _asked(question: Question, document: WorksheetDocument, *, fields: bool) -> Asked:
    said = None if fields else document.answers.get(question.number)
    state = said.state if said else None
    return Asked(
        f"{question.number}  {question.name}",
        question.ask,
        question.why,
        said.text if said else "",
        tuple((words, state is one) for one, words in STATE_WORDS.items()),
        f"q{question.number}" if fields else "",
        rules.LONGEST,
    )


def _end(document: WorksheetDocument, *, fields: bool) -> list[Block]:
    """Notes, and whom to ask; long notes are shortened here and stand whole on the screen."""
    shop = document.letterhead
    reach = ", ".join(filter(None, (shop.phone, shop.email)))
    ask = f"{shop.name}: {reach}" if reach else shop.name
    head = blocks.section("Notes", "Whatever else we should know", bar=True)
    words = " ".join(document.notes.split())
    shown = words if len(words) <= MOST_NOTES else f"{words[: MOST_NOTES - 1].rstrip()}…"
    notes: Block = blocks.lines(2, 25)
    if fields:
        notes = FieldLine([Blank("")], [NOTES], 40)
    elif shown:
        notes = blocks.paragraph(shown, SMALL)
    return [head, notes, blocks.note(f"Questions about a question? {ask}")]


BLANK: Printable[WorksheetDocument] = Printable(
    "worksheet-blank", f"{TITLE}, blank", blank_document, on_paper
)
FILLED: Printable[WorksheetDocument] = Printable("worksheet", TITLE, filled_document, on_paper)
FIELDS: Printable[WorksheetDocument] = Printable(
    "worksheet-form", f"{TITLE} to fill", filled_document, in_fields
)


def _nobody(*_said: object) -> tuple[()]:
    """A blank worksheet is printed from nothing."""
    return ()


PAPERS = (
    Paper("worksheet", TITLE, FILLED, find_client),
    Paper("worksheet-form", f"{TITLE}, PDF to fill", FIELDS, find_client),
    Paper("worksheet-blank", f"{TITLE}, blank", BLANK, _nobody),
)
