"""The weekly view of cash: what comes and goes in four weeks, and the weeks that were kept."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from ...dates import full_date, monday, short_date, today
from ...desk.desk import Desk
from ...errors import UserError
from ...money import Currency, shown
from ...shop.queries import shop
from ...widgets.buttons import LinkButton
from ...widgets.entry import MoneyEntry, TextEntry
from ...widgets.form import Field, Form
from ...widgets.layout import STRETCH, Panel, Scroll, Section, clear, column, row, stack
from ...widgets.safe import Label
from ...widgets.table import Column, Group, Table, TagCell
from .. import actions
from ..printables.cash import CASH
from ..queries import cash as queries
from ..queries.cash import KIND_WORDS, PROMISED, CashLine, CashView, KeptWeek
from .parts import Sums, put_in, wide

TABLES = {
    "invoice",
    "payment",
    "allocation",
    "payment_promise",
    "bill",
    "auto_payment",
    "cash_week",
    "client",
    "shop",
}
KEPT_SHOWN = 8


class CashSection:
    """Four weeks of what comes and goes, and the form that keeps them."""

    key = "cash"

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.view: CashView | None = None
        self._currency: Currency = desk.ask(shop).money
        self.table = Table[CashLine](
            (
                Column("when", "When", "num", self._when, width=92, align="left"),
                Column("who", "Who", "title", lambda r: r.who, stretch=5),
                Column(
                    "words",
                    "What",
                    "text",
                    lambda r: r.words,
                    stretch=4,
                    role="meta",
                    hide_under=1100,
                ),
                Column("kind", "", "tag", _kind, width=108),
                Column("in", "In", "money", partial(self._amount, sign=1)),
                Column("out", "Out", "money", partial(self._amount, sign=-1)),
            ),
            "Cash of the next four weeks",
            key=lambda r: (r.week, r.kind, r.who, r.on, r.id),
            on_activate=lambda _row: self.detail.focus_first(),
            empty="Nothing comes and nothing is due in the next four weeks.",
        )
        self.detail = CashPane(desk, self._keep, self._figures)
        self.listing = column(self.table)
        self.actions: QWidget = row(STRETCH)
        desk.keep_fresh(self.listing, TABLES, self.reload)

    def _amount(self, line: CashLine, sign: int) -> str:
        return shown(abs(line.amount), self._currency) if line.amount * sign > 0 else ""

    def _when(self, line: CashLine) -> str:
        if line.on is not None:
            return short_date(line.on)
        week = self.view.weeks[line.week] if self.view else None
        return f"by {short_date(week.last)}" if week else ""

    def reload(self) -> None:
        """Ask for the four weeks again."""
        self._currency = self._desk.ask(shop).money
        self.detail.show_kept(self._desk.ask(queries.kept_weeks, KEPT_SHOWN))
        self._figures()

    def _figures(self) -> None:
        """Work the weeks out with what is typed."""
        cash, wages = self.detail.typed()
        view = self.view = self._desk.ask(queries.cash_view, None, wages or 0)
        ends = view.ends(cash or 0)
        groups = []
        for week, end in zip(view.weeks, ends, strict=True):
            lines = [line for line in view.lines if line.week == week.week]
            comes = week.expected + week.promised
            goes = -(week.bills + week.wages)
            left = f"leaves {shown(end, self._currency)}" if cash is not None else ""
            sums = {
                "in": shown(comes, self._currency) if comes else "",
                "out": shown(goes, self._currency) if goes else "",
            }
            title = f"{short_date(week.first)} to {short_date(week.last)}"
            groups.append(Group(title, lines, note=left, sums=sums))
        if view.lines:
            self.table.show_groups(groups)
            if self.table.selected() is None:
                self.table.select_first()
        else:
            self.table.show_rows([])
        self.detail.show_view(view, cash)

    def _keep(self, values: dict[str, Any]) -> None:
        self._desk.do(actions.keep_week, values["cash"], values["wages"] or 0, values["words"])
        self.detail.form.mark_clean()
        self.reload()

    def select(self, _cash_week_id: int) -> None:
        """Go to a week; the newest stand in the pane."""

    def facts(self) -> list[str]:
        """What the status bar says."""
        if self.view is None:
            return ["Cash"]
        comes = sum(week.expected + week.promised for week in self.view.weeks)
        goes = -sum(week.bills + week.wages for week in self.view.weeks)
        money = self._currency
        return ["Cash", f"*{shown(comes, money)} to come", f"{shown(goes, money)} to go"]

    def print_shown(self) -> None:
        """Print the newest week that was kept."""
        self.detail.print_newest()


def _kind(line: CashLine) -> TagCell:
    return TagCell(KIND_WORDS[line.kind], "green" if line.kind == PROMISED else "grey")


class CashPane(Panel):
    """Cash at the bank and wages are typed here; below stand the sums and the kept weeks."""

    def __init__(
        self, desk: Desk, on_save: Callable[[dict[str, Any]], None], on_typed: Callable[[], None]
    ) -> None:
        super().__init__("paper", "left")
        self._desk = desk
        self._kept: list[KeptWeek] = []
        money = desk.ask(shop).money
        self._title = Label("", "record", wrap=True)
        self._cash, self._wages = MoneyEntry(money), MoneyEntry(money)
        self.form = Form(
            [
                Field("cash", "Cash at the bank", self._cash, "As the bank says.", required=True),
                Field("wages", "Wages, each pay day", self._wages, "Empty for none."),
                Field("words", "Note", TextEntry(), span=2),
            ],
            columns=2,
            on_save=on_save,
            save="Keep this week",
        )
        self.form.set_values({"cash": None, "wages": None, "words": ""})
        self._cash.left.connect(on_typed)
        self._wages.left.connect(on_typed)
        self.sums = Sums()
        self.note = Label("", "meta", "ink2", wrap=True)
        self._list = QWidget()
        self._list_box = stack(self._list, gap=8)
        body = column(
            self._title,
            8,
            self.form,
            8,
            self.sums,
            6,
            self.note,
            10,
            self._list,
            STRETCH,
            gap=4,
            margin=(20, 16, 20, 16),
        )
        stack(self, Scroll(body))

    def typed(self) -> tuple[int | None, int | None]:
        """Cash and wages as far as they can be read."""
        found: list[int | None] = []
        for entry in (self._cash, self._wages):
            try:
                found.append(entry.value())
            except UserError:
                found.append(None)
        return found[0], found[1]

    def show_kept(self, kept: list[KeptWeek]) -> None:
        """Show the weeks that were kept; this week's own figures stand in the form."""
        self._kept = kept
        if not self.form.dirty() and kept:
            here = kept[0] if kept[0].monday == monday(today()) else None
            self.form.set_values(
                {
                    "cash": here.cash if here else None,
                    "wages": kept[0].wages or None,
                    "words": here.words if here else "",
                }
            )
        clear(self._list_box)
        put_in(self._list_box, Section("Kept weeks"))
        money = self._desk.ask(shop).money
        if not kept:
            put_in(self._list_box, Label("None was kept yet.", "meta", "ink3"))
        for one in kept:
            day = full_date(one.monday)
            link = LinkButton(f"Week of {day}", partial(self._print, one))
            words = f"had {shown(one.cash, money)}, saw {shown(one.left, money)} ahead"
            put_in(self._list_box, row(link, wide(words), gap=10))

    def show_view(self, view: CashView, cash: int | None) -> None:
        """Show what is left at the end of each week."""
        money = view.currency
        self._title.set_text(f"Four weeks from {full_date(view.as_of)}")
        lines = [("Cash at the bank", shown(cash, money) if cash is not None else "not typed yet")]
        ends = view.ends(cash or 0)
        for week, end in zip(view.weeks, ends, strict=True):
            words, amount = f"By {short_date(week.last)}", end
            if cash is None:
                words, amount = f"Week to {short_date(week.last)}", week.change
            lines.append((words, shown(amount, money)))
        last = lines.pop() if cash is not None else ("Four weeks", shown(ends[-1], money))
        self.sums.show_sums(lines, last)
        days = ", ".join(short_date(day) for day in view.pay_dates)
        said = [f"Pay dates: {days}." if days else "Say in Preferences when wages are paid."]
        if view.later:
            said.append(f"{shown(view.later, money)} more is open: later, or late beyond habit.")
        said.append("Expected by how each client paid in the last year; never a promise.")
        self.note.set_text(" ".join(said))

    def _print(self, week: KeptWeek) -> None:
        self._desk.print_document(CASH, week.id, f"Cash {week.monday.isoformat()}")

    def print_newest(self) -> None:
        """Print the newest week that was kept."""
        if self._kept:
            self._print(self._kept[0])
        else:
            self._desk.say("Keep this week first; what is kept is printed.")

    def focus_first(self) -> None:
        """Go to the form."""
        self.form.focus_first()
