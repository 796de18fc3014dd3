"""The letter on paper, and the words of any text of the shop as blocks of a page."""

import re
from collections.abc import Sequence

from ..desk.area import Paper
from ..printing import blocks
from ..printing.blocks import Blank, Block, Column
from ..printing.document import Layout, Printable
from ..printing.flow import stack_height
from ..printing.page import Foot, Head, Sheet
from ..printing.page import Paper as SizeOfPaper
from ..printing.styles import BODY, BODY_CLOSE, Style
from ..rows import dataclass
from . import queries
from .queries import LetterDocument
from .rules.texts import Part, parts

_NARROW, _WIDE = 14, 48
_AMOUNT = re.compile(r"\(?-?[^\d\s-]{0,4}\s?-?\d[\d,.]*\s?[^\d\s]{0,3}\)?")

SIGNATURE_ROOM = 40
"""Room for a hand between “Sincerely,” and the name; points."""


@dataclass(frozen=True, slots=True)
class Room:
    """How much room a letter takes: gaps in points, and the style of its words."""

    below_address: float = 34
    gap: float = 8
    above_heading: float = 14
    hand: float = SIGNATURE_ROOM
    style: Style = BODY


USUAL = Room()
CLOSER = (Room(20, 6, 9, 32), Room(14, 4, 6, 28), Room(12, 4, 6, 26, BODY_CLOSE))
"""How a letter is set that would else spill a few lines onto a second page."""


def paragraphs(text: str, space: Room = USUAL) -> list[Block]:
    """The body of a filled text as blocks: paragraphs, headings, lists, tables, lines to sign on.

    A short line that ends with a comma before the last words leaves room for a signature. Lines to
    sign on stay on the page of what is signed.
    """
    found: list[Block] = []
    for group in _groups(parts(text)):
        asks = group[-1].kind == "sign" and group[0].kind == "paragraph" and bool(found)
        inside: list[Block] = [blocks.space(10)] if asks else []
        for at, part in enumerate(group):
            inside += _blocks(part, space)
            signed = at + 1 < len(group) and _closes(part)
            room = space.hand if signed else 5 if part.kind == "heading" else space.gap
            inside.append(blocks.space(room))
        # A gap at its end would hold the whole stack on the page of what follows.
        found += inside if len(group) == 1 else [blocks.keep(*inside[:-1]), inside[-1]]
    return found


def _groups(body: list[Part]) -> list[list[Part]]:
    """Parts that stay together: a greeting and the name, and what is signed with its lines."""
    found: list[list[Part]] = []
    for part in body:
        before = found[-1][-1] if found else None
        joins = before is not None and (
            (_closes(before) and part.kind == "paragraph")
            or (part.kind == "sign" and before.kind in {"paragraph", "sign"})
            or (before.kind == "heading" and part.kind == "paragraph")
        )
        if joins:
            found[-1].append(part)
        else:
            found.append([part])
    return found


def _closes(part: Part) -> bool:
    """Whether a paragraph is the greeting before the name, such as “Sincerely,”."""
    words = part.text
    short = part.kind == "paragraph" and words.endswith(",") and len(words) <= 40
    return short and "\n" not in words and not words.startswith(("Dear ", "Hello"))


def _blocks(part: Part, space: Room) -> list[Block]:
    if part.kind == "heading":
        heading = blocks.section(part.text)
        heading.space_before = space.above_heading
        return [heading]
    if part.kind == "list":
        return [blocks.item(item, space.style) for item in part.items]
    if part.kind == "table":
        return [_table(part.rows)]
    if part.kind == "sign":
        shares = (2.0, 1.0, 1.0, 1.0)
        blanks = [Blank(words, share) for words, share in zip(part.items, shares, strict=False)]
        return [blocks.signatures(*blanks)]
    return [blocks.paragraph(part.text, space.style)] if part.text else []


def _table(rows: Sequence[Sequence[str]]) -> Block:
    """A table whose first row holds the heads; columns of amounts stand at the right."""
    heads, body = rows[0], rows[1:]
    amounts = [_amounts(body, at) for at in range(len(heads))]
    shares = [1.0] * len(heads) if any(amounts) else _shares(rows)
    columns = [
        Column(head, wrap=True, share=share, align="right" if right else "left")
        for head, share, right in zip(heads, shares, amounts, strict=True)
    ]
    total = body[-1] if body and body[-1][0].lower().startswith("total") else None
    plain = body[:-1] if total else body
    return blocks.table(columns, list(plain), totals=[total] if total else ())


def _shares(rows: Sequence[Sequence[str]]) -> list[float]:
    """What part of the width columns of words take, by their longest cell."""
    longest = [max(len(row[at]) for row in rows) for at in range(len(rows[0]))]
    return [float(min(max(one, _NARROW), _WIDE)) for one in longest]


def _amounts(rows: Sequence[Sequence[str]], at: int) -> bool:
    """Whether a column holds amounts only: figures with a currency's sign or decimals."""
    cells = [row[at] for row in rows if row[at]]
    return bool(cells) and all(_is_amount(cell) for cell in cells)


def _is_amount(cell: str) -> bool:
    return _AMOUNT.fullmatch(cell) is not None


def letter(document: LetterDocument) -> Layout:
    """One letter: letterhead, address for the window, day, subject, words, room to sign.

    One that would spill a few lines is set closer, so that what is signed stands on one page with
    what is signed for; a long one keeps its room and goes on.
    """
    shop = document.letterhead
    found = _set(document, USUAL)
    for space in CLOSER:
        if _one_page(found):
            break
        found = _set(document, space)
    return Layout(
        title=" ".join(filter(None, ("Letter", document.number, document.client))),
        author=shop.name,
        subject=document.subject,
        head_on_first=False,
        head=Head(document.client, document.subject, document.on),
        foot=Foot.of(shop),
        blocks=found if _one_page(found) else _set(document, USUAL),
    )


def _one_page(found: Sequence[Block]) -> bool:
    """Whether a letter stands on one page of either size."""
    sheets = [Sheet(paper) for paper in SizeOfPaper]
    return all(stack_height(found, sheet.width) <= sheet.top - sheet.bottom for sheet in sheets)


def _set(document: LetterDocument, space: Room) -> list[Block]:
    """All of a letter, with so much room."""
    facts = [("Date", document.on)]
    facts += [("Letter", document.number)] if document.number else []
    return [
        blocks.letterhead(document.letterhead),
        blocks.space(44),
        blocks.columns(
            blocks.address("", document.addressee),
            blocks.fact_list(facts),
            shares=(2.3, 1.2),
        ),
        blocks.space(space.below_address),
        blocks.section(document.subject),
        blocks.space(space.gap),
        *paragraphs(document.body, space),
        *_enclosed(document.enclosed),
    ]


def _enclosed(names: Sequence[str]) -> list[Block]:
    """What lies with the letter, in one line below it."""
    return [blocks.space(6), blocks.note(f"Enclosed: {', '.join(names)}")] if names else []


LETTER = Printable("letter", "Letter", gather=queries.letter_document, lay_out=letter)

PAPERS = (Paper("letter", "Letter", LETTER, queries.find_letter, needs="clients"),)
