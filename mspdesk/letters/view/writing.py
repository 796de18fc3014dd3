"""The next letter of a client: its text, what it is drawn from, and what nobody knows yet."""

from collections.abc import Callable
from typing import Any

from ...desk.desk import Desk
from ...money import shown
from ...shop.queries import ShopRow, shop
from ...widgets.entry import ChoiceEntry, DateEntry, Entry, MoneyEntry, NoteEntry, TextEntry
from ...widgets.form import Field, Form
from ...widgets.layout import STRETCH, Panel, Scroll, clear, column, stack
from ...widgets.safe import Label
from .. import actions, queries, runs
from ..rules import fields as known
from ..rules.fields import FIELDS, written_at
from ..rules.sources import Source
from ..rules.texts import fields_in, letter_day

WORDS = "The letter is a draft: read it, change it, then print or send it."


class NewLetter(Panel):
    """Choose a text and what it is drawn from, fill in the rest, and write the draft."""

    def __init__(
        self, desk: Desk, on_written: Callable[[int], None], on_cancel: Callable[[], None]
    ) -> None:
        super().__init__("paper", "left")
        self._desk, self._on_written, self._on_cancel = desk, on_written, on_cancel
        self._client_id = 0
        self._asked: list[str] = []
        self._sources: dict[str, Source] = {}
        self._shop: ShopRow = desk.ask(shop)
        self.choice = ChoiceEntry([], "Choose a text", "Text of the letter")
        self.choice.changed.connect(self._text_chosen)
        self.source = ChoiceEntry([], "Nothing", "Drawn from")
        self.source.changed.connect(self._source_chosen)
        self._from = column(Label("Drawn from", "label", "ink2"), self.source, gap=3)
        self._taken = Label("", "meta", "ink2", wrap=True)
        self._box = column()
        self.form: Form | None = None
        body = column(
            Label("New letter", "record"),
            Label(WORDS, "meta", "ink2", wrap=True),
            6,
            self.choice,
            6,
            self._from,
            self._taken,
            8,
            self._box,
            STRETCH,
            gap=4,
            margin=(20, 16, 20, 16),
        )
        stack(self, Scroll(body))

    def begin(self, client_id: int, form: str = "", about: str = "") -> None:
        """Offer the texts for a client; one of them and what it is drawn from may be named."""
        self._client_id = client_id
        self._shop = self._desk.ask(shop)
        found = self._desk.ask(queries.texts, "letters")
        self._texts = {one.name: one for one in found if not written_at(fields_in(one.text))}
        self.choice.set_options([(one.name, one.title) for one in self._texts.values()])
        first = next(iter(self._texts), None)
        self.choice.set_value(form if form in self._texts else first)
        self._text_chosen()
        if about in self._sources:
            self.source.set_value(about)
            self._source_chosen()
        self.choice.setFocus()

    def _text_chosen(self) -> None:
        """Offer what the chosen text may be drawn from; the newest is taken."""
        name = str(self.choice.value() or "")
        found: list[Source] = []
        for panel in self._desk.panels("letter.source"):
            if panel.title == name and panel.words is not None:
                found += self._desk.ask(panel.words, self._client_id)
        self._sources = {one.about: one for one in found}
        offered = [(one.about, one.title) for one in found]
        self.source.set_options([*offered, ("", "Nothing: I fill it in myself")])
        self.source.set_value(found[0].about if found else "")
        self._from.setVisible(bool(found))
        self._source_chosen()

    def _source_chosen(self) -> None:
        """Ask for what the chosen text needs and neither the books nor the source know."""
        layout = self._box.layout()
        text = self._texts.get(self.choice.value() or "")
        if layout is None or text is None:
            return
        source = self._sources.get(str(self.source.value() or ""))
        told = self._desk.ask(queries.fields_of, self._client_id, self._desk.person_id)
        taken = source.fields if source is not None else {}
        wanted = fields_in(text.text)
        self._asked = [name for name in wanted if name not in told and name not in taken]
        self._say_taken(source, [name for name in wanted if taken.get(name)])
        fields = [self._field(name) for name in self._asked]
        clear(layout)
        form = Form(fields, on_save=self._write, save="Write letter", on_cancel=self._on_cancel)
        layout.addWidget(form)
        form.show()
        self.form = form

    def _say_taken(self, source: Source | None, names: list[str]) -> None:
        """Say what the source fills in, and what is enclosed."""
        words = [f"{one[0].lower()}{one[1:]}" for one in (FIELDS[name].words for name in names)]
        said = f"Filled in from it: {', '.join(words)}." if words else ""
        if source is not None and source.encloses:
            papers = ", ".join(one.title for one in source.encloses)
            said = f"{said} Enclosed: {papers}.".strip()
        self._taken.set_text(said)
        self._taken.setVisible(bool(said))

    def _field(self, name: str) -> Field:
        """An entry for a field: a day, an amount, words, or a table typed row by row."""
        field = FIELDS[name]
        entry: Entry
        if field.kind == "day":
            entry = DateEntry(day_first=self._shop.day_first)
        elif field.kind == "money":
            entry = MoneyEntry(self._shop.money)
        else:
            entry = NoteEntry(lines=3) if field.lines else TextEntry(field.example)
        return Field(name.replace(".", "_"), field.words, entry, known.help_words(field))

    def _write(self, values: dict[str, Any]) -> None:
        source = self._sources.get(str(self.source.value() or ""))
        given = dict(source.fields) if source is not None else {}
        for name in self._asked:
            given[name] = self._said(name, values.get(name.replace(".", "_")))
        letter_id = self._desk.do(
            actions.write_letter,
            self._client_id,
            str(self.choice.value()),
            given,
            source.about if source is not None else "",
            source.addressee if source is not None else (),
        )
        if source is not None and source.encloses:
            papers = source.encloses
            self._desk.run("Enclosing papers", runs.enclose_papers, letter_id, papers)
        self._on_written(letter_id)

    def _said(self, name: str, value: Any) -> str:
        """What was typed, as the letter says it."""
        kind = FIELDS[name].kind
        if value is None:
            return ""
        if kind == "day":
            return letter_day(value, day_first=self._shop.day_first)
        if kind == "money":
            return shown(value, self._shop.money)
        return str(value).strip()
