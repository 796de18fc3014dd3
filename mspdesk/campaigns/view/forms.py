"""The forms of campaigns: what one is, a day of it, a cost, whom it is for, who asked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ...clients.queries import choose_client
from ...clients.rules import WORDS, Status
from ...dates import today
from ...desk.desk import Desk
from ...errors import UserError
from ...letters.rules.fields import GROUPS
from ...money import Currency
from ...offerings.queries.offerings import choices
from ...people.queries import people
from ...widgets.entry import (
    CheckEntry,
    ChoiceEntry,
    DateEntry,
    LookupEntry,
    MoneyEntry,
    NoteEntry,
    NumberEntry,
    TextEntry,
)
from ...widgets.entry import Found as Choice
from ...widgets.form import Field, Form, Heading
from ..queries.campaigns import CampaignPage, CostRow
from ..queries.steps import StepRow
from ..rules.audience import PLANS, STATUSES, WHOM, Audience
from ..rules.campaigns import CHANNELS, KINDS, MERGED, MONTHS
from ..rules.merge import KNOWN

Save = Callable[[dict[str, Any]], object]
Back = Callable[[], object]


def campaign_form(desk: Desk, page: CampaignPage | None, save: Save, back: Back) -> Form:
    """What a campaign is: name, channel, days, money, who and why."""
    money = page.money if page else None
    owners = [(str(one.id), one.name) for one in desk.ask(people)]
    offered = [("", "None"), *((str(one), name) for one, name in desk.ask(choices))]
    form = Form(
        [
            Field("title", "Name", TextEntry("Does your backup work?"), required=True, span=2),
            Field("channel", "How it reaches people", ChoiceEntry(list(CHANNELS.items()))),
            Field("starts_on", "From", DateEntry(), required=True),
            Field("ends_on", "To", DateEntry(), help=f"{MONTHS} months where it is left empty."),
            Field("owner_id", "Who looks after it", ChoiceEntry([("", "Nobody yet"), *owners])),
            Field("budget", "Budget", MoneyEntry(money) if money else MoneyEntry()),
            Field("leads_hoped", "Leads hoped for", NumberEntry(0, 10_000)),
            Field("offering_id", "What it offers", ChoiceEntry(offered)),
            Field(
                "why",
                "Who is meant, what hurts them, and what it does for them",
                NoteEntry(lines=4),
                span=3,
            ),
            *(
                [Field("learned", "What to do otherwise next time", NoteEntry(lines=3), span=3)]
                if page
                else []
            ),
        ],
        columns=3,
        on_save=save,
        save="Save campaign" if page else "Plan campaign",
        on_cancel=back,
    )
    row = page.row if page else None
    values: dict[str, Any] = {
        "title": row.title if row else "",
        "channel": row.channel if row else "email",
        "starts_on": row.starts_on if row else today(),
        "ends_on": row.ends_on if row else None,
        "owner_id": str((row.owner_id if row else desk.person_id) or ""),
        "budget": row.budget if row else None,
        "leads_hoped": row.leads_hoped if row else None,
        "offering_id": str((row.offering_id if row else None) or ""),
        "why": page.why if page else "",
    }
    form.set_values(values | ({"learned": page.learned} if page else {}))
    return form


def campaign_values(values: dict[str, Any]) -> dict[str, Any]:
    """What a campaign's form holds, as the actions take it."""
    found = dict(values)
    for name in ("owner_id", "offering_id"):
        found[name] = int(found[name]) if found.get(name) else None
    for name in ("budget", "leads_hoped"):
        found[name] = found.get(name) or 0
    return found


def step_form(step: StepRow | None, kind: str, save: Save, back: Back) -> Form:
    """A day of a campaign and, where it writes to somebody, its words with the fields for them."""
    known = [one for _, fields in GROUPS for one in fields if one.name in KNOWN]
    fields = ChoiceEntry([(one.name, one.words) for one in known], "Choose a field")
    body = NoteEntry(lines=13)
    form = Form(
        [
            Field("kind", "What it is", ChoiceEntry(list(KINDS.items()))),
            Field("on", "Day", DateEntry(), required=True),
            Field("title", "In the calendar", TextEntry("First mail")),
            Field("subject", "Subject", TextEntry(), span=2),
            Field("field", "Put a field into the words", fields),
            Field("body", "The words", body, help=" ", span=3),
        ],
        columns=3,
        on_save=lambda values: save({n: v for n, v in values.items() if n != "field"}),
        save="Save this day",
        on_cancel=back,
    )

    def show_kind() -> None:
        for name in ("subject", "field", "body"):
            form.box(name).setVisible(form.entry("kind").value() in MERGED)
        kind = str(form.entry("kind").value())
        if kind in _BELOW:
            form.box("body").call(*_BELOW[kind])

    def put() -> None:
        name = fields.value()
        if name:
            body.sheet.insertPlainText(f"{{{name}}}")
            fields.set_value("")
            body.sheet.setFocus()

    form.set_values(
        {
            "kind": step.kind if step else kind,
            "on": step.on if step else today(),
            "title": step.title if step else "",
            "subject": step.subject if step else "",
            "field": "",
            "body": step.body if step else "",
        }
    )
    form.entry("kind").changed.connect(show_kind)
    fields.changed.connect(put)
    show_kind()
    return form


