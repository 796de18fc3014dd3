"""The forms of a proposal: its words, a line, the answer it got."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any

from ...agreements.rules import PAYMENT_TYPES
from ...catalog.queries import items
from ...catalog.rules import UNITS
from ...dates import today
from ...desk.desk import Desk
from ...money import QUANTITY
from ...shop.queries import shop
from ...widgets.entry import (
    CheckEntry,
    ChoiceEntry,
    DateEntry,
    MoneyEntry,
    NoteEntry,
    NumberEntry,
    QuantityEntry,
    TextEntry,
)
from ...widgets.form import Field, Form, Heading
from ..queries.proposals import LineRow, ProposalPage
from ..rules.proposal import LINE_KINDS

Save = Callable[[dict[str, Any]], object]
Back = Callable[..., object]
_WORDS = ("intro", "we_see", "we_do", "you_do", "next_step")
LINE = (
    "item_id",
    "text",
    "kind",
    "quantity",
    "unit",
    "price",
    "cost",
    "recurring",
    "taxable",
)


def words_form(desk: Desk, page: ProposalPage, save: Save, back: Back) -> Form:
    """The form of a draft's words and days."""
    money = desk.ask(shop).money
    pays: list[tuple[Hashable, str]] = list(PAYMENT_TYPES.items())
    form = Form(
        [
            Field("title", "Title", TextEntry(), required=True, span=3),
            Field("dated_on", "Dated", DateEntry(), required=True),
            Field("valid_until", "Stands until", DateEntry(), required=True),
            Field("start_on", "Would begin", DateEntry(), required=True),
            Field("term_months", "Months of the term", NumberEntry(1, 120), required=True),
            Field("setup_fee", "Setup, once", MoneyEntry(money)),
            Field("payment_type", "Paid by", ChoiceEntry(pays)),
            Heading("Words", "one line for each point"),
            Field("intro", "To begin with", NoteEntry(lines=2), span=3),
            Field("we_see", "What we found", NoteEntry(lines=4), span=3),
            Field("we_do", "What we will do", NoteEntry(lines=4), span=3),
            Field("you_do", "What we need from them", NoteEntry(lines=3), span=3),
            Field("next_step", "What comes next", NoteEntry(lines=2), span=3),
        ],
        columns=3,
        on_save=save,
        save="Save proposal",
        on_cancel=back,
    )
    row = page.row
    form.set_values(
        {
            "title": row.title,
            "dated_on": row.dated_on,
            "valid_until": row.valid_until,
            "start_on": row.start_on,
            "term_months": page.term_months,
            "setup_fee": row.setup_fee,
            "payment_type": page.payment_type,
            **{name: getattr(page, name) for name in _WORDS},
        }
    )
    return form


def line_form(desk: Desk, held: LineRow | None, save: Save, back: Back) -> Form:
    """The form of a line; choosing an item of the catalog fills in what it says."""
    money = desk.ask(shop).money
    kept = held.item_id if held else None
    every = desk.ask(items, retired=True)
    offered = {one.id: one for one in every if one.active or one.id == kept}
    listed: list[tuple[Hashable, str]] = [(None, "Nothing of the catalog")]
    listed += [(one.id, one.name) for one in offered.values()]
    units: list[tuple[Hashable, str]] = [("", "Nothing"), *UNITS.items()]
    item = ChoiceEntry(listed)
    form = Form(
        [
            Field("item_id", "From the catalog", item),
            Field("text", "What it is", NoteEntry(lines=2), required=True, span=2),
            Field("quantity", "How many", QuantityEntry(), required=True),
            Field("price", "Each", MoneyEntry(money), required=True),
            Field("cost", "Costs us each", MoneyEntry(money), "Printed nowhere."),
            Field("recurring", "When", CheckEntry("Every month")),
            Field("kind", "Kind", ChoiceEntry(list(LINE_KINDS.items()))),
            Field("unit", "Counted in", ChoiceEntry(units)),
            Field("taxable", "Tax", CheckEntry("Taxable")),
        ],
        columns=3,
        on_save=save,
        save="Save line",
        on_cancel=back,
    )
    usual: dict[str, Any] = {"item_id": None, "text": "", "kind": "service", "unit": ""}
    usual |= {"quantity": QUANTITY, "price": None, "cost": 0, "recurring": True, "taxable": False}
    form.set_values({name: getattr(held, name) for name in LINE} if held else usual)

    def chosen(*_: object) -> None:
        one = offered.get(item.value())
        if one is None:
            return
        kind = one.kind if one.kind in LINE_KINDS and one.kind != "plan" else "service"
        said = {"text": one.name, "price": one.price, "cost": one.cost, "unit": one.unit}
        said |= {"kind": kind, "recurring": one.recurring, "taxable": one.taxable}
        for name, value in said.items():
            form.entry(name).set_value(value)

    item.changed.connect(chosen)
    return form


def answer_form(accepted: bool, by: str, save: Save, back: Back) -> Form:
    """The form of the answer: who said it (who decides there, as `by`), when, what they said."""
    said = [] if accepted else [Field("words", "What they said", NoteEntry(lines=3), required=True)]
    form = Form(
        [
            Field("by", "Who said it", TextEntry(), required=accepted),
            Field("on", "When", DateEntry(), required=True),
            *said,
        ],
        columns=2,
        on_save=save,
        save="Draft the agreement" if accepted else "Save answer",
        on_cancel=back,
    )
    form.set_values({"by": by, "on": today()} | ({} if accepted else {"words": ""}))
    return form
