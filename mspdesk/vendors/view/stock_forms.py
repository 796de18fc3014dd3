"""The forms of the stock room: an item, pieces in, pieces out, a count, a move taken back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from ...dates import full_date, today
from ...desk.desk import Desk
from ...shop.queries import shop
from ...widgets.entry import (
    CheckEntry,
    ChoiceEntry,
    MoneyEntry,
    NoteEntry,
    NumberEntry,
    TextEntry,
)
from ...widgets.form import Field, Form
from .. import actions, queries, rules
from ..queries import ItemRow, MoveRow
from ..rules import Kind
from .doing import client_entry, date_entry

Back = Callable[[], object]
SHOWN_SERIALS = 12


def item_form(
    desk: Desk, row: ItemRow | None, on_done: Callable[[int], object], on_cancel: Back
) -> Form:
    """A thing in the stock room; without a row it adds one."""
    money = desk.ask(shop).money
    names = [(one.id, one.name) for one in desk.ask(queries.vendors, all_of_them=False)]
    if row is not None and row.vendor_id is not None and row.vendor_id not in dict(names):
        names.append((row.vendor_id, row.vendor))
    names.sort(key=lambda pair: pair[1].casefold())

    def save(values: dict[str, Any]) -> None:
        if row is None:
            done = desk.do(actions.add_item, values)
        else:
            done = row.id
            desk.do(actions.edit_item, done, row.version, values)
        form.mark_clean()
        on_done(done)

    form = Form(
        [
            Field("code", "Code", TextEntry("SW-8"), required=True),
            Field("name", "What it is", TextEntry("Switch, 8 ports"), required=True, span=2),
            Field("vendor_id", "Bought from", ChoiceEntry([(None, "Nobody special"), *names])),
            Field("unit_cost", "Unit cost", MoneyEntry(money), help="The last one paid."),
            Field("price", "Price", MoneyEntry(money)),
            Field("least", "At least", NumberEntry(0, 1_000_000, "pieces")),
            Field("place", "Where it lies", TextEntry("Shelf A")),
            Field("serials", "Serials", CheckEntry("Every piece has a serial")),
            Field("notes", "Notes", NoteEntry(lines=2), span=3),
        ],
        columns=3,
        on_save=save,
        save="Save item",
        on_cancel=on_cancel,
    )
    if row is not None:
        form.set_values(asdict(row))
    return form


def bring_form(desk: Desk, row: ItemRow, on_done: Back, on_cancel: Back) -> Form:
    """Pieces that come in."""
    kinds = [(str(kind), words) for kind, words in rules.COMES_IN.items()]
    kind = ChoiceEntry(kinds)

    def save(values: dict[str, Any]) -> None:
        desk.do(actions.bring_in, row.id, values)
        form.mark_clean()
        on_done()

    form = Form(
        [
            Field("kind", "What happened", kind, required=True),
            _quantity(row),
            Field("on", "Day", date_entry(desk)),
            *_serials(row, "One a line. Each piece has its own."),
            Field("unit_cost", "Unit cost", MoneyEntry(desk.ask(shop).money), "The last one paid."),
            Field("client_id", "From which client", client_entry(desk)),
            Field("reason", "Note", TextEntry("Order or delivery number"), span=3),
        ],
        columns=3,
        on_save=save,
        save="Bring in",
        on_cancel=on_cancel,
    )

    def sides() -> None:
        bought = kind.value() == Kind.BOUGHT
        form.box("unit_cost").setVisible(bought)
        form.box("client_id").setVisible(not bought)

    kind.changed.connect(sides)
    form.set_values({"kind": str(Kind.BOUGHT), "on": today(), "unit_cost": row.unit_cost or None})
    sides()
    return form


def take_form(desk: Desk, row: ItemRow, on_done: Back, on_cancel: Back) -> Form:
    """Pieces that go out; more than are there need a reason (S115)."""
    kinds = [(str(kind), words) for kind, words in rules.GOES_OUT.items()]
    kind = ChoiceEntry(kinds)

    def save(values: dict[str, Any]) -> None:
        desk.do(actions.take_out, row.id, values)
        form.mark_clean()
        on_done()

    held = desk.ask(queries.serials_on_hand, row.id) if row.serials else []
    more = f" and {len(held) - SHOWN_SERIALS} more" if len(held) > SHOWN_SERIALS else ""
    known = f"In stock: {', '.join(held[:SHOWN_SERIALS])}{more}." if held else "None in stock."
    form = Form(
        [
            Field("kind", "What happened", kind, required=True),
            _quantity(row),
            Field("client_id", "For which client", client_entry(desk)),
            *_serials(row, known),
            Field("on", "Day", date_entry(desk)),
            Field(
                "reason",
                "Why",
                TextEntry(),
                help="Needed where the books say that fewer are there.",
                span=2,
            ),
        ],
        columns=3,
        on_save=save,
        save="Take out",
        on_cancel=on_cancel,
    )
    kind.changed.connect(
        lambda: form.box("client_id").setVisible(kind.value() != str(Kind.SENT_BACK))
    )
    form.set_values({"kind": str(Kind.SOLD), "on": today()})
    return form


def _quantity(row: ItemRow) -> Field:
    """How many pieces; where each has a serial they need not be counted as well."""
    words = "Empty means one for each serial." if row.serials else ""
    entry = NumberEntry(1, 1_000_000, "pieces")
    return Field("quantity", "How many", entry, words, required=not row.serials)


def _serials(row: ItemRow, words: str) -> list[Field]:
    return [Field("serials", "Serials", NoteEntry(lines=4), words, span=3)] if row.serials else []


def count_form(desk: Desk, row: ItemRow, on_done: Back, on_cancel: Back) -> Form:
    """What a count found: the pieces, or the serials where each has one."""

    def save(values: dict[str, Any]) -> None:
        desk.do(actions.count_item, row.id, values)
        form.mark_clean()
        on_done()

    found: Field
    if row.serials:
        words = "One a line. Take out what is missing, add what was found."
        found = Field("serials", "Serials found", NoteEntry(lines=6), words, span=3)
    else:
        words = f"The books say {row.on_hand}."
        entry = NumberEntry(0, 1_000_000, "pieces")
        found = Field("counted", "Counted", entry, words, required=True)
    form = Form(
        [
            found,
            Field("on", "Day", date_entry(desk)),
            Field("reason", "Why it differs", TextEntry(), "Needed where pieces are missing."),
        ],
        columns=3,
        on_save=save,
        save="Save the count",
        on_cancel=on_cancel,
    )
    held = desk.ask(queries.serials_on_hand, row.id) if row.serials else []
    form.set_values({"serials": "\n".join(held), "on": today()})
    return form


def reverse_form(desk: Desk, move: MoveRow, on_done: Back, on_cancel: Back) -> Form:
    """Take a wrong move back; both stay in the list."""

    def save(values: dict[str, Any]) -> None:
        desk.do(actions.reverse_move, move.id, str(values["reason"] or ""))
        form.mark_clean()
        on_done()

    form = Form(
        [Field("reason", "What was wrong", TextEntry(), "Kept with the move.")],
        on_save=save,
        save="Reverse this move",
        on_cancel=on_cancel,
    )
    return form


def move_words(move: MoveRow) -> str:
    """A move in one line: Mar 11, 2026, Sold, -2, Kestrel Machine & Tool."""
    parts = (full_date(move.on), move.words, move.signed, move.serial, move.client)
    return ", ".join(filter(None, parts))
