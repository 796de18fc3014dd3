"""The rows of the entries list: what was logged, what runs, what is planned."""

from collections.abc import Sequence
from datetime import date, datetime

from ...dates import clock_span, hours, hours_h, minute_of_day, now
from ...rows import dataclass
from ...widgets.table import Column, Group, IconCell, TagCell
from .. import rules
from ..queries import DayPage, DaySum, EntryRow, Planned, TimerRow, WeekPage
from ..rules import Kind, State

_KIND_TONES = {Kind.BILLABLE: "accent"}
_STATE_TAGS = {
    State.ON_DRAFT: ("On draft", "accent"),
    State.INVOICED: ("Invoiced", "green"),
    State.WRITTEN_OFF: ("Written off", "grey"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One row: an entry, the running timer or a plan; `entry` is None for the last two."""

    id: str
    start: str
    number: str
    words: str
    whose: str
    figure: str
    tag: TagCell
    entry: EntryRow | None = None
    ticket_id: int | None = None
    live: bool = False
    late: bool = False
    why: str = ""


def tag_of(row: EntryRow) -> TagCell:
    """How an entry bills, in one or two words."""
    if row.state in _STATE_TAGS:
        return TagCell(*_STATE_TAGS[State(row.state)])
    if row.needs_approval:
        return TagCell("Ask 2×", "amber")
    if row.kind == Kind.BILLABLE and row.billed_after_minutes and row.factor > rules.REGULAR:
        return TagCell("2×" if row.factor == 20_000 else "After hours", "amber")
    return TagCell(rules.KIND_WORDS[Kind(row.kind)], _KIND_TONES.get(Kind(row.kind), "grey"))


def start_of(moment: datetime) -> str:
    """A start as the list shows it: 8:15, without am or pm."""
    return clock_span((minute_of_day(moment) - 60) % 720 + 60)


def entry_line(row: EntryRow, *, own: bool) -> Line:
    """A row for an entry; that it was entered late is only for oneself (S030)."""
    return Line(
        str(row.id),
        start_of(row.started_at) if row.timed else "",
        "" if row.overhead and row.standing else str(row.number_int),
        row.client_note,
        row.client_or_hat,
        hours(row.minutes),
        tag_of(row),
        row,
        row.ticket_id,
        late=own and row.late,
        why=row.why,
    )


def timer_line(timer: TimerRow, kind: str) -> Line:
    """A row for the timer; `kind` is who will pay, as things stand."""
    minutes = timer.seconds_at(now()) // 60
    return Line(
        "timer",
        start_of(timer.began_at),
        str(timer.number_int),
        "Timer paused" if timer.paused else "Timer running",
        timer.client,
        clock_span(minutes),
        TagCell(rules.KIND_WORDS[Kind(kind)], _KIND_TONES.get(Kind(kind), "grey")),
        ticket_id=timer.ticket_id,
        live=True,
    )


def planned_line(plan: Planned, day: date) -> Line:
    """A row for work that is put into the day."""
    at = datetime(day.year, day.month, day.day, plan.start // 60 % 24, plan.start % 60)
    tag = TagCell("2×", "amber") if plan.after_minutes else TagCell("Planned", "grey")
    return Line(
        f"plan-{plan.ticket_id}",
        start_of(at),
        str(plan.number_int),
        plan.title,
        plan.client,
        hours(plan.minutes),
        tag,
        ticket_id=plan.ticket_id,
    )


def _spoken_note(line: Line) -> str:
    late = " Entered late." if line.late else ""
    return f"{line.words}. {line.why}{late}"


def _late(line: Line) -> IconCell | None:
    return IconCell("history", "Entered more than a day later", "ink3") if line.late else None


def columns() -> list[Column[Line]]:
    """The columns of the entries list."""
    return [
        Column("start", "Start", "id", lambda line: line.start, width=54),
        Column("number", "No.", "id", lambda line: line.number, width=44, hide_under=1000),
        Column(
            "words",
            "What was done",
            "title",
            lambda line: line.words,
            stretch=8,
            spoken=_spoken_note,
        ),
        Column("late", "", "icon", _late, width=28),
        Column("whose", "Client or hat", "text", lambda line: line.whose, stretch=4),
        Column(
            "hours",
            "Hours",
            "num",
            lambda line: line.figure,
            width=60,
            color=lambda line: "accent" if line.live else None,
        ),
        Column("billing", "Billing", "tag", lambda line: line.tag, width=92),
    ]


def _group(title: str, note: str, lines: Sequence[Line], minutes: int) -> list[Group[Line]]:
    return [Group(title, lines, note, sums={"hours": hours(minutes)})] if lines else []


def day_groups(page: DayPage, *, own: bool) -> list[Group[Line]]:
    """A day under three headings: on tickets, after hours, overhead."""
    rows = [(one, entry_line(one, own=own)) for one in page.entries]
    late = [one for one in rows if not one[0].overhead and one[0].after_minutes > 0]
    work = [one for one in rows if not one[0].overhead and one[0].after_minutes <= 0]
    ours = [one for one in rows if one[0].overhead]
    timer = [timer_line(page.timer, page.timer_kind)] if page.timer else []
    ours_runs = page.timer_kind == Kind.INTERNAL
    evening = [one for one in page.planned if one.after_minutes]
    daytime = [one for one in page.planned if not one.after_minutes]
    return [
        *_group(
            "On tickets",
            "billed, or included in an agreement",
            [line for _, line in work] + ([] if ours_runs else timer),
            sum(one.minutes for one, _ in work) + (0 if ours_runs else page.timer_minutes),
        ),
        *_group(
            "After hours",
            _late_note([one for one, _ in late], evening),
            [line for _, line in late] + [planned_line(one, page.day) for one in evening],
            sum(one.minutes for one, _ in late) + sum(one.minutes for one in evening),
        ),
        *_group(
            "Planned",
            "not logged yet",
            [planned_line(one, page.day) for one in daytime],
            sum(one.minutes for one in daytime),
        ),
        *_group(
            "Overhead",
            "by hat",
            [line for _, line in ours] + (timer if ours_runs else []),
            sum(one.minutes for one, _ in ours) + (page.timer_minutes if ours_runs else 0),
        ),
    ]


def _late_note(done: Sequence[EntryRow], planned: Sequence[Planned]) -> str:
    """What is said beside After hours: who still has to say yes, or what is planned."""
    if any(one.needs_approval for one in done):
        return "waits for the client's approval"
    if planned:
        bills = sum(one.billed_minutes for one in planned)
        return f"scheduled tonight, billed as {hours_h(bills)}"
    return "billed at the rate after hours, or included"


def week_groups(page: WeekPage, *, own: bool) -> list[Group[Line]]:
    """A week by days; a day that is short says so."""
    found: list[Group[Line]] = []
    for one in page.days:
        rows = [entry_line(row, own=own) for row in page.entries if row.work_on == one.day]
        if rows or (one.paid and one.day <= now().date()):
            title = f"{one.day:%A}, {one.day:%b} {one.day.day}"
            found.append(Group(title, rows, day_note(one), sums={"hours": hours(one.logged)}))
    return found


def day_note(one: DaySum) -> str:
    """What is said of a day beside its sum: complete, explained, or how much is missing."""
    if one.closed_for:
        return one.closed_for
    if not one.missing:
        return "complete" if one.paid else ""
    if one.day >= now().date():
        return ""
    return one.reason or f"{hours_h(one.missing)} missing"
