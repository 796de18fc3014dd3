"""The Documents tab of a client: what is on paper, where it lies, what changed since."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QStackedWidget, QWidget

from ...dates import full_date
from ...desk.area import Place
from ...desk.desk import Desk
from ...documentation.actions import editions as actions
from ...documentation.queries.editions import KINDS, CopyRow, EditionRow, copies, editions, newest
from ...progress import Progress
from ...widgets.buttons import Button, MenuButton
from ...widgets.laid import laid_form
from ...widgets.layout import STRETCH, Card, Scroll, column, lead_focus, row, stack
from ...widgets.safe import Label
from ...widgets.segments import SegmentControl
from ..queries.paper import Behind, behind
from ..runs.printing import Proof
from .copy_form import copy_form, sealed_form
from .doing import is_large, known_behind, told
from .order import OrderForm
from .proof import ProofPage
from .tables import copy_table, edition_table

if TYPE_CHECKING:
    from ...database.store import Store

_TABLES = {"edition", "document_copy", "dr_plan", "dr_call", "dr_system", "device", "circuit"}
_TABLES |= {"client", "site", "contact", "backup_job", "form_text", "address", "network"}
_TOLD = 14
_WAIT_MS = 120


class DocumentsPart(QWidget):
    """Shows one client's paper; the print form and its pages are laid over it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._client_id = 0
        self._behind: Behind | None = None
        self.kinds = SegmentControl(
            "Which binder", list(KINDS.items()), on_change=lambda _key: self.reload()
        )
        self.words = Label("", "record")
        self.more_words = Label("", "meta", "ink2")
        self.replace = Button("Replacement pages", on_click=lambda: self.open_print(changed=True))
        self.print_all = Button("Print all pages", "primary", "printer", on_click=self._print_all)
        head = row(self.kinds, STRETCH, self.replace, self.print_all)
        self.changes = Card("What changed since")
        self.copies = Card("Copies", flush=True)
        self.copy_table = copy_table(self.edit_copy)
        self.seen = Button(
            "Seen today", on_click=self.check_copy, name="Seen today: the chosen copy"
        )
        self.more = MenuButton("", "ellipsis", "More about the chosen copy", self._entries)
        self.copies.add_right(self.seen, self.more)
        self.copies.add(self.copy_table)
        self.editions = Card("Editions", flush=True)
        self.edition_table = edition_table()
        self.editions.add(self.edition_table)
        body = column(
            head, self.words, self.more_words, self.copies, self.changes, self.editions, STRETCH,
            gap=10, margin=(22, 14, 22, 22),
        )  # fmt: skip
        self.pages = QStackedWidget()
        self._home = Scroll(body)
        self.pages.addWidget(self._home)
        self.form: QWidget | None = None
        self._timer = QTimer(self, singleShot=True, interval=_WAIT_MS)
        self._timer.timeout.connect(self._compare)
        stack(self, self.pages)
        lead_focus(self, self.copy_table)
        desk.keep_fresh(self, _TABLES, self.reload)

    # --- what is shown

    def show_id(self, client_id: int) -> None:
        """Show another client's paper; a form that was open for the last one is put away."""
        if client_id != self._client_id:
            self.back()
        self._client_id = client_id
        self.reload()

    def arrive(self, place: Place) -> None:
        """Show a binder, and its print form when that was asked for."""
        kind = place.about.get("print") or place.about.get("kind")
        if kind in KINDS:
            self.kinds.choose(kind)
        if place.about.get("print"):
            self.open_print(changed=bool(place.about.get("changed")))

    @property
    def kind(self) -> str:
        """Which binder is shown."""
        return self.kinds.current()

    def reload(self) -> None:
        """Ask again for editions and copies; what changed is told a moment later."""
        if not self._client_id:
            return
        row_ = self._desk.ask(newest, self._client_id, self.kind)
        held = self._desk.ask(copies, self._client_id, self.kind)
        self._behind = None
        self._show_head(row_, held)
        self.copy_table.show_rows(held)
        if self.copy_table.selected() is None:
            self.copy_table.select_first()
        self.copies.setVisible(bool(held))
        kept = self._desk.ask(editions, self._client_id, self.kind)
        self.edition_table.show_rows(kept)
        self.editions.setVisible(bool(kept))
        self.changes.setVisible(False)
        if row_ is not None:
            self._timer.start()

    def _show_head(self, row_: EditionRow | None, held: list[CopyRow]) -> None:
        if row_ is None:
            self.words.set_text(f"{KINDS[self.kind]}: never printed")
            self.more_words.set_text(
                "Print it, say where each copy lies, and later print only the pages that changed."
            )
        else:
            self.words.set_text(f"{KINDS[self.kind]}, edition {row_.number}")
            pages = f"{row_.pages} pages" if row_.pages else ""
            said = [f"Printed {full_date(row_.printed_on)}", pages, _counted(len(held))]
            self.more_words.set_text(", ".join(filter(None, said)))
        self.replace.setEnabled(row_ is not None and bool(held))

    def _compare(self) -> None:
        """Say what changed since the newest edition; a large client is compared by the worker."""
        asked = (self._client_id, self.kind)
        if is_large(self._desk, self._client_id):
            job = self._desk.fetch("Comparing with the last print", _fetch_behind, *asked)
            job.then(lambda found: self._show_behind(found, asked))
            job.otherwise(lambda error: self._desk.say(told(error)))
        else:
            found = known_behind(self._desk, *asked)
            if found is None:
                self.more_words.set_text("The order of this binder cannot be followed.")
            else:
                self._show_behind(found, asked)

    def _show_behind(self, found: Behind, asked: tuple[int, str]) -> None:
        if asked != (self._client_id, self.kind) or found.edition is None:
            return
        self._behind = found
        self.words.set_text(found.words)
        self.changes.clear()
        self.changes.set_title(f"What changed since edition {found.edition.number}")
        for line in found.changes[:_TOLD]:
            self.changes.add(Label(line, color="ink2", wrap=True))
        rest = len(found.changes) - _TOLD
        if rest > 0:
            self.changes.add(Label(f"and {rest} more changes", "meta", "ink3"))
        self.changes.setVisible(bool(found.changes))

    # --- what is done

    def open_print(self, *, changed: bool = False) -> None:
        """Show the form of a print; with `changed` for replacement pages."""
        if self._client_id:
            form = OrderForm(
                self._desk, self._client_id, self.kind, self._show_proof, self.back, changed=changed
            )
            self._lay(form)
            form.focus_first()

    def _print_all(self) -> None:
        self.open_print()

    def _show_proof(self, proof: Any) -> None:
        whose = proof.order if isinstance(proof, Proof) else proof[0]
        if whose.client_id != self._client_id:
            # Somebody went on to another client while it was being set.
            return
        page = ProofPage(self._desk, proof, self.back)
        self._lay(page)
        page.setFocus()

    def _lay(self, widget: QWidget) -> None:
        self.back()
        self.form = widget
        self.pages.addWidget(widget)
        self.pages.setCurrentWidget(widget)

    def back(self, *_: object) -> None:
        """Put the form or the pages away."""
        if self.form is None:
            return
        gone, self.form = self.form, None
        self.pages.removeWidget(gone)
        gone.deleteLater()
        self.pages.setCurrentWidget(self._home)
        self.copy_table.setFocus()

    def check_copy(self) -> None:
        """Note that somebody saw the chosen copy today."""
        copy = self._chosen()
        if copy is not None:
            self._desk.attempt(actions.check_copy, copy.id)

    def edit_copy(self, copy: CopyRow) -> None:
        """Show the form of where a copy lies."""
        form = copy_form(self._desk, copy, self.back)
        self._lay(laid_form(f"Copy {copy.number}", "", form))
        form.focus_first()

    def open_sealed(self) -> None:
        """Show the form of the sealed page for the chosen copy."""
        copy = self._chosen()
        if copy is not None:
            form = sealed_form(self._desk, copy, self._show_proof, self.back)
            words = (
                "It holds the keys marked for an emergency. Print it on a printer you trust, put "
                "it into an envelope at once, and sign across the flap."
            )
            self._lay(laid_form(f"Sealed page for copy {copy.number}", words, form))
            form.focus_first()

    def _entries(self) -> list[tuple[str, Callable[[], object]] | None]:
        return [
            ("Say where it lies", self._edit_chosen),
            ("Print its sealed page", self.open_sealed),
            None,
            ("It was destroyed", lambda: self._end("destroyed")),
            ("Another took its place", lambda: self._end("replaced")),
        ]

    def _end(self, state: str) -> None:
        copy = self._chosen()
        if copy is not None:
            self._desk.attempt(actions.end_copy, copy.id, state)

    def _edit_chosen(self) -> None:
        copy = self._chosen()
        if copy is not None:
            self.edit_copy(copy)

    def _chosen(self) -> CopyRow | None:
        copy = self.copy_table.selected()
        if copy is None:
            self._desk.say("Choose a copy first.")
        return copy


def _fetch_behind(store: Store, _progress: Progress, client_id: int, kind: str) -> Behind:
    return store.ask(behind, client_id, kind)


def _counted(count: int) -> str:
    return f"{count} cop{'y' if count == 1 else 'ies'} out there" if count else "no copy out there"
