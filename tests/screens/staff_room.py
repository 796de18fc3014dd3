"""The walk past the People and the Applicants room, each with its forms."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from mspdesk.desk.area import Place
from mspdesk.employment.actions.benefits import save_plan
from mspdesk.employment.queries.benefits import all_plans
from mspdesk.employment.view.person import PARTS
from mspdesk.employment.view.room import LISTS, PLANS
from mspdesk.hiring.actions.applicants import add_applicant
from mspdesk.hiring.actions.posts import save_post
from mspdesk.hiring.queries.applicants import applicants
from mspdesk.hiring.queries.posts import posts
from mspdesk.people.actions import add_person
from mspdesk.people.queries import people

if TYPE_CHECKING:
    from .tour import Walker

Stop = tuple[str, Callable[[], object]]


def staff(walker: Walker) -> Iterator[Stop]:
    """Every screen of both rooms; ask for the next one only when the last was looked at."""
    desk = walker.window.desk
    assert desk is not None
    words = "Some piece of a rather long name"
    if not desk.ask(all_plans):  # a second walk finds what the first one wrote
        desk.do(save_plan, {"name": words, "kind": "medical"})
    rows = desk.ask(people, all_of_them=True)
    rated = next((one.id for one in rows if one.kind == "temp"), None)
    if rated is None:
        rated = desk.do(add_person, f"Theo {words}", (), {"kind": "temp"})
    if not desk.ask(posts):
        desk.do(save_post, {"title": words})
    if not desk.ask(applicants):
        desk.do(add_applicant, {"name": words, "notes": words})

    def show(key: str, id_: int | None = None, **about: object) -> Any:
        walker.go(Place("orgchart", id_, key, about))
        return walker.part("_rooms")[key]

    for part in PARTS:
        yield f"people-{part}", partial(show, "people", rated, part=part)
    room = show("people", rated)
    for key, (title, _, _) in LISTS.items():
        yield f"people-{title.lower().replace(' ', '-')}", partial(room.picker.select, key)
    yield "people-plan", room.list(PLANS).new_plan
    room.laid.back()
    yield "people-new", room.new_person
    room.laid.back()
    room.open_person(rated)
    page = room.person
    forms: tuple[tuple[str, Callable[[], object]], ...] = (
        ("change", page.edit),
        ("last-day", page.last_day),
        ("leave", lambda: page.part("hours").enter_leave()),
        ("wage", lambda: page.part("wage").set_wage()),
        ("skill", lambda: page.part("growth").new_skill()),
        ("talk", lambda: page.part("growth").write_talk()),
        ("checks", lambda: page.part("checks").date_checks()),
        ("thing", lambda: page.part("checks").issue()),
        ("work", lambda: page.part("work").new_work()),
    )
    for name, lay in forms:
        yield f"people-form-{name}", lay
        room.laid.back()
    yield "applicant", lambda: show("applicants", desk.ask(applicants)[0].id)
    hiring = show("applicants")
    yield "applicant-checks", hiring.applicant.date_checks
    hiring.laid.back()
    yield "applicant-new", hiring.new_applicant
    hiring.laid.back()
    yield "job-post", partial(hiring.open_post, desk.ask(posts)[0].id)
    yield "job-post-new", hiring.new_post
    hiring.laid.back()
