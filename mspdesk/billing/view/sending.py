"""Sending billing's papers by mail: one from its page, or all that nobody sent yet."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QSizePolicy, QWidget

from ...dates import clock_time, short_date
from ...desk.desk import Desk
from ...errors import Cancelled, UserError
from ...mail.queries import MailRow
from ...money import Currency, shown
from ...shop.queries import shop
from ...widgets import theme
from ...widgets.buttons import Button
from ...widgets.form import HelpLine
from ...widgets.layout import STRETCH, Card, column, row, stack
from ...widgets.safe import Label
from ...widgets.table import Column, Table
from .. import runs
from ..queries import mailing
from ..queries.mailing import UnsentRow


def composer_of(desk: Desk) -> Any | None:
    """The card a mail is written on, hidden; None for somebody who may not send."""
    panels = desk.panels("mail.composer")
    return panels[0].make(desk) if panels else None


def compose_invoice(desk: Desk, composer: Any, invoice_id: int) -> None:
    """Open the composer for an issued invoice or credit note."""
    composer.open(
        desk.ask(mailing.invoice_mail, invoice_id),
        lambda store, progress, typed: runs.queue_invoice(store, progress, invoice_id, typed),
    )


def compose_statement(desk: Desk, composer: Any, client_id: int) -> None:
    """Open the composer for a client's statement."""
    composer.open(
        desk.ask(mailing.statement_mail, client_id),
        lambda store, progress, typed: runs.queue_statement(store, progress, client_id, typed),
    )


_SEEN = 8


class SendUnsent(QWidget):
    """A card over the list: every invoice nobody sent yet, ticked where it has an address."""

    def __init__(self, desk: Desk, on_queued: Callable[[], object]) -> None:
        super().__init__()
        self._desk, self._on_queued = desk, on_queued
        self._ticked: set[int] = set()
        self._currency = Currency()
        self.table = Table[UnsentRow](
            (
                Column("tick", "Send", "check", self._tick, width=52),
                Column("number", "Number", "id", lambda r: r.number, width=96),
                Column("client", "Client", "title", lambda r: r.client, stretch=4),
                Column("to", "To", "text", _to, stretch=5, color=_to_color),
                Column("note", "", "muted", lambda r: r.told, width=96),
                Column("total", "Total", "money", self._total, width=96),
            ),
            "Invoices nobody sent yet",
            on_check=self._check,
            row="card",
            side=14,
            empty="Every invoice of the last two months was sent.",
        )
        self._wrong = HelpLine("")
        self._wrong.hide()
        self.send_button = Button("Queue and send", "primary", icon="mail", on_click=self._send)
        self.close_button = Button("Close", "quiet", on_click=self.hide, name="Close: not sent yet")
        words = "Each goes with the words of “Mail with an invoice”."
        card = Card("Not sent yet", "", flush=True)
        card.add(self.table)
        card.add(
            column(
                self._wrong,
                row(
                    self.send_button,
                    self.close_button,
                    Label(words, "meta", "ink3", fold=True),
                    STRETCH,
                ),
                gap=4,
                margin=(14, 8, 14, 10),
            )
        )
        self.card = card
        stack(self, card, margin=(16, 4, 16, 8))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.hide()

    def open(self) -> None:
        """Show what was never sent; what was printed is not ticked, it may be in the post."""
        self._currency = self._desk.ask(shop).money
        rows = self._desk.ask(mailing.unsent)
        self._ticked = {one.id for one in rows if one.to and not one.told}
        self._show(rows)
        self.show()
        (self.send_button if self._ticked else self.close_button).setFocus()

    def _show(self, rows: list[UnsentRow]) -> None:
        self.table.show_rows(rows)
        # Eight are seen at once, so that the list below is never pushed off the page.
        lines = max(1, min(len(rows), _SEEN))
        self.table.setFixedHeight(theme.height("head") + lines * theme.height("card") + 2)
        self._count()

    def _count(self) -> None:
        many = len(self._ticked)
        self.send_button.set_text(f"Queue and send {many}" if many else "Queue and send")
        self.send_button.setEnabled(many > 0)
        total = sum(one.total for one in self.table.rows() if one.id in self._ticked)
        self.card.set_subtitle(f"{many} ticked, {shown(total, self._currency)}")

    def _tick(self, invoice: UnsentRow) -> bool:
        return invoice.id in self._ticked

    def _total(self, invoice: UnsentRow) -> str:
        return shown(invoice.total, self._currency)

    def _check(self, invoice: UnsentRow, ticked: bool) -> None:
        if ticked and not invoice.to:
            self._say(
                f"{invoice.client} has no address for bills. Put one in on the client's page."
            )
            return
        self._say("")
        (self._ticked.add if ticked else self._ticked.discard)(invoice.id)
        self._show(list(self.table.rows()))

    def _say(self, wrong: str) -> None:
        self._wrong.say(wrong)
        self._wrong.setVisible(bool(wrong))

    def _send(self) -> None:
        wanted = [one.id for one in self.table.rows() if one.id in self._ticked]
        self.send_button.setEnabled(False)
        job = self._desk.fetch("Putting mails together", runs.queue_many, wanted)
        job.then(self._queued).otherwise(self._refused)

    def _queued(self, _ids: list[int]) -> None:
        self.hide()
        self._on_queued()

    def _refused(self, error: BaseException) -> None:
        self.open()
        if isinstance(error, UserError):
            self._say(error.text)
        elif not isinstance(error, Cancelled):
            raise error


def _to(invoice: UnsentRow) -> str:
    return invoice.to or "No address for bills"


def _to_color(invoice: UnsentRow) -> str | None:
    return None if invoice.to else "amber"


def mail_words(mail: MailRow) -> str:
    """What became of a mail, in a line: Mar 11 3:00 pm, mail sent: ann@example.com."""
    at = mail.sent_at or mail.tried_at or mail.made_at
    said = f"mail {mail.words.lower()}"
    return f"{short_date(at.date())} {clock_time(at)}, {said}: {mail.to}"
