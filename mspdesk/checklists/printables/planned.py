"""A month of planned work on paper: day by day, with a box for what is done (S071)."""

from datetime import date, timedelta
from itertools import groupby

from sqlalchemy.orm import Session

from ...dates import add_months, monday, month_start, parse_date, short_date, today
from ...desk.area import Paper
from ...errors import UserError
from ...people.queries import name_of
from ...printing import blocks
from ...printing.blocks import Cell, Column, Group, Row, TickBox
from ...printing.document import Layout, Printable
from ...printing.page import Foot, Head, Letterhead
from ...rows import dataclass
from ...shop.queries import ShopRow, shop
from ..queries.coming import between
from ..queries.planned import Coming
from ..rules.run import RunState

_MARKS = {RunState.DONE: "check", RunState.VERIFIED: "check"}
ROW = 20.0
"""The least height of a row in points, so that a pen has room."""


@dataclass(frozen=True, slots=True)
class PlannedDocument:
    """The work of a month, in the order of the days; `person` is empty for everybody's."""

    shop: ShopRow
    month: date
    person: str
    rows: tuple[Coming, ...]
    on: date


def planned_document(
    session: Session, month: date, person_id: int | None = None
) -> PlannedDocument:
    """What is planned in a month, without what comes every day; of one technician or of all."""
    first = month_start(month)
    last = add_months(first, 1) - timedelta(days=1)
    found = between(session, first, last, person_id=person_id)
    rows = tuple(one for one in found if not one.daily)
    person = name_of(session, person_id) if person_id is not None else ""
    return PlannedDocument(shop(session), first, person, rows, today())


def planned(document: PlannedDocument) -> Layout:
    """The list, a tinted row for each week, and room for what is to be moved."""
    us = document.shop
    letterhead = Letterhead(us.name, us.address_lines, us.phone, us.after_hours_phone, us.email)
    month = f"{document.month:%B} {document.month.year}"
    visits = len(document.rows)
    beside = f"{visits} {'visit' if visits == 1 else 'visits'}"
    if document.person:
        beside = f"{document.person}, {beside}"
    columns = [
        Column("", 18),
        Column("Day", 46, bold=True),
        Column("Time", 52),
        Column("Where", share=1.7, bold=True),
        Column("What", share=1.2),
        *([] if document.person else [Column("Technician", share=0.9)]),
        Column("Ticket", 40),
        Column("Moved to", share=0.8),
    ]
    return Layout(
        title=f"Planned work, {month}",
        author=us.name,
        head=Head(us.name, "Planned work", f"as of {short_date(document.on)}"),
        foot=Foot.of(letterhead),
        blocks=[
            blocks.title(month, beside),
            blocks.table(
                columns,
                list(_rows(document)),
                row_height=ROW,
                empty="Nothing is planned in this month.",
            ),
        ],
    )


def _rows(document: PlannedDocument) -> list[Row]:
    found: list[Row] = []
    for week, rows in groupby(document.rows, key=lambda one: monday(one.on)):
        mine = list(rows)
        found.append(Group(f"Week of {week:%B} {week.day}", f"{len(mine)} planned"))
        found += [_row(one, document) for one in mine]
    return found


def _row(one: Coming, document: PlannedDocument) -> list[Cell]:
    cells: list[Cell] = [
        TickBox(_MARKS.get(RunState(one.state), "")),
        f"{one.on:%a} {one.on.day}",
        one.time,
        one.whose,
        one.title if one.whose != one.title else "Our own",
    ]
    if not document.person:
        cells.append(one.person or "Nobody yet")
    return [*cells, f"#{one.number}" if one.number else "", one.clash]


PLANNED: Printable[PlannedDocument] = Printable(
    "planned-work", "Planned work", planned_document, planned
)


def find_month(_session: Session, text: str) -> date:
    """The month somebody named by one of its days (2026-05 or Mar 11); this one without words."""
    words = text.strip()
    if not words:
        return month_start(today())
    try:
        return month_start(parse_date(f"{words}-01" if len(words) == 7 else words))
    except UserError:
        raise UserError("Name a month as 2026-05.", "month") from None


PAPERS = (Paper("planned-work", "Planned work of a month", PLANNED, find_month),)
