"""Beside the page for dialing: what is offered, when we are free, and the calls before."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ...people.rules import first_name
from ...widgets.layout import STRETCH, Card, Fact, Pairs, Scroll, column, stack
from ...widgets.safe import Label
from ..queries.calling import CallPage
from ..rules.scripts import BEFORE

_ROWS = 6
"""Earlier calls that are shown; the newest say most."""


class DialSide(QWidget):
    """The company, the calls to it so far, and the sheet settled before the first call."""

    def __init__(self) -> None:
        super().__init__()
        self.about = Card("About the company")
        self.facts = Pairs(72)
        self.notes = Label("", "body", "ink2", wrap=True)
        self.about.add(self.facts, self.notes)
        self.calls = Card("Calls before")
        self.before = Card("Before the call")
        self.after = Label("", "meta", "ink3", wrap=True)
        parts = column(self.calls, self.about, self.before, self.after, STRETCH, gap=12, margin=14)
        stack(self, Scroll(parts, "sheet"))

    def show_call(self, page: CallPage) -> None:
        """Show what is known about whom to call now."""
        target = page.target
        facts = (
            ("Kind", target.industry),
            ("City", target.city),
            ("E-mail", target.email),
            ("Website", target.website),
        )
        known = [Fact(label, label, value) for label, value in facts if value]
        self.facts.show_pairs(known)
        self.notes.set_text(target.notes)
        self.notes.setVisible(bool(target.notes))
        self.about.setVisible(bool(known or target.notes))
        self._show_calls(page)
        self._show_sheet(page)
        self.after.set_text(f"Next: {page.after}" if page.after else "")
        self.after.setVisible(bool(page.after))

    def _show_calls(self, page: CallPage) -> None:
        self.calls.clear()
        for one in page.calls[:_ROWS]:
            who = f", {first_name(one.person)}" if one.person else ""
            when = Label(f"{one.when}{who}", "meta", "ink3", wrap=True)
            words = Label(one.words, "body", "ink2", wrap=True) if one.words else None
            self.calls.add(column(Label(one.title, "row", wrap=True), when, words, gap=1))
        if not page.calls:
            self.calls.add(Label("The first call to this company.", "body", "ink3", wrap=True))

    def _show_sheet(self, page: CallPage) -> None:
        script = page.script
        self.before.setVisible(script is not None and any(script.before.values()))
        self.before.clear()
        if script is None:
            return
        for line in BEFORE[:4]:
            if script.before[line.name]:
                words = Label(script.before[line.name], "body", wrap=True)
                self.before.add(column(Label(line.title, "caption", "ink3"), words, gap=1))
        name = f"{script.script}, version {script.number}"
        self.before.add(Label(name, "caption", "ink3", wrap=True))
