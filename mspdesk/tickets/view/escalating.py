"""Passing a ticket up: to whom, why, and what was tried so far (S047)."""

from typing import Any

from ...desk.desk import Desk
from ...errors import UserError
from ...people.queries import PersonRow, people
from ...people.rules import TIERS as TIER_WORDS
from ...widgets.entry import ChoiceEntry, NoteEntry, TextEntry
from ...widgets.form import Field, Form
from .. import actions, queries, rules
from .choices import Options, choice
from .recipes import Kitchen, Recipe, Values

OUTSIDE = "outside"
"""The answer that means a specialist of another house."""


def escalate(at: Kitchen) -> Recipe:
    """A higher tier with who takes it, or an outside specialist; why, and what was tried."""
    higher = range(at.page.tier + 1, rules.TOP_TIER + 1)
    staff = [one for one in at.desk.ask(people) if one.takes_tickets]
    ways: Options = [(tier, f"Tier {tier}") for tier in higher if len(staff) > 1]
    ways.append((OUTSIDE, "Outside specialist"))
    to_tier = choice(ways, ways[0][0])
    who, vendor = ChoiceEntry(), choice(_outside(at.desk))
    reason = TextEntry("What makes it one for somebody else")
    tried = NoteEntry("What was done so far, and what came of it", lines=4)
    tried.set_value(_tried(at))
    meaning = Field("to_tier", "Up to", to_tier, span=2, help=" ")
    fields = [
        meaning,
        Field("assigned", "Who takes it", who, span=2),
        Field("vendor", "Which vendor", vendor, span=2),
        Field("reason", "Why", reason, span=2),
        Field("tried", "What was tried", tried, span=2),
    ]

    def wire(form: Form) -> None:
        def turn() -> None:
            outside = to_tier.value() == OUTSIDE
            form.box("assigned").setVisible(not outside)
            form.box("vendor").setVisible(outside)
            form.box("to_tier").call("Up to", _meaning(to_tier.value()))
            if not outside:
                _offer(at, who, staff, int(str(to_tier.value())))

        to_tier.changed.connect(turn)
        turn()

    return Recipe(
        "Escalate", fields, lambda found: _pass_up(at, found), wire=wire, button="Pass up"
    )


def _meaning(value: Any) -> str:
    """What a way up means; the owner of today keeps watching."""
    if value == OUTSIDE:
        return "It stays with whoever has it; the call goes into the log (V)."
    return TIER_WORDS[int(value)]


def _tried(at: Kitchen) -> str:
    """What the ticket's logs say was tried."""
    asked = [panel.words for panel in at.desk.panels("ticket.tried") if panel.words]
    return "\n".join(filter(None, (at.desk.ask(words, at.page.id) for words in asked)))


def _offer(at: Kitchen, who: ChoiceEntry, staff: list[PersonRow], tier: int) -> None:
    """Offer who works in that tier, whose turn it is chosen."""
    owner = at.page.assigned_id
    able = [one for one in staff if one.tier >= tier and one.id != owner]
    turn = at.desk.ask(queries.fewest_open_hours, tier, owner)
    options: Options = [(None, f"Whoever in tier {tier} is next")]
    for one in able:
        note = ", next in turn" if one.id == turn and len(able) > 1 else ""
        options.append((one.id, f"{one.name}, tier {one.tier}{note}"))
    who.set_options(options)
    who.set_value(turn)


def _outside(desk: Desk) -> Options:
    """The vendors in use, by name."""
    # Imported here, as the first list must not wait for all that belongs to vendors.
    from ...vendors.queries import vendors

    rows = sorted(desk.ask(vendors, all_of_them=False), key=lambda row: row.name.casefold())
    return [(row.id, row.name) for row in rows]


def _pass_up(at: Kitchen, found: Values) -> None:
    outside = found["to_tier"] == OUTSIDE
    if outside and found["vendor"] is None:
        raise UserError("Choose a vendor you work with.", "vendor")
    at.do(
        actions.escalate,
        at.page.tier if outside else found["to_tier"],
        found["reason"],
        found["tried"],
        found.get("assigned"),
        found.get("vendor"),
    )
