"""The question under a voided invoice: whether what it billed in advance is billed again."""

from functools import partial

from PySide6.QtWidgets import QWidget

from ...desk.desk import Desk
from ...widgets.buttons import Button
from ...widgets.cards import Notice
from ...widgets.layout import clear, stack
from .. import actions
from ..queries.agreed import voided_periods
from .parts import attempt, put_in

TABLES = {"billed_period", "invoice"}


class VoidedNotice(QWidget):
    """Says that a voided invoice still holds its periods, and lets them go on one press."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._invoice_id: int | None = None
        self._box = stack(self, margin=(20, 0, 16, 12))
        self.setHidden(True)
        desk.keep_fresh(self, TABLES, self._ask)

    def show_invoice(self, invoice_id: int) -> None:
        """Look at one issued invoice."""
        self._invoice_id = invoice_id
        self._ask()

    def _ask(self) -> None:
        clear(self._box)
        invoice_id = self._invoice_id
        many = 0 if invoice_id is None else self._desk.ask(voided_periods, invoice_id)
        self.setHidden(not many or self.parent() is None)
        if many and invoice_id is not None:
            again = Button("Bill it again", on_click=partial(self._again, invoice_id))
            text = "What it billed in advance is not billed again unless you say so."
            put_in(self._box, Notice("This invoice is void", text, (again,), below=True))

    def _again(self, invoice_id: int) -> None:
        attempt(self._desk, lambda: self._desk.do(actions.bill_periods_again, invoice_id))
