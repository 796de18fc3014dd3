"""Texts with fields: checked line by line, filled in one go, taken apart for paper and for mail.

A text begins with `Subject: ...`, then an empty line, then the body. In the body an empty line ends
a paragraph, a new line is a new line, `- ` begins an item of a list, `# ` a heading, and lines that
begin with `|` are the rows of a table. A line of underscores with captions behind it
(`____ For the client | Date`) is a line to sign on. `{client.name}` is a field. What fills a field
is never read again for fields, and never becomes a heading, an item or a row: a backslash before
the line says so.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from datetime import date, datetime

from ...errors import UserError
from ...rows import dataclass
from .fields import FIELDS, unknown_words

SUBJECT = "Subject:"
LONGEST = 200_000
"""More than this is no letter; characters."""

_BRACES = re.compile(r"\{[^{}\n]*\}|[{}]")
FIELD = re.compile(r"\{\s*([a-z_.]+)\s*\}")
"""A field as it is written in a text."""

_MARKS = ("# ", "- ", "|", "___", "\\")


@dataclass(frozen=True, slots=True)
class Text:
    """A text of the shop's paper: the one that ships (edition 0) or the shop's own edition.

    `shipped` says that a text of this name ships with the program.
    """

    name: str
    text: str
    edition: int = 0
    at: datetime | None = None
    person: str = ""
    shipped: bool = True

    @property
    def title(self) -> str:
        """What the text is called in lists."""
        return title_of(self.name)

    @property
    def own(self) -> bool:
        """Whether the shop has changed it or wrote it itself."""
        return self.edition > 0


TITLES = {
    "letters/rate-rise": "Rate rise",
    "letters/overdue-1": "Overdue, friendly note",
    "letters/overdue-2": "Overdue, second letter",
    "letters/overdue-3": "Overdue, last letter",
    "letters/whats-next": "What happens next (client leaving)",
    "letters/welcome": "Welcome",
    "letters/vendor-authorization": "Vendor authorization",
    "letters/understanding": "Letter of understanding",
    "letters/denial-of-services": "Denial of services",
    "letters/prospect-decline": "No to a prospect, kindly",
    "letters/after-action": "After a disaster",
    "letters/farewell": "Thanks at the end",
    "letters/goal-letter": "Goals of an employee",
    "letters/contractor-terms": "Terms of a piece of work (contractor)",
    "agreements/nda": "Confidentiality (NDA)",
    "mail/invoice": "Mail with an invoice",
    "mail/credit": "Mail with a credit note",
    "mail/statement": "Mail with a statement",
    "mail/letter": "Mail with a letter",
}
"""Names of texts whose file name says too little."""


def title_of(name: str) -> str:
    """What a text is called: its own title, or its file's name in words."""
    known = TITLES.get(name)
    return known or name.rpartition("/")[2].replace("-", " ").capitalize()


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a text, with the number of its line, counted from 1."""

    line: int
    words: str

    def __str__(self) -> str:
        """The line and what is wrong there."""
        return f"Line {self.line}: {self.words}"


def faults(text: str) -> list[Fault]:
    """Everything that keeps a text from being used, in the order of its lines."""
    lines = text.split("\n")
    found = [one for at, line in enumerate(lines, 1) for one in _line_faults(at, line)]
    if not lines[0].startswith(SUBJECT) or not lines[0].removeprefix(SUBJECT).strip():
        found.insert(0, Fault(1, f"Begin with “{SUBJECT}” and what the letter is about."))
    if len(lines) > 1 and lines[1].strip():
        found.append(Fault(2, "Leave an empty line below the subject."))
    if not any(line.strip() for line in lines[2:]):
        found.append(Fault(len(lines), "Write the text below the subject."))
    if len(text) > LONGEST:
        found.append(Fault(len(lines), "The text is far too long for a letter."))
    return sorted(found, key=lambda one: one.line)


def _line_faults(at: int, line: str) -> Iterator[Fault]:
    for brace in _BRACES.findall(line):
        known = FIELD.fullmatch(brace)
        if len(brace) == 1:
            yield Fault(at, f"There is a {brace} by itself. Write a field as {{client.name}}.")
        elif known is None or known[1] not in FIELDS:
            yield Fault(at, unknown_words(brace))


def fields_in(text: str) -> list[str]:
    """The known fields a text names, each once, in the order they come."""
    return list(dict.fromkeys(name for name in FIELD.findall(text) if name in FIELDS))


@dataclass(frozen=True, slots=True)
class Filled:
    """A text with its fields filled; `missing` names those nothing was known for."""

    subject: str
    body: str
    missing: tuple[str, ...] = field(default=())


def fill(text: Text, fields: Mapping[str, str]) -> Filled:
    """Fill a text; raises UserError naming field and line where it asks for an unknown field.

    A known field nobody gave a value for leaves its description in square brackets, which
    `unfilled` finds again; a line or paragraph whose fields are all empty and which says nothing
    else is left out. A line of one field that says what another of its paragraph said already is
    left out too: a shop that goes by its owner's name signs once.
    """
    wrong = faults(text.text)
    if wrong:
        raise UserError(f"{text.title}, {str(wrong[0])[0].lower()}{str(wrong[0])[1:]}", "text")
    return filled(text.text, fields)


def filled(text: str, fields: Mapping[str, str]) -> Filled:
    """Fill a text as far as it goes, unknown fields left as they stand; for a preview."""
    subject, _, body = text.partition("\n")
    subject = subject.removeprefix(SUBJECT).strip()
    missing = tuple(name for name in fields_in(text) if name not in fields)
    paragraphs = [_fill_paragraph(one, fields) for one in re.split(r"\n[ \t]*\n", body.strip("\n"))]
    said = "\n\n".join(_with_something_below(paragraphs))
    return Filled(" ".join(_fill_line(subject, fields).split()), said, missing)


def _fill_paragraph(paragraph: str, fields: Mapping[str, str]) -> str | None:
    """One paragraph filled; None where its fields are all empty and it says nothing else."""
    filled_in = [(line, _fill_line(line, fields)) for line in paragraph.split("\n")]
    kept = [(old, new) for old, new in filled_in if new.strip() or not FIELD.search(old)]
    said = "\n".join(_said_once(kept))
    empty = not said.strip(" \t\n\\.,:;") and FIELD.search(paragraph)
    return None if empty else said


def _with_something_below(paragraphs: Sequence[str | None]) -> Iterator[str]:
    """The paragraphs that say something, without headings whose every paragraph was left out."""
    below = _below_headings(paragraphs)
    for at, one in enumerate(paragraphs):
        if one is not None and below.get(at, True):
            yield one


def _below_headings(paragraphs: Sequence[str | None]) -> dict[int, bool]:
    """By the place of each heading of its own whether anything is left of what stood below it."""
    found: dict[int, bool] = {}
    heading: int | None = None
    lost = kept = False
    for at, one in enumerate([*paragraphs, "# "]):
        alone = one is not None and one.startswith("# ") and "\n" not in one
        if alone:
            if heading is not None:
                found[heading] = kept or not lost
            heading, lost, kept = at, False, False
        elif one is None:
            lost = True
        else:
            kept = True
    return found


def _said_once(lines: Sequence[tuple[str, str]]) -> Iterator[str]:
    """The filled lines, of those that are one field each only the first that says the same."""
    seen: set[str] = set()
    for old, new in lines:
        alone = FIELD.fullmatch(old.strip()) is not None
        if alone and new in seen:
            continue
        if alone:
            seen.add(new)
        yield new


def _fill_line(line: str, fields: Mapping[str, str]) -> str:
    start = len(line) - len(line.lstrip())
    hollow = any(fields.get(name) == "" for name in FIELD.findall(line))

    def value_of(found: re.Match[str]) -> str:
        name = found[1]
        if name not in FIELDS:
            return found[0]
        value = fields.get(name)
        if value is None:
            return f"[{FIELDS[name].words}]"
        said = _value(name, value, first=found.start() <= start)
        return said.replace("|", "¦") if line.lstrip().startswith("|") else said

    said = FIELD.sub(value_of, line)
    # What was left out of the middle of a line leaves one space behind, not two.
    return re.sub(r"(?<=\S) {2,}(?=\S)", " ", said).rstrip() if hollow else said


def _value(name: str, value: str, *, first: bool) -> str:
    """A value as it may stand in a line: one line unless the field has several."""
    if FIELDS[name].lines:
        lines = [one.strip() for one in value.splitlines() if one.strip()]
        if FIELDS[name].items and len(lines) > 1:
            return "\n".join(f"- {one}" for one in lines)
        table = name.rpartition(".")[2] in {"invoices", "table"}
        return "\n".join(one if table else _kept(one) for one in lines)
    flat = " ".join(value.split())
    return _kept(flat) if first else flat


def _kept(value: str) -> str:
    """A value at the beginning of a line, kept from being read as a heading, item or row."""
    return f"\\{value}" if value.startswith(_MARKS) else value


def table_text(rows: Sequence[Sequence[str]]) -> str:
    """Rows as a table in a text, the heads first; a bar inside a cell becomes a broken bar."""
    return "\n".join(
        "| " + " | ".join(" ".join(cell.replace("|", "¦").split()) for cell in row) + " |"
        for row in rows
    )


def signs(body: str) -> bool:
    """Whether a body has a line to sign on."""
    return any(line.lstrip().startswith("___") for line in body.split("\n"))


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a body: a paragraph, a heading, a list or a line to sign on (items), a table."""

    kind: str
    text: str = ""
    items: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


