"""Writing a procedure: its facts, its words, and beside them how it reads; kept as it is typed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QWidget

from ...checklists.queries.masters import masters
from ...checklists.rules.master import DEPARTMENTS
from ...dates import clock_time, now
from ...desk.desk import Desk
from ...errors import Conflict, UserError
from ...letters.queries import fields_of
from ...widgets.buttons import Button, press_on
from ...widgets.entry import (
    CheckEntry,
    ChoiceEntry,
    Found,
    LookupEntry,
    NoteEntry,
    NumberEntry,
    TextEntry,
)
from ...widgets.form import Field, Form, Heading, HelpLine
from ...widgets.keycap import KeyCap
from ...widgets.layout import STRETCH, Footer, Panel, Scroll, column, lead_focus, row, stack
from ...widgets.safe import Label
from ...widgets.splitter import ListDetail
from ..actions import sops as actions
from ..queries import sops as queries
from ..queries.sops import SopPage
from ..rules.sop import AUDIENCES, KINDS, Sop, faults
from ..rules.words import fill
from .words import WordsView

PAUSE_MS = 1500
"""After so long without a key what was typed is kept in the books."""

_CLASH = "Somebody else changed this procedure meanwhile. These are your words."
_HINT = "An empty line ends a paragraph. # begins a heading, - an item, 1. a step."


class SopEditor(QWidget):
    """One procedure being written. `on_done` goes back to its page."""

    def __init__(self, desk: Desk, on_done: Callable[[], object]) -> None:
        super().__init__()
        self.setAccessibleName("Write procedure")
        self._desk, self._on_done = desk, on_done
        self._code, self._version = "", 0
        self._sop: Sop | None = None
        self._loading = False
        self._aside: dict[str, Sop] = {}
        self._fields: dict[str, str] = {}
        self._titles: dict[str, str] = {}
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(PAUSE_MS)
        self._later.timeout.connect(self.keep)
        self.form = self._form()
        self.title = Label("", "record")
        self.kept = Label("", "meta", "ink3")
        self.wrong = HelpLine("")
        self.wrong.hide()
        mine = Button("Keep mine", on_click=self._keep_mine, name="Keep my words")
        theirs = Button("Show theirs", "quiet", on_click=self._show_theirs)
        self.clash = row(mine, theirs, STRETCH)
        self.clash.hide()
        self.preview = WordsView("How it reads", margin=(16, 14, 16, 16))
        self.done_button = Button("Done writing", "primary", on_click=self.finish)
        self.drop_button = Button("Put my changes away", "quiet", on_click=self.drop)
        press_on(self, "Ctrl+S", self.finish)
        page = Panel("paper")
        body = column(self.form, margin=(20, 0, 16, 16))
        stack(
            page,
            column(self.title, margin=(20, 14, 16, 8)),
            Scroll(body),
            column(self.wrong, self.clash, margin=(20, 0, 16, 4), gap=6),
            Footer(self.done_button, KeyCap("Ctrl S"), self.drop_button, STRETCH, self.kept),
        )
        side = Panel("paper")
        stack(side, column(Label("How it reads", "card"), margin=(16, 14, 16, 0)), self.preview)
        stack(self, ListDetail("sop-editor", page, side, 400, 330))
        lead_focus(self, self.form)

    def _form(self) -> Form:
        self.body = NoteEntry(lines=16)
        self.checklist = LookupEntry(self._find_checklist, "Type a few letters")
        self.checklist.picked.connect(self._add_checklist)
        form = Form(
            [
                Field("title", "Title", TextEntry(), span=4),
                Field("purpose", "What it is for, in one sentence", TextEntry(), span=4),
                Field("body", "Words", self.body, _HINT, span=4),
                Field("kind", "Kind", ChoiceEntry(list(KINDS.items()))),
                Field("department", "Department", ChoiceEntry(list(DEPARTMENTS.items()))),
                Field("role", "Owner", ChoiceEntry([], "Nobody named")),
                Field("review_months", "Review after", NumberEntry(1, 60, "months")),
                Heading("For whom"),
                *(Field(one, words, CheckEntry(words)) for one, words in AUDIENCES.items()),
                Field("checklist", "Add a checklist it is worked with", self.checklist, span=2),
                Field(
                    "checklists", "Worked with", NoteEntry(lines=3), "One checklist a line.", span=2
                ),
            ],
            columns=4,
            buttons=False,
        )
        for name in form.names():
            form.entry(name).changed.connect(self._typed)
        return form

    # --- showing -----------------------------------------------------------------------------

    def show_page(self, page: SopPage) -> None:
        """Take up the procedure where it was left; words that could not be kept wait aside."""
        if not self.keep():
            self._aside[self._code] = self.words()
        self._show(page)
        waiting = self._aside.pop(page.row.code, None)
        if waiting is not None:
            self.form.set_values(values_of(waiting, self._titles))
            self._say_clash(_CLASH)

    def _show(self, page: SopPage) -> None:
        self.clash.hide()
        self._code, self._version, self._sop = page.row.code, page.version, page.editing
        self._titles = {one.code: one.title for one in self._desk.ask(masters, retired=True)}
        self._fields = self._desk.ask(fields_of, None)
        hats = list(self._desk.ask(queries.hat_titles).items())
        owner = self.form.entry("role")
        if isinstance(owner, ChoiceEntry):
            owner.set_options([("", "Nobody named"), *hats])
        self._loading = True
        self.form.set_values(values_of(page.editing, self._titles))
        self._loading = False
        # From here on only what is typed counts as a change.
        self._sop = self.words()
        self.title.set_text(f"Writing: {page.row.title}")
        following = page.row.revision + 1
        self.kept.set_text(f"Becomes revision {following} when it is taught or put in force")
        self.drop_button.setVisible(page.draft is not None and bool(page.row.revision))
        self._look()

    def focus_first(self) -> None:
        """Put the keyboard into the words, into the title where there is none yet."""
        (self.body if self.form.entry("title").text() else self.form.entry("title")).setFocus()

    def words(self) -> Sop:
        """What stands in the fields, whole or not."""
        held = self._sop or Sop(self._code, "", ())
        got: dict[str, Any] = {}
        for name in ("title", "purpose", "kind", "department", "role", "body"):
            got[name] = self._value(name) or ""
        return replace(
            held,
            title=" ".join(str(got["title"]).split()),
            purpose=" ".join(str(got["purpose"]).split()),
            kind=str(got["kind"] or held.kind),
            department=str(got["department"] or held.department),
            role=str(got["role"]),
            body="\n".join(line.rstrip() for line in str(got["body"]).strip("\n").split("\n")),
            audiences=tuple(one for one in AUDIENCES if self._value(one)),
            review_months=int(self._value("review_months") or held.review_months),
            checklists=self._codes(),
        )

    def _value(self, name: str) -> Any:
        try:
            return self.form.entry(name).value()
        except UserError:
            return None

    def _look(self) -> None:
        """Show how it reads and what is wrong with it."""
        words = self.words()
        self.preview.show_words(
            fill(words.purpose, self._fields).strip(), fill(words.body, self._fields)
        )
        wrong = faults(words.body)
        said = " ".join(wrong[:3])
        if not words.audiences:
            said = f"Say for whom it is: at least one of the four. {said}".strip()
        self.wrong.say(said)
        self.wrong.setVisible(bool(said))

    # --- keeping -----------------------------------------------------------------------------

    def _typed(self) -> None:
        if not self._loading:
            self._look()
            self.kept.set_text("")
            self._later.start()

    def keep(self) -> bool:
        """Keep what was typed in the books; False where somebody else was first."""
        self._later.stop()
        words = self.words()
        if self._sop is None or words == self._sop:
            return True
        if not self.clash.isHidden():
            return False
        try:
            self._version = self._desk.do(actions.save_draft, self._code, words, self._version)
        except Conflict as error:
            self._say_clash(error.text)
            return False
        except UserError as error:
            self.wrong.say(error.text)
            self.wrong.show()
            return False
        self._sop = words
        self.kept.set_text(f"Kept as a draft, {clock_time(now())}")
        self.drop_button.show()
        return True

    def _say_clash(self, words: str) -> None:
        """Say that somebody else was first; both texts stay until somebody decides."""
        self._later.stop()
        self.wrong.say(words)
        self.wrong.show()
        self.clash.show()

    def _keep_mine(self) -> None:
        """Write over what somebody else wrote; History keeps theirs."""
        self.clash.hide()
        self._version = self._desk.ask(queries.sop_page, self._code).version
        self._look()
        self.keep()

    def _show_theirs(self) -> None:
        """Show what somebody else wrote in place of what was typed here."""
        self._show(self._desk.ask(queries.sop_page, self._code))

    def finish(self) -> None:
        """Keep it and go back to the page."""
        if self.keep():
            self._on_done()

    def drop(self) -> None:
        """Go back to what is in force; Undo brings the draft back."""
        self._later.stop()
        self.keep()
        self._sop = None
        self._desk.attempt(actions.drop_draft, self._code)
        self._on_done()

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep what was typed before somebody looks elsewhere."""
        self.keep()
        super().hideEvent(event)

    # --- checklists --------------------------------------------------------------------------

    def _find_checklist(self, typed: str) -> list[Found]:
        wanted = typed.lower()
        rows = self._desk.ask(masters)
        return [Found(one.code, one.title) for one in rows if wanted in one.title.lower()][:10]

    def _codes(self) -> tuple[str, ...]:
        """The checklists that are named, by code; what names none stays as it was typed."""
        by = {title.casefold(): code for code, title in self._titles.items()}
        said = [one.strip() for one in str(self._value("checklists") or "").splitlines()]
        return tuple(dict.fromkeys(by.get(one.casefold(), one) for one in said if one))

    def _add_checklist(self, found: Found) -> None:
        if found.value not in self._codes():
            kept = str(self._value("checklists") or "").splitlines()
            lines = [*kept, found.text]
            self.form.entry("checklists").set_value("\n".join(one for one in lines if one.strip()))
        self.checklist.set_value(None)
        self._typed()


def values_of(sop: Sop, titles: Mapping[str, str]) -> dict[str, Any]:
    """What the form shows of a procedure; its checklists by their titles."""
    return {
        "title": sop.title,
        "purpose": sop.purpose,
        "kind": sop.kind,
        "department": sop.department,
        "role": sop.role,
        "review_months": sop.review_months,
        "body": sop.body,
        "checklists": "\n".join(titles.get(one, one) for one in sop.checklists),
        "checklist": None,
        **{one: one in sop.audiences for one in AUDIENCES},
    }
