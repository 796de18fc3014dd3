"""Short forms about one copy: where it lies, and its sealed page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ...desk.desk import Desk
from ...documentation.actions import editions as actions
from ...documentation.queries.editions import CopyRow
from ...errors import UserError
from ...printing.page import paper_of
from ...shop.queries import shop
from ...vault.secret import Secret
from ...widgets.entry import NoteEntry, SecretEntry, TextEntry
from ...widgets.form import Field, Form
from ..runs.sealed import SealedOrder, print_sealed
from .doing import told


def copy_form(desk: Desk, copy: CopyRow, on_done: Callable[[], object]) -> Form:
    """Where a copy lies and who holds it."""

    def save(values: dict[str, Any]) -> None:
        desk.do(
            actions.move_copy,
            copy.id,
            copy.version,
            values["place"],
            values["holder"],
            values["notes"],
        )
        form.mark_clean()
        on_done()

    form = Form(
        [
            Field(
                "place", "Where it lies", TextEntry("Server closet, second shelf"), required=True
            ),
            Field("holder", "Who holds it", TextEntry("Dr. Kessel")),
            Field("notes", "Notes", NoteEntry(lines=2), span=2),
        ],
        columns=2,
        on_save=save,
        on_cancel=on_done,
    )
    form.set_values({"place": copy.place, "holder": copy.holder, "notes": copy.notes})
    return form


def sealed_form(
    desk: Desk, copy: CopyRow, on_ready: Callable[[Any], object], on_cancel: Callable[[], object]
) -> Form:
    """Why the sealed page is printed, and the password once more (E20)."""
    paper = paper_of(desk.ask(shop).paper)

    def save(values: dict[str, Any]) -> None:
        order = SealedOrder(
            copy.client_id, copy.kind, paper, copy.number, copy.where, values["why"]
        )
        asked = desk.person_id

        def ready(rendered: object) -> None:
            # Whoever took the desk meanwhile did not type that password.
            if desk.person_id == asked:
                on_ready((copy, rendered))

        job = desk.fetch("Setting the sealed page", print_sealed, order, Secret(values["password"]))
        job.then(ready).otherwise(refused)

    def refused(error: BaseException) -> None:
        field = error.field if isinstance(error, UserError) and error.field else "password"
        form.show_error(UserError(told(error), field=field))

    form = Form(
        [
            Field("why", "Why it is printed", TextEntry("For the envelope in the safe"), span=2),
            Field("password", "Your password, once more", SecretEntry(), required=True),
        ],
        columns=2,
        on_save=save,
        save="Show the sealed page",
        on_cancel=on_cancel,
    )
    return form
