"""How much a prospect knows, and what the owner decides about it (S083)."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from ...dates import full_date
from ...desk.desk import Desk
from ...widgets.boxes import STRETCH
from ...widgets.buttons import LinkButton
from ...widgets.layout import Card, column, row, stack
from ...widgets.progress import Bar
from ...widgets.safe import Label
from ...widgets.tags import Tag
from ..actions import worksheet as actions
from ..queries.worksheet import WorksheetPage
from ..rules.worksheet import DECISION_WORDS, QUESTIONS, Decision
from .forms import DECISION_TONES, decision_form


class Rail(QWidget):
    """How much is known, what nobody answers for, and the decision."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._page: WorksheetPage | None = None
        self.known = Card("Known")
        self._bar = Bar()
        self._percent = Label("", "metric")
        self._words = Label("", "body", "ink2", wrap=True)
        self._nobody = Label("", "meta", "amber", wrap=True)
        self.known.add(self._percent, self._bar, self._words, self._nobody)
        self.decision = Card("Decision")
        self.form = decision_form(self._decide, main=True, again=False)
        self._tag = Tag("")
        self._when = Label("", "meta", "ink2", wrap=True)
        self._why = Label("", "body", "ink", wrap=True, selectable=True)
        back = LinkButton("Take it back", self._reopen)
        self._done = column(
            row(self._tag, STRETCH), self._why, self._when, row(back, STRETCH), gap=6
        )
        self.decision.add(self.form, self._done)
        stack(self, self.known, self.decision, gap=12)

    def show_page(self, page: WorksheetPage) -> None:
        """Show what is saved."""
        same = self._page is not None and self._page.id == page.id
        self._page = page
        found = page.count
        self._percent.set_text(f"{found.percent}%")
        self._bar.set_share(found.known, len(QUESTIONS))
        self._words.set_text(
            f"{found.known} known, {found.unknown} not known, {found.open} not asked yet"
        )
        nobody = page.nobody_in_charge
        self._nobody.set_text(f"Nobody in charge: {', '.join(nobody)}" if nobody else "")
        self._nobody.setVisible(bool(nobody))
        decided = bool(page.decision)
        self.form.setVisible(not decided)
        self._done.setVisible(decided)
        if decided:
            decision = Decision(page.decision)
            self._tag.set_tag(DECISION_WORDS[decision], DECISION_TONES[decision])
            self._why.set_text(page.reason)
            when = full_date(page.decided_on) if page.decided_on else ""
            self._when.set_text(", ".join(filter(None, (when, page.decided_by))))
        elif not same:
            self.form.set_values({"decision": None, "reason": ""})

    def _decide(self, values: dict[str, Any]) -> None:
        if self._page is not None:
            self._desk.do(
                actions.decide,
                self._page.id,
                self._page.version,
                values["decision"],
                values["reason"],
            )

    def _reopen(self) -> None:
        if self._page is None:
            return
        self._desk.attempt(actions.reopen, self._page.id, self._page.version)
