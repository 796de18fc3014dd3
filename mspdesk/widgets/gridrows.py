"""What an edit grid holds: rows of the books in pages, and what was typed but not kept yet."""

from array import array
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from ..errors import UserError
from .gridfields import Draft, GridField, GridRow, GridSource, Held, Refusal, Texts
from .safe import one_line, plain_tip

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_TIP, _SPOKEN = 3, 11  # ToolTipRole, AccessibleTextRole
PAGE, KEPT = 100, 64
TYPED_BEFORE = "This was typed and not kept. Type it again to keep it, or press Esc."


class GridRows(QAbstractTableModel):
    """Rows of the books, then new ones that are not kept yet, then one that is always empty."""

    told = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.fields: list[GridField] = []
        self.drafts: list[Draft] = []
        self.held: dict[int, Draft] = {}
        self._source: GridSource | None = None
        self._ids: array[int] = array("q")
        self._pages: OrderedDict[int, dict[int, GridRow]] = OrderedDict()
        self._busy, self._stale = False, False
        self._beside: dict[int, int] = {}

    # What there is.

    def show(self, fields: Sequence[GridField], source: GridSource) -> None:
        """Show other columns and rows, in the order of the source."""
        self.beginResetModel()
        self.fields, self._source = list(fields), source
        self.drafts, self.held = [], {}
        self._pages.clear()
        self._ids = array("q", source.ids())
        self.endResetModel()
        self.told.emit()

    def take_up(self, drafts: list[Draft], held: dict[int, Draft]) -> None:
        """Put back what was typed and not kept when these rows were left."""
        self.beginResetModel()
        there = set(self._ids)
        self.drafts = drafts
        self.held = {key: cells for key, cells in held.items() if key in there}
        self.endResetModel()
        self.told.emit()

    def refresh(self) -> None:
        """Ask again; rows stay where they stand, so that nobody's place runs away."""
        if self._busy or self._source is None:
            self._stale = self._busy
            return
        merged = self._merged(self._source.ids())
        self._pages.clear()
        if merged == self._ids:
            last = self.index(self.rowCount() - 1, len(self.fields) - 1)
            self.dataChanged.emit(self.index(0, 0), last)
        else:
            self.beginResetModel()
            self._ids = merged
            there = set(merged)
            self.held = {key: held for key, held in self.held.items() if key in there}
            self.endResetModel()
        self.told.emit()

    def _merged(self, fresh: Sequence[int]) -> "array[int]":
        """The ids there are now: known ones in their order, copies beside theirs, the rest last."""
        new = set(fresh)
        kept = [key for key in self._ids if key in new]
        known = set(kept)
        late = [key for key in fresh if key not in known]
        for key in [one for one in late if self._beside.get(one) in known]:
            kept.insert(kept.index(self._beside[key]) + 1, key)
            late.remove(key)
        self._beside.clear()
        return array("q", [*kept, *late])

    @property
    def kept_rows(self) -> int:
        """How many rows stand in the books."""
        return len(self._ids)

    def key(self, row: int) -> int | None:
        """The id of a row in the books, None for a new one."""
        return self._ids[row] if 0 <= row < len(self._ids) else None

    def place(self, key: int) -> int:
        """Where a row of the books stands, -1 when it does not."""
        return self._ids.index(key) if key in self._ids else -1

    def row(self, row: int) -> GridRow | None:
        """A row of the books, None for a new one or one that is gone."""
        key = self.key(row)
        if key is None or self._source is None:
            return None
        number = row // PAGE
        page = self._pages.get(number)
        if page is None:
            wanted = self._ids[number * PAGE : (number + 1) * PAGE]
            page = self._pages[number] = {one.id: one for one in self._source.rows(list(wanted))}
            while len(self._pages) > KEPT:
                self._pages.popitem(last=False)
        else:
            self._pages.move_to_end(number)
        return page.get(key)

    def draft(self, row: int) -> Draft | None:
        """A new row that was begun, None for others."""
        at = row - len(self._ids)
        return self.drafts[at] if 0 <= at < len(self.drafts) else None

    def standing(self, row: int) -> Draft:
        """What stands in a row but not in the books."""
        key = self.key(row)
        return (self.held.get(key) if key is not None else self.draft(row)) or {}

    def text(self, row: int, column: int) -> str:
        """What is seen in a cell."""
        name = self.fields[column].name
        held = self.standing(row).get(name)
        if held is not None:
            return held.text
        found = self.row(row)
        return found.words.get(name, "") if found is not None else ""

    def wrong(self, row: int, column: int) -> str:
        """Why a cell cannot be kept yet, empty when it can."""
        held = self.standing(row).get(self.fields[column].name)
        return held.wrong if held is not None else ""

    def is_new(self, row: int) -> bool:
        """Whether a row is not in the books yet."""
        return row >= len(self._ids)

    def faults(self) -> list[tuple[int, int]]:
        """Every cell that cannot be kept yet, from the top."""
        places = {field.name: at for at, field in enumerate(self.fields)}
        rows = [(self.place(key), held) for key, held in self.held.items()]
        rows += [(len(self._ids) + at, draft) for at, draft in enumerate(self.drafts)]
        return sorted(
            (row, places[name])
            for row, held in rows
            for name, one in held.items()
            if one.wrong and row >= 0
        )

    # Changing.

    def write(self, block: Mapping[int, Texts], *, settle: bool = False) -> None:
        """Put texts into rows; those past the end become new ones, kept at once with `settle`."""
        edits: dict[int, Texts] = {}
        fresh: list[Draft] = []
        for row, texts in block.items():
            if self.key(row) is not None:
                edits[row] = texts
                continue
            draft = self.draft(row)
            if draft is None:
                draft = {}
                fresh.append(draft)
            draft.update({name: self._read(name, text) for name, text in texts.items()})
        self._begin(fresh)
        self._forget([one for one in self.drafts if not any(held.text for held in one.values())])
        touched = [draft for draft in map(self.draft, block) if draft is not None]
        self._keep(edits, touched if settle else [])

    def _begin(self, fresh: list[Draft]) -> None:
        """Take in new rows that something was typed into."""
        filled = [draft for draft in fresh if any(one.text for one in draft.values())]
        if filled:
            # The empty row becomes the first of them, so that whoever types there stays there.
            end = self.rowCount()
            self.beginInsertRows(_ROOT, end, end + len(filled) - 1)
            self.drafts += filled
            self.endInsertRows()

    def settle(self, but: int = -1) -> None:
        """Keep the new rows but one; what cannot be kept stays and says why."""
        stays = self.draft(but)
        ready = [draft for draft in self.drafts if draft is not stays]
        if ready and not self._busy:
            self._keep({}, ready)

    def _read(self, name: str, text: str) -> Held:
        field = self.field(name)
        try:
            field.read(text)
        except UserError as error:
            return Held(text, error.text)
        return Held(text)

    def field(self, name: str) -> GridField:
        """A column by its name; raises KeyError."""
        for one in self.fields:
            if one.name == name:
                return one
        raise KeyError(name)

    def _keep(self, edits: Mapping[int, Texts], adds: list[Draft]) -> None:
        """Hand over what can be read; keep what is refused in sight, with the reason."""
        rows = {row: self._changes(row, texts) for row, texts in edits.items()}
        unique = list({id(draft): draft for draft in adds}.values())
        ready = [draft for draft in unique if not any(one.wrong for one in draft.values())]
        self._busy = True
        try:
            while any(rows.values()) or ready:
                rows, ready = self._hand_over(rows, ready)
        finally:
            self._busy = False
        self._tell()

    def _changes(self, row: int, texts: Texts) -> dict[str, Held]:
        """What can be read of a row, with what was refused before; the rest is marked."""
        key = self._ids[row]
        found = self.row(row)
        standing = dict(self.held.get(key, {})) | {n: self._read(n, t) for n, t in texts.items()}
        good = {name: one for name, one in standing.items() if not self._read(name, one.text).wrong}
        bad = {name: one for name, one in standing.items() if name not in good}
        self._hold(key, {name: self._read(name, one.text) for name, one in bad.items()})
        shown = found.words if found is not None else {}
        return {name: one for name, one in good.items() if one.text != shown.get(name, "")}

    def _hold(self, key: int, held: Draft) -> None:
        if held:
            self.held[key] = held
        else:
            self.held.pop(key, None)

    def _hand_over(
        self, rows: dict[int, dict[str, Held]], ready: list[Draft]
    ) -> tuple[dict[int, dict[str, Held]], list[Draft]]:
        """One try; answers what is left to try again without what was refused."""
        if self._source is None:
            return {}, []
        at = [row for row, changes in rows.items() if changes and self.row(row) is not None]
        edits = [(self.row(row), self._values(rows[row])) for row in at]
        adds = [self._values(draft) for draft in ready]
        if not edits and not adds:
            return {}, []
        try:
            refused = list(self._source.put(edits, adds))
        except UserError as error:
            refused = [
                Refusal(n, error.text, error.field or "") for n in range(len(edits) + len(adds))
            ]
        again: dict[int, dict[str, Held]] = {}
        stay: list[Draft] = []
        for one in refused:
            if one.at < len(edits):
                row = at[one.at]
                again[row] = self._refuse(row, rows[row], one)
            else:
                draft = ready[one.at - len(edits)]
                stay.append(draft)
                name = one.field if one.field in self._names() else self.fields[0].name
                text = draft[name].text if name in draft else ""
                draft[name] = Held(text, one.text)
        self._forget([draft for draft in ready if not any(draft is one for one in stay)])
        return again, []

    def _names(self) -> set[str]:
        return {field.name for field in self.fields}

    def _refuse(self, row: int, changes: dict[str, Held], why: Refusal) -> dict[str, Held]:
        """Mark the cell that was refused; answers the row's other changes."""
        name = why.field if why.field in changes else next(reversed(changes))
        held = self.held.setdefault(self._ids[row], {})
        held[name] = Held(changes[name].text, why.text)
        return {other: one for other, one in changes.items() if other != name}

    def _values(self, texts: Draft) -> dict[str, Any]:
        return {name: self.field(name).read(one.text) for name, one in texts.items()}

    def _forget(self, drafts: list[Draft]) -> None:
        """Let go of new rows, most often because they are kept."""
        for draft in drafts:
            at = next((n for n, one in enumerate(self.drafts) if one is draft), -1)
            if at >= 0:
                row = len(self._ids) + at
                self.beginRemoveRows(_ROOT, row, row)
                self.drafts.pop(at)
                self.endRemoveRows()

    def _tell(self) -> None:
        """Show what changed, and what the owner of the rows has said meanwhile."""
        if self._stale:
            self._stale = False
            self.refresh()
            return
        if self.fields:
            last = self.index(self.rowCount() - 1, len(self.fields) - 1)
            self.dataChanged.emit(self.index(0, 0), last)
        self.told.emit()

    def put_back(self, row: int, column: int) -> None:
        """Forget what stands in a cell that cannot be kept; a new row that is empty then goes."""
        name = self.fields[column].name
        key, draft = self.key(row), self.draft(row)
        if key is not None:
            held = dict(self.held.get(key, {}))
            held.pop(name, None)
            self._hold(key, held)
        elif draft is not None:
            draft.pop(name, None)
            if not any(one.text for one in draft.values()):
                self._forget([draft])
        self._tell()

    def put_typed(self, key: int | None, nth: int, name: str, text: str) -> bool:
        """Let words stand in a cell again that were not kept; False where its row is gone."""
        row = self.place(key) if key is not None else len(self._ids) + min(nth, len(self.drafts))
        if row < 0:
            return False
        if self.text(row, [one.name for one in self.fields].index(name)) == text:
            return True
        held = Held(text, TYPED_BEFORE)
        draft = self.draft(row)
        if key is not None:
            self._hold(key, dict(self.held.get(key, {})) | {name: held})
        elif draft is not None:
            draft[name] = held
        else:
            self._begin([{name: held}])
        self._tell()
        return True

    def remove(self, rows: Sequence[int]) -> None:
        """Take rows away; raises UserError when the books refuse."""
        found = [one for one in (self.row(row) for row in rows) if one is not None]
        drafts = [one for one in (self.draft(row) for row in rows) if one is not None]
        self._forget(drafts)
        if found and self._source is not None:
            self._source.remove(found)
        self._tell()

    def duplicate(self, row: int) -> int:
        """Copy a row; answers where the copy stands, -1 when there is nothing to copy.

        A row that may not stand there twice becomes a new one to be changed first.
        """
        found = self.row(row)
        if found is None or self._source is None:
            return -1
        self._busy = True
        try:
            copy = self._source.duplicate(found)
        except UserError as error:
            return self._draft_of(found, error)
        finally:
            self._busy = False
        self._beside[copy] = found.id
        self._tell()
        return self.place(copy)

    def _draft_of(self, found: GridRow, why: UserError) -> int:
        texts = {field.name: found.words.get(field.name, "") for field in self.fields}
        draft = {name: Held(text) for name, text in texts.items() if text}
        name = why.field if why.field in self._names() else self.fields[0].name
        draft[name] = Held(texts[name], why.text)
        self._begin([draft])
        self._tell()
        return self.rowCount() - 2

    # What Qt asks.

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Rows of the books, new ones, and the empty one."""
        if parent.isValid() or self._source is None:
            return 0
        return len(self._ids) + len(self.drafts) + 1

    def columnCount(self, parent: Index = _ROOT) -> int:
        """Columns."""
        return 0 if parent.isValid() else len(self.fields)

    def data(self, index: Index, role: int = 0) -> Any:
        """What is seen, and what readers say."""
        if role == 0:
            return self.text(index.row(), index.column())
        if role == _SPOKEN:
            return self.spoken(index.row(), index.column())
        if role == _TIP:
            row, column = index.row(), index.column()
            return plain_tip(self.wrong(row, column) or self.text(row, column)) or None
        return None

    def spoken(self, row: int, column: int) -> str:
        """A cell as whole sentences."""
        said = one_line(self.text(row, column)) or "empty"
        where = "New row" if self.is_new(row) else f"Row {row + 1} of {len(self._ids)}"
        first = one_line(self.text(row, 0)) if column else ""
        wrong = self.wrong(row, column)
        parts = [
            f"{where}, {first}." if first else f"{where}.",
            f"{self.fields[column].label}: {said}.",
            f"Cannot be kept yet: {wrong}" if wrong else "",
        ]
        return " ".join(part for part in parts if part)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        """Column titles; rows are numbered for readers."""
        if role == 0 and orientation == Qt.Orientation.Horizontal and section < len(self.fields):
            return self.fields[section].label
        if role == 0 and orientation == Qt.Orientation.Vertical:
            return "New" if self.is_new(section) else str(section + 1)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Every cell can be chosen and changed."""
        flag = Qt.ItemFlag
        return flag.ItemIsEnabled | flag.ItemIsSelectable | flag.ItemIsEditable
