"""The forms of a vendor: what it is, and what was found out about its channel."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from ...desk.desk import Desk
from ...widgets.entry import CheckEntry, ChoiceEntry, NoteEntry, TextEntry
from ...widgets.form import Field, Form, Heading
from .. import actions, rules
from ..queries import VendorRow
from .doing import date_entry

Done = Callable[[int], object]


def vendor_form(
    desk: Desk, row: VendorRow | None, *, on_done: Done, on_cancel: Callable[[], object]
) -> Form:
    """A vendor's own facts; without a row it adds one (S113)."""

    def save(values: dict[str, Any]) -> None:
        if row is None:
            done = desk.do(actions.add_vendor, values)
        else:
            done = row.id
            desk.do(actions.edit_vendor, done, row.version, values)
        form.mark_clean()
        on_done(done)

    form = Form(
        [
            Field("name", "Name", TextEntry(), required=True),
            Field("kind", "This is a", ChoiceEntry(list(rules.KINDS.items())), required=True),
            Field("sells", "Sells", TextEntry("Switches, licenses")),
            Heading("How we buy"),
            Field("account_number", "Our account number", TextEntry()),
            Field("terms", "Terms", TextEntry("Net 30")),
            Field("in_stack", "Stack", CheckEntry("In our stack: we sell or use it")),
            Heading("How to reach them"),
            Field("phone", "Phone", TextEntry()),
            Field("support_phone", "Support phone", TextEntry()),
            Field("support_hours", "Support hours", TextEntry()),
            Field("email", "E-mail", TextEntry()),
            Field(
                "portal",
                "Portal",
                TextEntry(),
                help="The address only. Passwords belong into the vault.",
                span=2,
            ),
            Field("address", "Address", NoteEntry(lines=3)),
            Field("notes", "Notes", NoteEntry(lines=3), span=2),
        ],
        columns=3,
        on_save=save,
        save="Save vendor",
        on_cancel=on_cancel,
    )
    form.set_values({"kind": "distributor"})
    if row is not None:
        form.set_values(asdict(row))
    return form


def channel_form(
    desk: Desk, row: VendorRow, on_done: Done, on_cancel: Callable[[], object]
) -> Form:
    """What was found out about how a vendor sells, with the day (S114)."""

    def save(values: dict[str, Any]) -> None:
        desk.do(actions.look_at_channel, row.id, row.version, values)
        form.mark_clean()
        on_done(row.id)

    choices = [(str(key), words) for key, words in rules.COMMITMENT_WORDS.items()]
    form = Form(
        [
            Field("commitment", "How it sells", ChoiceEntry(choices)),
            Field("commitment_on", "Looked at", date_entry(desk), help="Empty means today."),
            Field("in_stack", "Stack", CheckEntry("In our stack: we sell or use it")),
            Field("deal_registration", "Deals", CheckEntry("Lets us register deals")),
            Field("poaches", "Poaching", CheckEntry("Its own sales people went to our clients")),
            Field(
                "commitment_notes",
                "What we know",
                NoteEntry("What they answered, who said so, what happened", lines=5),
                span=2,
            ),
        ],
        columns=2,
        on_save=save,
        save="Save what was found",
        on_cancel=on_cancel,
    )
    form.set_values(asdict(row))
    return form
