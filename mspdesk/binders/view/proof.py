"""The pages of a print before they are paper; once printed or saved, it is written down."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from ... import paths
from ...desk.desk import Desk
from ...documentation.actions.editions import note_sealed, record_edition
from ...documentation.queries.editions import KINDS
from ...widgets import print_dialog
from ...widgets.buttons import Button
from ...widgets.layout import lead_focus, stack
from ...widgets.preview import Preview
from ..runs.printing import Proof

SEALED_MS = 180_000
"""How long a sealed page stays on the screen; long enough to print it."""


class ProofPage(QWidget):
    """A binder's pages, or a sealed page; Esc goes back and nothing was written down."""

    def __init__(self, desk: Desk, ready: Any, on_back: Callable[[], object]) -> None:
        super().__init__()
        self._desk, self._ready, self._on_back = desk, ready, on_back
        self._written = False
        rendered = ready.rendered if isinstance(ready, Proof) else ready[1]
        self.title = title_of(ready)
        self.setAccessibleName(self.title)
        self.back_button = Button("Back", on_click=on_back, name="Back without printing")
        self.preview = Preview(self.title, self.back_button)
        self.preview.show_pdf(rendered.pdf, paths.safe_name(self.title))
        self.preview.print_wanted.connect(self._print)
        self.preview.save_wanted.connect(self._save)
        self.preview.save_button.setVisible(isinstance(ready, Proof))
        stack(self, self.preview)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        lead_focus(self, self.preview)
        if rendered.missing:
            desk.say(f"No typeface has these signs: {', '.join(rendered.missing[:3])}")
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.timeout.connect(on_back)
        if not isinstance(ready, Proof):
            self._clock.start(SEALED_MS)
            desk.person_changed.connect(self._leave)

    def _leave(self) -> None:
        """Put a sealed page away as soon as whatever is going on here is done."""
        if not isinstance(self._ready, Proof):
            self._clock.start(0)

    def hideEvent(self, event: QHideEvent) -> None:
        """Who goes elsewhere leaves no sealed page behind."""
        super().hideEvent(event)
        self._leave()

    def _print(self, pdf: bytes) -> None:
        print_dialog.print_pdf(self, self._desk, pdf, self.title, self.write_down)

    def _save(self, pdf: bytes) -> None:
        folder = self._desk.settings.last_folder.get("paper", str(paths.documents_folder()))
        name = paths.safe_name(self.title)
        file = print_dialog.save_pdf(self, pdf, name, Path(folder))
        if file is not None:
            self._desk.settings.last_folder["paper"] = str(file.parent)
            self.write_down()

    def write_down(self) -> None:
        """Note that these pages are paper now; once, however often they are printed."""
        if self._written:
            return
        ready = self._ready
        if isinstance(ready, Proof):
            order = ready.order
            args = (order.client_id, order.kind, ready.print, order.placed, order.bring)
            done = self._desk.attempt(record_edition, *args)
            self._written = done is not None
        else:
            self._desk.attempt(note_sealed, ready[0].id)
            self._written = True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back."""
        if event.key() == Qt.Key.Key_Escape:
            self._on_back()
            return
        super().keyPressEvent(event)


def title_of(ready: Any) -> str:
    """What a print is called: DR plan, edition 8, 2 copies, 9 pages."""
    if isinstance(ready, Proof):
        said = ready.words
        return f"{KINDS[ready.order.kind]}, {said[0].lower()}{said[1:]}"
    return f"Sealed page for copy {ready[0].number}"
