"""A letter of understanding: what each side does, its letter, and its copy that came back."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from ...dates import full_date, today
from ...desk.area import Place
from ...desk.desk import Desk
from ...shop.queries import shop
from ...widgets.buttons import Button, LinkButton
from ...widgets.cards import Fact, Facts
from ...widgets.entry import DateEntry, NoteEntry, TextEntry
from ...widgets.form import Field, Form
from ...widgets.layout import STRETCH, Card, Footer, Panel, Scroll, clear, column, row, stack
from ...widgets.safe import Label
from ..actions import understanding as actions
from ..queries import understanding as queries
from ..queries.opportunity import opportunity_page
from ..queries.understanding import UnderstandingRow

NEW = "One page that says what both sides do, before the work begins. They sign it."


class UnderstandingPane(Panel):
    """A form while its letter is not final, then its words and how far it is."""

    def __init__(self, desk: Desk, on_changed: Callable[[str], object]) -> None:
        super().__init__("paper", "left")
        self._desk, self._on_changed = desk, on_changed
        self._client_id = 0
        self._opportunity_id: int | None = None
        self.row: UnderstandingRow | None = None
        self._seen = 0
        day_first = desk.ask(shop).day_first
        self._title = Label("", "record", wrap=True)
        self._meta = Label("", "meta", "ink2", wrap=True)
        self.form = Form(
            [
                Field("title", "What it is about", TextEntry(), "As lists show it.", span=2),
                Field(
                    "we_do",
                    "What we do",
                    NoteEntry(lines=4),
                    "One thing a line.",
                    span=2,
                ),
                Field(
                    "you_do",
                    "What they do",
                    NoteEntry(lines=3),
                    "One thing a line, even if it is only to choose a day.",
                    span=2,
                ),
                Field(
                    "money",
                    "Money",
                    NoteEntry(lines=2),
                    "What it costs and when it is paid: $4,200.00, half ahead.",
                    span=2,
                ),
                Field("start_on", "We begin on", DateEntry(day_first=day_first)),
            ],
            columns=2,
            on_save=self._save,
            save="Save understanding",
            on_cancel=self._cancel,
        )
        self.back = Form(
            [
                Field("why", "Why", NoteEntry(lines=2), span=2),
                Field("ended_on", "On", DateEntry(day_first=day_first), required=True),
            ],
            columns=2,
            on_save=self._ended,
            save="Note it",
            on_cancel=self._put_back_away,
        )
        self.back_card = Card("One side stepped back")
        self.back_card.add(self.back)
        self.facts = Facts(2)
        self._words = column(gap=6)
        self.drop_button = Button("Remove", "quiet", on_click=self._drop)
        self.back_button = Button("Stepped back", "quiet", on_click=self.step_back)
        self.letter_button = Button("Write the letter", icon="mail", on_click=self.open_letter)
        self._footer = Footer(self.drop_button, self.back_button, STRETCH, self.letter_button)
        body = column(
            self._title,
            self._meta,
            6,
            self.facts,
            self._words,
            self.form,
            self.back_card,
            STRETCH,
            gap=4,
            margin=(20, 16, 20, 12),
        )
        stack(self, Scroll(body), self._footer)
        self.show_nothing()

    def show_nothing(self) -> None:
        """Show none."""
        self.row = None
        self._show(None)

    def begin(self, client_id: int, opportunity_id: int | None = None) -> None:
        """Begin another one; that of an opportunity takes its name."""
        self._client_id, self._opportunity_id = client_id, opportunity_id
        self.row = None
        title = ""
        if opportunity_id is not None:
            page = self._desk.ask(opportunity_page, opportunity_id)
            title = page.row.title if page is not None else ""
        blank = {"title": title, "we_do": "", "you_do": "", "money": "", "start_on": None}
        self.form.set_values(blank)
        self._show(None)

    def show_understanding(self, understanding_id: int) -> None:
        """Show one; what is being typed into the same one stays."""
        same = self.row is not None and self.row.id == understanding_id
        self.row = self._desk.ask(queries.understanding, understanding_id)
        if self.row is not None and not (same and self.form.dirty()):
            one = self.row
            self._seen = one.version
            self.form.set_values(
                {
                    "title": one.title,
                    "we_do": one.we_do,
                    "you_do": one.you_do,
                    "money": one.money,
                    "start_on": one.start_on,
                }
            )
        if not same:
            self.back_card.hide()
        self._show(self.row)

    def reload(self) -> None:
        """Ask again for what is shown."""
        if self.row is not None:
            self.show_understanding(self.row.id)

    def _show(self, one: UnderstandingRow | None) -> None:
        draft = one is None or one.state == "draft"
        self._title.set_text(one.title if one else "New letter of understanding")
        self._meta.set_text(one.words if one else NEW)
        self.form.setVisible(draft)
        self.facts.setVisible(not draft)
        self._words.setVisible(not draft)
        self._footer.setVisible(one is not None)
        if one is None:
            self.back_card.hide()
            return
        self.drop_button.setVisible(one.signed_on is None)
        self.back_button.setVisible(one.ended_on is None and not draft)
        self.letter_button.setVisible(one.ended_on is None or bool(one.letter))
        self.letter_button.set_text(
            f"Open letter {one.letter}" if one.letter else "Write the letter"
        )
        self.facts.show_facts(_facts(one))
        self._say(one)

    def _say(self, one: UnderstandingRow) -> None:
        """The words as they went out, and why one side stepped back."""
        layout = self._words.layout()
        if layout is None:
            return
        clear(layout)
        parts = [("What we do", one.we_do), ("What they do", one.you_do), ("Money", one.money)]
        parts += [("Stepped back", one.ended_why)] if one.ended_why else []
        for head, words in parts:
            for label in (Label(head, "caption", "ink2"), Label(words, "body", wrap=True)):
                layout.addWidget(label)
                label.show()

    # --- deeds -----------------------------------------------------------------------------------

    def _save(self, values: dict[str, Any]) -> None:
        one = self.row
        if one is None:
            details = values | {"opportunity_id": self._opportunity_id}
            made = self._desk.do(actions.begin_understanding, self._client_id, details)
            self.form.mark_clean()
            self._on_changed(f"understanding:{made}")
        else:
            self._desk.do(actions.edit_understanding, one.id, self._seen, values)
            self.form.mark_clean()
            self.reload()

    def _cancel(self) -> None:
        self.form.mark_clean()
        if self.row is None:
            self._on_changed("")
        else:
            self.show_understanding(self.row.id)

    def open_letter(self) -> None:
        """Go to its letter; it is written where there is none."""
        one = self.row
        if one is None or (self.form.dirty() and not self.form.submit()):
            return
        letter_id = one.letter_id or self._desk.attempt(actions.write_understanding, one.id)
        if letter_id is not None:
            self._desk.go(Place("clients", one.client_id, "letters", {"letter_id": letter_id}))

    def step_back(self) -> None:
        """Ask why one side stepped back."""
        self.back.set_values({"why": "", "ended_on": today()})
        self.back_card.show()
        self.back.focus_first()

    def _ended(self, values: dict[str, Any]) -> None:
        if self.row is not None:
            self._desk.do(actions.end_understanding, self.row.id, values["why"], values["ended_on"])
            self.back.mark_clean()
            self.back_card.hide()
            self.reload()

    def _put_back_away(self) -> None:
        self.back_card.hide()

    def _drop(self) -> None:
        if self.row is not None:
            dropped, self.row = self.row.id, None
            self._desk.attempt(actions.drop_understanding, dropped)
            self._on_changed("")

    def focus_first(self) -> None:
        """Go to the first field, or to its letter."""
        if self.row is None or self.row.state == "draft":
            self.form.focus_first()
        else:
            self.letter_button.setFocus()


def _facts(one: UnderstandingRow) -> list[Fact]:
    found = [Fact("start", "We begin on", full_date(one.start_on) if one.start_on else "")]
    found += [Fact("sent", "Sent", full_date(one.sent_on))] if one.sent_on else []
    if one.signed_on is not None:
        signed = f"{full_date(one.signed_on)}, {one.signed_by}"
        found.append(Fact("signed", "Signed", signed, color="green"))
    return found


class UnderstandingCard(Card):
    """On an opportunity's page: its letters of understanding, and a way to begin one."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("Letter of understanding", action="New", on_action=self._new)
        self._desk = desk
        self._opportunity_id = 0
        self._client_id = 0
        self._lines = column(gap=2)
        self.add(self._lines)
        desk.keep_fresh(self, {"understanding", "letter", "letter_file"}, self._reload)

    def show_id(self, opportunity_id: int) -> None:
        """Show those of another opportunity."""
        self._opportunity_id = opportunity_id
        self._reload()

    def _reload(self) -> None:
        layout = self._lines.layout()
        if not self._opportunity_id or layout is None:
            return
        page = self._desk.ask(opportunity_page, self._opportunity_id)
        self._client_id = page.row.client_id if page is not None else 0
        clear(layout)
        found = self._desk.ask(queries.understandings, None, self._opportunity_id)
        for one in found:
            self._put(layout, self._line(one))
        if not found:
            self._put(layout, Label("None yet. It says what each side does.", "meta", "ink3"))

    def _put(self, layout: Any, widget: QWidget) -> None:
        layout.addWidget(widget)
        widget.show()

    def _line(self, one: UnderstandingRow) -> QWidget:
        place = Place("clients", one.client_id, "advice", {"understanding_id": one.id})
        link = LinkButton(one.title, lambda: self._desk.go(place))
        return row(link, STRETCH, Label(one.words, "meta", "ink2"))

    def _new(self) -> None:
        about = {"new": "understanding", "opportunity_id": self._opportunity_id}
        self._desk.go(Place("clients", self._client_id, "advice", about))
