"""One audit: its questions by what is to be done, the one in front beside them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from ...dates import full_date, short_date, today
from ...desk.area import Place
from ...desk.desk import Desk
from ...errors import Conflict, UserError
from ...widgets import theme
from ...widgets.boxes import STRETCH, row, stack
from ...widgets.buttons import Button, LinkButton, MenuButton
from ...widgets.entry import ChoiceEntry, NoteEntry, TextEntry
from ...widgets.form import Field, Form
from ...widgets.laid import Laid
from ...widgets.layout import Notice, Panel, Rule, Toolbar
from ...widgets.safe import Label
from ...widgets.splitter import ListDetail
from ...widgets.table import Group
from ...widgets.tags import Tag
from ..actions import answer, begin
from ..queries import audits as queries
from ..queries.audits import AuditPage, QuestionRow
from ..queries.columns import ANSWERS as ANSWER_COLUMNS
from ..rules.answers import ANSWERED, ANSWERS, GROUPS
from ..rules.topics import TOPICS, Known
from .card import QuestionCard, Typed
from .form import add_form, edit_form, send_form
from .questions import Questions

_EDGE = 7
"""Px left of the list, so that its words stand under those of the head."""
_OWN = {"audit", "audit_question", "ticket"}
_FACTS = {"device", "subscription", "mail_system", "backup_job", "restore_test", "remote_access"}
_FACTS |= {"firewall_rule", "network", "directory_user", "application", "data_place", "credential"}
_FACTS |= {"dr_plan", "dr_exercise", "dr_event", "run_result", "vendor_account", "client"}


class AuditView(QWidget):
    """Head, questions and the one in front; `on_back` leads to the list of audits."""

    def __init__(self, desk: Desk, on_back: Callable[[], object]) -> None:
        super().__init__()
        self._desk = desk
        self._audit_id = 0
        self._known: dict[str, Known] = {}
        self._drafts: dict[int, Typed] = {}
        self.page: AuditPage | None = None
        self.begin_next: Callable[[int], object] = lambda _id: None
        back = LinkButton("All audits", on_back)
        self.tag = Tag("")
        self.facts = Label("", "meta", "ink3", elide=True)
        self.ticket = LinkButton("", self._open_ticket, name="Ticket of this audit")
        self.more = MenuButton("", "ellipsis", "More about this audit", self._more)
        self.paper = Button(
            "Print", icon="printer", on_click=self.print_shown, name="Print answers"
        )
        self.out = Button("Export", icon="download", on_click=self.export_list)
        self.send = Button("Mark as sent", icon="check", on_click=self.ask_sent)
        next_ = Button("Begin next", on_click=self._next_year, name="Begin the next from this")
        self.frozen = Notice("Sent", "", [next_], icon="lock", color="ink2")
        self.bar = Toolbar("", "", self.tag, STRETCH, self.out, self.paper, self.more, self.send)
        self.table = Questions(lambda: desk.settings.single_keys)
        self.card = QuestionCard()
        side = Panel("sheet")
        stack(side, self.card)
        main = QWidget()
        stack(main, self.table)
        self.table.selected_row.connect(self._select)
        self.table.activated_row.connect(lambda _row: self.card.focus_answer())
        self.table.keyed.connect(self._keyed)
        self.card.verb.connect(self._do)
        px = theme.current().px
        split = ListDetail("audit", main, side, px(400), px(330))
        top = row(self.bar, margin=(6, 2, 6, 0))
        line = row(back, self.ticket, self.facts, STRETCH, gap=10, margin=(18, 0, 22, 8))
        whole = QWidget()
        self._notice_row = row(self.frozen, margin=(22, 0, 22, 8), shares=(1,))
        body = row(split, margin=(_EDGE, 0, 0, 0), shares=(1,))
        stack(whole, top, line, self._notice_row, Rule(), body).setStretchFactor(body, 1)
        self.laid = Laid(whole, self.table)
        stack(self, self.laid)
        desk.keep_fresh(self, _FACTS, self._ask_known)
        desk.keep_fresh(self, _OWN, self._reload)

    # --- showing -------------------------------------------------------------------------------

    def show_audit(self, audit_id: int) -> None:
        """Show an audit, the first question that needs something in front."""
        if audit_id != self._audit_id:
            self._keep()
            self.laid.back()
            self._audit_id = audit_id
            self._drafts.clear()
            self.page = None
        self._ask_known()
        if self.table.selected() is None:
            self.table.select_first()

    def _ask_known(self) -> None:
        """Ask the documentation anew; only then, not at each answer."""
        if self._audit_id:
            self._known = self._desk.ask(queries.known_now, self._audit_id)
            self._reload()

    def _reload(self) -> None:
        if not self._audit_id:
            return
        page = self._desk.ask(queries.audit_page, self._audit_id, self._known)
        self.page = page
        if page is None:
            return
        audit = page.audit
        self.bar.set_title(audit.title)
        self.tag.set_tag("Sent" if audit.sent else "Open", "green" if audit.sent else "blue")
        self.ticket.set_text(f"#{audit.ticket}")
        self.facts.set_text("  ·  ".join(_facts(page)))
        self._notice_row.setVisible(audit.sent)
        if audit.sent:
            self.frozen.set_notice(
                f"Sent {full_date(audit.sent_on or today())}",
                f"To {audit.sent_to or 'nobody named'}. These answers stay as they were given.",
            )
        self.send.setVisible(not audit.sent)
        ready = not audit.sent and audit.count.all and not audit.count.unanswered
        self.send.set_kind("primary" if ready and not audit.count.unseen else "default")
        self._fill(page)

    def _fill(self, page: AuditPage) -> None:
        if page.audit.sent:
            self.table.show_rows(page.questions)
        else:
            self.table.show_groups(
                [Group(GROUPS[key], rows, right=str(len(rows))) for key, rows in page.by_need]
            )
        held = self.card.row
        shown = self.table.selected()
        if held is not None and shown is not None and held.id == shown.id and self.card.dirty():
            self._drafts[held.id] = self.card.typed()
        self._show(shown)
        if held is not None and shown is not None and held.id == shown.id:
            self._tell_theirs(held, shown)

    def _tell_theirs(self, held: QuestionRow, shown: QuestionRow) -> None:
        """Say what somebody else answered while another answer was being typed here."""
        theirs = (shown.answer, shown.text)
        if theirs in ((held.answer, held.text), self.card.typed()):
            return
        words = ": ".join(filter(None, (ANSWERS.get(shown.answer, "No answer"), shown.text)))
        self.card.say(f"Meanwhile somebody else answered “{words}”. Yours replaces it once saved.")

    def _show(self, shown: QuestionRow | None) -> None:
        typed = self._drafts.get(shown.id) if shown is not None else None
        self.card.show_row(shown, typed)
        self.card.freeze(frozen=self.page is not None and self.page.audit.sent)

    def _select(self, shown: QuestionRow) -> None:
        if self.card.row is not None and self.card.row.id != shown.id:
            self._keep()
        self._show(shown)

    # --- answering -----------------------------------------------------------------------------

    def _keep(self) -> None:
        """Keep what was typed at the question that is left; what cannot be kept waits there."""
        held = self.card.row
        if held is None or not self.card.dirty() or self.page is None or self.page.audit.sent:
            return
        typed = self.card.typed()
        self._drafts[held.id] = typed
        try:
            self._desk.do(answer.answer_question, held.id, held.version, *typed)
        except UserError as error:
            self._desk.say(f"Question {held.asked_as}: {error.text}", refusal=True)
            return
        self._drafts.pop(held.id, None)

    def _next(self, at: QuestionRow) -> int | None:
        """The question that needs something after this one; the first of them at the end."""
        ids = [one.id for one in self.table.rows() if one.group != ANSWERED or one.id == at.id]
        place = ids.index(at.id)
        later = [*ids[place + 1 :], *ids[:place]]
        return later[0] if later else None

    def _save(self, typed: Typed) -> bool:
        """Keep an answer and go on; False where it cannot be, which is said beside it."""
        held = self.card.row
        if held is None:
            return False
        then = self._next(held)
        try:
            self._drafts.pop(held.id, None)
            self._desk.do(answer.answer_question, held.id, held.version, *typed)
        except Conflict as error:
            self._drafts[held.id] = typed
            self._reload()
            self.card.say(error.text)
            return False
        except UserError as error:
            self.card.say(error.text)
            if error.field == "text":
                self.card.focus_text()
            return False
        if then is not None:
            self.table.select(then)
        return True

    def _keyed(self, key: str) -> None:
        """A digit chose an answer, or Space confirmed the one that stands there."""
        if self.page is None or self.page.audit.sent or self.card.row is None:
            return
        if not key and not self.card.typed()[0]:
            self.card.say("There is no answer to confirm. 1 to 5 choose one.")
            return
        if key:
            changed = key != self.card.row.answer
            self.card.choose(key)
            text = self.card.typed()[1]
            # Words that were written for another answer do not fit this one.
            if changed and text == self.card.row.text:
                self.card.text.set_value("")
        self._save(self.card.typed())

    def _do(self, verb: str) -> None:
        held = self.card.row
        if held is None:
            return
        if verb == "save":
            focused: QWidget | None = QApplication.focusWidget()
            inside = focused is not None and self.card.isAncestorOf(focused)
            if self._save(self.card.typed()) and inside:
                self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        elif verb == "take":
            self._drafts.pop(held.id, None)
            then = self._next(held)
            self._desk.attempt(answer.answer_from_facts, held.id, held.version)
            if then is not None:
                self.table.select(then)
        elif verb == "clear":
            self._drafts.pop(held.id, None)
            self.card.show_row(held)
            self._desk.attempt(answer.answer_question, held.id, held.version, "")
        elif verb == "remove":
            self._desk.attempt(answer.remove_question, held.id, held.version)
        elif verb == "edit":
            self._edit_question(held)
        elif verb == "open":
            self._open_kept(held.kept)

    def _open_kept(self, kept: str) -> None:
        """Go where an answer is written."""
        if self.page is None:
            return
        client = self.page.audit.client_id
        if kept.startswith("run-"):
            self._desk.go(Place("checklists", int(kept.removeprefix("run-"))))
        elif kept in ("plan", "restores"):
            self._desk.go(
                Place("clients", client, "plan", {"part": kept} if kept != "plan" else {})
            )
        elif kept in ("event", "accounts", "agreement"):
            self._desk.go(Place("clients", client, kept))
        elif kept == "client":
            self._desk.go(Place("clients", client, "profile"))
        else:
            self._desk.go(Place("clients", client, "documentation", {"section": kept}))

    # --- forms ---------------------------------------------------------------------------------

    def _edit_question(self, held: QuestionRow) -> None:
        topics = [(None, "As its words say"), ("", "Nothing the documentation knows")]
        form = Form(
            [
                Field("words", "Question", NoteEntry(lines=3), span=2),
                Field("mark", "Number on the form", TextEntry()),
                Field(
                    "topic",
                    "About",
                    ChoiceEntry([*topics, *((one.key, one.title) for one in TOPICS)]),
                ),
            ],
            columns=2,
            on_save=partial(self._save_question, held),
            on_cancel=self.laid.back,
        )
        form.set_values({"words": held.words, "mark": held.mark, "topic": held.topic})
        self.laid.lay("Change question", "", form)

    def _save_question(self, held: QuestionRow, values: dict[str, str]) -> None:
        self._desk.do(answer.edit_question, held.id, held.version, **values)
        self.laid.back()

    def ask_sent(self) -> None:
        """Ask to whom the answers went."""
        if self.page is None:
            return
        self._keep()
        words = "From then on the answers are frozen. Ctrl+Z takes it back."
        form = send_form(self._desk, self.page.audit, self.laid.back, self.laid.back)
        self.laid.lay("Mark as sent", words, form)

    def add_questions(self) -> None:
        """Type or paste further questions."""
        form = add_form(self._desk, self._audit_id, self.laid.back, self.laid.back)
        self.laid.lay("Add questions", "Numbers, headings and boxes to tick may be left in.", form)

    def _edit(self) -> None:
        if self.page is not None:
            form = edit_form(self._desk, self.page.audit, self.laid.back, self.laid.back)
            self.laid.lay("Change audit", "", form)

    def _again_from_facts(self) -> None:
        self._keep()
        if self._desk.attempt(answer.ask_again, self._audit_id) is not None:
            QTimer.singleShot(0, self, self._ask_known)

    def _drop(self) -> None:
        if self.page is not None:
            self._desk.attempt(begin.drop_audit, self._audit_id, self.page.audit.version)

    def _next_year(self) -> None:
        self.begin_next(self._audit_id)

    def _more(self) -> list[tuple[str, Callable[[], object]] | None]:
        if self.page is None:
            return []
        following = ("Begin the next from this", self._next_year)
        if self.page.audit.sent:
            return [following]
        return [
            ("Add questions", self.add_questions),
            ("Ask the documentation again", self._again_from_facts),
            ("Change audit", self._edit),
            following,
            None,
            ("Drop audit", self._drop),
        ]

    def _open_ticket(self) -> None:
        if self.page is not None:
            self._desk.go(Place("tickets", self.page.audit.ticket_id))

    def print_shown(self) -> None:
        """Print the answers as they stand."""
        if self.page is not None:
            from ..printables import AUDIT

            self._keep()
            title = f"{self.page.audit.title} {self.page.audit.client}"
            self._desk.print_document(AUDIT, self._audit_id, title)

    def export_list(self) -> None:
        """Write the answers into a file, as the insurer wants them."""
        if self.page is not None:
            self._keep()
            page = self._desk.ask(queries.audit_page, self._audit_id, {})
            if page is not None:
                name = f"{page.audit.title} {page.audit.client}"
                self._desk.export(name, ANSWER_COLUMNS, list(page.questions))


def _facts(page: AuditPage) -> list[str]:
    audit = page.audit
    found = [] if audit.sent else [audit.count.words]
    found += [f"{audit.asked_by or audit.kind_words} asked {short_date(audit.asked_on)}"]
    if audit.due_on and not audit.sent:
        found.append(f"due {short_date(audit.due_on)}{' (late)' if audit.late else ''}")
    return [*found, *audit.notes.splitlines()[:1]]