def parts(body: str) -> list[Part]:
    """A body taken apart in the order it is read."""
    found: list[Part] = []
    for block in re.split(r"\n[ \t]*\n", body.strip("\n")):
        for kind, lines in _runs(block.split("\n")):
            found.append(_part(kind, lines))
    return [part for part in found if part.text or part.items or part.rows]


def _kind(line: str) -> str:
    line = line.strip()
    if line.startswith("# "):
        return "heading"
    if line.startswith("- "):
        return "list"
    if line.startswith("___"):
        return "sign"
    return "table" if line.startswith("|") and len(line) > 1 else "paragraph"


def _runs(lines: list[str]) -> Iterator[tuple[str, list[str]]]:
    """Lines that belong together: each heading by itself, items, rows and plain lines in runs."""
    kept: list[str] = []
    before = ""
    for line in lines:
        kind = _kind(line)
        if kept and (kind != before or kind in {"heading", "sign"}):
            yield before, kept
            kept = []
        kept.append(line)
        before = kind
    if kept:
        yield before, kept


def _part(kind: str, lines: list[str]) -> Part:
    if kind == "heading":
        return Part(kind, lines[0].strip().removeprefix("# ").strip())
    if kind == "list":
        return Part(kind, items=tuple(line.strip().removeprefix("- ").strip() for line in lines))
    if kind == "table":
        return Part(kind, rows=_rows(lines))
    if kind == "sign":
        captions = lines[0].strip().lstrip("_").split("|")
        return Part(kind, items=tuple(one.strip() for one in captions))
    return Part(kind, "\n".join(_unmarked(line.rstrip()) for line in lines).strip("\n"))


