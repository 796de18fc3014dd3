"""A mastermind round or a mentoring talk on one landscape sheet, written on or printed."""

from ...dates import full_date
from ...printing import blocks
from ...printing.blocks import Blank, Column, Item
from ...printing.document import Layout, Printable
from ...printing.page import Foot, Head
from ..queries.meetings import VoiceRow
from ..queries.papers import MeetingDocument, meeting_document

ROWS, ROW = 5, 62.0
"""Members an empty sheet has room for, and the height of their rows in points."""

_STEPS = (
    "First round, short: what changed since we met. Second round: each brings one challenge and "
    "collects ideas; who asks writes, and answers nothing back. Last: what will you do by when?"
)


def meeting(document: MeetingDocument) -> Layout:
    """Who was there, what changed, each challenge with its ideas, and when it is followed up."""
    shop, held = document.shop, document.meeting
    name = held.name if held else "Mastermind round"
    columns = [
        Column("Who", 92, bold=True),
        Column("What changed", share=1.0, wrap=True),
        Column("Challenge", share=1.1, wrap=True),
        Column("Ideas", share=1.5, wrap=True),
        Column("Follow up by", 74),
    ]
    rows = [_row(one) for one in held.voices] if held else []
    rows += [("", "", "", "", "")] * (ROWS - len(rows))
    return Layout(
        title=f"{name} {held.on.isoformat()}" if held else name,
        author=shop.name,
        head=Head(shop.name, name, full_date(held.on if held else document.on)),
        foot=Foot.of(shop),
        landscape=True,
        blocks=[
            blocks.title(name, full_date(held.on) if held else ""),
            blocks.note(_STEPS),
            blocks.write_on(
                Blank("Where", 1.4, held.place if held else ""),
                Blank("Date", 0.8, full_date(held.on) if held else ""),
                Blank("Next time", 0.8, full_date(held.next_on) if held and held.next_on else ""),
            ),
            blocks.space(4),
            blocks.table(columns, rows, framed=True, row_height=ROW),
            *([blocks.paragraph(held.words)] if held and held.words else []),
        ],
    )


def _row(one: VoiceRow) -> tuple[Item | str, ...]:
    when = full_date(one.follow_up_on) if one.follow_up_on else ""
    return (
        one.name,
        one.changed,
        one.challenge,
        one.ideas,
        f"{when}, done" if when and one.done else when,
    )


MEETING = Printable("mastermind", "Mastermind round", meeting_document, meeting)