_FIELDS = "A field in braces is filled for each, for example {client.first_name}."
_BELOW = {
    "mail": (
        "The mail",
        f"{_FIELDS} Who writes, and how to stop such mails, is put below by itself.",
    ),
    "letter": (
        "The letter",
        f"{_FIELDS} Letterhead, address and day are put above; sign with {{person.name}}.",
    ),
}
"""What the words of a day are called, and what is said below them, by its kind."""


def cost_form(money: Currency, cost: CostRow | None, save: Save, back: Back) -> Form:
    """What was paid, for what and when."""
    form = Form(
        [
            Field("what", "For what", TextEntry("Printing"), required=True),
            Field("amount", "How much", MoneyEntry(money), required=True),
            Field("on", "On", DateEntry(), required=True),
        ],
        columns=3,
        on_save=save,
        save="Save cost",
        on_cancel=back,
    )
    form.set_values(
        {
            "what": cost.what if cost else "",
            "amount": cost.amount if cost else None,
            "on": cost.on if cost else today(),
        }
    )
    return form


def audience_form(
    audience: Audience,
    industries: list[str],
    stages: dict[str, str],
    save: Callable[[Audience], object],
    back: Back,
) -> Form:
    """Whom a campaign is for: ticks by status, plan and stage, industries in a line."""

    def ticks(name: str, options: dict[str, str]) -> list[Field]:
        return [Field(f"{name}:{key}", words, CheckEntry(words)) for key, words in options.items()]

    statuses = {one.value: WORDS[one] for one in STATUSES}
    known = ", ".join(industries) if industries else "none is written down yet"
    form = Form(
        [
            Heading("Who", "Nobody ticked means everybody who can be written to."),
            *ticks("statuses", statuses),
            Heading("Plan", "Nothing ticked means any."),
            *ticks("plans", {key or "none": words for key, words in PLANS.items()}),
            Heading("Industry and people"),
            Field(
                "industries",
                "Industries, a comma between them",
                TextEntry(),
                help=f"Known: {known}.",
                span=2,
            ),
            Field("whom", "Which of their people", ChoiceEntry(list(WHOM.items()))),
            Heading("Stage of an open opportunity", "Nothing ticked means with or without one."),
            *ticks("stages", stages),
        ],
        columns=3,
        on_save=lambda values: save(_audience(values, industries)),
        save="Gather audience",
        on_cancel=back,
    )
    for key, words in stages.items():
        box = form.entry(f"stages:{key}")
        if isinstance(box, CheckEntry):
            # A company and its opportunity may both be called assessed.
            box.box.setAccessibleName(f"{words}, an open opportunity")
    chosen = {f"statuses:{one}": one in audience.statuses for one in statuses}
    chosen |= {f"plans:{one or 'none'}": one in audience.plans for one in PLANS}
    chosen |= {f"stages:{one}": one in audience.stages for one in stages}
    form.set_values({**chosen, "whom": audience.whom, "industries": ", ".join(audience.industries)})
    return form


def _audience(values: dict[str, Any], known: list[str]) -> Audience:
    """The rule that was ticked; raises UserError for an industry nobody has."""

    def ticked(name: str) -> tuple[str, ...]:
        start = f"{name}:"
        return tuple(
            key.removeprefix(start)
            for key, value in values.items()
            if key.startswith(start) and value
        )

    lower = {one.casefold(): one for one in known}
    typed = [one.strip() for one in (values["industries"] or "").split(",") if one.strip()]
    strange = next((one for one in typed if one.casefold() not in lower), None)
    if strange is not None:
        raise UserError(
            f"Nobody is written down as “{strange}”. Choose among those below.", "industries"
        )
    return Audience(
        statuses=ticked("statuses"),
        plans=tuple("" if one == "none" else one for one in ticked("plans")),
        industries=tuple(lower[one.casefold()] for one in typed),
        stages=ticked("stages"),
        whom=values["whom"] or "main",
    )


def client_entry(desk: Desk, name: str = "") -> LookupEntry:
    """Anybody a campaign may reach, found by typing."""

    def find(words: str) -> list[Choice]:
        return [
            Choice(one.id, one.name, WORDS[Status(one.status)])
            for one in desk.ask(choose_client, words, 12)
            if one.status != Status.DECLINED and not one.internal
        ]

    return LookupEntry(find, "A prospect or a client", name)


def lead_form(desk: Desk, save: Save, back: Back) -> Form:
    """Who asked, when, and what they said."""
    form = Form(
        [
            Field("client_id", "Who asked", client_entry(desk), required=True, span=2),
            Field("on", "On", DateEntry(), required=True),
            Field("words", "What they said", NoteEntry(lines=3), span=3),
        ],
        columns=3,
        on_save=save,
        save="Note lead",
        on_cancel=back,
    )
    form.set_values({"client_id": None, "on": today(), "words": ""})
    return form
