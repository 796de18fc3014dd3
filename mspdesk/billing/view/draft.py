"""One draft: its questions with their answers, its lines, its sums, and the reviewer's tick."""

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ...clients.queries import contacts_of
from ...dates import full_date, short_date, today
from ...desk.area import Place
from ...desk.desk import Desk
from ...money import shown
from ...widgets.buttons import Button, IconButton, LinkButton, MenuButton
from ...widgets.entry import TextEntry
from ...widgets.form import Field, Form
from ...widgets.glyphs import Glyph, GlyphBox, face_of
from ...widgets.keycap import KeyCap
from ...widgets.layout import (
    STRETCH,
    Footer,
    Notice,
    Panel,
    Rule,
    Scroll,
    Section,
    clear,
    column,
    row,
    stack,
)
from ...widgets.safe import Label
from ...widgets.table import Column, Table
from .. import actions, queries
from ..printables import INVOICE, tax_words
from ..queries import DraftPage, EarlierRow
from ..rules.review import NEEDS_WORDS, REPLY_WORDS, Ask, Query, Reply
from .lines import LinesPart
from .parts import Sums, attempt, bring_up, chain, date_entry, put_in


class DraftPane(Panel):
    """The pane beside the run; `on_done` hears ready, skip and back."""

    def __init__(self, desk: Desk, on_done: Callable[[str], None]) -> None:
        super().__init__("paper", "left")
        self._desk, self._on_done = desk, on_done
        self.page: DraftPage | None = None
        self._seen: tuple[int, int, date] | None = None
        self._number = Label("Draft", "body", "ink2")
        self._state = Label("", "meta", "ink3")
        self._client = Label("", "record", wrap=True)
        self._meta = Label("", "meta", "ink2", wrap=True)
        self._printer = IconButton("printer", "Print this draft", self.print_shown)
        self._menu = MenuButton("", "ellipsis", "More about this draft", self._entries)
        self._head = Form(
            [
                Field("period_from", "For the time from", date_entry(desk)),
                Field("period_to", "to", date_entry(desk)),
                Field("due_on", "Due", date_entry(desk), help="Empty: by the client's terms"),
                Field("order_number", "Purchase order", TextEntry()),
                Field("note", "Note on the invoice", TextEntry(), span=2),
            ],
            columns=2,
            on_save=self._save_head,
            save="Save draft",
            on_cancel=self._hide_head,
        )
        self._head.hide()
        self._asked = QWidget()
        self._asked_box = stack(self._asked, gap=8)
        self._answers: list[QWidget] = []
        self.lines = LinesPart(desk, self._bring_up)
        self._sums = Sums()
        self._left = QWidget()
        self._left_box = stack(self._left, gap=4)
        self._earlier = Table[EarlierRow](
            (
                Column("number", "Invoice", "id", lambda r: r.number, width=76),
                Column("words", "What became of it", "text", _became, stretch=1, role="meta"),
                Column("total", "Total", "money", self._money_of, width=90),
            ),
            "Earlier invoices",
            row="compact",
            fit=True,
            side=20,
            empty="No earlier invoice.",
        )
        self._earlier.horizontalHeader().hide()
        self.ready_button = Button("Mark ready", "primary", on_click=partial(on_done, "ready"))
        self.skip_button = Button("Skip", on_click=partial(on_done, "skip"))
        self._reviewed = Label("", "meta", "ink2")
        self._face = GlyphBox(Glyph.nobody())
        self._body = column(
            column(
                row(self._number, self._state, STRETCH, self._printer, self._menu),
                self._client,
                self._meta,
                4,
                self._head,
                self._asked,
                gap=4,
                margin=(20, 14, 16, 10),
            ),
            Rule(),
            self.lines,
            column(self._sums, margin=(20, 10, 20, 12)),
            Rule(),
            column(self._left, margin=(20, 0, 20, 0)),
            column(Section("Earlier invoices"), margin=(20, 10, 20, 0)),
            self._earlier,
            STRETCH,
            gap=0,
        )
        self._scroll = Scroll(self._body)
        self._footer = Footer(
            Label("Reviewed", "meta", "ink3"),
            self._face,
            self._reviewed,
            STRETCH,
            self.skip_button,
            self.ready_button,
            KeyCap("R"),
        )
        self._nothing = Label("Choose a draft.", "body", "ink3", align="center")
        stack(self, self._nothing, self._scroll, self._footer)
        self._fill_empty()

    def _fill_empty(self) -> None:
        self.page = self._seen = None
        self._nothing.show()
        self._scroll.hide()
        self._footer.hide()

    def show_draft(self, draft_id: int | None) -> None:
        """Show a draft, or nothing."""
        if draft_id is None:
            self._fill_empty()
            return
        # A list that was filled again chooses its row, after the pane has heard of it itself.
        seen = draft_id, self._desk.heard, today()
        if seen == self._seen:
            return
        before = self.page.row.id if self.page else None
        try:
            page = self.page = self._desk.ask(queries.draft_page, draft_id)
        except LookupError:
            self._fill_empty()
            return
        self._seen = seen
        if before != draft_id:
            self._head.hide()
        self._nothing.hide()
        self._scroll.show()
        self._footer.show()
        self._client.set_text(page.row.client)
        self._state.set_text("ready" if page.row.ready else "no number until it is issued")
        self._meta.set_text(_dated(page))
        self._ask(page)
        self.lines.show_lines(page)
        self._show_sums(page)
        self._show_left_off(page)
        self._earlier.show_rows(self._desk.ask(queries.earlier_invoices, page.row.client_id))
        self._show_review(page)

    def _show_sums(self, page: DraftPage) -> None:
        currency = page.currency
        profile = page.profile
        lines = [("Subtotal", shown(page.row.subtotal, currency))]
        lines += [(tax_words(t, currency, profile), shown(t.amount, currency)) for t in page.taxes]
        self._sums.show_sums(lines, ("Total", shown(page.row.total, currency)))

    def sums(self) -> list[tuple[str, str]]:
        """The sums that are shown, the total last."""
        return self._sums.words()

    def _show_review(self, page: DraftPage) -> None:
        draft = page.row
        if draft.ready and draft.reviewed_at is not None:
            who = draft.reviewed_by or "somebody"
            self._reviewed.set_text(f"{who}, {short_date(draft.reviewed_at.date())}")
            self._face.set_glyph(Glyph.avatar(face_of(who, draft.reviewed_by_id or 0)))
        else:
            self._reviewed.set_text("not yet")
            self._face.set_glyph(Glyph.nobody())
        self.ready_button.set_text("Take tick off" if draft.ready else "Mark ready")

    def _money_of(self, earlier: EarlierRow) -> str:
        return shown(earlier.total, self.page.currency) if self.page else ""

    # --- questions ---------------------------------------------------------------------------

    def _ask(self, page: DraftPage) -> None:
        clear(self._asked_box)
        self._answers = []
        for query in page.questions[:4]:
            put_in(self._asked_box, self._notice(page, query))
        more = len(page.questions) - 4
        if more > 0:
            put_in(self._asked_box, Label(f"And {more} more after these.", "meta", "ink3"))
        self._asked.setVisible(bool(page.questions))
        chain(self._menu, *self._answers, self.lines.table)

    def _notice(self, page: DraftPage, query: Query) -> QWidget:
        buttons: list[QWidget] = [
            Button(
                REPLY_WORDS[reply],
                "default" if at < 2 else "quiet",
                on_click=partial(self._reply, page, query, reply),
                name=f"{REPLY_WORDS[reply]}: {query.title}, {query.subject}",
            )
            for at, reply in enumerate(query.answers)
        ]
        if query.kind is Ask.LEGAL and query.field.startswith("client."):
            go = partial(self._open_client, page.row.client_id)
            buttons.append(Button("Open the client", on_click=go))
        if query.kind is Ask.LEGAL and query.field.startswith("shop."):
            buttons.append(Button("Open preferences", on_click=self._open_letterhead))
        self._answers += buttons
        return Notice(query.title, query.sentence, buttons, below=True)

    def _open_letterhead(self) -> None:
        self._desk.go(Place("preferences", do="Letterhead"))

    def _open_client(self, client_id: int) -> None:
        self._desk.go(Place("clients", client_id))

    def _reply(self, page: DraftPage, query: Query, reply: Reply) -> None:
        if reply in NEEDS_WORDS:
            self._ask_words(page, query, reply)
            return
        self._answer(page, query, reply, "")

    def _answer(self, page: DraftPage, query: Query, reply: Reply, words: str) -> bool:
        return attempt(
            self._desk,
            lambda: self._desk.do(
                actions.answer_question, page.row.id, query.kind, query.subject, reply, words
            ),
        )

    def _ask_words(self, page: DraftPage, query: Query, reply: Reply) -> None:
        """Put a line to type into the question's own place."""
        entry = TextEntry(self._hint(page, reply), NEEDS_WORDS[reply], width=220)

        def save() -> None:
            if not entry.text().strip():
                entry.set_error(True)
                entry.setFocus()
                self._desk.say(f"{NEEDS_WORDS[reply].rstrip('?')}: type it first.")
                return
            self._answer(page, query, reply, entry.text())

        entry.committed.connect(save)
        buttons: list[QWidget] = [
            entry,
            Button("Save answer", "primary", on_click=save),
            Button("Cancel", "quiet", on_click=partial(self._ask, page), name="Cancel the answer"),
        ]
        notice = Notice(query.title, query.sentence, buttons, below=True)
        clear(self._asked_box)
        put_in(self._asked_box, notice)
        chain(self._menu, entry.field, *buttons[1:], self.lines.table)
        entry.setFocus(Qt.FocusReason.OtherFocusReason)

    def _hint(self, page: DraftPage, reply: Reply) -> str:
        """Who may approve, as a help in the line; what is asked for otherwise."""
        if reply is Reply.APPROVED:
            contacts = self._desk.ask(contacts_of, page.row.client_id)
            names = [one.name for one in contacts if one.may_approve_after_hours]
            return names[0] if names else NEEDS_WORDS[reply]
        return NEEDS_WORDS[reply]

    def _bring_up(self, part: QWidget) -> None:
        """Scroll until a part that opened can be seen whole."""
        bring_up(self._scroll, part)

    # --- head, menu, lines -------------------------------------------------------------------

    def _edit_head(self) -> None:
        page = self.page
        if page is None:
            return
        self._head.set_values(
            {
                "period_from": page.period_from,
                "period_to": page.period_to,
                "due_on": page.due_typed,
                "order_number": page.order_number,
                "note": page.note,
            }
        )
        self._head.show()
        self._head.focus_first()

    def _hide_head(self) -> None:
        self._head.hide()

    def _save_head(self, values: dict[str, object]) -> None:
        if self.page is not None:
            self._desk.do(actions.edit_draft, self.page.row.id, values)
            self._hide_head()

    def _entries(self) -> list[tuple[str, Callable[[], object]] | None]:
        return [
            ("Add line", self.add_line),
            ("Change dates and order number", self._edit_head),
            None,
            ("Throw this draft away", self._discard),
        ]

    def _discard(self) -> None:
        page = self.page
        if page is not None:
            attempt(self._desk, lambda: self._desk.do(actions.discard_draft, page.row.id))

    def add_line(self) -> None:
        """Begin a line by hand."""
        self.lines.add()

    def print_shown(self) -> None:
        """Show this draft's pages."""
        if self.page is not None:
            title = f"Draft, {self.page.row.client}"
            self._desk.print_document(INVOICE, self.page.row.id, title)

    def _show_left_off(self, page: DraftPage) -> None:
        clear(self._left_box)
        if page.left_off:
            put_in(self._left_box, Section("Left off"))
        for one in page.left_off:
            words = f"{one.ticket}, {one.person}, {short_date(one.work_on)}"
            put_back = LinkButton(
                "Put back",
                partial(self._put_back, one.entry_id),
                name=f"Put back {words}",
            )
            put_in(self._left_box, row(Label(words, "meta", "ink2"), STRETCH, put_back))
            QWidget.setTabOrder(self.lines.add_button, put_back)
        self._left.setVisible(bool(page.left_off))

    def _put_back(self, entry_id: int) -> None:
        attempt(self._desk, lambda: self._desk.do(actions.put_back, entry_id))

    def focus_first(self) -> None:
        """Go to the first decision of this draft."""
        first = self._answers[0] if self._answers else self.ready_button
        first.setFocus(Qt.FocusReason.TabFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back to the list."""
        if event.key() == Qt.Key.Key_Escape:
            self._on_done("back")
            return
        super().keyPressEvent(event)


def _dated(page: DraftPage) -> str:
    """When it would be dated and due, for which work or time, and where it goes."""
    said = [f"Dated {short_date(page.dated)}, due {short_date(page.due_on)}"]
    if page.plans:
        # What is paid in advance is no work; the period of the draft spans over both.
        said.append(f"in advance for {page.plans}")
        if page.work_days:
            said.append(f"work from {_span(*page.work_days)}")
    elif page.period_from and page.period_to:
        said.append(f"work from {_span(page.period_from, page.period_to)}")
    if page.order_number:
        said.append(f"PO {page.order_number}")
    if page.bill_to_email:
        said.append(f"to {page.bill_to_email}")
    return ", ".join(said)


def _span(first: date, last: date) -> str:
    return f"{short_date(first)} to {full_date(last)}"


def _became(earlier: EarlierRow) -> str:
    on = short_date(earlier.issued_on) if earlier.issued_on else ""
    return f"{on}, {earlier.words}"
