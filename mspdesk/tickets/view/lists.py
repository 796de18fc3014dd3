"""What the lists of tickets show, column by column."""

from datetime import datetime

from ...dates import age, hours, hours_h, now, short_date
from ...widgets.table import Column, Face, Group, StatusCell, face_of
from .. import rules
from ..queries import PriorityGroup, TicketRow

WIDE = 1400
"""Below this width of the window tier and estimate step back."""

NARROW = 1000
"""Below this one, as of the usual size of text, the age steps back too: titles keep their room."""


def face(row: TicketRow) -> Face | None:
    """Who has a ticket, as a small disc; nobody is a dashed one."""
    if row.assigned is None or row.assigned_id is None:
        return None
    return face_of(row.assigned, row.assigned_id)


def spoken(row: TicketRow) -> str:
    """A row as a whole sentence, for readers."""
    who = row.assigned or "nobody"
    estimate = hours_h(row.estimate_minutes) if row.estimate_minutes else "no estimate"
    return (
        f"Priority {row.priority}, {rules.PRIORITY_WORDS[row.priority].lower()}."
        f" Ticket {row.number}, {row.title}, {row.client}."
        f" {rules.status_words(row.status)}, {who}, {estimate}, opened {_opened(row)} ago."
    )


def _opened(row: TicketRow) -> str:
    return age(row.opened_at, now())


def _estimate(row: TicketRow) -> str:
    return hours(row.estimate_minutes) if row.estimate_minutes is not None else "?"


def _old(row: TicketRow) -> str | None:
    return "amber" if rules.has_grown_old(row.priority, row.opened_at, now()) else None


def _unestimated(row: TicketRow) -> str | None:
    return "amber" if row.estimate_minutes is None else None


def status_cell(row: TicketRow) -> StatusCell:
    """A ticket's status as ring and words."""
    return StatusCell(row.status, rules.status_words(row.status))


def board_columns(*, tiers: bool) -> list[Column[TicketRow]]:
    """The columns of the open board; `tiers` are shown from two people on (E09)."""
    columns: list[Column[TicketRow]] = [
        Column("prio", "", "prio", lambda r: r.priority, width=42),
        Column("id", "No.", "id", lambda r: str(r.number), width=52, sort=lambda r: r.number),
        Column("title", "Title", "title", lambda r: r.title, stretch=15, sort=_by_title),
        Column("client", "Client", "text", lambda r: r.client, stretch=7, sort=_by_client),
        Column("status", "Status", "status", status_cell, width=160, sort=_by_status),
        Column("who", "Who", "avatar", face, width=36, sort=_by_person),
    ]
    if tiers:
        columns.append(
            Column("tier", "Tier", "num", lambda r: str(r.tier), hide_under=WIDE, sort=_by_tier)
        )
    columns += [
        Column(
            "est",
            "Est.",
            "num",
            _estimate,
            hide_under=WIDE,
            sort=lambda r: r.estimate_minutes or 0,
            color=_unestimated,
        ),
        Column("age", "Age", "num", _opened, hide_under=NARROW, sort=_by_age, color=_old),
    ]
    return columns


def past_columns() -> list[Column[TicketRow]]:
    """The columns of history; those with an index behind them can be sorted by."""
    return [
        Column("priority", "", "prio", lambda r: r.priority, width=42),
        Column("number", "No.", "id", lambda r: str(r.number), width=56, sort=lambda r: r.number),
        Column("title", "Title", "title", lambda r: r.title, stretch=15, sort=_by_title),
        Column("client", "Client", "text", lambda r: r.client, stretch=8),
        Column("status", "Status", "status", status_cell, width=118, sort=_by_status),
        Column("assigned", "Who", "avatar", face, width=36, sort=_by_person),
        Column(
            "opened",
            "Opened",
            "num",
            lambda r: _day(r.opened_at),
            width=92,
            hide_under=NARROW,
            sort=_by_age,
        ),
        Column("closed", "Closed", "num", lambda r: _day(r.closed_at), width=92, hide_under=WIDE),
    ]


def _day(moment: datetime | None) -> str:
    return short_date(moment.date()) if moment is not None else ""


def _by_title(row: TicketRow) -> str:
    return row.title.casefold()


def _by_client(row: TicketRow) -> str:
    return row.client.casefold()


def _by_status(row: TicketRow) -> int:
    return list(rules.Status).index(rules.Status(row.status))


def _by_person(row: TicketRow) -> str:
    return (row.assigned or "").casefold()


def _by_tier(row: TicketRow) -> int:
    return row.tier


def _by_age(row: TicketRow) -> datetime:
    return row.opened_at


def heading(group: PriorityGroup, *, first: bool) -> Group[TicketRow]:
    """A priority with its meaning and its sums: 4 open, 5.50 h."""
    unit = " estimated" if first else ""
    return Group(
        rules.PRIORITY_WORDS[group.priority],
        group.rows,
        note=rules.PRIORITY_MEANS[group.priority],
        right=f"{len(group.rows)} open · {hours_h(group.estimated_minutes)}{unit}",
        priority=group.priority,
    )
