"""The fields of a schedule's form, and the rule they say."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from ...dates import today
from ...errors import UserError
from ...rows import dataclass
from ...shop.rules import WEEKDAYS
from ...tickets.rules import PRIORITY_WORDS
from ...widgets.entry import (
    CheckEntry,
    ChoiceEntry,
    ClockEntry,
    DateEntry,
    Found,
    LookupEntry,
    NoteEntry,
    NumberEntry,
    TakesEntry,
    TextEntry,
)
from ...widgets.form import Field, Heading
from ..rules import recurrence
from ..rules.recurrence import EVENTS, Rule
from ..rules.run import SHORT
from ..rules.schedule import PRESETS, Preset

_DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_KINDS = (
    ("day", "On a day of the month"),
    ("nth", "On a weekday of the month"),
    ("workday", "On a working day of the month"),
    ("weekly", "On weekdays"),
    ("daily", "Every working day"),
    ("yearly", "Once a year"),
    ("after", "After something happens"),
)
_WHICH = ((1, "First"), (2, "Second"), (3, "Third"), (4, "Fourth"), (-1, "Last"))
_FROM = ((-1, "from the end of the month"), (1, "from its beginning"))
PARTS: Mapping[str, tuple[str, ...]] = {
    "day": ("day", "every"),
    "nth": ("which", "weekday", "every"),
    "workday": ("workday", "from_end", "every"),
    "weekly": ("weekdays", "every"),
    "daily": (),
    "yearly": ("year_day", "every"),
    "after": ("event", "days_after"),
}
ALL_PARTS = tuple(dict.fromkeys(name for names in PARTS.values() for name in names))
TICKET = ("ahead_days", "priority", "estimate_minutes", "ticket_title", "ticket_words")
UNITS = {"weekly": "weeks", "yearly": "years"}


def rule_of(values: Mapping[str, Any]) -> str:
    """The rule that the fields of the form say; raises UserError naming what is missing."""
    kind = values["kind"]
    if kind == "day":
        return f"day:{_said(values, 'day')}"
    if kind == "nth":
        name, which = WEEKDAYS[_said(values, "weekday")], _said(values, "which")
        return f"last:{name}" if which == -1 else f"nth:{which}:{name}"
    if kind == "workday":
        return f"workday:{_said(values, 'workday') * _said(values, 'from_end')}"
    if kind == "weekly":
        return f"weekly:{','.join(read_weekdays(_said(values, 'weekdays')))}"
    if kind == "yearly":
        day: date = _said(values, "year_day")
        return f"yearly:{day:%m-%d}"
    return f"after:{_said(values, 'event')}" if kind == "after" else "daily"


def _said(values: Mapping[str, Any], name: str) -> Any:
    if values.get(name) in (None, ""):
        raise UserError("Fill this in.", name)
    return values[name]


def read_weekdays(text: str) -> list[str]:
    """Weekdays as people type them: Mon, Wed and Fri; raises UserError naming `weekdays`."""
    words = text.lower().replace(" and ", ",").replace(" ", ",").split(",")
    found = {word[:3] for word in words if word}
    if not found or not found <= set(WEEKDAYS):
        raise UserError("Type weekdays, such as Mon, Wed, Fri.", "weekdays")
    return [name for name in WEEKDAYS if name in found]


def parts_of(text: str) -> dict[str, Any]:
    """A rule as the fields of the form show it."""
    rule: Rule = recurrence.parse(text)
    found: dict[str, Any] = {"kind": "nth" if rule.kind == "last" else rule.kind}
    match rule.kind:
        case "day":
            found["day"] = rule.n
        case "nth" | "last":
            found |= {"which": rule.n, "weekday": rule.weekdays[0]}
        case "workday":
            found |= {"workday": abs(rule.n), "from_end": 1 if rule.n > 0 else -1}
        case "weekly":
            found["weekdays"] = ", ".join(_DAY_NAMES[n][:3] for n in rule.weekdays)
        case "yearly":
            found["year_day"] = date(
                today().year, rule.month, min(rule.n, 28 if rule.month == 2 else rule.n)
            )
        case "after":
            found["event"] = rule.event
    return found


Options = Sequence[tuple[Any, str]]


@dataclass(frozen=True, slots=True)
class Offered:
    """What can be chosen in the form: people, checklists, hats and vendors by what names them."""

    team: Options
    checklists: Options
    hats: Options
    vendors: Options
    find_client: Callable[[str], list[Found]]


def fields_of(offered: Offered, *, new: bool) -> list[Field | Heading]:
    """The fields in their order; whose and which checklist it is only of a new one."""
    whose = LookupEntry(offered.find_client, "Type a few letters")
    begin = [(one.key, one.title) for one in PRESETS]
    fields: list[Field | Heading] = []
    if new:
        hint = "Fills the fields below; change what you like."
        fields += [
            Field("preset", "Begin with", ChoiceEntry(begin, "Choose"), help=hint, span=2),
            Field("code", "Checklist", ChoiceEntry(offered.checklists, "Choose"), required=True),
            Field("client_id", "For", whose, help="A client, or our own company."),
        ]
    vendors = [(None, "Nobody outside"), *offered.vendors]
    steps = [("", "All of them"), (SHORT, "The short ones")]
    given = "Gets the steps done outside; all of them where none is marked so."
    fields += [
        Field("site_id", "Site", ChoiceEntry(())),
        Field("device_id", "Device", ChoiceEntry(())),
        Field("variant", "Which steps", ChoiceEntry(steps)),
        Field("title", "Title", TextEntry(), help="Leave empty for that of the checklist.", span=2),
        Heading("When"),
        Field("kind", "It comes", ChoiceEntry(_KINDS), required=True),
        Field("day", "Day", NumberEntry(1, 31), help="31 is the last one of any month."),
        Field("which", "Which one", ChoiceEntry(_WHICH)),
        Field("weekday", "Weekday", ChoiceEntry(list(enumerate(_DAY_NAMES)))),
        Field("workday", "Working day", NumberEntry(1, recurrence.MOST_WORKDAYS)),
        Field("from_end", "Counted", ChoiceEntry(_FROM)),
        Field("weekdays", "Weekdays", TextEntry("Mon, Wed, Fri")),
        Field("year_day", "Day of the year", DateEntry()),
        Field(
            "event",
            "When",
            ChoiceEntry([(key, f"{words[0].upper()}{words[1:]}") for key, words in EVENTS.items()]),
        ),
        Field("days_after", "Days later", NumberEntry(0, 365, "days")),
        Field("every", "Every", NumberEntry(1, recurrence.MOST_EVERY, "months")),
        Field("begins_on", "Not before", DateEntry()),
        Field("at_minute", "Time", ClockEntry("9:00"), help="Leave empty to keep no time free."),
        Field("minutes", "Takes", TakesEntry("2 h")),
        Field(
            "assigned_id",
            "Technician",
            ChoiceEntry([(None, "Who has the client's tickets"), *offered.team]),
        ),
        Field("vendor_id", "Outside provider", ChoiceEntry(vendors), help=given),
        Field("hat", "Hat it is done under", ChoiceEntry([("", "Not said"), *offered.hats])),
        Heading("Ticket", "It is never empty: the checklist is on it."),
        Field("opens_ticket", "Ticket", CheckEntry("Open a ticket for each time"), span=2),
        Field("ahead_days", "Days ahead", NumberEntry(0, 60, "days")),
        Field("priority", "Priority", ChoiceEntry([(n, PRIORITY_WORDS[n]) for n in (2, 3, 4)])),
        Field(
            "estimate_minutes",
            "Estimate",
            TakesEntry(),
            help="Leave empty for the length above.",
        ),
        Field("ticket_title", "Title of the ticket", TextEntry()),
        Field("ticket_words", "What is to be done", NoteEntry(lines=3), span=2),
        Field("notes", "Notes", NoteEntry(lines=2), span=2),
    ]
    return fields


def usual() -> dict[str, Any]:
    """What a new schedule says until somebody says otherwise."""
    return {
        "kind": "nth",
        "which": 2,
        "weekday": 1,
        "every": 1,
        "days_after": 0,
        "day": 15,
        "workday": 3,
        "from_end": -1,
        "begins_on": today(),
        "opens_ticket": True,
        "ahead_days": 7,
        "priority": 3,
        "assigned_id": None,
        "vendor_id": None,
        "variant": "",
        "hat": "",
    }


def of_preset(one: Preset) -> dict[str, Any]:
    """A schedule many shops have, as the fields show it."""
    return {
        "code": one.code,
        "title": one.title,
        "every": one.every,
        "at_minute": one.at_minute,
        "minutes": one.minutes,
        "opens_ticket": one.opens_ticket,
        "ahead_days": one.ahead_days,
        "priority": one.priority,
        "hat": one.hat,
        **parts_of(one.rule),
    }
