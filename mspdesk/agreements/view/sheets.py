"""A plan sheet or an amendment on its own page: what it says, its lines, who agreed to it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ...catalog.queries import items
from ...catalog.queries.plans import plan_grid, tier_texts
from ...dates import full_date, today
from ...desk.desk import Desk
from ...money import quantity, shown
from ...shop.queries import shop
from ...widgets.buttons import Button, LinkButton
from ...widgets.entry import (
    CheckEntry,
    ChoiceEntry,
    DateEntry,
    MoneyEntry,
    NoteEntry,
    QuantityEntry,
    TextEntry,
)
from ...widgets.form import Field, Form
from ...widgets.layout import STRETCH, Card, PageHead, Scroll, column, lead_focus, row, stack
from ...widgets.safe import Label
from ...widgets.table import Column, Table
from ...widgets.tags import Tag
from .. import actions, queries, rules
from ..queries import AgreementRow, SheetLine, SheetRow

WIDE = 980


class SheetPage(QWidget):
    """One sheet: a draft with forms, an accepted one as it stands; Esc goes back."""

    def __init__(
        self,
        desk: Desk,
        sheet_id: int,
        on_back: Callable[[], object],
        on_print: Callable[[SheetRow], object],
    ) -> None:
        super().__init__()
        self._desk, self._id = desk, sheet_id
        self._on_back, self._on_print = on_back, on_print
        self._money = desk.ask(shop).money
        found = desk.ask(queries.sheet, sheet_id)
        held = desk.ask(queries.agreement, found.agreement_id) if found else None
        self.head = PageHead("", actions=())
        self.body = QWidget()
        self._seen = 0
        self.form: Form | None = None
        self.accept: Form | None = None
        self.line_form: Form | None = None
        self.table = self._lines_table()
        self._holder = QWidget()
        stack(self, Scroll(self._page(found, held)))
        lead_focus(self, self.table)
        desk.keep_fresh(self, {"agreement_line", "plan_sheet"}, self._reload)

    @property
    def sheet_id(self) -> int:
        """The sheet that is shown."""
        return self._id

    def _page(self, sheet: SheetRow | None, held: AgreementRow | None) -> QWidget:
        back = LinkButton("Back to the agreement", self._on_back)
        title = f"{sheet.name} of {held.number}" if sheet and held else ""
        state = "Draft" if sheet and sheet.state == "draft" else "Accepted"
        tag = Tag(state, "grey" if state == "Draft" else "green")
        effective = f"Holds from {full_date(sheet.effective_on)}" if sheet else ""
        by = f"agreed to by {sheet.accepted_by}" if sheet and sheet.accepted_by else ""
        self.head = PageHead(
            title,
            [", ".join(filter(None, (effective, by)))],
            [tag],
            [Button("Print sheet", icon="printer", on_click=self._print)],
        )
        draft = sheet is not None and sheet.state == "draft"
        parts: list[QWidget] = [row(back, STRETCH), self.head]
        if draft and sheet is not None:
            unsigned = held is not None and held.state in rules.BEGINNING
            parts += [self._lines_card(draft=True), self._text_card(sheet, held)]
            # The signature accepts the sheet of an agreement that nobody has signed yet.
            parts.insert(len(parts) if unsigned else 2, self._accept_card(unsigned=unsigned))
        elif sheet is not None:
            parts += [self._lines_card(draft=False), self._said_card(sheet)]
        page = column(*parts, STRETCH, gap=12, margin=(22, 14, 22, 20))
        page.setMaximumWidth(WIDE)
        return page

    # What it says.

    def _text_card(self, sheet: SheetRow, held: AgreementRow | None) -> QWidget:
        grid = self._desk.ask(plan_grid)
        tiers = [("", "None"), *((one.code, one.name) for one in (grid.tiers if grid else ()))]
        once = rules.once_words(held.kind if held else "")
        self.form = Form(
            [
                Field("title", "Plan", TextEntry(), help="As clients and invoices call it."),
                Field("tier", "Tier", ChoiceEntry(tiers)),
                Field("effective_on", "Holds from", DateEntry(), required=True),
                Field("included", "Included, one a line", NoteEntry(lines=7), span=3),
                Field("excluded", "Not included, one a line", NoteEntry(lines=5), span=3),
                Field("minimums", "Minimum requirements, one a line", NoteEntry(lines=3), span=3),
                Field("words", "Other words", NoteEntry(lines=3), span=3),
                Field("setup_fee", once, MoneyEntry(self._money)),
            ],
            columns=3,
            on_save=self._save_text,
            save="Save sheet",
        )
        self._fill(sheet)
        card = Card("What it says")
        if grid is not None:
            card.add_right(
                Button("Fill in from the tier", kind="quiet", on_click=self._fill_from_tier)
            )
        card.add(self.form)
        return card

    def _fill(self, sheet: SheetRow) -> None:
        """Show what a sheet says; from then on that is the version that was seen."""
        self._seen = sheet.version
        if self.form is not None:
            values = {name: getattr(sheet, name) for name in SheetRow.__dataclass_fields__}
            values["setup_fee"] = values["setup_fee"] or None
            self.form.set_values(values)

    def _fill_from_tier(self) -> None:
        """Take what is included, what is not and the minimums from the tier that is chosen."""
        grid = self._desk.ask(plan_grid)
        if grid is None or self.form is None:
            return
        code = self.form.entry("tier").value()
        for name, words in tier_texts(grid, code).items():
            self.form.entry(name).set_value(words)
        named = next((one.name for one in grid.tiers if one.code == code), "")
        if named:
            self.form.entry("title").set_value(named)

    def _save_text(self, typed: dict[str, Any]) -> None:
        changes = {**typed, "setup_fee": typed["setup_fee"] or 0}
        grid = self._desk.ask(plan_grid)
        if grid is not None and any(one.code == typed["tier"] for one in grid.tiers):
            changes["grid_id"] = grid.id
        self._desk.do(actions.edit_sheet, self._id, self._seen, changes)
        saved = self._desk.ask(queries.sheet, self._id)
        self._seen = saved.version if saved is not None else 0

    def _said_card(self, sheet: SheetRow) -> QWidget:
        card = Card("What it says")
        for title, words in (
            ("Included", sheet.included),
            ("Not included", sheet.excluded),
            ("Minimum requirements", sheet.minimums),
            ("Other", sheet.words),
        ):
            if words:
                card.add(Label(title, "strong"), Label(words, color="ink2", wrap=True), 4)
        if not (sheet.included or sheet.excluded or sheet.minimums or sheet.words):
            card.hide()
        return card

    # Its lines.

    def _lines_table(self) -> Table[SheetLine]:
        return Table[SheetLine](
            (
                Column("text", "Line", "title", lambda r: r.text, stretch=1),
                Column(
                    "unit", "Unit", "text", lambda r: rules.UNITS.get(r.unit, r.unit), width=110
                ),
                Column("count", "Count", "num", self._count, width=90, role="body", ink="ink"),
                Column(
                    "each",
                    "Each",
                    "num",
                    lambda r: "bundled" if r.bundled else shown(r.price, self._money),
                    width=90,
                    role="body",
                    ink="ink",
                ),
                Column("monthly", "Monthly", "money", self._amount, width=100),
            ),
            name="Lines of this sheet",
            row="card",
            side=14,
            fit=True,
            on_activate=self.edit_line,
            empty="No lines yet. Add what is paid for each month.",
        )

    def _count(self, line: SheetLine) -> str:
        return "counted" if line.counts else quantity(line.quantity)

    def _amount(self, line: SheetLine) -> str:
        return "" if line.bundled else shown(line.amount, self._money)

    def _lines_card(self, *, draft: bool) -> QWidget:
        card = Card("What is paid for", flush=True)
        self._sum = Label("", "card")
        card.add_right(self._sum)
        if draft:
            card.add_right(
                Button("Add line", icon="plus", on_click=lambda: self.edit_line(None)),
            )
        card.add(self.table, self._holder)
        self._draft = draft
        stack(self._holder, margin=(14, 0, 14, 8))
        self._holder.hide()
        return card

    def _reload(self) -> None:
        sheet = self._desk.ask(queries.sheet, self._id)
        changed = sheet is not None and sheet.version != self._seen
        if sheet is not None and changed and self.form is not None and not self.form.dirty():
            self._fill(sheet)
        lines = self._desk.ask(queries.sheet_lines, self._id)
        self.table.show_rows(lines)
        total = sum(line.amount for line in lines)
        self._sum.set_text(f"{shown(total, self._money)} a month")

    def edit_line(self, line: SheetLine | None) -> None:
        """Open the form of a line, or of a new one, below the lines."""
        if not self._draft:
            return
        self._put_away()
        form = Form(
            self._line_fields(line),
            columns=3,
            on_save=lambda typed: self._save_line(line, typed),
            save="Save line",
            on_cancel=self._put_away,
        )
        if line is None:
            form.set_values({"kind": "plan", "quantity": 10_000, "counts": "", "unit": "each"})
        else:
            form.set_values({name: getattr(line, name) for name in SheetLine.__dataclass_fields__})
        form.entry("item_id").left.connect(lambda: self._fill_from_offering(form))
        self.line_form = form
        layout = self._holder.layout()
        if layout is not None:
            layout.addWidget(form)
            if line is not None:
                drop = Button(
                    "Take line off", kind="danger", on_click=lambda: self._drop_line(line)
                )
                layout.addWidget(row(drop, STRETCH))
        self._holder.show()
        form.focus_first()

    def _line_fields(self, line: SheetLine | None) -> list[Field]:
        named = [
            (one.id, one.name)
            for one in self._desk.ask(items, retired=True)
            if (one.active and one.recurring) or (line is not None and one.id == line.item_id)
        ]
        return [
            Field("text", "What is paid for", TextEntry(), required=True, span=2),
            Field(
                "item_id",
                "Offering",
                ChoiceEntry([(None, "None"), *named]),
                help="What the services grid counts it as.",
            ),
            Field("kind", "On invoices as", ChoiceEntry(list(rules.LINE_KINDS.items()))),
            Field("quantity", "Count", QuantityEntry()),
            Field("counts", "Or counted from", ChoiceEntry(list(rules.COUNTS.items()))),
            Field("unit", "Unit", ChoiceEntry([("", "None"), *rules.UNITS.items()])),
            Field("price", "Each, a month", MoneyEntry(self._money), required=True),
            Field("cost", "Our cost each", MoneyEntry(self._money)),
            Field("taxable", "Tax", CheckEntry("Taxed")),
            Field("bundled", "Bundle", CheckEntry("Sold inside another line")),
        ]

    def _fill_from_offering(self, form: Form) -> None:
        """Take from the offering that was chosen what nobody has typed yet."""
        chosen = form.entry("item_id").value()
        for one in self._desk.ask(items) if chosen is not None else ():
            if one.id == chosen:
                usual = {"text": one.name, "price": one.price or None, "cost": one.cost or None}
                for name, value in usual.items():
                    if form.entry(name).is_empty():
                        form.entry(name).set_value(value)

    def _save_line(self, line: SheetLine | None, typed: dict[str, Any]) -> None:
        values = {**typed, "cost": typed["cost"] or 0}
        if values["quantity"] is None:
            values["quantity"] = 10_000
        if line is None:
            self._desk.do(actions.add_line, self._id, values)
        else:
            self._desk.do(actions.edit_line, line.id, line.version, values)
        self._put_away()

    def _drop_line(self, line: SheetLine) -> None:
        self._desk.do(actions.drop_line, line.id)
        self._put_away()

    def _put_away(self) -> None:
        layout = self._holder.layout()
        while layout is not None and (item := layout.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._holder.hide()
        if self.line_form is not None:
            self.line_form = None
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    # Agreeing to it.

    def _accept_card(self, *, unsigned: bool) -> QWidget:
        self.accept = Form(
            [
                Field("accepted_on", "Agreed to on", DateEntry(), required=True),
                Field("accepted_by", "By whom at the client", TextEntry()),
            ],
            columns=3,
            on_save=self._accept,
            save="Accept the sheet",
        )
        self.accept.set_values({"accepted_on": today()})
        card = Card("When the client has agreed")
        card.add_right(Button("Drop draft", kind="quiet", on_click=self._drop))
        card.add(
            Label(
                "The signature of the agreement accepts this sheet too. Accept it here where it was"
                " agreed to before."
                if unsigned
                else "It holds from its day on, and what was paid for until then ends the day"
                " before. The agreement is not signed again.",
                color="ink2",
                wrap=True,
            ),
            self.accept,
        )
        return card

    def _accept(self, typed: dict[str, Any]) -> None:
        if self.form is not None and self.form.dirty():
            with self.form.knowing():
                self._save_text(self.form.values())
            self.form.mark_clean()
        on, by = typed["accepted_on"], typed["accepted_by"]
        self._desk.do(actions.accept_sheet, self._id, self._seen, on, by)
        self._on_back()

    def _drop(self) -> None:
        self._desk.do(actions.drop_sheet, self._id)
        self._on_back()

    def _print(self) -> None:
        sheet = self._desk.ask(queries.sheet, self._id)
        if sheet is not None:
            self._on_print(sheet)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc puts the form of a line away, then goes back."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.line_form is not None:
            self._put_away()
        else:
            self._on_back()
