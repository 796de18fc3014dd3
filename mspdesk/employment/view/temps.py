"""What a temp or an intern did here and how it went: for who leads people (S023)."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from ...dates import full_date, today
from ...desk.desk import Desk
from ...widgets.buttons import Button
from ...widgets.entry import ChoiceEntry, DateEntry, NoteEntry, TextEntry
from ...widgets.form import Field
from ...widgets.laid import Laid
from ...widgets.layout import STRETCH, Card, Scroll, column, row, stack
from ...widgets.safe import Label
from ...widgets.table import Column, Table
from ..actions import staff as actions
from ..queries import staff as queries
from ..queries.staff import StaffPage, StintRow
from ..rules import temps as rules
from .laying import lay_form


class TempsPart(QWidget):
    """Pieces of work with a rating from 1 to 5; nobody else's work is rated."""

    def __init__(self, desk: Desk, laid: Laid) -> None:
        super().__init__()
        self._desk, self._laid = desk, laid
        self._page: StaffPage | None = None
        self.table = Table[StintRow](
            (
                Column("when", "When", "date", _when, width=200),
                Column("work", "Work", "two_line", lambda r: (r.work, r.words), stretch=1),
                Column("rating", "Of five", "num", lambda r: str(r.rating or ""), width=70),
            ),
            name="Work of a temp",
            row="two_line",
            fit=True,
            on_activate=self._form,
            empty="Nothing yet. Write down each time they were here.",
        )
        self.said = Label("", "body", "ink2", wrap=True)
        card = Card("Work and how it went", "seen by who leads people")
        add = Button("Add work", icon="plus", on_click=self.new_work)
        card.add(self.table, self.said, row(add, STRETCH))
        body = column(card, STRETCH, gap=12, margin=(0, 14, 0, 22))
        body.setMaximumWidth(900)
        stack(self, Scroll(body))

    def show_page(self, page: StaffPage) -> None:
        """Show another person."""
        self._page = page
        found = self._desk.ask(queries.stints, page.person.id)
        self.table.show_rows(found)
        listed = rules.would_hire([one.rating for one in found if one.rating is not None])
        self.said.set_text(
            "On the list of whom we would hire: four of five or more on average."
            if listed
            else "Four of five or more on average puts them on the list of whom we would hire."
        )

    def new_work(self) -> None:
        """Show the form of a piece of work."""
        self._form(None)

    def _form(self, one: StintRow | None) -> None:
        if self._page is None:
            return
        who = self._page.person
        names = ("from_on", "until_on", "work", "rating", "words")
        usual: dict[str, Any] = {"from_on": today(), "until_on": None, "work": "", "rating": None}
        lay_form(
            self._laid,
            f"Work of {who.name}",
            [
                Field("from_on", "First day", DateEntry(), required=True),
                Field("until_on", "Last day", DateEntry(), help="Empty while they are here."),
                Field(
                    "rating",
                    "How it went",
                    ChoiceEntry([(None, "Not said"), *rules.RATINGS.items()]),
                ),
                Field("work", "What they did", TextEntry(), required=True, span=3),
                Field("words", "In words", NoteEntry(lines=3), span=3),
            ],
            {name: getattr(one, name) for name in names} if one else usual | {"words": ""},
            lambda values: self._desk.do(
                actions.save_stint,
                who.id,
                values,
                one.id if one else None,
                one.version if one else 0,
            ),
            save="Save work",
        )


def _when(one: StintRow) -> str:
    last = full_date(one.until_on) if one.until_on else "now"
    return f"{full_date(one.from_on)} to {last}"
