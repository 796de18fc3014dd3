"""Forms of the pipeline: a prospect, an opportunity, its value, and how a sale goes on or ends."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any

from ...agreements.rules import PAYMENT_TYPES
from ...catalog.rules import TIERS
from ...clients.queries import choose_client
from ...clients.rules import WORDS, Status
from ...dates import add_months, month_start, today
from ...desk.desk import Desk
from ...offerings.queries.offerings import choices as offerings
from ...people.queries import people
from ...shop.queries import shop
from ...widgets.choice import with_held
from ...widgets.entry import (
    CheckEntry,
    ChoiceEntry,
    DateEntry,
    Found,
    LookupEntry,
    MoneyEntry,
    NoteEntry,
    NumberEntry,
    TextEntry,
)
from ...widgets.form import Field, Form, Heading
from ..queries.opportunity import OpportunityPage
from ..queries.pipeline import StageRow
from ..rules import winning
from ..rules.worksheet import DECISION_WORDS, Decision

Save = Callable[[dict[str, Any]], object]
Back = Callable[..., object]
_PLANS = [("", "Not said"), *TIERS.items()]


def owners(desk: Desk) -> list[tuple[Hashable, str]]:
    """Who may look after an opportunity."""
    return [(None, "Nobody yet"), *((one.id, one.name) for one in desk.ask(people))]


def prospect_form(desk: Desk, stages: list[StageRow], save: Save, back: Back) -> Form:
    """The few fields a prospect begins with; all but the company can wait."""
    money = desk.ask(shop).money
    open_ = [(one.key, one.name) for one in stages if one.kind == "open"]
    form = Form(
        [
            Field("name", "Company", TextEntry(), required=True, span=2),
            Field("stage", "Stage", ChoiceEntry(open_)),
            Field("first_name", "First name", TextEntry()),
            Field("last_name", "Last name", TextEntry()),
            Field("contact_title", "Title", TextEntry("Practice manager")),
            Field("contact_phone", "Phone", TextEntry()),
            Field("email", "E-mail", TextEntry()),
            Field("city", "City", TextEntry()),
            Field("source", "How we met", TextEntry("Who sent them, or where"), span=2),
            Field("industry", "Industry", TextEntry()),
            Field("people_count", "People", NumberEntry(0, 100_000)),
            Field("workstations", "Computers", NumberEntry(0, 100_000)),
            Field("servers", "Servers", NumberEntry(0, 10_000)),
            Heading("What we may sell"),
            Field("title", "What it is about", TextEntry("Managed services"), span=2),
            Field("monthly", "A month", MoneyEntry(money)),
            Field("next_step", "Next step", TextEntry("Call, and ask for the owner"), span=2),
            Field("next_on", "On", DateEntry()),
        ],
        columns=3,
        on_save=save,
        save="Add prospect",
        on_cancel=back,
    )
    form.set_values(dict.fromkeys(form.names()) | {"stage": open_[0][0], "name": ""})
    return form


def client_entry(desk: Desk) -> LookupEntry:
    """Anybody we may sell to, found by typing."""

    def find(words: str) -> list[Found]:
        rows = desk.ask(choose_client, words, 12)
        return [
            Found(one.id, one.name, WORDS[Status(one.status)])
            for one in rows
            if one.status != Status.DECLINED
        ]

    return LookupEntry(find, "A prospect or a client")


def opportunity_form(
    desk: Desk, page: OpportunityPage | None, save: Save, back: Back, *, ask_client: bool
) -> Form:
    """What an opportunity says; with `ask_client` also whose it is."""
    money = desk.ask(shop).money
    mine = owners(desk)
    sold = [(None, "None"), *desk.ask(offerings, page.offering_id if page else None)]
    if page is not None:
        mine = with_held(mine, page.row.owner_id, page.row.owner)
    whose = [Field("client_id", "Whose", client_entry(desk), required=True, span=3)]
    form = Form(
        [
            *(whose if ask_client else []),
            Field("title", "What it is about", TextEntry(), required=True, span=2),
            Field("owner_id", "Who looks after it", ChoiceEntry(mine)),
            Heading("What it brings, and what it costs us"),
            Field("monthly", "A month", MoneyEntry(money)),
            Field("monthly_cost", "Costs us a month", MoneyEntry(money)),
            Field(
                "likelihood",
                "Likely, %",
                NumberEntry(0, 100),
                help="Empty means what its stage says.",
            ),
            Field("once", "Once", MoneyEntry(money)),
            Field("once_cost", "Costs us once", MoneyEntry(money)),
            Field("expected_on", "Expected by", DateEntry()),
            Heading("What the agreement will be made of"),
            Field("tier", "Plan", ChoiceEntry(_PLANS)),
            Field("workstations", "Computers", NumberEntry(0, 100_000)),
            Field("servers", "Servers", NumberEntry(0, 10_000)),
            Heading("How we win it"),
            Field("offering_id", "Offering", ChoiceEntry(sold)),
            Field("source", "How we met", TextEntry(), span=2),
            Field("usp", "What sets us apart for them", TextEntry(), span=3),
            Field("notes", "Notes", NoteEntry(lines=4), span=3),
        ],
        columns=3,
        on_save=save,
        save="Save opportunity" if page else "Open opportunity",
        on_cancel=back,
    )
    fresh = {"title": "", "tier": "", "owner_id": desk.person_id}
    form.set_values(_values(page) if page else fresh)
    return form


def _values(page: OpportunityPage) -> dict[str, Any]:
    value = page.row.value
    return {
        "title": page.row.title,
        "owner_id": page.row.owner_id,
        "monthly": value.monthly or None,
        "monthly_cost": value.monthly_cost or None,
        "once": value.once or None,
        "once_cost": value.once_cost or None,
        "likelihood": page.own_likelihood,
        "expected_on": page.row.expected_on,
        "tier": page.tier,
        "workstations": page.workstations,
        "servers": page.servers,
        "offering_id": page.offering_id,
        "source": page.row.source,
        "usp": page.usp,
        "notes": page.notes,
    }


def reason_form(save: Save, back: Back, button: str, words: str) -> Form:
    """Why a sale ends; for us alone."""
    note = NoteEntry(lines=3)
    return Form(
        [Field("reason", "Why", note, help=words, required=True)],
        on_save=save,
        save=button,
        on_cancel=back,
    )


def later_form(save: Save, back: Back) -> Form:
    """Until when an opportunity rests."""
    form = Form(
        [
            Field("next_on", "Come back to it on", DateEntry(), required=True),
            Field("words", "Why not now", TextEntry(), span=2),
        ],
        columns=3,
        on_save=save,
        save="Put off",
        on_cancel=back,
    )
    form.set_values({"next_on": add_months(today(), 3), "words": ""})
    return form


DECISION_TONES = {Decision.ACCEPT: "green", Decision.EDUCATE: "amber", Decision.DECLINE: "grey"}
"""The color of each decision's tag."""


