"""The page of one opportunity: the next step first, then what is known and what it is worth."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from ...clients.rules import WORKED_FOR
from ...dates import clock_time, full_date, short_date, today
from ...desk.area import Place
from ...desk.desk import Desk
from ...errors import Conflict, UserError
from ...shop.queries import shop
from ...widgets import theme
from ...widgets.boxes import STRETCH, beside
from ...widgets.buttons import Button, LinkButton, MenuButton
from ...widgets.entry import DateEntry, TextEntry
from ...widgets.form import Field, Form
from ...widgets.laid import Laid
from ...widgets.layout import Card, PageHead, Scroll, column, lead_focus, row, stack
from ...widgets.safe import Label
from ...widgets.table import Column, Table
from ...widgets.tags import Tag
from ..actions import moving, opportunities, winning
from ..queries.opportunity import MoveRow, OpportunityPage, opportunity_page
from ..queries.pipeline import StageRow, stages
from ..queries.proposals import proposals_of
from ..queries.winning import suggested
from ..rules.pipeline import CLOSED, Kind
from .beside import Beside
from .forms import later_form, opportunity_form, reason_form, win_form
from .qualify import QualifyCard
from .way import StageWay
from .worth import MadeCard, WorthCard

_RAIL, _NARROW_RAIL, _WIDE = 314, 270, 1_100
_TONES = {Kind.WON: "green", Kind.LOST: "grey", Kind.DECLINED: "grey", Kind.LATER: "amber"}
Entries = list[tuple[str, Callable[[], object]] | None]


class OpportunityView(QWidget):
    """One opportunity; forms are laid over it."""

    def __init__(self, desk: Desk, on_back: Callable[[], object]) -> None:
        super().__init__()
        self._desk = desk
        self.page: OpportunityPage | None = None
        self._step_seen = 0
        self._stages: list[StageRow] = []
        self.back = LinkButton("Prospects", on_back, name="Back to all prospects", pad=0)
        self.on = Button("On", on_click=self.go_on)
        self.win_button = Button("Won", "primary", icon="check", on_click=self.win)
        self.again = Button("Take up again", "primary", on_click=self.reopen)
        more = MenuButton("", "ellipsis", "More about this opportunity", self._more)
        actions: list[Any] = [one.make(desk) for one in desk.panels("opportunity.actions")]
        self.head = PageHead(actions=(*actions, self.on, self.win_button, self.again, more))
        self.way = StageWay()
        self.ended = Label("", "body", "ink2", wrap=True)
        self.step = self._step_form()
        self.next = Card("Next step")
        self.next.add(self.step)
        self.made = MadeCard(desk)
        self.worth = WorthCard(desk.ask(shop).money, self.edit)
        self.qualify = QualifyCard(self._answer)
        self.history = Table[MoveRow](
            (
                Column("when", "When", "date", _when, width=120),
                Column("to", "Stage", "two_line", lambda r: (r.after, r.words), stretch=2),
                Column("who", "Who", "muted", lambda r: r.person, width=130),
            ),
            name="Way of the opportunity",
            key=lambda r: (r.at, r.after),
            row="two_line",
            fit=True,
        )
        self.moves = Card("History", flush=True)
        self.moves.add(self.history)
        self.panels: list[Any] = [one.make(desk) for one in desk.panels("opportunity.main")]
        self.beside = Beside(desk)
        self._side = QWidget()
        stack(self._side, self.beside, STRETCH)
        main = column(
            self.next,
            self.made,
            self.worth,
            self.qualify,
            *self.panels,
            self.moves,
            STRETCH,
            gap=12,
        )
        body = QWidget()
        beside(body, main, self._side, gap=14, margin=(22, 12, 22, 20)).setStretch(0, 1)
        top = column(
            row(self.back, STRETCH), self.head, self.way, self.ended, gap=6, margin=(22, 12, 22, 4)
        )
        whole = QWidget()
        self._scroll = Scroll(body)
        stack(whole, top, self._scroll)
        lead_focus(whole, self.keys)
        self.laid = Laid(whole)
        stack(self, self.laid)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Narrow the rail on a narrow page."""
        px = theme.current().px
        self._side.setFixedWidth(px(_RAIL if self.width() >= px(_WIDE) else _NARROW_RAIL))
        super().resizeEvent(event)

    def keys(self) -> QWidget:
        """Where the keyboard goes: to the next stage, at an end back to all of them."""
        return self.on if self.on.isVisible() else self.back

    def _step_form(self) -> Form:
        return Form(
            [
                Field("next_step", "What happens next", TextEntry("Call, and ask"), span=2),
                Field("next_on", "On", DateEntry()),
            ],
            columns=3,
            on_save=self._save_step,
            save="Save next step",
            main=False,
        )

    # --- showing -------------------------------------------------------------------------------

    def show_id(self, opportunity_id: int) -> bool:
        """Show an opportunity; False where there is none any more."""
        found = self._desk.ask(opportunity_page, opportunity_id)
        before, self.page = self.page, found
        if found is None:
            return False
        other = before is None or before.id != found.id
        if other:
            self.laid.back()
        if before is None or (before.id, before.row.kind) != (found.id, found.row.kind):
            # What ended shows first what came of it.
            self._scroll.verticalScrollBar().setValue(0)
        self._stages = self._desk.ask(stages)
        self._show_head(found)
        if other or not self.step.dirty():
            self._step_seen = found.version
            self.step.set_values({"next_step": found.row.next_step, "next_on": found.row.next_on})
        self.worth.show_page(found)
        self.made.show_page(found)
        self.qualify.show_answers(found.answers, found.qualified, other=other)
        self.history.show_rows(found.moves)
        self.beside.show_page(found)
        for panel in self.panels:
            panel.show_id(found.id)
        return True

    def _show_head(self, page: OpportunityPage) -> None:
        row_ = page.row
        kind = Kind(row_.kind)
        tag = Tag(row_.stage_words, _TONES.get(kind, "accent"))
        owner = row_.owner or "Nobody looks after it"
        meta = [row_.client, row_.number, owner, f"since {full_date(row_.opened_on)}"]
        self.head.set_head(row_.title, meta, [tag])
        open_ = [one for one in self._stages if one.kind == Kind.OPEN]
        keys = [one.key for one in open_]
        self.way.show_way(
            [one.name for one in open_], keys.index(row_.stage) if row_.stage in keys else -1
        )
        self.way.setVisible(kind is Kind.OPEN)
        following = self._following()
        self.on.set_text(f"On to {following.name}" if following else "")
        self.on.setVisible(following is not None)
        self.win_button.setVisible(kind not in CLOSED)
        last = kind is Kind.OPEN and following is None
        self.win_button.set_kind("primary" if last else "default")
        self.on.set_kind("primary")
        self.again.setVisible(kind in (Kind.LOST, Kind.DECLINED, Kind.LATER))
        self.next.setVisible(kind not in CLOSED)
        self.qualify.setVisible(kind not in CLOSED or any(one.by_hand for one in page.answers))
        self.ended.set_text(self._ended_words(page))
        self.ended.setVisible(bool(self.ended.text()))

    def _ended_words(self, page: OpportunityPage) -> str:
        row_ = page.row
        if row_.kind == Kind.LATER:
            on = f" until {full_date(row_.next_on)}" if row_.next_on else ""
            return f"Put off{on}. It comes back to Today on its day."
        if row_.closed_on is None:
            return ""
        return f"{row_.stage_words} on {full_date(row_.closed_on)}. {row_.closed_why}".strip()

    def _following(self) -> StageRow | None:
        """The next open stage, None at the last one and where nothing is expected."""
        if self.page is None or self.page.row.kind != Kind.OPEN:
            return None
        open_ = [one for one in self._stages if one.kind == Kind.OPEN]
        keys = [one.key for one in open_]
        stage = self.page.row.stage
        at = keys.index(stage) if stage in keys else -1
        return open_[at + 1] if at + 1 < len(open_) else None

    # --- deeds ---------------------------------------------------------------------------------

    def _save_step(self, values: dict[str, Any]) -> None:
        if self.page is not None:
            said = dict(values)
            self._desk.do(opportunities.edit_opportunity, self.page.id, self._step_seen, said)
            self._step_seen = self.page.version

    def _answer(self, question: str, answer: str, words: str, version: int) -> int:
        """Write an answer down; answers the version of it that stands here now."""
        if self.page is None:
            return version
        said = (self.page.id, question, answer, words, version)
        try:
            self._desk.do(opportunities.answer_question, *said)
        except Conflict as error:
            # Who was told of theirs may write over it.
            self._desk.refuse(error)
            return error.now
        except UserError as error:
            self._desk.refuse(error)
            return version
        found = next(one for one in self.page.answers if one.code == question)
        return found.version

    def go_on(self) -> None:
        """Move to the next open stage."""
        following = self._following()
        if following is not None:
            self.move_to(following.key)

    def move_to(self, key: str) -> None:
        """Move to a stage; what it needs is asked for first."""
        page = self.page
        stage = next((one for one in self._stages if one.key == key), None)
        if page is None or stage is None:
            return
        asked = {Kind.WON: self.win, Kind.LOST: self.lose, Kind.DECLINED: self.decline}
        asked[Kind.LATER] = self.later
        ask = asked.get(Kind(stage.kind))
        if ask is not None:
            ask()
            return
        self._desk.attempt(moving.move_stage, page.id, page.version, key)

    def _lay(self, title: str, words: str, form: Form) -> None:
        if self.laid.busy():
            self.laid.resume()
            self._desk.say("Save or cancel what you began first.")
            return
        self.laid.lay(title, words, form)

    def edit(self) -> None:
        """Lay the form of the opportunity over its page."""
        page = self.page
        if page is None:
            return

        def save(values: dict[str, Any]) -> None:
            self._desk.do(opportunities.edit_opportunity, page.id, page.version, values)
            self.laid.back()

        form = opportunity_form(self._desk, page, save, self.laid.back, ask_client=False)
        self._lay(f"{page.row.client}: {page.row.title}", "", form)

    def win(self) -> None:
        """Lay the form of what follows a yes over the page."""
        page = self.page
        if page is None:
            return

        def save(values: dict[str, Any]) -> None:
            self._desk.do(winning.win, page.id, page.version, dict(values))
            self.laid.back()

        make = self._desk.ask(suggested, page.id)
        fresh = page.row.client_status not in WORKED_FOR
        form = win_form(self._desk, page, make, save, self.laid.back, fresh=fresh)
        words = (
            f"{page.row.client} said yes. What you know already goes into the draft and the "
            "hand-over; nothing is typed again and nothing is sent."
        )
        self._lay("Won", words + self._unanswered(page), form)

    def _unanswered(self, page: OpportunityPage) -> str:
        """That a proposal waits for its answer, whose lines would become the agreement."""
        sent = [one for one in self._desk.ask(proposals_of, page.id) if one.state == "sent"]
        if not sent or page.agreement_id is not None:
            return ""
        return (
            f" Proposal {sent[0].name} was sent and has no answer yet. Accept it there first, and"
            " its lines become the agreement."
        )

    def lose(self) -> None:
        """Ask why they said no."""
        self._ask_why(
            moving.lose, "Lost", "Write down as lost", "For the funnel; they stay a prospect."
        )

    def decline(self) -> None:
        """Ask why we do not take them on; nothing is sent."""
        help_ = "For us alone; nothing is sent. A kind letter is offered afterwards."
        self._ask_why(moving.decline, "Decline", "Decline them", help_)

    def _ask_why(self, verb: Any, title: str, button: str, help_: str) -> None:
        page = self.page
        if page is None:
            return

        def save(values: dict[str, Any]) -> None:
            self._desk.do(verb, page.id, page.version, values["reason"])
            self.laid.back()

        form = reason_form(save, self.laid.back, button, help_)
        self._lay(f"{title}: {page.row.client}", "", form)

    def later(self) -> None:
        """Ask until when it rests."""
        page = self.page
        if page is None:
            return

        def save(values: dict[str, Any]) -> None:
            said = (values["next_on"], values["words"])
            self._desk.do(moving.later, page.id, page.version, *said)
            self.laid.back()

        form = later_form(save, self.laid.back)
        self._lay(f"Not now: {page.row.client}", "It comes back to Today on its day.", form)

    def reopen(self) -> None:
        """Go on with one that ended or rests."""
        if self.page is not None:
            self._desk.attempt(moving.reopen, self.page.id, self.page.version)

    def ticket(self) -> None:
        """Open the sales ticket, or go to it."""
        if self.page is None:
            return
        found = self.page.ticket_id or self._desk.attempt(
            opportunities.open_sales_ticket, self.page.id
        )
        if found is not None:
            self._desk.go(Place("tickets", found))

    def _more(self) -> Entries:
        page = self.page
        if page is None:
            return []
        words = "Go to the sales ticket" if page.ticket_id else "Open a sales ticket"
        entries: Entries = [("Change", self.edit), (words, self.ticket)]
        if page.row.kind in CLOSED:
            return entries
        entries.append(None)
        for one in self._stages:
            if one.kind == Kind.OPEN and one.key != page.row.stage:
                entries.append((f"To {one.name}", partial(self.move_to, one.key)))
        entries += [
            None,
            ("Not now", self.later),
            ("They said no", self.lose),
            ("Decline them", self.decline),
        ]
        return entries


def _when(move: MoveRow) -> str:
    return f"{short_date(move.at.date(), today())}, {clock_time(move.at)}"
