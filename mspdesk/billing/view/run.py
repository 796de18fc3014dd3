"""The billing run: every draft, with a question, to review, or ready; one of them beside it."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

from ...clients.queries import choose_client
from ...dates import short_date, today
from ...desk.area import Place
from ...desk.desk import Desk
from ...errors import UserError
from ...money import shown
from ...timekeeping.queries import handed_in
from ...widgets.buttons import Button, IconButton, LinkButton
from ...widgets.entry import Found, LookupEntry
from ...widgets.form import EntryBar
from ...widgets.layout import STRETCH, EmptyState, column, row, stack
from ...widgets.safe import Label
from ...widgets.table import Column, Group, Table, TagCell
from .. import actions, queries, runs
from ..printables import SHEAF
from ..queries import DraftRow, RunSheet, UpcomingRow
from .draft import DraftPane
from .parts import attempt, date_entry

TABLES = {
    "invoice",
    "invoice_line",
    "question",
    "time_entry",
    "visit",
    "client",
    "shop",
    "tax_code",
    "agreement",
    "agreement_line",
    "billed_period",
    "timesheet_week",
}


class RunSection:
    """The run's list, its pane, and what stands in the toolbar for it."""

    key = "run"

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.sheet: RunSheet | None = None
        self.table = Table[DraftRow](
            self._columns(),
            "Drafts",
            on_select=self._choose,
            on_activate=lambda _row: self.detail.focus_first(),
            on_check=self._tick,
            spoken=self._spoken,
        )
        self.detail = DraftPane(desk, on_done=self._go_on)
        self.print_button = Button("Print", icon="printer", on_click=self.print_shown)
        self.issue_button = Button("Issue", "primary", on_click=self.issue)
        self.send_button = IconButton("mail", "Send what was issued", self.send)
        self.actions = row(STRETCH, self.send_button, self.print_button, self.issue_button)
        self.through = date_entry(desk, "Bill work through", 128)
        self.through.set_value(today())
        self.client = LookupEntry(self._find_clients, "All clients", "Only this client")
        self.make_button = Button("Make drafts", on_click=self.make)
        self.new_button = Button("New draft", icon="plus", on_click=self.new_draft)
        self.bar = EntryBar(
            "Bill through",
            self.through,
            self.client,
            self.make_button,
            self.new_button,
            stretch=1,
        )
        self._pages = QStackedWidget()
        self._pages.addWidget(self.table)
        self._empty = EmptyState(
            "receipt",
            "No drafts",
            "A draft gathers a client's unbilled time, trips and your own lines. Nothing goes out "
            "before you have looked at it.",
        )
        self._pages.addWidget(self._empty)
        self.ahead = AheadLine(desk)
        self.listing = column(
            column(self.bar, self.ahead, gap=6, margin=(12, 8, 12, 8)), self._pages
        )
        desk.keep_fresh(self.listing, TABLES, self.reload)

    def _columns(self) -> list[Column[DraftRow]]:
        return [
            Column("ready", "", "check", lambda r: r.ready, width=44),
            Column("invoice", "Invoice", "id", lambda _r: "Draft", width=60, hide_under=1000),
            Column("client", "Client", "title", lambda r: r.client, stretch=5),
            Column("from", "From", "muted", lambda r: r.from_words, stretch=4, hide_under=1150),
            Column("total", "Total", "money", self._total, width=96),
            Column("question", "Question", "tag", _tag, width=176),
        ]

    def _total(self, draft: DraftRow) -> str:
        return shown(draft.total, self.sheet.currency) if self.sheet else ""

    def _spoken(self, draft: DraftRow) -> str:
        asked = f" Question: {draft.tag}." if draft.tag else ""
        state = "Ready" if draft.ready else "Draft"
        return f"{state} for {draft.client}, {self._total(draft)}.{asked}"

    def reload(self) -> None:
        """Ask for the drafts again."""
        sheet = self.sheet = self._desk.ask(queries.run_sheet)
        groups = [
            ("Have a question", "look before they go out", sheet.with_question),
            ("To review", "no question; tick them when you have looked", sheet.to_review),
            ("Ready", "", sheet.ready),
        ]
        self.table.show_groups(
            [
                Group(title, rows, note=note, right=str(len(rows)))
                for title, note, rows in groups
                if rows
            ]
        )
        self._pages.setCurrentIndex(0 if sheet.rows else 1)
        self.ahead.show_rows(self._desk.ask(queries.upcoming), len(self._desk.ask(handed_in)))
        unprinted = self._desk.ask(queries.unprinted_ids)
        count = len(unprinted) or len(sheet.ready)
        self.print_button.set_text(f"Print {count}" if count else "Print")
        self.print_button.setEnabled(bool(count))
        ready = len(sheet.ready)
        self.issue_button.set_text(f"Issue {ready} ready" if ready else "Issue")
        self.issue_button.setEnabled(bool(ready))
        chosen = self.table.selected()
        if chosen is None:
            self.table.select_first()
            chosen = self.table.selected()
        self.detail.show_draft(chosen.id if chosen else None)

    def title(self) -> str:
        """The words of the segment: the month the run bills."""
        day = self.sheet.month if self.sheet else today()
        return f"{day:%B} run"

    def facts(self) -> list[str]:
        """What the status bar says about the run."""
        sheet = self.sheet or self._desk.ask(queries.run_sheet)
        total = shown(sheet.sum_of(sheet.rows), sheet.currency)
        ready = shown(sheet.sum_of(sheet.ready), sheet.currency)
        many = len(sheet.rows)
        return [
            self.title(),
            f"*{many} draft{'s' if many != 1 else ''}, {total}",
            f"{len(sheet.ready)} ready, {ready}",
        ]

    def _choose(self, draft: DraftRow | None) -> None:
        self.detail.show_draft(draft.id if draft else None)

    def _tick(self, draft: DraftRow, ready: bool) -> None:
        self.table.select(draft.id)
        verb = actions.mark_ready if ready else actions.unready
        attempt(self._desk, lambda: self._desk.do(verb, draft.id))

    def mark_ready(self) -> None:
        """Tick the draft that is shown, or take its tick off, and go on to the next."""
        draft = self.table.selected()
        if draft is None:
            return
        after = self._next_id(draft)
        verb = actions.unready if draft.ready else actions.mark_ready
        if attempt(self._desk, lambda: self._desk.do(verb, draft.id)) and not draft.ready:
            self.table.select(after if after is not None else draft.id)

    def skip(self) -> None:
        """Go on to the next draft without a tick."""
        draft = self.table.selected()
        after = self._next_id(draft) if draft else None
        if after is not None:
            self.table.select(after)

    def _go_on(self, how: str) -> None:
        if how == "ready":
            self.mark_ready()
        elif how == "skip":
            self.skip()
        else:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _next_id(self, draft: DraftRow) -> int | None:
        """The draft after this one that is not ready yet."""
        sheet = self.sheet
        if sheet is None:
            return None
        order = [*sheet.with_question, *sheet.to_review]
        ids = [row.id for row in order]
        at = ids.index(draft.id) if draft.id in ids else -1
        later = [*ids[at + 1 :], *ids[: max(at, 0)]]
        return later[0] if later else None

    def _find_clients(self, text: str) -> list[Found]:
        return [
            Found(row.id, row.name, row.number)
            for row in self._desk.ask(choose_client, text)
            if not row.internal
        ]

    def make(self) -> None:
        """Make drafts through the day that was typed, for all clients or the one chosen."""
        self.bar.say("")
        try:
            day = self.through.value() or today()
            self._desk.do(actions.make_drafts, day, self.client.value())
        except UserError as error:
            self.bar.say(error.text)

    def new_draft(self) -> None:
        """Begin a draft by hand for the client that was chosen."""
        self.bar.say("")
        client_id = self.client.value()
        if client_id is None:
            self.bar.say("Choose the client first.")
            self.client.setFocus()
            return
        try:
            draft = self._desk.do(actions.new_draft, client_id)
        except UserError as error:
            self.bar.say(error.text)
            return
        self.show_draft(draft)
        self.detail.add_line()

    def show_draft(self, draft_id: int) -> None:
        """Choose a draft in the list."""
        self.reload()
        self.table.select(draft_id)

    def issue(self) -> None:
        """Issue every ready draft in one step."""
        sheet = self.sheet
        if sheet is None or not sheet.ready:
            return
        ids = [row.id for row in sheet.ready]
        words = f"Issuing {len(ids)} invoice{'s' if len(ids) != 1 else ''}"
        job = self._desk.run(words, runs.issue_chosen, ids)
        job.then(lambda _issued: self._show_issued()).otherwise(self._refused)

    def _show_issued(self) -> None:
        """Lead on to sending, unless somebody went elsewhere meanwhile."""
        if self.send_button.isVisible():
            self.send_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def send(self) -> None:
        """Go to the invoices that nobody sent yet."""
        self._desk.go(Place("billing", do="unsent"))

    def _refused(self, error: BaseException) -> None:
        if isinstance(error, UserError):
            self._desk.refuse(error)
            return
        raise error

    def print_shown(self) -> None:
        """Print what was issued and not printed yet, or the ready drafts as a proof."""
        unprinted = self._desk.ask(queries.unprinted_ids)
        ready = [row.id for row in self.sheet.ready] if self.sheet else []
        ids = unprinted or ready
        if not ids:
            self.detail.print_shown()
            return
        words = "invoice" if unprinted else "draft"
        title = f"{len(ids)} {words}{'s' if len(ids) != 1 else ''}"
        self._desk.print_document(SHEAF, tuple(ids), title)
        if unprinted:
            self._desk.do(actions.note_event, unprinted, "printed")


