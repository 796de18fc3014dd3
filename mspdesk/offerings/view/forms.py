"""The forms of the Offerings room: an offering, a move, setting aside."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any

from ...catalog.queries import items
from ...catalog.rules import TIERS
from ...desk.desk import Desk
from ...people.queries import people
from ...widgets.choice import with_held
from ...widgets.entry import ChoiceEntry, NoteEntry, TextEntry
from ...widgets.form import Field, Form, Heading
from ...widgets.laid import Laid
from ..actions import offerings as actions
from ..queries.offerings import OfferingPage
from ..rules import stages
from ..rules.values import KINDS


def lay_offering(
    desk: Desk, laid: Laid, page: OfferingPage | None, then: Callable[[int], object]
) -> None:
    """Show the form of an offering, or of a new one; one that was begun comes back."""
    if laid.busy():
        laid.resume()
        return
    own: list[tuple[Hashable, str]] = [(None, "Nobody yet")]
    own += [(one.id, one.name) for one in desk.ask(people)]
    if page is not None:
        own = with_held(own, page.row.owner_id, page.row.owner)
    kept = page.item_id if page else None
    every = desk.ask(items, retired=True)
    priced = [("", "No price yet")]
    priced += [(f"tier:{code}", f"{name} plan") for code, name in TIERS.items()]
    priced += [(f"item:{one.id}", one.name) for one in every if one.active or one.id == kept]

    def save(typed: dict[str, Any]) -> None:
        details = _details(typed)
        if page is None:
            made = desk.do(actions.add_offering, details)
        else:
            made = page.row.id
            desk.do(actions.edit_offering, made, page.row.version, details)
        laid.back()
        then(made)

    form = Form(
        [
            Field("name", "Name clients understand", TextEntry(), required=True),
            Field("owner_id", "Looked after by", ChoiceEntry(own)),
            Field("summary", "In one sentence", NoteEntry(lines=2), span=2),
            Field(
                "client_words",
                "Who it is for",
                NoteEntry(lines=2),
                "Begin with the client: what kind of company, in which trouble.",
                span=2,
            ),
            Heading("What it is worth", "two or three kinds are enough; one line for each point"),
            *(Field(one.key, one.name, NoteEntry(lines=3), one.ask) for one in KINDS),
            Heading("Price"),
            Field("priced", "Priced as", ChoiceEntry(priced)),
            Field(
                "price_words",
                "Or in words",
                TextEntry(),
                "Stands in place of the price, such as: from $850 a month.",
            ),
            Field("leaves_out", "What it leaves out", NoteEntry(lines=2), span=2),
            Field("next_step", "Next step", TextEntry(), span=2),
        ],
        columns=2,
        on_save=save,
        save="Save offering",
        on_cancel=laid.back,
    )
    form.set_values(_values(form.names(), page))
    title = page.row.name if page else "New offering"
    laid.lay(title, "Marketing begins here: say what it is worth before it is built.", form)


def _details(typed: dict[str, Any]) -> dict[str, Any]:
    """What was typed, the choice of a price told apart into plan and item."""
    kind, _, which = str(typed["priced"] or "").partition(":")
    rest = {name: value for name, value in typed.items() if name != "priced"}
    return rest | {
        "tier": which if kind == "tier" else "",
        "item_id": int(which) if kind == "item" else None,
    }


def _values(names: list[str], page: OfferingPage | None) -> dict[str, Any]:
    found: dict[str, Any] = dict.fromkeys(names, "")
    found["owner_id"] = None
    if page is None:
        return found
    priced = f"tier:{page.tier}" if page.tier else ""
    return found | {
        "name": page.row.name,
        "owner_id": page.row.owner_id,
        "summary": page.row.summary,
        "client_words": page.client_words,
        "priced": f"item:{page.item_id}" if page.item_id else priced,
        "price_words": page.price_words,
        "leaves_out": page.leaves_out,
        "next_step": page.row.next_step,
        **page.value,
    }


def lay_move(desk: Desk, laid: Laid, page: OfferingPage, then: Callable[[int], object]) -> None:
    """Show the form that takes an offering to another stage, with what was learned (S127)."""
    if laid.busy():
        laid.resume()
        return
    one = page.row
    ahead, behind = stages.forward(one.stage), stages.back(one.stage)
    options = [(key, stages.NAMES[key]) for key in ahead]
    options += [(key, f"Back to: {stages.NAMES[key]}") for key in behind]

    def save(typed: dict[str, Any]) -> None:
        desk.do(actions.move_offering, one.id, one.version, typed["to_stage"], typed["words"])
        laid.back()
        then(one.id)

    form = Form(
        [
            Field("to_stage", "It goes to", ChoiceEntry(options), required=True),
            Field(
                "words",
                "What was learned",
                NoteEntry(lines=5),
                stages.BY_KEY[one.stage].learned,
                required=True,
            ),
        ],
        on_save=save,
        save="Move it",
        on_cancel=laid.back,
    )
    form.set_values({"to_stage": ahead[0], "words": ""})
    laid.lay(f"Move {one.name}", f"It is at: {one.stage_words.lower()}.", form)


def lay_aside(desk: Desk, laid: Laid, page: OfferingPage, then: Callable[[int], object]) -> None:
    """Show the form that sets an offering aside, with the reason."""
    if laid.busy():
        laid.resume()
        return
    one = page.row

    def save(typed: dict[str, Any]) -> None:
        desk.do(actions.set_aside, one.id, one.version, typed["words"])
        laid.back()
        then(one.id)

    form = Form(
        [Field("words", "Why", NoteEntry(lines=3), required=True)],
        on_save=save,
        save="Set aside",
        on_cancel=laid.back,
    )
    form.set_values({"words": ""})
    laid.lay(f"Set {one.name} aside", "It stays to be read, and can be taken up again.", form)
