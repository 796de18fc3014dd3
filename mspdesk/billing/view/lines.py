"""The lines of a draft: what bills, why, and the form to add or change one."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from ...dates import hours_h, short_date
from ...desk.desk import Desk
from ...errors import UserError
from ...money import QUANTITY, USD, Currency, shown
from ...widgets.buttons import Button, IconButton, LinkButton
from ...widgets.entry import CheckEntry, ChoiceEntry, MoneyEntry, QuantityEntry, TextEntry
from ...widgets.form import Field, Form
from ...widgets.layout import STRETCH, Section, clear, column, row, stack
from ...widgets.safe import Label
from ...widgets.table import Column, Table
from .. import actions
from ..printables import told_words
from ..queries import DraftPage, LineRow
from ..rules.review import EntryFacts
from ..rules.words import LINE_WORDS, MANUAL_KINDS, LineKind
from .parts import attempt, chain, put_in

_AMOUNTS = ("kind", "quantity", "unit_price", "unit_cost")


class LinesPart(QWidget):
    """The table of lines, the reasons of the chosen one, and the form below."""

    def __init__(self, desk: Desk, on_open: Callable[[QWidget], None]) -> None:
        super().__init__()
        self._desk, self._on_open = desk, on_open
        self._page: DraftPage | None = None
        self._asked: set[int] = set()
        self._editing: LineRow | None = None
        self.table = Table[LineRow](
            (
                Column("text", "What", "two_line", self._told, stretch=1),
                Column("amount", "Amount", "money", self._amount, width=92),
            ),
            "Lines of the draft",
            row="two_line",
            on_select=self._choose,
            on_activate=lambda _line: self.change(),
            spoken=self._spoken,
            fit=True,
            side=20,
            tone=self._tone,
            empty="No lines yet. Add one, or make drafts from unbilled time.",
        )
        self.table.horizontalHeader().hide()
        self.add_button = Button("Add line", "quiet", "plus", self.add)
        self._deeds = row(
            IconButton("pencil", "Change line", self.change),
            IconButton("chevron-up", "Move line up", partial(self._move, -1)),
            IconButton("chevron-down", "Move line down", partial(self._move, 1)),
            IconButton("trash-2", "Remove line", self._remove),
            gap=4,
        )
        self._why = QWidget()
        self._why_box = stack(self._why, gap=6)
        self.form = self._make_form((), USD)
        self._form_box = column(self.form, margin=(20, 4, 20, 12))
        self._form_box.hide()
        stack(
            self,
            self.table,
            column(self._why, margin=(20, 6, 20, 0)),
            row(self.add_button, STRETCH, self._deeds, margin=(12, 4, 16, 4)),
            self._form_box,
        )

    def _make_form(self, tax_codes: tuple[str, ...], currency: Currency) -> Form:
        kinds = [(kind.value, LINE_WORDS[kind]) for kind in MANUAL_KINDS]
        taxes = [("", "The client's usual tax"), *((code, code) for code in tax_codes)]
        return Form(
            [
                Field("kind", "Kind", ChoiceEntry(kinds), required=True),
                Field("text", "What", TextEntry(), required=True),
                Field("detail", "More words below it", TextEntry(), span=2),
                Field("quantity", "Quantity", QuantityEntry(), required=True),
                Field("unit_price", "Price", MoneyEntry(currency), required=True),
                Field("unit_cost", "What it cost us", MoneyEntry(currency), help="Never printed"),
                Field("tax_code", "Tax", ChoiceEntry(taxes)),
                Field("taxable", "", CheckEntry("Taxable"), span=2),
            ],
            columns=2,
            on_save=self._save,
            save="Save line",
            on_cancel=self.close_form,
        )

    def show_lines(self, page: DraftPage) -> None:
        """Show a draft's lines."""
        if self._page is None or self._page.row.id != page.row.id:
            self.close_form()
            before = (self._page.tax_codes, self._page.currency) if self._page else ((), USD)
            if before != (page.tax_codes, page.currency):
                self._renew_form(page)
        self._page = page
        self._asked = {one.line_id for one in page.questions if one.line_id}
        self.table.show_rows(page.lines)
        self._choose(self.table.selected())

    def _renew_form(self, page: DraftPage) -> None:
        """Make the form anew for other taxes and another currency."""
        layout = self._form_box.layout()
        if layout is not None:
            clear(layout)
            self.form = self._make_form(page.tax_codes, page.currency)
            layout.addWidget(self.form)

    def _tone(self, line: LineRow) -> str:
        return "amber" if line.id in self._asked else ""

    def _amount(self, line: LineRow) -> str:
        return shown(line.amount, self._page.currency) if self._page else ""

    def _told(self, line: LineRow) -> tuple[str, str]:
        """A line and, below it, how much at which price and its words."""
        return line.text, told_words(line, self._page.currency) if self._page else line.detail

    def _spoken(self, line: LineRow) -> str:
        return ", ".join(part for part in (*self._told(line), self._amount(line)) if part)

    # --- why ---------------------------------------------------------------------------------

    def _choose(self, line: LineRow | None) -> None:
        self._deeds.setVisible(line is not None)
        clear(self._why_box)
        entries = line.entries if line else ()
        if entries:
            put_in(self._why_box, Section("Why this bills"))
        before: QWidget = self.table
        for entry in entries[:12]:
            leave, line_of_words = self._reason(entry)
            put_in(self._why_box, line_of_words)
            chain(before, leave)
            before = leave
        if len(entries) > 12:
            words = f"And {len(entries) - 12} more, on the time page of the print."
            put_in(self._why_box, Label(words, "meta", "ink3"))
        self._why.setVisible(bool(entries))

    def _reason(self, entry: EntryFacts) -> tuple[QWidget, QWidget]:
        day = short_date(entry.work_on)
        who = f"{day}, {entry.person}, {hours_h(entry.minutes)} worked"
        words = f"{who}, {hours_h(entry.billed_minutes)} billed. {entry.why}"
        leave = LinkButton("Leave off", partial(self._leave_off, entry.id), name=f"Leave off {who}")
        return leave, row(Label(words.strip(), "meta", "ink2", wrap=True), leave, gap=12)

    def _leave_off(self, entry_id: int) -> None:
        attempt(self._desk, lambda: self._desk.do(actions.leave_off, entry_id))

    # --- the form ----------------------------------------------------------------------------

    def add(self) -> None:
        """Open the form for a new line."""
        self._editing = None
        self._boxes(shown_all=True)
        self.form.set_values(
            {
                "kind": LineKind.SERVICE,
                "text": "",
                "detail": "",
                "quantity": QUANTITY,
                "unit_price": None,
                "unit_cost": None,
                "tax_code": "",
                "taxable": False,
            }
        )
        self.form.box("taxable").hide()
        self._open_form()

    def change(self) -> None:
        """Open the form for the chosen line."""
        line = self._editing = self.table.selected()
        if line is None or line.covered:
            return
        self._boxes(shown_all=line.manual or line.kind != LineKind.TIME)
        if not line.manual:
            self.form.box("kind").hide()
        self.form.set_values({name: getattr(line, name) for name in _FIELDS})
        self._open_form()

    def _open_form(self) -> None:
        self._form_box.show()
        self.form.focus_first()
        self._on_open(self._form_box)

    def _boxes(self, *, shown_all: bool) -> None:
        for name in _AMOUNTS:
            self.form.box(name).setVisible(shown_all)
        self.form.box("taxable").show()

    def close_form(self) -> None:
        """Put the form away."""
        self._editing = None
        self._form_box.hide()

    def _save(self, values: Mapping[str, Any]) -> None:
        page = self._page
        if page is None:
            return
        typed = {name: value for name, value in values.items() if name in _FIELDS}
        if "tax_code" in typed:
            typed["tax_code"] = typed["tax_code"] or ""
        if self._editing is not None:
            self._desk.do(actions.edit_line, self._editing.id, self._editing.version, typed)
        else:
            self._add(page, typed)
        self.close_form()
        self.add_button.setFocus()

    def _add(self, page: DraftPage, typed: dict[str, Any]) -> None:
        kind, text = typed.pop("kind"), typed.pop("text")
        quantity, price = typed.pop("quantity"), typed.pop("unit_price")
        typed.pop("taxable", None)
        if price is None:
            raise UserError("Type the price.", "unit_price")
        self._desk.do(actions.add_line, page.row.id, kind, text, quantity, price, typed)

    def _move(self, by: int) -> None:
        line = self.table.selected()
        if line is not None:
            attempt(self._desk, lambda: self._desk.do(actions.move_line, line.id, by))

    def _remove(self) -> None:
        line = self.table.selected()
        if line is not None:
            attempt(self._desk, lambda: self._desk.do(actions.remove_line, line.id))


_FIELDS = (
    "kind",
    "text",
    "detail",
    "quantity",
    "unit_price",
    "unit_cost",
    "tax_code",
    "taxable",
)
