"""The forms laid over the goals: one goal in full, and carrying over what is unfinished."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ...dates import today
from ...desk.desk import Desk
from ...people.queries import people
from ...rows import dataclass
from ...widgets.entry import CheckEntry, ChoiceEntry, DateEntry, NoteEntry, TextEntry
from ...widgets.form import Field, Form, Heading
from ..actions import goals as actions
from ..actions import meetings as meeting_actions
from ..queries import goals as queries
from ..queries.goals import GoalCard
from ..queries.known import GoalRow
from ..queries.meetings import MeetingRow
from ..queries.viewers import departments, reader
from ..rules.quarters import Quarter
from ..rules.sharing import usual_sharing, writes
from ..rules.words import KINDS, LEVELS, MEETINGS, SHARING

Whose = tuple[str, str, int | None]
"""Whose a goal is: its level, a department, a person."""


def whose_choices(desk: Desk) -> list[tuple[Whose, str]]:
    """Everything and everybody the person at work may write goals for, from the owner down."""
    looker = desk.ask(reader)
    found: list[tuple[Whose, str]] = [
        (("owner", "", None), LEVELS["owner"]),
        (("company", "", None), LEVELS["company"]),
    ]
    found += [(("department", one, None), one) for one in desk.ask(departments)]
    found += [(("person", "", one.id), one.name) for one in desk.ask(people)]

    def may(whose: Whose) -> bool:
        level, department, person_id = whose
        return writes(looker, queries.bare(level, department, person_id))

    return [(whose, words) for whose, words in found if may(whose)]


def whose_of(goal: GoalRow) -> Whose:
    """Whose a goal is, as the choices have it."""
    return goal.level, goal.department if goal.level == "department" else "", goal.person_id


def when_choices(around: Quarter) -> list[tuple[tuple[int, int], str]]:
    """The whole year and the quarters around one."""
    year = Quarter(around.year, 0)
    near = [(year if not around.number else around).step(by) for by in range(-2, 4)]
    every = [year, *[Quarter(around.year, n) for n in range(1, 5)], *near]
    found = sorted({(one.year, one.number) for one in every})
    return [((year, number), Quarter(year, number).title) for year, number in found]


@dataclass(frozen=True, slots=True)
class Done:
    """What is called when a form is saved, with an id, and when it is put away."""

    saved: Callable[[int], object]
    back: Callable[[], object]


def goal_form(desk: Desk, when: Quarter, card: GoalCard | None, done: Done) -> Form:
    """A goal in full: a new one of a quarter, or one that is there."""
    goal = card.goal if card else None
    but = goal.id if goal else None
    found = desk.ask(queries.choices, goal.when if goal else when, but)
    above = [(None, "Nothing yet"), *((one.id, one.words) for one in found)]
    held = {one.id for one in found}
    if goal and goal.parent_id is not None and goal.parent_id not in held and card:
        above.append((goal.parent_id, card.chain[-2].text if len(card.chain) > 1 else "As it is"))
    links = [(None, "No other"), *((one.id, one.words) for one in found)]
    staff = [one for one in desk.ask(people) if goal is None or one.id != goal.person_id]
    whose = whose_choices(desk)
    if goal and whose_of(goal) not in [one for one, _ in whose]:
        whose.append((whose_of(goal), goal.whose))
    form = Form(
        [
            Field("text", "What is wanted", TextEntry("In one sentence"), required=True, span=3),
            Field("whose", "Whose", ChoiceEntry(whose), required=True),
            Field("when", "When", ChoiceEntry(when_choices(goal.when if goal else when))),
            Field("kind", "About", ChoiceEntry(list(KINDS.items()))),
            Field(
                "parent_id",
                "Hangs on",
                ChoiceEntry(above),
                "The goal it serves, up to one of the owner.",
                span=2,
            ),
            Field("measure", "Measured by", TextEntry("Signed by March 31")),
            Field("why", "Why", NoteEntry(lines=3), "And why it changed since last time.", span=3),
            Heading("Who knows of it", "Share only where that helps; never to shame."),
            Field("sharing", "Read by", ChoiceEntry(list(SHARING.items()))),
            Field(
                "link",
                "Linked with",
                ChoiceEntry(links),
                "Both should then read each other's.",
                span=2,
            ),
            Heading("Whose work it affects", "They should know of it."),
            *(Field(f"p{one.id}", one.name, CheckEntry(one.name)) for one in staff),
        ],
        columns=3,
        on_save=lambda values: done.saved(_save(desk, card, values)),
        save="Save goal",
        on_cancel=done.back,
    )
    mine: Whose = ("person", "", desk.person_id)
    every = [one for one, _ in whose]
    form.set_values(_values(goal, when, mine if mine in every else every[-1] if every else None))
    _keep_usual(form, fresh=goal is None)
    return form


def _values(goal: GoalRow | None, when: Quarter, whose: Whose | None) -> dict[str, Any]:
    if goal is None:
        found: dict[str, Any] = {"whose": whose, "when": (when.year, when.number)}
        level = whose[0] if whose else "person"
        sharing = usual_sharing(level, "business")
        return found | {"kind": "business", "sharing": sharing, "parent_id": None, "link": None}
    found = {name: getattr(goal, name) for name in ("text", "why", "measure", "kind", "sharing")}
    found |= {"whose": whose_of(goal), "when": (goal.year, goal.quarter), "link": None}
    return found | {"parent_id": goal.parent_id} | {f"p{one}": True for one in goal.affects}


def _keep_usual(form: Form, *, fresh: bool) -> None:
    """Share a goal the usual way of its kind until somebody chooses otherwise."""
    whose, kind, sharing = (form.entry(name) for name in ("whose", "kind", "sharing"))
    chosen: list[bool] = []
    sharing.committed.connect(lambda: chosen.append(True))

    def follow() -> None:
        level = whose.value()[0] if whose.value() else "person"
        narrow = level == "person" and kind.value() in ("corrective", "personal")
        if (fresh and not chosen) or (narrow and sharing.value() == "company"):
            sharing.set_value(usual_sharing(level, kind.value() or "business"))

    whose.changed.connect(follow)
    kind.changed.connect(follow)


def _save(desk: Desk, card: GoalCard | None, values: dict[str, Any]) -> int:
    level, department, person_id = values["whose"]
    year, quarter = values["when"]
    links = [one.id for one in card.links if one.id is not None] if card else []
    details: dict[str, Any] = {
        "level": level,
        "department": department,
        "person_id": person_id,
        "year": year,
        "quarter": quarter,
        "affects": [int(name[1:]) for name, on in values.items() if name[0] == "p" and on is True],
    }
    details |= {name: values[name] for name in ("parent_id", "why", "measure", "kind", "sharing")}
    if values["link"] is not None:
        details["links"] = [*links, values["link"]]
    if card is None:
        details.pop("level")
        return desk.do(actions.add_goal, values["text"], level, details)
    desk.do(actions.edit_goal, card.goal.id, card.goal.version, details | {"text": values["text"]})
    return card.goal.id


def carry_form(desk: Desk, into: Quarter, found: list[GoalRow], done: Done) -> Form:
    """Tick what is carried over into a quarter; all of it to begin with."""

    def save(values: dict[str, Any]) -> None:
        chosen = [int(name[1:]) for name, on in values.items() if on is True]
        made = desk.do(actions.carry_over, chosen, into.year, into.number)
        done.saved(made[0])

    fields: list[Field | Heading] = []
    level = ""
    for one in found:
        if one.level != level:
            level = one.level
            fields.append(Heading(LEVELS[level]))
        words = f"{one.whose}: {one.text}" if level in ("person", "department") else one.text
        fields.append(Field(f"g{one.id}", words, CheckEntry(f"{words} ({one.state_words})")))
    form = Form(fields, on_save=save, save=f"Carry over to {into.title}", on_cancel=done.back)
    form.set_values({f"g{one.id}": True for one in found})
    return form


def meeting_form(desk: Desk, kind: str, held: MeetingRow | None, done: Done) -> Form:
    """A meeting: what it is, when and where; for a new one also who of us was there."""
    me = desk.person_id
    staff = [one for one in desk.ask(people) if held is None and one.id != me]

    def save(values: dict[str, Any]) -> None:
        details = {name: values[name] or "" for name in ("title", "place")}
        details |= {"next_on": values["next_on"]}
        if held is not None:
            changes = details | {"kind": values["kind"], "on": values["on"]}
            desk.do(meeting_actions.edit_meeting, held.id, held.version, changes)
            done.saved(held.id)
            return
        who: list[int | str] = [one.id for one in staff if values[f"p{one.id}"]]
        who += [name.strip() for name in (values["guests"] or "").split(",") if name.strip()]
        done.saved(desk.do(meeting_actions.add_meeting, values["kind"], values["on"], details, who))

    fields: list[Field | Heading] = [
        Field("kind", "What it is", ChoiceEntry(list(MEETINGS.items()))),
        Field("on", "Day", DateEntry(), required=True),
        Field("title", "Title", TextEntry("Friday round")),
        Field("place", "Where", TextEntry("Library, second floor")),
        Field("next_on", "Next time", DateEntry()),
    ]
    if held is None:
        fields += [
            Field("guests", "Guests", TextEntry("Ruth Amsel, Otis Grant"), span=2),
            Heading("Who of us was there", "You are a member already."),
            *(Field(f"p{one.id}", one.name, CheckEntry(one.name)) for one in staff),
        ]
    form = Form(fields, columns=2, on_save=save, save="Save meeting", on_cancel=done.back)
    values: dict[str, Any] = {"kind": kind, "on": today()}
    if held is not None:
        values = {name: getattr(held, name) for name in ("kind", "on", "title", "place", "next_on")}
    form.set_values(values)
    return form
