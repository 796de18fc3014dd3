"""The agenda of a meeting on one page, and its minutes, written on or printed (S119)."""

from ...dates import full_date, long_date
from ...money import shown
from ...printing import blocks
from ...printing.block import Block
from ...printing.blocks import Blank, Column
from ...printing.document import Layout, Printable
from ...printing.page import Foot, Head
from ..queries.decisions import DecisionRow
from ..queries.meetings import MeetingPage, minutes_words
from ..queries.papers import MeetingDocument, meeting_document
from ..queries.section import short
from ..rules.questions import QUESTIONS

MOST_POINTS = 12
"""Points an agenda names, so that it stays one page."""

MOST_GUESTS = 8
_POINT, _FACT = 100, 110
"""Letters of a point and of a fact that an agenda shows."""

_EMPTY_ROWS = 5
"""Rows for decisions on minutes that are still to be written."""

_LINES = 2
"""Lines under a point nobody has written on yet."""


def agenda(document: MeetingDocument) -> Layout:
    """When, where, who, the points with their time, what to think about before, room for notes."""
    page, row = document.page, document.page.row
    shown_points = page.items[:MOST_POINTS]
    points = [
        (str(number), short(one.text, _POINT), f"{one.minutes} min" if one.minutes else "")
        for number, one in enumerate(shown_points, 1)
    ]
    left = len(page.items) - len(points)
    found: list[Block] = [
        blocks.title("Roadmap meeting", row.client),
        blocks.facts(_facts(page), 2),
        blocks.section("What we talk about", minutes_words(row.minutes)),
        blocks.table(
            [Column("", 20, bold=True), Column("Point", wrap=True), Column("", 52, align="right")],
            points,
            empty="Nothing is on the agenda yet.",
        ),
    ]
    if left > 0:
        found.append(blocks.note(f"And {left} more in the minutes."))
    found.append(blocks.section("Please think about this before", "it is all we ask"))
    found += [blocks.item(one.ask) for one in QUESTIONS if one.ahead]
    found.append(blocks.rest("Notes", "what you want to say or ask"))
    return Layout(
        title=f"Roadmap agenda {row.client} {row.on.isoformat()}",
        author=document.shop.name,
        head=Head(document.shop.name, "Agenda of a roadmap meeting", full_date(row.on)),
        foot=Foot.of(document.shop),
        blocks=found,
    )


def _facts(page: MeetingPage) -> list[tuple[str, str]]:
    row = page.row
    when = ", ".join(filter(None, (long_date(row.on), row.time_words)))
    who = [", ".join(filter(None, (one.name, one.title))) for one in page.guests if not one.ours]
    ours = [one.name for one in page.guests if one.ours]
    return [
        ("When", when),
        ("Where", short(row.place, _FACT)),
        ("You", short("; ".join(who[:MOST_GUESTS]), _FACT)),
        ("We", short("; ".join(ours[:MOST_GUESTS]), _FACT)),
    ]


def minutes(document: MeetingDocument) -> Layout:
    """What was said to each point, what was answered, what was decided and who does it by when.

    Before the minutes are written it is the form to write them on.
    """
    page, row = document.page, document.page.row
    found: list[Block] = [
        blocks.title("Minutes of the roadmap meeting", row.client),
        blocks.facts(_facts(page), 2),
    ]
    for number, one in enumerate(page.items, 1):
        said: list[Block] = [blocks.section(f"{number}  {short(one.text)}", bar=True)]
        if one.said:
            said.append(blocks.paragraph(one.said))
        elif row.over:
            said.append(blocks.note("Nothing was written down."))
        else:
            said.append(blocks.lines(_LINES, 25))
        found += [blocks.keep(*said[:2])]
    found += _answers(page)
    found += _decided(document)
    if row.words:
        found += [blocks.section("All in all", bar=True), blocks.paragraph(row.words)]
    found += [
        blocks.space(6),
        blocks.keep(
            blocks.write_on(
                Blank("Next roadmap meeting", 1.0, full_date(row.next_on) if row.next_on else ""),
                Blank("Minutes written by", 1.2, row.lead if row.over else ""),
            ),
            blocks.signatures(Blank(f"For {row.client}", 1.4), Blank("Date", 0.7)),
        ),
    ]
    return Layout(
        title=f"Roadmap minutes {row.client} {row.on.isoformat()}",
        author=document.shop.name,
        head=Head(row.client, "Minutes of the roadmap meeting", full_date(row.on)),
        foot=Foot.of(document.shop),
        blocks=found,
    )


def _answers(page: MeetingPage) -> list[Block]:
    """What was asked about the years ahead, with the answers; before the meeting only questions."""
    said = [(one, page.answers.get(one.key, "")) for one in QUESTIONS]
    if page.row.over:
        rows = [(one.title, words) for one, words in said if words]
        if not rows:
            return []
        table = blocks.table([Column("About", 110, bold=True), Column("You said", wrap=True)], rows)
        return [blocks.section("What you told us", bar=True), table]
    asked = [(one.ask, words) for one, words in said]
    return [
        blocks.section("The year ahead, and five", bar=True),
        blocks.table(
            [Column("We ask", share=1.0, wrap=True), Column("You say", share=1.2, wrap=True)],
            asked,
            framed=True,
            row_height=30,
        ),
    ]


def _decided(document: MeetingDocument) -> list[Block]:
    page = document.page
    rows = [_decision(document, one) for one in page.decisions]
    if not rows and page.row.over:
        return [blocks.section("Decided", bar=True), blocks.note("Nothing was decided.")]
    empty = 0 if page.row.over else max(_EMPTY_ROWS - len(rows), 0)
    rows += [("", "", "", "")] * empty
    return [
        blocks.section("Decided", "a number is the ticket it is done on", bar=True),
        blocks.table(
            [
                Column("What", share=2.2, wrap=True),
                Column("Who", share=0.9, wrap=True),
                Column("By", 76),
                Column("Ticket", 62),
            ],
            rows,
            framed=True,
            row_height=26,
        ),
    ]


def _decision(document: MeetingDocument, one: DecisionRow) -> tuple[str, str, str, str]:
    cost = f" ({shown(one.amount, document.money)})" if one.amount is not None else ""
    who = {"ours": one.person or document.shop.name, "no": "You said no"}.get(one.kind, one.who)
    by = full_date(one.due_on) if one.due_on else ""
    number = f"#{one.number}" if one.number is not None else ""
    return (f"{one.text}{cost}", who or "You", by, number)


AGENDA: Printable[MeetingDocument] = Printable(
    "roadmap-agenda", "Roadmap agenda", meeting_document, agenda
)
MINUTES: Printable[MeetingDocument] = Printable(
    "roadmap-minutes", "Roadmap minutes", meeting_document, minutes
)