def _unmarked(line: str) -> str:
    """A plain line without the backslash that kept it plain."""
    bare = line.lstrip()
    return bare[1:] if bare.startswith("\\") else line


def _rows(lines: list[str]) -> tuple[tuple[str, ...], ...]:
    """The cells of a table's rows, all rows as wide as the first."""
    rows = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in lines]
    wide = len(rows[0])
    return tuple(_as_wide(row, wide) for row in rows)


def _as_wide(row: list[str], wide: int) -> tuple[str, ...]:
    """A row with as many cells as the table: more are put together, fewer filled up."""
    if len(row) > wide:
        return (*row[: wide - 1], " ".join(row[wide - 1 :]))
    return (*row, *[""] * (wide - len(row)))


def plain(body: str) -> str:
    """A body as a plain mail says it: headings in their own line, tables with even columns."""
    return "\n\n".join(_plain(part) for part in parts(body))


def _plain(part: Part) -> str:
    if part.kind == "list":
        return "\n".join(f"- {item}" for item in part.items)
    if part.kind == "sign":
        return "\n\n".join(f"{item}: {'_' * 24}" for item in part.items)
    if part.kind == "table":
        wide = [max(len(cell) for cell in column) for column in zip(*part.rows, strict=True)]
        return "\n".join(
            "  ".join(cell.ljust(room) for cell, room in zip(row, wide, strict=True)).rstrip()
            for row in part.rows
        )
    return part.text


def letter_day(day: date, *, day_first: bool = False) -> str:
    """A day as letters write it: March 11, 2026, or 11 March 2026."""
    return f"{day.day} {day:%B} {day.year}" if day_first else f"{day:%B} {day.day}, {day.year}"
