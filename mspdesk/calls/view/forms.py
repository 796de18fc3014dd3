"""The forms of a call list, of a company on it and of a number that is never called again."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from datetime import date
from typing import Any

from ...dates import today
from ...desk.desk import Desk
from ...people.queries import people
from ...widgets.entry import ChoiceEntry, ClockEntry, DateEntry, NoteEntry, TextEntry
from ...widgets.form import Field, Form
from ..queries.lists import ListRow, TargetRow
from ..queries.scripts import scripts
from ..rules.calling import Outcome, next_day, two_days

Save = Callable[[dict[str, Any]], object]


def list_form(
    desk: Desk, held: ListRow | None, on_save: Save, on_cancel: Callable[[], object]
) -> Form:
    """The form of a call list: its name, the script that is used, who calls."""
    known = desk.ask(scripts)
    said: list[tuple[Hashable, str]] = [(None, "None yet")]
    said += [(one.id, one.name) for one in known]
    callers: list[tuple[Hashable, str]] = [(None, "Whoever has time")]
    callers += [(one.id, one.name) for one in desk.ask(people)]
    form = Form(
        [
            Field(
                "name",
                "What the list is called",
                TextEntry("Insurance offices downtown"),
                required=True,
                span=2,
            ),
            Field("script_id", "Script", ChoiceEntry(said), help="Its newest version is used."),
            Field("person_id", "Who calls", ChoiceEntry(callers)),
            Field("notes", "Notes", NoteEntry(lines=3), span=2),
        ],
        columns=2,
        on_save=on_save,
        save="Save list" if held else "Begin the list",
        on_cancel=on_cancel,
    )
    ready = next((one.id for one in known if one.published_id is not None), None)
    usual: dict[str, Any] = {
        "name": "",
        "script_id": ready,
        "person_id": desk.person_id,
        "notes": "",
    }
    form.set_values({name: getattr(held, name) for name in usual} if held else usual)
    return form


COMPANY = ("company", "phone", "contact", "title", "email", "city", "industry", "website", "notes")


def company_form(held: TargetRow | None, on_save: Save, on_cancel: Callable[[], object]) -> Form:
    """The form of a company to call; its name and its number are enough."""
    form = Form(
        [
            Field("company", "Company", TextEntry(), required=True),
            Field("phone", "Phone", TextEntry(), required=True),
            Field("contact", "Whom to ask for", TextEntry(), help="Who decides, if you know."),
            Field("title", "Their title", TextEntry()),
            Field("email", "E-mail", TextEntry()),
            Field("city", "City", TextEntry()),
            Field("industry", "Industry", TextEntry()),
            Field("website", "Website", TextEntry()),
            Field("notes", "Notes", NoteEntry(lines=3), span=2),
        ],
        columns=2,
        on_save=on_save,
        save="Save company" if held else "Add company",
        on_cancel=on_cancel,
    )
    form.set_values({name: getattr(held, name) if held else "" for name in COMPANY})
    return form


def stop_form(on_save: Save, on_cancel: Callable[[], object]) -> Form:
    """The form of a number that somebody asked us never to call again."""
    form = Form(
        [
            Field("phone", "Phone", TextEntry(), required=True),
            Field("company", "Company", TextEntry()),
            Field(
                "words",
                "How they asked",
                TextEntry(),
                help="For instance: by letter, to Priya.",
                span=2,
            ),
        ],
        columns=2,
        on_save=on_save,
        save="Never call this number",
        on_cancel=on_cancel,
    )
    form.set_values({"phone": "", "company": "", "words": ""})
    return form


_MEET_AT = 10 * 60
"""Minute of the day that is offered for a meeting."""


def day_form(
    outcome: Outcome,
    closed: frozenset[date],
    note: str,
    save: Callable[[dict[str, Any]], object],
    cancel: Callable[[], object],
) -> Form:
    """The day to call again, or to meet: Enter takes what is offered, never a `closed` day."""
    meets = outcome.code == "appointment"
    offered = two_days(today(), closed)[0] if meets else next_day(outcome, today(), closed)
    label = "Day you meet" if meets else "Call again on"
    fields = [Field("on", label, DateEntry(), required=True)]
    if meets:
        fields.append(Field("at", "At", ClockEntry(), required=True))
    fields.append(Field("words", "Note", TextEntry(), span=2 if meets else 3))
    form = Form(fields, columns=4, on_save=save, save=outcome.title, on_cancel=cancel)
    values: dict[str, Any] = {"on": offered, "words": note}
    if meets:
        values["at"] = _MEET_AT
    form.set_values(values)
    return form
