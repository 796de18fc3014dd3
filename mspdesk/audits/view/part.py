"""The audits of one client: the list, one of them open over it, the form of a new one."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from ...dates import short_date
from ...desk.area import Place
from ...desk.desk import Desk
from ...widgets.layout import lead_focus, stack
from ...widgets.list_form import ListForm
from ...widgets.table import Column, Table, TagCell
from ..queries import audits as queries
from ..queries.audits import AuditRow
from .form import new_form
from .sheet import AuditView


class AuditsPart(QWidget):
    """Audits, open ones first; Enter opens one, Esc comes back."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._client_id = 0
        self._from: int | None = None
        self.table = Table[AuditRow](
            (
                Column("title", "Audit", "title", lambda r: r.title, stretch=3),
                Column("kind", "Kind", "muted", lambda r: r.kind_words, width=120, hide_under=1200),
                Column("by", "Asked by", "text", lambda r: r.asked_by, stretch=2),
                Column("asked", "Asked", "date", lambda r: short_date(r.asked_on), width=84),
                Column("due", "Due", "date", _due, width=84, color=_late),
                Column("count", "Answers", "muted", lambda r: r.count.words, stretch=2),
                Column("state", "", "tag", _state, width=84),
            ),
            name="Audits",
            empty="Nobody asked yet. An insurer's or an auditor's questions are answered here from"
            " what is documented.",
        )
        self.list = ListForm(self.table, "New audit", self._make)
        self.table.activated_row.disconnect(self.list.edit)
        self.table.activated_row.connect(lambda row: self.open_audit(row.id))
        self.audit = AuditView(desk, self.back)
        self.audit.begin_next = self.begin
        self._pages = QStackedWidget()
        self._pages.addWidget(self.list)
        self._pages.addWidget(self.audit)
        stack(self, self._pages)
        lead_focus(self, self._front)
        desk.keep_fresh(self, {"audit", "audit_question"}, self._reload)

    def _front(self) -> QWidget:
        front: QWidget = self.list
        return self.audit.table if self._pages.currentWidget() is self.audit else front

    def show_id(self, client_id: int) -> None:
        """Show the audits of another client; a single open one at once."""
        if client_id != self._client_id:
            self._client_id = client_id
            self.list.turn_to(client_id)
            self._reload()
            held = [row for row in self.table.rows() if not row.sent]
            if len(held) == 1 and not self.list.is_editing():
                self.open_audit(held[0].id)
            else:
                self._pages.setCurrentWidget(self.list)
        else:
            self._reload()

    def arrive(self, place: Place) -> None:
        """Open an audit, or begin one."""
        if place.about.get("audit_id"):
            self.open_audit(place.about["audit_id"])
        elif place.about.get("new"):
            self.begin()

    def begin(self, before_id: int | None = None) -> None:
        """Show the form of a new audit, from the questions of another one if it is named."""
        self._from = before_id
        self._pages.setCurrentWidget(self.list)
        self.list.edit(None)

    def open_audit(self, audit_id: int) -> None:
        """Show one audit over the list."""
        self.audit.show_audit(audit_id)
        self._pages.setCurrentWidget(self.audit)
        self.audit.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def back(self) -> None:
        """Show the list again."""
        self._pages.setCurrentWidget(self.list)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _reload(self) -> None:
        if not self._client_id:
            return
        self.table.show_rows(self._desk.ask(queries.audits, self._client_id))
        gone = self.audit.page is None and self._pages.currentWidget() is self.audit
        if gone:
            self.back()

    def _make(self, _row: Any) -> QWidget:
        return new_form(self._desk, self._client_id, self._begun, self.list.back, self._from)

    def _begun(self, audit_id: int) -> None:
        self.list.back()
        self.open_audit(audit_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc brings the list back."""
        if event.key() == Qt.Key.Key_Escape and self._pages.currentWidget() is self.audit:
            self.back()
            return
        super().keyPressEvent(event)


def _due(row: AuditRow) -> str:
    return short_date(row.due_on) if row.due_on and not row.sent else ""


def _late(row: AuditRow) -> str | None:
    return "red" if row.late else None


def _state(row: AuditRow) -> TagCell:
    return TagCell("Sent", "green") if row.sent else TagCell("Open", "accent")
