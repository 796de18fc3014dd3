"""The Hiring room of the org chart: questions at the left, the worksheet of one, what if."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from ...dates import full_date, short_date, today
from ...desk.area import Place
from ...desk.desk import Desk
from ...errors import UserError
from ...people.queries import roles
from ...widgets.buttons import Button
from ...widgets.form import Form
from ...widgets.laid import Laid, tell_laid
from ...widgets.layout import EmptyState, lead_focus, stack
from ...widgets.picker import Pick, Picker, PickerPage, PickGroup
from ..actions import cases as actions
from ..printables.worksheet import WORKSHEET
from ..queries import cases as queries
from ..queries import listing
from ..queries.cases import CasePage
from ..queries.listing import CaseRow
from ..rules.facts import Facts
from ..rules.maths import Option
from .deciding import decision_form, question_form
from .options import option_form
from .whatif import WhatIfRail
from .worksheet import Deeds, WorksheetPage

_OWN = {"hire_case", "hire_option", "hire_alternative"}
_FIGURES = {
    "ticket",
    "time_entry",
    "paid_hours",
    "leave",
    "wage",
    "invoice",
    "client",
    "device",
    "duty",
    "role",
    "access",
    "shop",
}
_WHY = (
    "Ask the question before the answer: five steps with the shop's own numbers, what each option"
    " costs, and what else would do."
)


class HiringRoom(QWidget):
    """Questions whether to hire, each with its worksheet, and sliders that change a copy."""

    noted = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.note = ""
        self._page: CasePage | None = None
        self._live: Facts | None = None
        self._asking = False
        self.new_button = Button("New question", icon="plus", on_click=self.new)
        self.head_parts = (self.new_button,)
        self.picker = Picker[int](
            "Questions whether to hire",
            title="Questions",
            placeholder="Find a question",
            on_select=self._picked,
            on_enter=self._to_page,
        )
        self.worksheet = WorksheetPage(
            Deeds(
                self._note,
                self._drop,
                self._weigh,
                self.add_option,
                self._examples,
                self.edit_option,
                self._choose,
                self._remove,
                self.decide,
                self._again,
                self.change,
                self.print_shown,
                self._post,
                self._take_away,
            )
        )
        self.first = Button("Ask the first question", "primary", "plus", self.new)
        self.empty = EmptyState("users", "Should we hire?", _WHY, self.first)
        self._faces = QStackedWidget()
        self._faces.addWidget(self.empty)
        self._faces.addWidget(self.worksheet)
        lead_focus(self._faces, self._keys)
        self.pages = Laid(self._faces)
        self.what_if = WhatIfRail(self._keep)
        stack(self, PickerPage("hiring", self.picker, self.pages, self.what_if, width=230))
        lead_focus(self, self._keys)
        desk.keep_fresh(self, _FIGURES, self._anew)
        desk.keep_fresh(self, _OWN, self._reload)

    # --- showing -------------------------------------------------------------------------------

    def _keys(self) -> QWidget:
        """Where the keyboard begins: in a form, on the questions, or on asking the first."""
        if self.pages.in_front() and self.pages.form is not None:
            return self.pages.form
        return self.picker if self._page is not None else self.first

    def form_laid(self, where: QWidget, there: bool) -> None:
        """Sliders move the question in front; while another is being asked they would mislead."""
        asking = there and self._asking
        self.what_if.setVisible(self._page is not None and not asking)
        tell_laid(self, there)

    def _anew(self) -> None:
        """Ask for the shop's figures again, too: something they are made of has changed."""
        self._live = None
        self._reload()

    def _reload(self) -> None:
        rows = self._desk.ask(listing.cases)
        groups = [("Open", [row for row in rows if row.open])]
        groups.append(("Decided", [row for row in rows if not row.open]))
        self.picker.show_groups(
            [
                PickGroup(title, str(len(some)), [_pick(row) for row in some])
                for title, some in groups
                if some
            ]
        )
        if rows and self.picker.selected_key() is None:
            self.picker.select_first()
        self._tell(rows)
        self._show(self.picker.selected_key())

    def _tell(self, rows: list[CaseRow]) -> None:
        open_ = sum(row.open for row in rows)
        self.note = f"{open_} open, {len(rows) - open_} decided" if rows else ""
        self.noted.emit(self.note)

    def _picked(self, case_id: int | None) -> None:
        """Show the question that was picked; a form in which something was typed waits behind."""
        self.pages.step_aside()
        self._show(case_id)

    def _lay(self, title: str, words: str, form: Form, *, asking: bool = False) -> None:
        """Lay a form over the page, unless another one holds what was typed."""
        if self.pages.busy():
            self.pages.resume()
            self._desk.say("Save or cancel what you began first.")
            return
        self.pages.back()
        self._asking = asking
        self.pages.lay(title, words, form)

    def _show(self, case_id: int | None) -> None:
        """Show the worksheet of a question, or what the room is for while there is none."""
        if self._live is not None and self._live.on != today():
            self._live = None
        page = None
        if case_id is not None:
            page = self._desk.ask(queries.case_page, case_id, self._live)
        if page is not None and page.row.open:
            self._live = page.facts
        self._page = page
        self.what_if.setVisible(page is not None and not (self._asking and self.pages.in_front()))
        self._offer(page is not None)
        if page is None:
            self._faces.setCurrentWidget(self.empty)
            return
        self.worksheet.show_page(page, decides=self._desk.may("*"))
        self.what_if.show_page(page)
        self._faces.setCurrentWidget(self.worksheet)

    def _offer(self, known: bool) -> None:
        """The head offers a new question; in the empty room its middle does."""
        # Until the tab has put it into its head it must not be shown.
        if not known or self.new_button.parentWidget() is not None:
            self.new_button.setVisible(known)

    def _to_page(self) -> None:
        """Enter goes to what there is to do with the question, and on to its steps."""
        page = self.worksheet
        deeds = (page.decide_button, page.again_button, page.print_button)
        for button in deeds:
            if button.isVisible() and button.isEnabled():
                button.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def show_place(self, place: Place) -> None:
        """Go to a question; begin one where that was asked for, about a role when it is named."""
        role_id = place.about.get("role_id")
        known = self._desk.ask(listing.open_about, role_id) if role_id is not None else None
        case_id = place.id if place.id is not None else known
        if case_id is not None:
            self.picker.filter("")
            self.picker.select(case_id)
            self._picked(case_id)
        elif place.about.get("new"):
            self.new(role_id=role_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes from the page back to the list."""
        if not self.picker.takes_back(event):
            super().keyPressEvent(event)

    def new_here(self) -> bool:
        """N asks a question."""
        self.new()
        return True

    def print_shown(self) -> None:
        """Ctrl+P prints the worksheet on two pages."""
        if self._page is not None:
            row = self._page.row
            self._desk.print_document(WORKSHEET, row.id, f"Hire worksheet, {row.title}")

    def focus_filter(self) -> None:
        """The / key goes to the search over the questions."""
        self.picker.search.setFocus()

    # --- asking --------------------------------------------------------------------------------

    def new(self, *_: object, role_id: int | None = None) -> None:
        """Lay the form of a new question over the page."""
        every = self._desk.ask(roles)
        form = question_form(every, self._asked, self.pages.back, "Open the worksheet")
        about = next((one for one in every if one.id == role_id), None)
        form.set_values(
            {
                "title": f"Hire for {about.title}?" if about else "",
                "role_id": str(role_id) if about else "",
                "why": "",
            }
        )
        self._lay("Should we hire?", _WHY, form, asking=True)

    def _asked(self, values: dict[str, Any]) -> None:
        role_id = int(values["role_id"]) if values["role_id"] else None
        case_id = self._desk.do(actions.open_case, values["title"], values["why"], role_id)
        self.pages.back()
        self.picker.filter("")
        self.picker.select(case_id)
        self._show(case_id)
        self.picker.setFocus()

    def change(self, *_: object) -> None:
        """Lay the form of the question over it."""
        page = self._page
        if page is None:
            return
        case = page.row

        def save(values: dict[str, Any]) -> None:
            role_id = int(values["role_id"]) if values["role_id"] else None
            facts = (values["title"], values["why"], role_id)
            self._desk.do(actions.edit_case, case.id, case.version, *facts)
            self.pages.back()

        form = question_form(self._desk.ask(roles), save, self.pages.back, "Save question")
        form.set_values(
            {
                "title": case.title,
                "role_id": str(case.role_id or ""),
                "why": page.notes.get("why", ""),
            }
        )
        self._lay("Change the question", "", form)

    # --- weighing ------------------------------------------------------------------------------

    def _note(self, step: str, words: str) -> bool:
        """Keep what was written beside a step; False where it could not be, and it stays typed."""
        if self._page is None:
            return False
        try:
            self._desk.do(actions.write_note, self._page.row.id, step, words)
        except UserError as error:
            self._desk.refuse(error)
            return False
        return True

    def _drop(self, count: int) -> None:
        if self._page is not None:
            self._desk.attempt(actions.set_drop, self._page.row.id, count)

    def _weigh(self, code: str, answer: str, words: str) -> None:
        if self._page is not None:
            self._desk.attempt(actions.weigh, self._page.row.id, code, answer, words)

    def _examples(self) -> None:
        if self._page is not None:
            self._desk.attempt(actions.add_examples, self._page.row.id)

    def add_option(self, *_: object) -> None:
        """Lay the form of a new option over the worksheet."""
        self._lay_option(Option("", minutes_week=40 * 60), "Add an option")

    def edit_option(self, option: Option) -> None:
        """Lay the form of an option over the worksheet."""
        self._lay_option(option, "Change the option")

    def _keep(self, option: Option) -> None:
        """Lay the form of what was tried with the sliders; nothing is kept before it is saved."""
        self._lay_option(
            Option(
                f"{option.title}, tried out",
                option.kind,
                option.wage,
                option.minutes_week,
                option.weeks_tenths,
                option.burden,
            ),
            "Keep as an option",
        )

    def _lay_option(self, option: Option, title: str) -> None:
        page = self._page
        if page is None:
            return
        if not page.row.open:
            self._desk.say("This was decided. Ask again to weigh it anew.")
            return

        def save(details: dict[str, Any]) -> None:
            if option.id:
                self._desk.do(actions.edit_option, option.id, option.version, details)
            else:
                self._desk.do(actions.add_option, page.row.id, details)
            self.pages.back()

        form: Form = option_form(page.facts.money, option, save, self.pages.back)
        words = "An employee is paid for all hours, a contractor for what was agreed."
        self._lay(title, words, form)

    def _choose(self, option: Option) -> None:
        self._desk.attempt(actions.choose_option, option.id)

    def _remove(self, option: Option) -> None:
        self._desk.attempt(actions.remove_option, option.id)

    # --- deciding ------------------------------------------------------------------------------

    def decide(self, *_: object) -> None:
        """Lay the form of the decision over the worksheet."""
        page = self._page
        if page is None:
            return
        case = page.row

        def save(values: dict[str, Any]) -> None:
            option_id = int(values["option_id"]) if values["option_id"] else None
            said = (values["state"], values["words"], option_id, values["review_on"])
            self._desk.do(actions.decide, case.id, case.version, *said)
            self.pages.back()

        form = decision_form(page, save, self.pages.back)
        self._lay("Decide", f"{case.title} {page.sheet.bottom}", form)

    def _again(self) -> None:
        if self._page is None:
            return
        case_id = self._desk.attempt(actions.ask_again, self._page.row.id)
        if case_id is not None:
            self.picker.select(case_id)
            self._show(case_id)

    def _take_away(self) -> None:
        """Take away a question that was asked by mistake; Undo brings it back."""
        if self._page is not None:
            self._desk.attempt(actions.remove_case, self._page.row.id)
            self.picker.setFocus()

    def _post(self) -> None:
        """Go on to the job post that an approval asks for."""
        if self._page is not None:
            row = self._page.row
            about = {"new_post": True, "case_id": row.id, "role_id": row.role_id}
            self._desk.go(Place("orgchart", do="applicants", about=about))


def _pick(row: CaseRow) -> Pick[int]:
    day = row.decided_on or row.opened_on
    words = row.state_words if not row.open else row.role or "Open"
    if row.review_on is not None:
        words = f"{words}, again {full_date(row.review_on)}"
    return Pick(row.id, row.title, words, short_date(day, today()))
