"""Beside a procedure: where it stands, who has read it, to whom it is brought, when left aside."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtWidgets import QSizePolicy, QWidget

from ...checklists.queries.shipped import shipped as shipped_checklists
from ...dates import full_date
from ...desk.area import Place
from ...desk.desk import Desk
from ...rows import dataclass
from ...widgets.buttons import LinkButton
from ...widgets.layout import STRETCH, Card, Ground, Pairs, Scroll, column, row, stack
from ...widgets.safe import Label
from ..queries import rollouts as rollout_queries
from ..queries import sops as queries
from ..queries.sops import SopPage, SopRow
from ..rules.life import State
from ..rules.sop import AUDIENCES

WRITES, LEADS = "tickets", "clients"
"""The permits for writing at a draft, and for deciding what is taught and in force."""

_EXCEPTIONS_SHOWN = 4
_REVISIONS_SHOWN = 6


@dataclass(frozen=True, slots=True)
class RailDeeds:
    """What the page does when something beside it is pressed."""

    acknowledge: Callable[..., object]
    reviewed: Callable[[], object]
    roll_out: Callable[[], object]
    write_exception: Callable[[], object]
    look_back: Callable[[int], object]


class SopRail(Ground):
    """The cards beside a procedure."""

    def __init__(self, desk: Desk, deeds: RailDeeds) -> None:
        super().__init__()
        self.setAccessibleName("About this procedure")
        self._desk, self._deeds = desk, deeds
        self.life = Card("Where it stands", action="Reviewed", on_action=deeds.reviewed)
        self.pairs = Pairs(label_width=74)
        self.life.add(self.pairs)
        self.readers = Card("Acknowledged")
        self.rollouts = Card("Roll-outs", action="Roll out", on_action=deeds.roll_out)
        self.exceptions = Card("Exceptions", action="Log one", on_action=deeds.write_exception)
        self.works = Card("Worked with")
        self.history = Card("Revisions")
        cards = (
            self.life,
            self.readers,
            self.rollouts,
            self.works,
            self.exceptions,
            self.history,
        )
        stack(self, Scroll(column(*cards, STRETCH, gap=12, margin=(14, 14, 14, 14))))

    def _leads(self) -> bool:
        return self._desk.may(LEADS)

    def _owner(self, one: SopRow) -> str:
        return self._desk.ask(queries.hat_titles).get(one.role, "")

    def _go(self, about: dict[str, Any]) -> None:
        self._desk.go(Place("checklists", do="procedures", about=about))

    def show_page(self, page: SopPage) -> None:
        """Show what hangs on another procedure."""
        one = page.row
        said = (
            ("State", one.state_words),
            ("For", ", ".join(AUDIENCES[part] for part in one.audiences)),
            ("Owner", self._owner(one) or "Nobody named"),
            ("Since", full_date(one.effective_on) if one.effective_on else ""),
            ("Review by", full_date(one.review_by) if one.review_by else ""),
        )
        self.pairs.show_pairs([pair for pair in said if pair[1]])
        self.life.action.setVisible(one.state == State.LIVE and self._leads())
        self.rollouts.action.setVisible(self._leads())
        self.exceptions.action.setVisible(self._desk.may(WRITES))
        self._show_readers(page)
        self._show_rollouts(page)
        self._show_works(page)
        self._show_exceptions(page)
        self._show_history(page)

    def _show_readers(self, page: SopPage) -> None:
        self.readers.clear()
        wanted = bool(page.readers) and page.row.state in (State.TRAINING, State.LIVE)
        self.readers.setVisible(wanted)
        if not wanted:
            return
        done = sum(one.on is not None for one in page.readers)
        self.readers.set_subtitle(f"{done} of {len(page.readers)}")
        me = self._desk.person_id
        for one in page.readers:
            if one.on is not None:
                right: QWidget = Label(full_date(one.on), "meta", "ink3")
            elif one.person_id == me:
                right = LinkButton("I have read it", self._deeds.acknowledge)
            elif not self._leads():
                right = Label("not yet", "meta", "ink3")
            else:
                right = LinkButton(
                    "Signed on paper",
                    partial(self._deeds.acknowledge, one.person_id),
                    name=f"{one.person} signed on paper",
                    role="meta",
                )
            self._add(self.readers, row(Label(one.person, fold=True), STRETCH, right))

    def _show_rollouts(self, page: SopPage) -> None:
        self.rollouts.clear()
        self.rollouts.setVisible(bool(page.row.revision))
        if page.row.id is None:
            return
        found = self._desk.ask(rollout_queries.rollouts, page.row.id)
        for one in found:
            who = "Clients" if one.audience == "clients" else "Employees"
            link = LinkButton(
                f"{who}, {one.done} of {len(one.reach)}",
                partial(self._go, {"part": "rollouts", "rollout": one.id}),
                name=f"Roll-out to {who.lower()}, revision {one.revision}, {one.words}",
            )
            day = f"Live {full_date(one.live_on)}" if one.live_on else one.state_words
            self._add(self.rollouts, column(row(link, STRETCH), Label(day, "meta", "ink3"), gap=0))
        if not found:
            self._add(self.rollouts, Label("Nobody was told yet.", "meta", "ink3"))

    def _show_works(self, page: SopPage) -> None:
        self.works.clear()
        known = shipped_checklists()
        self.works.setVisible(bool(page.words.checklists))
        for code in page.words.checklists:
            title = known[code].master.title if code in known else code
            go = Place("checklists", do="master", about={"code": code})
            link = LinkButton(title, partial(self._desk.go, go), name=f"Checklist {title}")
            self._add(self.works, row(link, STRETCH))

    def _show_exceptions(self, page: SopPage) -> None:
        self.exceptions.clear()
        self.exceptions.setVisible(bool(page.row.revision))
        for one in page.exceptions[:_EXCEPTIONS_SHOWN]:
            about = ", ".join(part for part in (one.client, one.ticket, one.person) if part)
            by = f"{full_date(one.on)}, allowed by {one.approved_by}"
            lines = (Label(one.reason, wrap=True), Label(about, "meta", "ink2") if about else None)
            self._add(self.exceptions, column(*lines, Label(by, "meta", "ink3", wrap=True), gap=0))
        if not page.exceptions:
            self._add(self.exceptions, Label("None so far.", "meta", "ink3"))
        rest = len(page.exceptions) - _EXCEPTIONS_SHOWN
        if rest > 0:
            go = Place("reports", about={"report": "procedure-exceptions"})
            link = LinkButton(f"{rest} more in Reports", partial(self._desk.go, go))
            self._add(self.exceptions, row(link, STRETCH))

    def _show_history(self, page: SopPage) -> None:
        self.history.clear()
        self.history.setVisible(bool(page.revisions))
        for one in page.revisions[:_REVISIONS_SHOWN]:
            said = ", ".join(part for part in (full_date(one.at.date()), one.person) if part)
            link = LinkButton(f"{one.number}", partial(self._deeds.look_back, one.number))
            link.setAccessibleName(f"Read revision {one.number}")
            words = Label(f"{said}{f': {one.note}' if one.note else ''}", "meta", "ink2", wrap=True)
            words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
            self._add(self.history, row(link, words, gap=10))

    def _add(self, card: Card, widget: QWidget) -> None:
        card.add(widget)
        widget.show()
