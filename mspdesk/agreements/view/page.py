"""The page of one agreement: who and how far, its term, the plans, what they pay."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ...clients.queries import client as client_of
from ...dates import today
from ...desk.area import Place
from ...desk.desk import Desk
from ...errors import Trouble, UserError
from ...paths import documents_folder
from ...shop.queries import shop
from ...widgets import dialogs, theme
from ...widgets.buttons import Button, MenuButton, menu_of
from ...widgets.form import Form
from ...widgets.layout import (
    STRETCH,
    Card,
    PageHead,
    Scroll,
    column,
    lead_focus,
    stack,
)
from ...widgets.safe import Label
from ...widgets.tags import Tag
from .. import actions, queries, rules
from ..queries import AgreementRow, SheetRow
from ..rules import State
from . import paper
from .forms import AgreementForm
from .history import Happening, HistoryCard
from .moves import MOVES
from .parts import FactsCard, PayCard, PlansCard, TermCard
from .sheets import SheetPage
from .waiting import Waiting, billing_place
from .words import signed_words, state_words

WIDE = 1010
"""Below this many px the lower cards stand under each other."""

_TABLES = {
    "agreement",
    "agreement_line",
    "agreement_file",
    "plan_sheet",
    "price_raise",
    "prepaid_block",
    "response_target",
    "pricing_grid",
    "client",
    "device",
}
Entries = list[tuple[str, Callable[[], object]] | None]


class AgreementPage(QWidget):
    """Shows one agreement at a time; upper areas put cards beside what they pay."""

    def __init__(
        self, desk: Desk, on_show: Callable[[int], object], export: Callable[[], object]
    ) -> None:
        super().__init__()
        self._desk, self._on_show, self._export = desk, on_show, export
        self._money = desk.ask(shop).money
        self.held: AgreementRow | None = None
        self._seen: tuple[int, int, date] | None = None
        self.print_button = Button("Print", icon="printer", on_click=self._print_menu)
        self.main_button = Button("Prepare renewal", kind="primary", on_click=self._main)
        more = MenuButton("", "ellipsis", "More about this agreement", self.more)
        self.head = PageHead("", actions=(self.print_button, self.main_button, more))
        self.waiting = Waiting(desk, on_show, self.begin)
        self.move_card = Card("")
        self.move_card.hide()
        self.move_form: Form | None = None
        self.term, self.plans, self.pay = TermCard(), PlansCard(desk), PayCard(desk)
        self.facts = FactsCard(desk)
        self.history = HistoryCard(desk, self._open)
        self.history.add_sheet.on_click(self.new_sheet)
        self._panels: list[QWidget] = []
        self._pages = QStackedWidget()
        self._page = Scroll(self._lay_out())
        self._pages.addWidget(self._page)
        self._other: QWidget | None = None
        stack(self, self._pages)
        lead_focus(self, self.main_button)
        desk.keep_fresh(self, _TABLES, self._reload)

    def _lay_out(self) -> QWidget:
        lower = QWidget()
        self._lower = QBoxLayout(QBoxLayout.Direction.LeftToRight, lower)
        self._lower.setContentsMargins(0, 0, 0, 0)
        self._lower.setSpacing(12)
        self._lower.addWidget(self.pay, 3, Qt.AlignmentFlag.AlignTop)
        self._rail = QWidget()
        rail = QVBoxLayout(self._rail)
        rail.setContentsMargins(0, 0, 0, 0)
        rail.setSpacing(12)
        for panel in self._desk.panels("agreement.rail"):
            made: QWidget = panel.make(self._desk)
            self._panels.append(made)
            rail.addWidget(made)
        rail.addStretch(1)
        if self._panels:
            self._lower.addWidget(self._rail, 2)
        return column(
            self.head,
            self.waiting,
            self.move_card,
            self.term,
            self.plans,
            lower,
            self.facts,
            self.history,
            STRETCH,
            gap=12,
            margin=(22, 14, 22, 20),
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stack the lower cards where the page is narrow."""
        super().resizeEvent(event)
        narrow = self.width() < theme.current().px(WIDE)
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._lower.setDirection(way)

    # Showing.

    def show_id(self, agreement_id: int) -> None:
        """Show another agreement; a form that was open for the last one is put away."""
        if self.held is not None and self.held.id != agreement_id:
            self.put_away()
            self.back()
            self._page.verticalScrollBar().setValue(0)
        # A list that was saved to shows its row again, after the page has heard of it itself.
        if self._seen != (agreement_id, self._desk.heard, today()):
            self._load(agreement_id)

    def _reload(self) -> None:
        if self.held is not None:
            self._load(self.held.id)

    def _load(self, agreement_id: int) -> None:
        held = self.held = self._desk.ask(queries.agreement, agreement_id)
        day = today()
        self._seen = (agreement_id, self._desk.heard, day) if held is not None else None
        if held is None:
            return
        self._show_head(held)
        self._show_waiting(held)
        self.term.show_term(held, day)
        sheet = self._desk.ask(queries.sheet_on, held.id, max(day, held.start_on))
        self.plans.show_plans(held, sheet)
        on = min(max(day, held.start_on), held.ended_on or max(day, held.start_on))
        lines = self._desk.ask(queries.lines_on, held.id, on, on)
        self.pay.show_lines(held, lines, self._desk.ask(queries.monthly_on, held.id, on))
        # A promise of silence and a contractor's agreement ask the client for no money.
        for part in (self.pay, self._rail):
            part.setVisible(held.kind in rules.WORKED_UNDER and part.parentWidget() is not None)
        self.facts.show_facts(held)
        self.history.show_history(held)
        for panel in self._panels:
            show: Any = getattr(panel, "show_id", None)
            if show is not None:
                show(held.id)
        self._page.settle()

    def _show_waiting(self, held: AgreementRow) -> None:
        """Show what waits; the keyboard is not lost with the button that was pressed there."""
        focus = QApplication.focusWidget()
        pressed = focus is not None and self.waiting.isAncestorOf(focus)
        self.waiting.show_for(held)
        if pressed:
            self.take_keys()

    def take_keys(self) -> None:
        """Give the keyboard to the main step, or to the papers where there is none."""
        button = self.main_button if self.main_button.isVisibleTo(self) else self.print_button
        button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_head(self, held: AgreementRow) -> None:
        client = self._desk.ask(client_of, held.client_id)
        tags = [Tag(held.title, "accent")]
        words, tone = state_words(held, today())
        if words == "Active" and held.signed_on:
            words = "Signed"
        tags.append(Tag(words, tone))
        self.head.set_head(client.name if client else "", [signed_words(held)], tags)
        step = self._step(held)
        # A step that is open has the primary button.
        self.main_button.setVisible(step is not None and self.move_form is None)
        if step is not None:
            self.main_button.set_text(step[0])

    def _step(self, held: AgreementRow) -> tuple[str, Callable[[], object]] | None:
        """The one main step from here."""
        if held.state in (State.DRAFT, State.LEGAL_REVIEW):
            return "Send", lambda: self.begin("send")
        if held.state == State.SENT:
            return "Note the signature", lambda: self.begin("sign")
        if held.state not in rules.RUNNING:
            return None
        if held.notice_on is not None:
            return "End it", lambda: self.begin("terminate")
        after = self._desk.ask(queries.next_of, held.id)
        if after is not None:
            return f"Open {after.number}", lambda: self._on_show(after.id)
        return "Prepare renewal", lambda: self.begin("renew")

    def _main(self) -> None:
        step = self._step(self.held) if self.held else None
        if step is not None:
            step[1]()

    def _to_review(self) -> None:
        if self.held is not None:
            self._desk.attempt(actions.to_legal_review, self.held.id, self.held.version)

    def _withdraw(self) -> None:
        if self.held is not None:
            self._desk.attempt(actions.withdraw_notice, self.held.id, self.held.version)

    # Steps with a form.

    def begin(self, do: str) -> None:
        """Open the short form of a step; saving does it."""
        held = self.held
        if held is None or do not in MOVES:
            return
        move = MOVES[do]
        self.put_away()
        self.back()
        form = Form(
            move.fields(self._desk, held),
            columns=3,
            on_save=lambda typed: self._moved(do, typed),
            save=move.save,
            on_cancel=self.put_away,
        )
        form.set_values(move.usual(self._desk, held))
        self.move_form = form
        self.move_card.clear()
        self.move_card.set_title(move.title)
        self.move_card.add(Label(move.note, color="ink2", wrap=True), 2, form)
        self.move_card.show()
        self._show_head(held)
        self._page.verticalScrollBar().setValue(0)
        form.focus_first()

    def _moved(self, do: str, typed: dict[str, Any]) -> None:
        held = self._desk.ask(queries.agreement, self.held.id) if self.held else None
        if held is None:
            return
        go = MOVES[do].act(self._desk, held, typed)
        self.put_away()
        if go is not None:
            self._on_show(go)

    def put_away(self) -> None:
        """Close the form of a step."""
        if self.move_form is not None:
            self.move_form = None
            self.move_card.hide()
            self.move_card.clear()
            if self.held is not None:
                self._show_head(self.held)
            self.take_keys()

    # Pages over the page.

    def _over(self, widget: QWidget) -> None:
        self.back()
        self._other = widget
        self._pages.addWidget(widget)
        self._pages.setCurrentWidget(widget)
        widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def back(self) -> None:
        """Close whatever stands over the page."""
        if self._other is not None:
            self._pages.removeWidget(self._other)
            self._other.deleteLater()
            self._other = None
            self._pages.setCurrentWidget(self._page)
            if self.held is not None:
                self.show_id(self.held.id)
            self.take_keys()

    @property
    def over(self) -> QWidget | None:
        """The form or sheet that stands over the page, if any."""
        return self._other

    def edit(self) -> None:
        """Open the form with everything that was agreed."""
        if self.held is None:
            return
        form = AgreementForm(self._desk, self.held, lambda _id: self.back(), self.back)
        title = f"Agreement {self.held.number}"
        body = column(Label(title, role="title"), 4, form, margin=(22, 18, 22, 22))
        body.setMaximumWidth(980)
        self._over(Scroll(body))
        form.focus_first()

    def open_sheet(self, sheet_id: int) -> None:
        """Open a plan sheet or an amendment."""
        self._over(SheetPage(self._desk, sheet_id, self.back, self._print_sheet))

    def new_sheet(self) -> None:
        """Begin a plan sheet, or an amendment from what is in force, and open it."""
        held = self.held
        if held is None:
            return
        drafts = [one for one in self._desk.ask(queries.sheets_of, held.id) if one.state == "draft"]
        if drafts:
            self.open_sheet(drafts[0].id)
            return
        first = max(held.start_on, today())
        if held.state in rules.BEGINNING:
            first = held.start_on
        try:
            self.open_sheet(self._desk.do(actions.new_sheet, held.id, first))
        except UserError as error:
            self._desk.refuse(error)

    def _open(self, one: Happening) -> None:
        if one.kind == "sheet":
            self.open_sheet(one.of)
        elif one.kind == "file":
            self._save_file(one)
        elif one.kind == "raise":
            found = [r for r in self._desk.ask(queries.raises_of, one.of) if r.letter_id]
            if found:
                paper.print_letter(self._desk, found[0])

    def _save_file(self, one: Happening) -> None:
        """Write an attached paper where the person says."""
        suggested = documents_folder() / one.words
        target = dialogs.save_file(self, "Save the signed copy", "", suggested)
        if target is not None:
            self._write(target, one.of)

    def _write(self, target: Path, file_id: int) -> None:
        try:
            target.write_bytes(self._desk.ask(queries.file_bytes, file_id))
            self._desk.say(f"Saved as {target.name}")
        except OSError as error:
            self._desk.refuse(Trouble(f"It could not be saved: {error.strerror}."))

    # Menus and paper.

    def more(self) -> Entries:
        """Everything else that can be done from here."""
        held = self.held
        if held is None:
            return []
        entries: Entries = [
            ("Edit agreement", self.edit),
            ("Open the client", lambda: self._desk.go(Place("clients", held.client_id))),
            ("New plan sheet or amendment", self.new_sheet),
            ("Attach signed copy", lambda: self.begin("attach")),
            None,
        ]
        every: Entries = [None, ("Export all agreements", self._export)]
        return [*entries, *self._steps_for(held), *every]

    def _steps_for(self, held: AgreementRow) -> Entries:
        if held.state in (State.DRAFT, State.LEGAL_REVIEW):
            found: Entries = [("Mark as sent", lambda: self.begin("send"))]
            if held.state == State.DRAFT:
                found.append(("Give to legal review", self._to_review))
            else:
                found.append(("Back to draft", self._take_back))
            return [*found, ("Drop this draft", self._drop)]
        if held.state == State.SENT:
            return [
                ("Note the signature", lambda: self.begin("sign")),
                ("Take it back to change it", self._take_back),
            ]
        if held.state not in rules.RUNNING:
            return [("New agreement with this client", self._again)]
        found = [("Raise prices", lambda: self.begin("raise"))]
        if held.bill_from is None and self._desk.may("bill"):
            found.append(("Begin billing here", partial(self._desk.go, billing_place(held))))
        if held.notice_on is None:
            found += [
                ("Prepare renewal", lambda: self.begin("renew")),
                ("Extend it as it stands", lambda: self.begin("extend")),
                ("Let it end on its last day", self._expire),
                ("Give notice", lambda: self.begin("notice")),
            ]
        else:
            found += [
                ("Write “what happens next”", self._whats_next),
                ("Take notice back", self._withdraw),
            ]
        return [*found, ("End it", lambda: self.begin("terminate"))]

    def _take_back(self) -> None:
        if self.held is not None:
            self._desk.attempt(actions.take_back, self.held.id, self.held.version)

    def _drop(self) -> None:
        if self.held is not None:
            self._desk.attempt(actions.drop_draft, self.held.id, self.held.version)

    def _whats_next(self) -> None:
        """Write the letter to a client who leaves, and go to it."""
        held = self.held
        if held is None:
            return
        try:
            letter = self._desk.do(actions.write_whats_next, held.id)
        except UserError as error:
            self._desk.refuse(error)
            return
        self._desk.go(Place("clients", held.client_id, "letters", {"letter_id": letter}))

    def _expire(self) -> None:
        if self.held is not None:
            self._desk.attempt(actions.let_expire, self.held.id, self.held.version)

    def _again(self) -> None:
        if self.held is not None:
            about = {"client_id": self.held.client_id}
            self._desk.go(Place("agreements", do="new", about=about))

    def papers(self) -> Entries:
        """What can be printed of this agreement."""
        held = self.held
        if held is None:
            return []
        entries: Entries = [("Agreement", partial(paper.print_agreement, self._desk, held))]
        entries += [
            (one.name, partial(paper.print_sheet, self._desk, held, one))
            for one in self._desk.ask(queries.sheets_of, held.id)[:6]
        ]
        return [*entries, ("Price sheet", partial(paper.print_prices, self._desk, held))]

    def _print_menu(self) -> None:
        menu = menu_of(self.papers(), self)
        menu.popup(self.print_button.mapToGlobal(QPoint(0, self.print_button.height() + 2)))

    def print_agreement(self) -> None:
        """Print the agreement that is shown."""
        if self.held is not None:
            paper.print_agreement(self._desk, self.held)

    def _print_sheet(self, sheet: SheetRow) -> None:
        if self.held is not None:
            paper.print_sheet(self._desk, self.held, sheet)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes the form of a step, or what stands over the page."""
        if event.key() == Qt.Key.Key_Escape and self.move_form is not None:
            self.put_away()
        elif event.key() == Qt.Key.Key_Escape and self._other is not None:
            self.back()
        else:
            super().keyPressEvent(event)
