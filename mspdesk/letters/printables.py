"""The letter on paper, and the words of any text of the shop as blocks of a page."""

import re
from collections.abc import Sequence

from ..desk.area import Paper
from ..printing import blocks
from ..printing.blocks import Blank, Block, Column
from ..printing.document import Layout, Printable
from ..printing.page import Foot, Head
from . import queries
from .queries import LetterDocument
from .rules.texts import Part, parts

_NARROW, _WIDE = 14, 48
_AMOUNT = re.compile(r"\(?-?[^\d\s-]{0,4}\s?-?\d[\d,.]*\s?[^\d\s]{0,3}\)?")

SIGNATURE_ROOM = 40
"""Room for a hand between “Sincerely,” and the name; points."""


def paragraphs(text: str) -> list[Block]:
    """The body of a filled text as blocks: paragraphs, headings, lists, tables, lines to sign on.

    A short line that ends with a comma before the last words leaves room for a signature. Lines to
    sign on stay on the page of what is signed.
    """
    found: list[Block] = []
    for group in _groups(parts(text)):
        inside: list[Block] = []
        for at, part in enumerate(group):
            inside += _blocks(part)
            signed = at + 1 < len(group) and _closes(part)
            room = SIGNATURE_ROOM if signed else 5 if part.kind == "heading" else 8
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


def _blocks(part: Part) -> list[Block]:
    if part.kind == "heading":
        return [blocks.section(part.text)]
    if part.kind == "list":
        return [blocks.item(item) for item in part.items]
    if part.kind == "table":
        return [_table(part.rows)]
    if part.kind == "sign":
        shares = (2.0, 1.0, 1.0, 1.0)
        blanks = [Blank(words, share) for words, share in zip(part.items, shares, strict=False)]
        return [blocks.signatures(*blanks)]
    return [blocks.paragraph(part.text)] if part.text else []


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
    """One letter: letterhead, address for the window, day, subject, words, room to sign."""
    shop = document.letterhead
    return Layout(
        title=f"Letter {document.number} {document.client}",
        author=shop.name,
        subject=document.subject,
        head_on_first=False,
        head=Head(document.client, document.subject, document.on),
        foot=Foot.of(shop),
        blocks=[
            blocks.letterhead(shop),
            blocks.space(44),
            blocks.columns(
                blocks.address("", document.addressee),
                blocks.fact_list([("Date", document.on), ("Letter", document.number)]),
                shares=(2.3, 1.2),
            ),
            blocks.space(34),
            blocks.section(document.subject),
            blocks.space(8),
            *paragraphs(document.body),
            *_enclosed(document.enclosed),
        ],
    )


def _enclosed(names: Sequence[str]) -> list[Block]:
    """What lies with the letter, in one line below it."""
    return [blocks.space(6), blocks.note(f"Enclosed: {', '.join(names)}")] if names else []


LETTER = Printable("letter", "Letter", gather=queries.letter_document, lay_out=letter)

PAPERS = (Paper("letter", "Letter", LETTER, queries.find_letter, needs="clients"),)
