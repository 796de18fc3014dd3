"""The outbox: what waits or asks first, then what went out; and one mail with what it carried."""

from ...dates import clock_time, now, short_date
from ...desk.area import Place
from ...desk.desk import Desk
from ...errors import UserError
from ...widgets.buttons import Button
from ...widgets.layout import STRETCH, column, row
from ...widgets.paged import Order, PagedTable, Source
from ...widgets.table import Column, TagCell
from .. import queries
from ..queries import MailRow
from ..rules.states import STATE_TONES, MailState
from .pane import MailPane
from .strip import SendStrip

TABLES = {"outbox_mail", "outbox_file", "mail_account", "client"}


def tag_of(mail: MailRow) -> TagCell:
    """How far a mail is, as a tag."""
    partly = mail.state == MailState.SENT and bool(mail.refused)
    return TagCell(mail.words, "amber" if partly else STATE_TONES[MailState(mail.state)])


def when(mail: MailRow) -> str:
    """When a mail was sent, tried or made: the time of today, or the day."""
    at = mail.sent_at or mail.tried_at or mail.made_at
    return clock_time(at) if at.date() == now().date() else short_date(at.date())


class OutboxSection:
    """The list, its pane, and its part of Billing's toolbar."""

    key = "outbox"
    name = "Outbox"

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.table = PagedTable[MailRow](
            (
                Column("state", "State", "tag", tag_of, width=158),
                Column("client", "To", "title", lambda m: m.client or m.to, stretch=4),
                Column("subject", "Subject", "text", lambda m: m.subject, stretch=6),
                Column("when", "When", "num", when, width=84, align="left"),
            ),
            "Outbox",
            on_select=self._choose,
            on_activate=lambda _mail: self.detail.focus_first(),
            empty="Nothing was sent from here yet. Send an invoice, a statement or a letter.",
        )
        self.strip = SendStrip(desk, "outbox")
        self.detail = MailPane(desk, self.strip)
        self.send_button = Button("Send what waits", "primary", icon="mail", on_click=self._send)
        self.actions = row(STRETCH, self.send_button)
        self.listing = column(column(self.strip, margin=(16, 0, 16, 0)), self.table)
        desk.keep_fresh(self.listing, TABLES, self.reload)

    def reload(self) -> None:
        """Ask for the list again."""
        ask = self._desk.ask
        self.table.show_source(
            Source(
                rows=lambda _order, skip, limit: ask(queries.mails, limit, skip),
                count=lambda: ask(queries.mail_count),
            ),
            Order("", False),
        )
        self.send_button.setVisible(ask(queries.account).by_server)
        self.send_button.setEnabled(ask(queries.waiting).queued > 0)
        shown = self.detail.shown_id()
        if shown is not None and not self._show(shown):
            self.detail.show_nothing()

    def _show(self, mail_id: int) -> bool:
        """Show one mail, wherever it stands in the list; False when it is gone."""
        self.table.select(mail_id)
        try:
            self.detail.show_mail(mail_id)
        except UserError:
            return False
        return True

    def show_first(self) -> None:
        """Show what asks most urgently, when nothing was chosen yet."""
        if self.detail.shown_id() is None:
            self.table.select_first()

    def show_place(self, place: Place) -> None:
        """Show one mail, or send what waits."""
        if place.id is not None:
            self._show(place.id)
        elif place.do == "send":
            self.strip.send()

    def _choose(self, mail: MailRow | None) -> None:
        if mail is not None:
            self.detail.show_mail(mail.id)

    def _send(self) -> None:
        self.strip.send()

    def facts(self) -> list[str]:
        """What the status bar says."""
        many = self._desk.ask(queries.mail_count)
        return ["Outbox", f"*{many:,} mail{'' if many == 1 else 's'}"]

    def print_shown(self) -> None:
        """A mail is not printed; its papers are, where they were made."""
