"""Long work of sales: reading a worksheet that a prospect filled in and sent back (S082)."""

import re
from collections.abc import Mapping
from dataclasses import field
from pathlib import Path

from ..database.store import Store
from ..errors import UserError
from ..exchange.pdf_form import FilledForm, read_pdf_form
from ..exchange.text import clean
from ..progress import Progress
from ..rows import dataclass
from .printables.worksheet import FORM, HEADER, NOTES
from .rules import worksheet as rules
from .rules.worksheet import QUESTIONS, Answer, State


@dataclass(frozen=True, slots=True)
class Returned:
    """What came back: answers by question, header and notes, and what could not be read.

    A question left empty is not among the answers. `faults` are sentences, in the form's order.
    """

    answers: dict[int, Answer]
    company: str = ""
    answered_by: str = ""
    on: str = ""
    notes: str = ""
    faults: list[str] = field(default_factory=list)


def read_returned(_store: Store, progress: Progress, path: Path) -> Returned:
    """Read a filled worksheet; raises UserError when the file is not one.

    A field that somebody deleted or renamed is reported, never guessed.
    """
    return returned(read_pdf_form(path, progress), path.name)


def returned(form: FilledForm, name: str) -> Returned:
    """What the fields of a form say."""
    offered = {one.number for one in QUESTIONS if f"q{one.number}" in form.fields}
    if form.subject != FORM and not offered:
        raise UserError(
            f"{name} is not a technology worksheet. Choose the PDF that was saved with “PDF to "
            "fill” and sent back."
        )
    answers: dict[int, Answer] = {}
    faults: list[str] = []
    for question in QUESTIONS:
        said, wrong = _answer(form.fields, question.number)
        if said is not None:
            answers[question.number] = said
        if wrong:
            faults.append(f"{question.number} {question.name}: {wrong}")
    faults += _strange(form.fields)
    head = {key: _text(form.fields, key) for key, _ in HEADER}
    return Returned(answers, **head, notes=_text(form.fields, NOTES), faults=faults)


def _answer(fields: Mapping[str, str | bool], number: int) -> tuple[Answer | None, str]:
    """One answer, and what is wrong with it."""
    names = (f"q{number}", f"q{number}_1", f"q{number}_2")
    gone = [name for name in names if name not in fields]
    if names[0] in gone:
        return None, "this field is not in the file any more. Ask for the answer."
    text = _text(fields, names[0])
    ticked = [
        state
        for state, name in zip((State.UNKNOWN, State.NONE), names[1:], strict=True)
        if fields.get(name) is True
    ]
    if text and ticked:
        return None, f"“{text}” is written and a box is ticked beside it. Ask which is meant."
    if len(ticked) > 1:
        return None, "both boxes are ticked. Ask which is meant."
    if not text and not ticked:
        wrong = "its boxes to tick are not in the file any more." if gone else ""
        return None, wrong
    try:
        return rules.answer_of(ticked[0] if ticked else "", text), ""
    except UserError as error:
        return None, f"“{text[:60]}…” is too long. {error.text}"


def _text(fields: Mapping[str, str | bool], name: str) -> str:
    found = fields.get(name, "")
    return clean(found).strip() if isinstance(found, str) else ""


def _strange(fields: Mapping[str, str | bool]) -> list[str]:
    """Fields that our form does not have, where something was filled in."""
    ours = {NOTES, *(key for key, _ in HEADER)}
    known = re.compile(r"q\d{1,2}(_[12])?")
    return [
        f"The worksheet has no field “{name[:40]}”, the file has; it says “{str(value)[:60]}”."
        for name, value in fields.items()
        if name not in ours and not known.fullmatch(name) and value not in ("", False)
    ]
