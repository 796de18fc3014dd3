"""Moving a ticket on: where it can go, and what each way asks for (B2)."""

from collections.abc import Callable, Mapping

from ...dates import short_date, today
from ...errors import UserError
from ...widgets.entry import CheckEntry, ClockEntry, DateEntry, MinutesEntry, NoteEntry, TextEntry
from ...widgets.form import Field, Form
from .. import actions, queries, rules
from ..queries import TicketPage
from ..rules import Status
from . import choices
from .choices import choice
from .recipes import Kitchen, Recipe, Values, moment_of

OPENING = 8 * 60
"""The minute of the day at which scheduled work starts when no hour was typed."""


def status(at: Kitchen, asked: Status | None = None) -> Recipe:
    """Where it can go from here; each way asks for what it needs (B2)."""
    ways = rules.moves_from(at.page.status)
    offered: choices.Options = [(one.value, rules.STATUS_WORDS[one]) for one in ways]
    chosen = choice(offered, (asked or (ways[0] if ways else Status.NEW)).value)
    reason, back, resolution = TextEntry(), DateEntry(), NoteEntry(lines=3)
    resolution.set_value(at.page.resolution)
    no_time = CheckEntry("No time was needed")
    day, hour, minutes = DateEntry(), ClockEntry(), MinutesEntry()
    minutes.set_value(at.page.scheduled_minutes or at.page.estimate_minutes)
    staff = choices.staff(at.desk, at.page.client_id)
    who = choice(staff, at.page.assigned_id or at.desk.person_id)
    coverage_of = choice(choices.from_list(rules.COVERAGE_WORDS), at.page.coverage)
    fields = [
        Field("status", "Status", chosen, span=2),
        Field("assigned", "Who takes it", who, span=2),
        Field("reason", "Reason", reason, span=2),
        Field("follow_up_on", "Ask again on", back, help=f"+3, fri or {short_date(today())}"),
        Field("resolution", "How it was solved", resolution, span=2),
        Field("no_time", "", no_time, span=2),
        Field("coverage", "Coverage", coverage_of, span=2),
        Field("day", "Starts on", day),
        Field("hour", "At", hour),
        Field("minutes", "For how long", minutes),
    ]
    needs = _needs(at.page)

    def wire(form: Form) -> None:
        def ask() -> None:
            wanted = needs.get(Status(chosen.value() or Status.NEW), ())
            for one in fields[1:]:
                form.box(one.name).setVisible(one.name in wanted)

        chosen.changed.connect(ask)
        ask()

    return Recipe(
        "Status",
        fields,
        lambda found: _MOVES[Status(found["status"])](at, found),
        wire=wire,
        button="Move it",
    )


def _needs(page: TicketPage) -> dict[Status, tuple[str, ...]]:
    """The fields each way asks for."""
    reopens = page.status in rules.ENDED
    return {
        Status.ASSIGNED: ("assigned",),
        Status.SCHEDULED: ("day", "hour", "minutes"),
        Status.IN_PROGRESS: ("reason",) if reopens else (),
        Status.WAITING_CLIENT: ("reason", "follow_up_on"),
        Status.WAITING_THIRD_PARTY: ("reason", "follow_up_on"),
        Status.ON_HOLD: ("reason", "follow_up_on"),
        Status.COMPLETED: ("resolution",) if page.logged_minutes else ("resolution", "no_time"),
        Status.CLOSED: ("coverage",),
        Status.CANCELLED: ("reason",),
    }


def _schedule(at: Kitchen, found: Values) -> None:
    day, hour = found["day"], found["hour"]
    if day is None:
        raise UserError("Say when it starts.", "day")
    start = moment_of(day, hour if hour is not None else OPENING)
    at.do(actions.schedule, start, found["minutes"])


def _begin(at: Kitchen, found: Values) -> None:
    """Reopen what has ended; otherwise time starts, and the status follows it."""
    if at.page.status in rules.ENDED:
        at.do(actions.reopen, found["reason"])
    elif not at.begin():
        raise UserError("Start the timer (T), or log the time.", "status")


def _wait(at: Kitchen, found: Values) -> None:
    at.do(actions.wait, found["status"], found["reason"], found["follow_up_on"])


def _hold(at: Kitchen, found: Values) -> None:
    at.do(actions.hold, found["reason"], found["follow_up_on"])


def _complete(at: Kitchen, found: Values) -> None:
    at.do(actions.complete, found["resolution"], no_time=bool(found.get("no_time")))


def _close(at: Kitchen, found: Values) -> None:
    at.do(actions.close, coverage=found["coverage"])


def _cancel(at: Kitchen, found: Values) -> None:
    at.do(actions.cancel, found["reason"])


def _take(at: Kitchen, found: Values) -> None:
    """Give it to somebody, which moves it on once the first contact is complete."""
    cells = list(at.seen().cells)
    missing = [cell for cell in cells if not cell.verified]
    if found["assigned"] is None:
        raise UserError("Say who takes it.", "assigned")
    if missing:
        raise UserError(rules.first_contact_words(cells), missing[0].key)
    at.do(actions.assign, found["assigned"])
    if at.desk.ask(queries.ticket_status, at.page.id) == Status.NEW:
        at.desk.do(actions.take, at.page.id)


_MOVES: Mapping[Status, Callable[[Kitchen, Values], None]] = {
    Status.ASSIGNED: _take,
    Status.SCHEDULED: _schedule,
    Status.IN_PROGRESS: _begin,
    Status.WAITING_CLIENT: _wait,
    Status.WAITING_THIRD_PARTY: _wait,
    Status.ON_HOLD: _hold,
    Status.COMPLETED: _complete,
    Status.CLOSED: _close,
    Status.CANCELLED: _cancel,
}
