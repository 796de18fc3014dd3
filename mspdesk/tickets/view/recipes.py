"""How each field of a ticket is changed in place: its form, and what saving does."""

from collections.abc import Callable, Mapping
from dataclasses import field
from datetime import date, datetime, time, timedelta
from typing import Any

from ...desk.area import Place
from ...desk.desk import Desk
from ...errors import UserError
from ...people.rules import TIERS as TIER_WORDS
from ...rows import dataclass
from ...widgets.entry import (
    CheckEntry,
    ChoiceEntry,
    ClockEntry,
    DateEntry,
    MinutesEntry,
    NoteEntry,
    TextEntry,
)
from ...widgets.form import Field, Form
from .. import actions, queries, rules
from ..queries import TicketPage
from . import choices
from .choices import DeviceEntry, choice, choices_of

Values = dict[str, Any]
CLOSING = time(17, 0)
"""The hour a due day means when no hour was typed."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """The form of one field: its fields, what to do on save, and wiring between them."""

    title: str
    fields: list[Field]
    save: Callable[[Values], object]
    columns: int = 2
    wire: Callable[[Form], object] = field(default=lambda _form: None)
    button: str = "Save"


@dataclass(frozen=True, slots=True)
class Kitchen:
    """What every recipe needs: the desk, the ticket as the form was filled from it, and as of now.

    What is saved counts for the ticket as it was then: what somebody else changed since is said.
    """

    desk: Desk
    page: TicketPage
    seen: Callable[[], TicketPage]
    begin: Callable[[], bool]

    def edit(self, changes: Mapping[str, Any]) -> None:
        """Write columns of the ticket."""
        self.desk.do(actions.edit_ticket, self.page.id, self.page.version, changes)

    def do(self, verb: Callable[..., Any], *args: Any, **more: Any) -> None:
        """Do a verb that takes the version that was seen."""
        self.desk.do(verb, self.page.id, self.page.version, *args, **more)  # type: ignore[arg-type]  # verbs share their first two arguments


def title(at: Kitchen) -> Recipe:
    """The title in one line."""
    entry = TextEntry()
    entry.set_value(at.page.title)
    return Recipe("Title", [Field("title", "Title", entry, span=2)], at.edit)


def description(at: Kitchen) -> Recipe:
    """What it is about."""
    entry = NoteEntry(lines=5)
    entry.set_value(at.page.description)

    def save(found: Values) -> None:
        at.desk.do(actions.describe, at.page.id, at.page.text_version, found["description"])

    return Recipe("Description", [Field("description", "Description", entry, span=2)], save)


def priority(at: Kitchen, asked: int | None = None) -> Recipe:
    """High, Medium and Low by choice or by whom it touches and how much; Critical by its fact."""
    chosen = choice(choices.PRIORITIES, asked or at.page.priority)
    fact = choice(choices.from_list(rules.FACT_WORDS), at.page.critical_fact or None)
    impact = choice(choices.from_list(rules.IMPACT_WORDS), at.page.impact or None)
    urgency = choice(choices.from_list(rules.URGENCY_WORDS), at.page.urgency or None)

    def wire(form: Form) -> None:
        wire_priority(form, chosen, impact, urgency)

    def save(found: Values) -> None:
        at.do(
            actions.set_priority,
            found["priority"],
            found.get("fact") or "",
            found["impact"] or "",
            found["urgency"] or "",
        )

    fields = [
        Field("impact", "Whom it touches", impact),
        Field("urgency", "How much", urgency),
        Field("priority", "Priority", chosen),
        Field("fact", "Which fact", fact),
    ]
    return Recipe("Priority", fields, save, wire=wire)


def wire_priority(
    form: Form, chosen: ChoiceEntry, impact: ChoiceEntry, urgency: ChoiceEntry
) -> None:
    """Let impact and urgency suggest the priority, and ask for the fact of a critical one only."""

    def suggest() -> None:
        if impact.value() and urgency.value() and chosen.value() != 1:
            chosen.set_value(rules.suggested_priority(impact.value(), urgency.value()))

    def ask_fact() -> None:
        form.box("fact").setVisible(chosen.value() == 1)

    impact.changed.connect(suggest)
    urgency.changed.connect(suggest)
    chosen.changed.connect(ask_fact)
    ask_fact()


def assigned(at: Kitchen) -> Recipe:
    """Who has it."""
    entry = choice(choices.staff(at.desk, at.page.client_id), at.page.assigned_id)
    return Recipe(
        "Assigned to",
        [Field("assigned", "Who takes it", entry, span=2)],
        lambda found: at.do(actions.assign, found["assigned"]),
    )


def client(at: Kitchen) -> Recipe:
    """Whose ticket it is."""
    entry = choices.client_entry(at.desk)
    return Recipe(
        "Client",
        [Field("client", "Client", entry, required=True, span=2, help=f"Now {at.page.client}")],
        lambda found: at.edit({"client_id": found["client"]}),
    )


def contact(at: Kitchen) -> Recipe:
    """Who called, and where it is."""
    found = at.desk.ask(queries.client_choices, at.page.client_id)
    people = choice(choices.contacts(found), at.page.contact_id)
    places = choice(choices.sites(found), at.page.site_id)
    return Recipe(
        "Contact and site",
        [Field("contact", "Contact", people), Field("site", "Site", places)],
        lambda got: at.edit({"contact_id": got["contact"], "site_id": got["site"]}),
    )


def device(at: Kitchen) -> Recipe:
    """Which device, or that none is needed."""
    entry = DeviceEntry()
    entry.offer(choices_of(at.desk, at.page.client_id))
    return Recipe(
        "Device",
        [Field("device", "Device", entry, required=True, span=2)],
        lambda found: at.edit(choices.device_changes(found["device"])),
    )


def agreement(at: Kitchen) -> Recipe:
    """Under which agreement, or hourly; and whether it is covered."""
    found = at.desk.ask(queries.client_choices, at.page.client_id)
    value = choices.HOURLY if at.page.no_agreement else at.page.agreement_id
    entry = choice(choices.agreements(found), value or choices.usual_agreement(found))
    return Recipe(
        "Agreement",
        [Field("agreement", "Agreement", entry, required=True, span=2)],
        lambda got: at.edit(choices.agreement_changes(got["agreement"])),
    )


def coverage(at: Kitchen) -> Recipe:
    """Whether the agreement pays."""
    entry = choice(choices.from_list(rules.COVERAGE_WORDS), at.page.coverage)
    return Recipe("Coverage", [Field("coverage", "Coverage", entry, span=2)], at.edit)


def estimate(at: Kitchen) -> Recipe:
    """How long it will take."""
    entry = MinutesEntry()
    entry.set_value(at.page.estimate_minutes)
    return Recipe(
        "Estimate",
        [Field("estimate", "Estimate", entry, help="45, 0:45, .75 or 1.5h", span=2)],
        lambda found: at.do(actions.set_estimate, found["estimate"]),
    )


def tier(at: Kitchen) -> Recipe:
    """The tier a ticket needs (S040)."""
    entry = choice([(n, f"Tier {n}: {words}") for n, words in TIER_WORDS.items()], at.page.tier)
    return Recipe("Tier", [Field("tier", "Who can do it", entry, span=2)], at.edit)


def kind(at: Kitchen) -> Recipe:
    """The sort of work and its queue."""
    kinds = choice(choices.from_list(rules.KIND_WORDS), at.page.type)
    queue = choice(choices.from_list(rules.QUEUE_WORDS), at.page.queue)
    kinds.changed.connect(lambda: queue.set_value(rules.queue_for(kinds.value()).value))
    fields = [Field("type", "Kind of work", kinds), Field("queue", "Queue", queue)]
    return Recipe("Kind and queue", fields, at.edit)


def source(at: Kitchen) -> Recipe:
    """How it came in."""
    entry = choice(choices.from_list(rules.SOURCE_WORDS), at.page.source_kind)
    return Recipe("Source", [Field("source_kind", "How it came in", entry, span=2)], at.edit)


def project(at: Kitchen) -> Recipe:
    """The project or bump it belongs to, and whether an admin can do it."""
    entry = TextEntry()
    entry.set_value(at.page.project)
    admin = CheckEntry("An admin can do it")
    admin.set_value(at.page.admin_capable)
    fields = [
        Field("project", "Project or bump", entry, span=2),
        Field("admin_capable", "", admin, span=2),
    ]
    return Recipe("Project", fields, at.edit)


def due(at: Kitchen) -> Recipe:
    """When it must be done."""
    day, hour = DateEntry(), ClockEntry()
    if at.page.due_at is not None:
        day.set_value(at.page.due_at.date())
        hour.set_value(at.page.due_at.hour * 60 + at.page.due_at.minute)

    def save(found: Values) -> None:
        at.edit({"due_at": moment_of(found["day"], found["hour"])})

    fields = [Field("day", "Due on", day), Field("hour", "At", hour, help="17:00 if left empty")]
    return Recipe("Due", fields, save)


def moment_of(day: date | None, minute: int | None) -> datetime | None:
    """A day and a minute of it as a moment; without a minute the hour of closing."""
    if day is None:
        return None
    if minute is None:
        return datetime.combine(day, CLOSING)
    return datetime.combine(day, time()) + timedelta(minutes=minute)


def link(at: Kitchen) -> Recipe:
    """Another ticket that belongs with this one."""
    other = TextEntry("1181")
    how = choice(choices.from_list(rules.LINKS_BY_HAND), rules.Link.RELATED.value)

    def save(found: Values) -> None:
        other_id = at.desk.ask(queries.ticket_by_number, found["other"])
        if other_id is None:
            raise UserError("There is no ticket with this number.", "other")
        at.desk.do(actions.link, at.page.id, other_id, found["kind"])

    fields = [Field("kind", "How", how), Field("other", "Ticket number", other, required=True)]
    return Recipe("Link to another ticket", fields, save, button="Link")


def merge(at: Kitchen) -> Recipe:
    """The ticket this one is put into."""
    other = TextEntry("1181")

    def save(found: Values) -> None:
        into_id = at.desk.ask(queries.ticket_by_number, found["other"])
        if into_id is None:
            raise UserError("There is no ticket with this number.", "other")
        at.do(actions.merge, into_id)
        at.desk.go(Place("tickets", into_id))

    help_text = "Its time, notes, logs, checklists and files go along; its number leads there."
    fields = [Field("other", "Into ticket number", other, required=True, span=2, help=help_text)]
    return Recipe("Merge into another ticket", fields, save, button="Merge")


RECIPES: Mapping[str, Callable[[Kitchen], Recipe]] = {
    "title": title,
    "description": description,
    "priority": priority,
    "assigned": assigned,
    "client": client,
    "contact": contact,
    "device": device,
    "agreement": agreement,
    "coverage": coverage,
    "estimate": estimate,
    "tier": tier,
    "type": kind,
    "source_kind": source,
    "project": project,
    "due": due,
    "link": link,
    "merge": merge,
}
"""By the name of the field; the first-contact cells bear the same names."""
