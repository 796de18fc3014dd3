"""What was found in a file: what becomes of each row, which column is what, and who owns it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from ..widgets.buttons import Button
from ..widgets.choice import ChoiceEntry
from ..widgets.entry import TextEntry
from ..widgets.layout import STRETCH, Footer, Rule, column, row, stack
from ..widgets.safe import Label
from ..widgets.segments import SegmentControl
from ..widgets.table import Column, Table

if TYPE_CHECKING:
    from .lists.plan import Preview
    from .lists.said import FieldSeen
    from .lists.shape import Planned
    from .whole_shop.look import FileSeen

ACT_COLORS = {"Add": "green", "Change": "accent", "Same": "ink2", "Refuse": "amber"}
AS_FOUND, NOT_READ = "", "-"


class Seen(QWidget):
    """The rows of a file and how they are read, with Import; a whole shop shows its files."""

    def __init__(
        self,
        go: Callable[[], None],
        drop: Callable[[], None],
        save: Callable[[], None],
        reads: Reads,
    ) -> None:
        super().__init__()
        self._reads = reads
        self._read_as = Label("", color="ink2", wrap=True)
        self._views = SegmentControl(
            "Rows or columns", [("rows", "Rows"), ("fields", "Columns")], lambda _: self._show()
        )
        self._from = Label("", color="ink2", elide=True)
        self._rows = Table[Any](
            (
                Column("line", "Line", "num", lambda one: f"{one.line}", width=64),
                Column("act", "", "text", _word, width=76, color=_color),
                Column("title", "Row", "title", lambda one: one.title, stretch=2),
                Column("why", "What changes, or why not", "muted", lambda one: one.why, stretch=5),
            ),
            name="Rows of the file",
            key=lambda one: (one.line, one.title),
            spoken=lambda one: f"Line {one.line}: {_word(one)} {one.title}. {one.why}",
        )
        self._files = Table[Any](
            (
                Column("name", "File", "title", lambda one: one.name, stretch=1),
                Column("rows", "Rows", "num", lambda one: f"{one.rows:,}", width=110),
            ),
            name="Files of the folder",
        )
        self._words = Label("", role="strong")
        self._save = Button("Save this list", icon="download", kind="quiet", on_click=save)
        self._go = Button("Import", kind="primary", on_click=go)
        cancel = Button("Cancel", kind="quiet", on_click=drop)
        foot = Footer(self._words, STRETCH, self._save, cancel, self._go)
        self._head = row(self._views, self._from, STRETCH, gap=12)
        note = column(self._head, self._read_as, gap=8, margin=(16, 0, 16, 10))
        stack(self, note, self._rows, reads, self._files, foot)
        self.hide()

    def show_folder(self, name: str, files: tuple[FileSeen, ...]) -> None:
        """Show the files of a whole shop with their rows."""
        for part in (self._rows, self._reads, self._head, self._save):
            part.hide()
        self._read_as.show()
        self._files.show()
        self._files.show_rows(files)
        self._read_as.set_text("Every cell was read. Whatever is here already will be left alone.")
        total = sum(one.rows for one in files)
        self._offer(f"{name}: {total:,} rows in {len(files)} files", ready=total > 0)

    def show_list(self, seen: Preview) -> None:
        """Show what becomes of each row of a list, and how it is read."""
        self._files.hide()
        self._head.show()
        self._save.show()
        self._rows.show_rows(seen.rows)
        self._reads.show_list(seen)
        self._read_as.set_text(read_as(seen))
        known = "known from before" if seen.kept else "not seen before"
        self._from.set_text(f"From “{seen.source}”, {known}")
        if seen.missing:
            self._views.choose("fields")
        self._show()
        self._offer(foot_words(seen), ready=seen.ready and any(one.write for one in seen.rows))
        self._save.setEnabled(bool(seen.rows))

    def _show(self) -> None:
        """Show the rows or the columns, as was chosen."""
        rows = self._views.current() == "rows"
        self._rows.setVisible(rows)
        self._read_as.setVisible(rows and bool(self._read_as.text()))
        self._reads.setVisible(not rows)

    def start(self) -> None:
        """Begin with the rows of a new file."""
        self._views.choose("rows")

    def _offer(self, words: str, *, ready: bool) -> None:
        self._words.set_text(words)
        self._go.setEnabled(ready)
        self.show()

    def busy(self) -> None:
        """Wait for the import that runs; its progress stands in the status bar."""
        self._go.setEnabled(False)

    def again(self) -> None:
        """Offer the import once more after it was stopped or refused."""
        self._go.setEnabled(True)


Changed = Callable[[str, object], None]
"""Called with what was changed (columns, owners, source, client) and what it is now."""


class Reads(QWidget):
    """Each field of ours, the column it is read from, and whose word holds where both differ."""

    def __init__(self, changed: Changed, clients: Callable[[], list[tuple[int, str]]]) -> None:
        super().__init__()
        self._changed = changed
        self._clients = clients
        self._fields: tuple[FieldSeen, ...] = ()
        self._table = Table[Any](
            (
                Column("title", "Field", "title", lambda one: one.title, stretch=2),
                Column("header", "Column of the file", "text", _header, stretch=3, color=_faint),
                Column("owner", "Where both differ", "muted", _owner, stretch=2),
            ),
            name="Columns of the file",
            key=lambda one: one.name,
            on_select=self._picked,
            spoken=lambda one: f"{one.title}: {_header(one)}. {_owner(one)}.",
        )
        self._field = Label("", role="strong", elide=True)
        self._column = ChoiceEntry((), "", "Column for the field", width=240)
        self._column.committed.connect(self._column_chosen)
        self._owner = SegmentControl(
            "Where both differ", [("file", "File wins"), ("app", "App wins")], self._owner_chosen
        )
        self._source = TextEntry("", "Where the file is from", width=200)
        self._source.committed.connect(self._source_typed)
        self._forget = Button(
            "Forget",
            kind="quiet",
            on_click=lambda: changed("forget", None),
            name="Forget the source",
        )
        self._client = ChoiceEntry((), "Nobody", "Rows without a client are of", width=220)
        self._client.committed.connect(lambda: changed("client", self._client.value()))
        self._client_part = row(
            Label("Rows without a client are of", color="ink2"), self._client, gap=8
        )
        top = row(
            Label("From", color="ink2"),
            self._source,
            self._forget,
            self._client_part,
            STRETCH,
            gap=12,
        )
        edit = row(self._field, self._column, self._owner, STRETCH, gap=12)
        stack(
            self,
            column(top, margin=(16, 0, 16, 8)),
            self._table,
            Rule(),
            column(edit, margin=(16, 8, 16, 8)),
        )
        self.hide()

    def show_list(self, seen: Preview) -> None:
        """Show how a list is read."""
        self._fields = seen.fields
        needed = _needed(seen)
        rows = sorted(seen.fields, key=lambda one: (one.title not in needed, not one.header))
        self._table.show_rows(rows)
        headers = [(header, header) for header in seen.headers]
        usual = [(AS_FOUND, "As found by its name"), (NOT_READ, "Not read")]
        self._column.set_options([*usual, *headers])
        self._source.set_value(seen.source)
        self._forget.setVisible(seen.kept)
        self._client_part.setVisible(seen.has_client)
        if seen.has_client:
            self._client.set_options([(0, "Nobody"), *self._clients()])
            self._client.set_value(seen.client_id or 0)
        if needed or self._table.selected() is None:
            self._table.select_first()
        self._picked(self._table.selected())

    def _picked(self, one: FieldSeen | None) -> None:
        """Show what can be said of the field that is chosen."""
        for part in (self._column, self._owner):
            part.setEnabled(one is not None)
        if one is None:
            return
        self._field.set_text(one.title)
        self._column.set_value(one.kept)
        self._owner.blockSignals(True)
        self._owner.choose(one.owner)
        self._owner.blockSignals(False)

    def _column_chosen(self) -> None:
        one = self._table.selected()
        chosen = self._column.value()
        if one is None or chosen is None or chosen == one.kept:
            return
        columns = {field.name: field.kept for field in self._fields if field.kept}
        self._changed("columns", columns | {one.name: chosen})

    def _owner_chosen(self, owner: str) -> None:
        one = self._table.selected()
        if one is None or owner == one.owner:
            return
        owners = {field.name: field.owner for field in self._fields}
        self._changed("owners", owners | {one.name: owner})

    def _source_typed(self) -> None:
        name = self._source.text().strip()
        if name:
            self._changed("source", name)


def _word(one: Planned) -> str:
    from .lists.shape import ACT_WORDS

    return ACT_WORDS[one.act]


def _color(one: Planned) -> str:
    return ACT_COLORS[_word(one)]


def _header(one: FieldSeen) -> str:
    if one.header:
        return one.header
    return "Not read" if one.kept == NOT_READ else "Not in the file"


def _faint(one: FieldSeen) -> str:
    return "ink" if one.header else "ink3"


def _owner(one: FieldSeen) -> str:
    from .lists.said import OWNERS

    return OWNERS[one.owner]


def _needed(seen: Preview) -> set[str]:
    """The titles of fields that must still be named, also those that stand for one another."""
    asked = {"Client"} if any(not one.answer for one in seen.questions if not one.ways) else set()
    return asked | {title for titles in seen.missing for title in titles.split(" or ")}


def foot_words(seen: Preview) -> str:
    """What Import would do, or what must be said before it can."""
    if seen.missing:
        return f"Say which column is {_listed(seen.missing)}."
    if seen.ready:
        return seen.words
    words = "Answer the question first."
    return f"{seen.words}. {words}" if seen.rows else words


def _listed(words: Sequence[str]) -> str:
    return " and ".join(words)


def read_as(seen: Preview) -> str:
    """What is not plain about how a file is read, in sentences."""
    other = [f"“{header}” as {title}" for header, title in seen.found if header != title]
    parts = [*seen.notices]
    if other:
        parts.append(f"Reads {', '.join(other)}.")
    if seen.unknown:
        parts.append(f"Does not read {', '.join(f'“{one}”' for one in seen.unknown)}.")
    return " ".join(parts)
