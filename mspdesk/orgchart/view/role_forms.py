"""The forms of the chart: a new role, to whom one reports, a promotion."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ...desk.desk import Desk
from ...widgets.entry import CheckEntry, ChoiceEntry, NoteEntry, TextEntry
from ...widgets.form import Field, Form
from ..actions import chart as actions
from ..queries.cards import role_words
from ..queries.chart import Chart
from ..queries.roles import RoleBox, role_boxes
from ..rules.promotion import steps_up
from ..rules.shipped import shipped_roles
from ..rules.tree import tree_of

Back = Callable[[], object]


def new_role(
    desk: Desk, chart: Chart, lead: int, made: Callable[[int], object], back: Back
) -> Form:
    """A new role: what it is called, to whom it reports, why it exists, perhaps who takes it."""
    there = {box.code for box in chart.boxes}
    usual = [(one.title, one.title) for one in shipped_roles().values() if one.code not in there]
    start = ChoiceEntry([("", "A role of our own"), *usual])
    title = TextEntry()

    def save(values: dict[str, Any]) -> None:
        facts = {name: value for name, value in values.items() if name != "usual"}
        made(desk.do(actions.add_role, facts))

    form = Form(
        [
            Field("usual", "Begin with", start, help="A usual role brings its purpose and duties."),
            Field("title", "Title", title, required=True),
            Field("reports_to_id", "Reports to", ChoiceEntry(_leads(chart)), required=True),
            Field("person_id", "Worn by", ChoiceEntry(_people(chart))),
            Field("purpose", "Why it exists", NoteEntry(lines=3)),
        ],
        on_save=save,
        save="Add role",
        on_cancel=back,
    )
    form.set_values({"usual": "", "reports_to_id": lead, "person_id": None})

    def begin() -> None:
        chosen = start.value()
        if chosen:
            role = next(one for one in shipped_roles().values() if one.title == chosen)
            form.set_values({"title": role.title, "purpose": role.purpose})

    start.changed.connect(begin)
    return form


def _leads(chart: Chart, without: set[int] | None = None) -> list[tuple[Any, str]]:
    return [(box.id, box.title) for box in chart.boxes if box.id not in (without or set())]


def _people(chart: Chart) -> list[tuple[Any, str]]:
    return [(None, "Nobody yet, the owner for now"), *((one.id, one.name) for one in chart.people)]


def lead_of(desk: Desk, chart: Chart, box: RoleBox, back: Back) -> Form:
    """To whom a role reports; marketing may have a second lead (S011)."""
    inside = tree_of(chart.seats).under(box.id) | {box.id}
    fields = [
        Field("reports_to_id", "Reports to", ChoiceEntry(_leads(chart, inside)), required=True)
    ]
    two = box.code.startswith("marketing") or box.department.casefold() == "marketing"
    if two:
        options = [(None, "One lead only"), *_leads(chart, inside)]
        words = "Marketing alone may report to two."
        fields.append(Field("second_lead_id", "And to", ChoiceEntry(options), help=words))

    def save(values: dict[str, Any]) -> None:
        second = values["second_lead_id"] if two else box.second_lead_id
        desk.do(actions.set_leads, box.id, values["reports_to_id"], second)
        back()

    form = Form(fields, on_save=save, save="Move", on_cancel=back)
    values = {"reports_to_id": box.reports_to_id}
    form.set_values(values | ({"second_lead_id": box.second_lead_id} if two else {}))
    return form


def promotion(desk: Desk, box: RoleBox, made: Callable[[int], object], back: Back) -> Form | None:
    """To what the wearer of a role may be promoted; None where nothing is known or nobody is."""
    words = desk.ask(role_words, box.id)
    titles = {code: role.title for code, role in shipped_roles().items()}
    titles |= {one.code: one.title for one in desk.ask(role_boxes)}
    led = steps_up(box.code, words.leads_to if words else "", shipped_roles())
    steps = [code for code in led if code in titles]
    if not steps or box.for_now:
        return None
    options = [(code, titles[code]) for code in steps]

    def save(values: dict[str, Any]) -> None:
        made(desk.do(actions.promote, box.id, values["code"], keeps=bool(values["keeps"])))

    form = Form(
        [
            Field("code", "Promote to", ChoiceEntry(options), required=True),
            Field(
                "keeps",
                "The hat of today",
                CheckEntry(f"Wears {box.title} as well until somebody takes it"),
            ),
        ],
        on_save=save,
        save="Promote",
        on_cancel=back,
    )
    form.set_values({"code": steps[-1], "keeps": True})
    return form


def no_promotion(box: RoleBox) -> str:
    """Why there is no form."""
    if box.for_now:
        return f"Nobody has taken {box.title} yet. Assign it first."
    return f"Nothing is said about what {box.title} leads to. Say so on its page."