def decision_form(save: Save, *, main: bool = False, again: bool = True) -> Form:
    """Accept, educate first or decline, with a reason; `again` asks when to talk with them."""
    next_on = Field("next_on", "Talk again on", DateEntry(), help="Where they are educated first.")
    form = Form(
        [
            Field(
                "decision",
                "What we do",
                ChoiceEntry(list(DECISION_WORDS.items()), "Choose"),
                required=True,
            ),
            Field(
                "reason",
                "Why",
                NoteEntry(lines=2),
                help="For us alone; nothing is sent.",
                required=True,
            ),
            *([next_on] if again else []),
        ],
        on_save=save,
        save="Save decision",
        main=main,
    )
    form.set_values(dict.fromkeys(form.names()) | {"reason": ""})
    return form


def win_form(
    desk: Desk, page: OpportunityPage, make: str, save: Save, back: Back, *, fresh: bool
) -> Form:
    """What follows when they say yes; all of it is filled in from what is known."""
    makes = [
        (key, words) for key, words in winning.MAKES.items() if key != winning.PLAN or make == key
    ]
    pays = list(PAYMENT_TYPES.items())
    drafted = page.agreement_id is not None
    form = Form(
        [
            Field("start_on", "Begins on", DateEntry(), required=True),
            Field("payment_type", "Pays by", ChoiceEntry(pays)),
            Field("term_months", "Months", NumberEntry(1, 120)),
            Field(
                "make",
                "Agreement",
                ChoiceEntry([("", "The one that was drafted")] if drafted else makes),
                help="A draft; the client becomes one when it is signed.",
                span=2,
            ),
            Field("assigned_id", "Who takes them on", ChoiceEntry(owners(desk))),
            Field("onboard", "Onboarding", CheckEntry("Plan the onboarding, with its ticket")),
        ],
        columns=3,
        on_save=save,
        save="Won",
        on_cancel=back,
    )
    form.set_values(
        {
            "start_on": add_months(month_start(today()), 1),
            "payment_type": "",
            "term_months": 12,
            "make": "" if drafted else make,
            "assigned_id": None,
            "onboard": fresh,
        }
    )
    return form