class AheadLine(QWidget):
    """One line on what agreements ask for: due now, held back, not billed here, or next."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.words = Label("", "meta", "ink2", elide=True)
        self.link = LinkButton("Agreements", self._open, name="Agreements that are billed")
        stack(self, row(self.words, self.link, STRETCH, gap=10))

    def show_rows(self, rows: list[UpcomingRow], weeks: int = 0) -> None:
        """Show what comes next, and how many time sheets nobody has approved yet."""
        self.words.set_text(ahead_words(rows, today(), weeks))
        self.link.setVisible(bool(rows))
        self.setVisible(bool(rows) or weeks > 0)

    def _open(self) -> None:
        self._desk.go(Place("billing", do="agreements"))


def ahead_words(rows: list[UpcomingRow], on: date, weeks: int = 0) -> str:
    """What agreements ask for, in a line: 2 due to be made, next Gold for Kestrel on Dec 22.

    `weeks` time sheets that wait to be approved come first: their time is better not billed yet.
    """
    held = sum(one.held for one in rows)
    waiting = sum(one.waits for one in rows)
    coming = [one for one in rows if one.made_on is not None and not one.held]
    due = [one for one in coming if one.made_on is not None and one.made_on <= on]
    later = [one for one in coming if one not in due]
    said = []
    if weeks:
        sheets = "1 time sheet waits" if weeks == 1 else f"{weeks} time sheets wait"
        said.append(f"{sheets} to be approved")
    if due:
        said.append(f"{_plans(len(due))} due to be made")
    if held:
        said.append(f"{_plans(held)} held back until somebody has looked")
    if waiting:
        said.append(f"{_plans(waiting)} not billed here yet")
    if later and later[0].made_on is not None:
        said.append(
            f"next: {later[0].title} for {later[0].client} on {short_date(later[0].made_on)}"
        )
    words = ", ".join(said)
    return words[:1].upper() + words[1:]


def _plans(count: int) -> str:
    return "1 agreement" if count == 1 else f"{count} agreements"


def _tag(draft: DraftRow) -> TagCell | None:
    return TagCell(draft.tag, "amber") if draft.tag and not draft.ready else None
