"""The forms of the Roadmaps room: a meeting, a place in a budget, leaving a client out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from ...clients.queries import choose_client, client, contacts_of
from ...dates import add_months, full_date, today
from ...desk.desk import Desk
from ...people.queries import people
from ...shop.queries import shop
from ...widgets.entry import (
    CheckEntry,
    ChoiceEntry,
    ClockEntry,
    DateEntry,
    Found,
    LookupEntry,
    MoneyEntry,
    NoteEntry,
    NumberEntry,
    TextEntry,
)
from ...widgets.form import Field, Form, Heading
from ..actions import meetings as actions
from ..actions import places as place_actions
from ..queries.due import DueRow, due_list
from ..queries.meetings import MeetingPage
from ..queries.places import PlaceRow
from ..rules.agenda import LONGEST
from ..rules.rhythm import soonest
from ..rules.words import ANSWERS, CATEGORIES

Done = Callable[[int], object]
Away = Callable[[], object]

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def _guest_fields(desk: Desk, client_id: int) -> list[Field | Heading]:
    """A box for each of the client's people, and for each of us."""
    theirs = desk.ask(contacts_of, client_id)
    ours = desk.ask(people)
    found: list[Field | Heading] = []
    if theirs:
        found.append(Heading("Who of them comes"))
        found += [Field(f"c{one.id}", one.name, CheckEntry(one.name)) for one in theirs]
    found.append(Heading("Who of us comes"))
    found += [Field(f"p{one.id}", one.name, CheckEntry(one.name)) for one in ours]
    found.append(Field("guests", "Others", TextEntry("Ruth Amsel, accountant"), span=2))
    return found


def _guests(values: dict[str, Any]) -> list[actions.Guest]:
    """Who was ticked, and the names typed besides."""
    found: list[actions.Guest] = []
    for name, ticked in values.items():
        if ticked is True and name[:1] in "cp" and name[1:].isdigit():
            found.append(("contact" if name[0] == "c" else "person", int(name[1:])))
    found += [one.strip() for one in str(values.get("guests") or "").split(",") if one.strip()]
    return found


def plan_form(desk: Desk, client_id: int | None, done: Done, away: Away) -> Form:
    """Plan a meeting; those who decide at the client are asked, which the next form changes."""

    def find(words: str) -> list[Found]:
        return [Found(one.id, one.name, one.city) for one in desk.ask(choose_client, words, 20)]

    def save(values: dict[str, Any]) -> None:
        details = {name: values[name] for name in ("at", "minutes", "place", "lead_id")}
        made = desk.do(actions.plan_meeting, values["client"], values["on"], _said(details))
        done(made)

    row = next((one for one in desk.ask(due_list) if one.client_id == client_id), None)
    form = Form(
        [
            Field("client", "Client", LookupEntry(find, "Type a name"), required=True),
            Field(
                "on",
                "Day",
                DateEntry(),
                _latest(row),
                required=True,
            ),
            Field("at", "Begins", ClockEntry("10:00 am")),
            Field("minutes", "Takes", NumberEntry(15, LONGEST, "minutes")),
            Field("place", "Where", TextEntry("At their place")),
            Field("lead_id", "Who leads", ChoiceEntry([(p.id, p.name) for p in desk.ask(people)])),
        ],
        columns=2,
        on_save=save,
        save="Plan meeting",
        on_cancel=away,
    )
    known = desk.ask(client, client_id) if client_id is not None else None
    form.set_values(
        {
            "client": Found(known.id, known.name) if known else None,
            "on": (row.proposed(today()) if row else soonest(today())) if known else None,
            "minutes": 60,
            "lead_id": desk.person_id,
        }
    )
    return form


def _latest(row: DueRow | None) -> str:
    """By which day it should be; with whom nobody was met yet any day will do."""
    if row is None or row.last_on is None:
        return ""
    return f"By {full_date(row.due_on)}: three months after the last one at the latest."


def _said(details: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in details.items() if value is not None}


def meeting_form(desk: Desk, page: MeetingPage, done: Done, away: Away) -> Form:
    """Change when and where a meeting is, who leads it, and who is asked."""
    row = page.row

    def save(values: dict[str, Any]) -> None:
        changes = {
            name: values[name] for name in ("on", "at", "minutes", "place", "lead_id", "next_on")
        }
        changes["place"] = changes["place"] or ""
        desk.do(actions.edit_meeting, row.id, row.version, changes, _guests(values))
        done(row.id)

    form = Form(
        [
            Field("on", "Day", DateEntry(), page.late_words, required=True),
            Field("at", "Begins", ClockEntry("10:00 am")),
            Field("minutes", "Takes", NumberEntry(15, LONGEST, "minutes")),
            Field("place", "Where", TextEntry("At their place")),
            Field("lead_id", "Who leads", ChoiceEntry([(p.id, p.name) for p in desk.ask(people)])),
            Field("next_on", "Next meeting", DateEntry(), "Three months on at the latest."),
            *_guest_fields(desk, row.client_id),
        ],
        columns=2,
        on_save=save,
        save="Save meeting",
        on_cancel=away,
    )
    names = ("on", "at", "minutes", "place", "lead_id", "next_on")
    values: dict[str, Any] = {name: getattr(row, name) for name in names}
    others = [one.name for one in page.guests if one.contact_id is None and not one.ours]
    for one in page.guests:
        if one.contact_id is not None:
            values[f"c{one.contact_id}"] = True
        elif one.person_id is not None:
            values[f"p{one.person_id}"] = True
    shown = set(form.names())
    values = {name: value for name, value in values.items() if name in shown}
    form.set_values(values | {"guests": ", ".join(others)})
    return form


def place_form(
    desk: Desk,
    client_id: int,
    held: PlaceRow | None,
    done: Done,
    away: Away,
    *,
    meeting_id: int | None = None,
    again: bool = False,
) -> Form:
    """Write down what a client said of its budget: the newest is copied, or corrected `again`."""
    theirs = [(one.id, one.name) for one in desk.ask(contacts_of, client_id)]

    def save(values: dict[str, Any]) -> None:
        if again and held is not None:
            desk.do(place_actions.edit_place, held.id, held.version, values)
            done(held.id)
            return
        extra = {"meeting_id": meeting_id} if meeting_id is not None else {}
        done(desk.do(place_actions.record_place, client_id, values | extra))

    money = desk.ask(shop).money
    yes_no = list(ANSWERS.items())
    form = Form(
        [
            Field("asked_on", "Asked on", DateEntry(), required=True),
            Field("contact_id", "Who said it", ChoiceEntry(theirs, "Nobody named")),
            Heading("Where we stand", "Ask; do not guess."),
            Field("category", "In their budget", ChoiceEntry(list(CATEGORIES.items()))),
            Field("planned", "Set aside for a year", MoneyEntry(money)),
            Field(
                "meaning",
                "What that means to them",
                NoteEntry(lines=3),
                "In their words: does it come back every year, and who decides?",
                span=2,
            ),
            Heading("Next year"),
            Field("next_year", "Money for next year", ChoiceEntry(yes_no)),
            Field("renew", "They mean to renew", ChoiceEntry(yes_no)),
            Field(
                "budget_month",
                "They make the budget in",
                ChoiceEntry(list(enumerate(MONTHS, 1)), "Not known"),
            ),
            Field(
                "rise_on", "Told of new rates on", DateEntry(), "So that none comes unannounced."
            ),
            Field("rise_words", "What they said to that", TextEntry(), span=2),
        ],
        columns=2,
        on_save=save,
        save="Save",
        on_cancel=away,
    )
    values: dict[str, Any] = {"asked_on": today()}
    if held is not None:
        names = [name for name in form.names() if again or name != "asked_on"]
        values |= {name: getattr(held, name) for name in names}
    else:
        values |= {"category": "unknown", "next_year": "unknown", "renew": "unknown"}
    form.set_values(values)
    return form


def rest_form(desk: Desk, client_id: int, done: Done, away: Away) -> Form:
    """Say why a client is not asked for meetings, and until when."""

    def save(values: dict[str, Any]) -> None:
        desk.do(place_actions.let_rest, client_id, values["why"] or "", values["until_on"])
        done(client_id)

    form = Form(
        [
            Field("why", "Why", TextEntry("They asked for one a year"), required=True),
            Field("until_on", "Until", DateEntry(), "Empty means for good."),
        ],
        on_save=save,
        save="Leave out",
        on_cancel=away,
    )
    form.set_values({"until_on": in_a_year(today())})
    return form


def in_a_year(day: date) -> date:
    """The day proposed for asking again."""
    return add_months(day, 12)


def cancel_form(desk: Desk, page: MeetingPage, done: Done, away: Away) -> Form:
    """Call a meeting off with a reason; nothing is sent."""

    def save(values: dict[str, Any]) -> None:
        desk.do(actions.cancel_meeting, page.row.id, page.row.version, values["why"] or "")
        done(page.row.id)

    return Form(
        [Field("why", "Why", TextEntry("They are moving that week"), required=True)],
        on_save=save,
        save="Call it off",
        on_cancel=away,
    )
