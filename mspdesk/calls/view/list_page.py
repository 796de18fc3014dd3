"""A call list: the companies on it, how far each is, and what came of the calls."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from ...dates import short_date, today
from ...desk.area import Place
from ...desk.desk import Desk
from ...people.rules import first_name
from ...rows import dataclass
from ...widgets.buttons import Button, LinkButton, MenuButton
from ...widgets.layout import (
    STRETCH,
    Card,
    EmptyState,
    Fact,
    PageHead,
    Pairs,
    Scroll,
    column,
    row,
    stack,
)
from ...widgets.paged import PagedTable, Source
from ...widgets.safe import Label
from ...widgets.table import Column, Table, TagCell
from ..queries import counts
from ..queries.calling import CallRow, calls_of
from ..queries.lists import ListRow, TargetRow, place_of, target_count, targets
from ..rules.calling import TO_CALL, TONES
from .funnel_card import FunnelCard

_NEWEST = 4
"""Calls to a company that are shown beside the list; its page while calling shows more."""


@dataclass(frozen=True, slots=True)
class ListDeeds:
    """What can be done from the page of a list; each is a verb of the room."""

    start: Callable[[int | None], object]
    add: Callable[[], object]
    bring: Callable[[], object]
    paste: Callable[[], object]
    sheet: Callable[[], object]
    more: Callable[[], Sequence[tuple[str, Callable[[], object]] | None]]
    edit_company: Callable[[TargetRow], object]
    company_more: Callable[[TargetRow], Sequence[tuple[str, Callable[[], object]] | None]]


class ListPage(QWidget):
    """The head with Start calling, the companies below, the chosen one and the counts beside."""

    def __init__(self, desk: Desk, deeds: ListDeeds) -> None:
        super().__init__()
        self._desk, self._deeds = desk, deeds
        self._row: ListRow | None = None
        self.start_button = Button("Start calling", "primary", "phone", lambda: deeds.start(None))
        self.add_button = Button("Add", icon="plus", on_click=deeds.add, name="Add company")
        self.more = MenuButton("", "ellipsis", "More about this call list", deeds.more)
        self.head = PageHead(actions=(self.add_button, self.start_button, self.more), role="record")
        self.table = PagedTable[TargetRow](
            (
                Column(
                    "company", "Company", "title", lambda r: r.company, stretch=3, spoken=_spoken
                ),
                Column("who", "Ask for", "text", _who, stretch=2, hide_under=1100),
                Column(
                    "phone", "Phone", "num", lambda r: r.phone, align="left", role="body", ink="ink"
                ),
                Column("state", "", "tag", _state, width=112),
                Column(
                    "last", "Last call", "muted", lambda r: r.last_words, stretch=2, hide_under=1300
                ),
                Column("next", "Next", "date", _next, width=72),
            ),
            "Companies to call",
            on_select=self._picked,
            on_activate=lambda r: deeds.start(r.id) if r.state in TO_CALL else None,
        )
        self.empty = EmptyState(
            "phone",
            "Nobody to call yet",
            "Bring in a list of companies from a file, paste one, or type them one by one. None of "
            "them becomes a prospect before it talks to you.",
            row(
                Button("Bring in a list", "primary", "folder", deeds.bring),
                Button("Paste a list", on_click=deeds.paste),
                Button("Type the first company", on_click=deeds.add),
            ),
        )
        body = column(self.table, self.empty, margin=(6, 0, 6, 8))
        stack(self, row(self.head, margin=(22, 12, 16, 6)), body)
        self.rail = ListRail(desk, deeds)

    @property
    def shown(self) -> ListRow | None:
        """The list that is shown."""
        return self._row

    def show_list(self, found: ListRow) -> None:
        """Show another list, or the same one anew."""
        another = self._row is None or self._row.id != found.id
        self._row = found
        caller = first_name(found.person) if found.person else "Whoever has time"
        script = f"with “{found.script}”" if found.script else "without a script"
        self.head.set_head(found.name, [found.words, f"{caller} calls {script}"])
        closed = found.closed_on is not None
        self.start_button.setVisible(not closed)
        self.start_button.setEnabled(found.to_call > 0)
        self.add_button.setVisible(not closed)
        self._show_companies(found.id, another=another)
        self.rail.funnel.show_funnel(self._desk.ask(counts.funnel, None, None, found.id))
        self.rail.show_company(self.table.selected())

    def _show_companies(self, list_id: int, *, another: bool) -> None:
        """Show the companies from the top, or the same anew with the one that was chosen."""
        ask, chosen = self._desk.ask, self.table.selected()
        scroll = self.table.verticalScrollBar().value()
        self.table.show_source(
            Source(
                rows=lambda _order, skip, limit: ask(targets, list_id, limit, skip),
                count=lambda: ask(target_count, list_id),
            )
        )
        there = self.table.count() > 0
        self.table.setVisible(there)
        self.empty.setVisible(not there)
        if another or chosen is None or not self.choose(chosen.id):
            self.table.select_first()
        else:
            self.table.verticalScrollBar().setValue(scroll)

    def choose(self, target_id: int) -> bool:
        """Choose a company, wherever it stands in the list; False when it is gone."""
        if self._row is None:
            return False
        if self.table.select(target_id):
            return True
        self.table.select_place(self._desk.ask(place_of, self._row.id, target_id))
        chosen = self.table.selected()
        return chosen is not None and chosen.id == target_id

    def _picked(self, chosen: TargetRow | None) -> None:
        self.rail.show_company(chosen)

    def keys(self) -> QWidget:
        """Where the keyboard goes from the side list."""
        return self.table if not self.table.isHidden() else self.add_button


class ListRail(QWidget):
    """Beside the list: the company that is chosen, with its calls, and the counts of the list."""

    def __init__(self, desk: Desk, deeds: ListDeeds) -> None:
        super().__init__()
        self._desk, self._deeds = desk, deeds
        self._target: TargetRow | None = None
        self.company = Card("Chosen company", action="Change", on_action=self._edit)
        self.named = Label("", "card_large", wrap=True)
        self.older = Label("", "meta", "ink3", wrap=True)
        self.facts = Pairs(72)
        self.calls = Table[CallRow](
            (Column("call", "Calls", "two_line", _call, stretch=1),),
            name="Calls to this company",
            row="two_line",
            fit=True,
            side=0,
        )
        self.call_button = Button("Call now", icon="phone", on_click=self._call)
        self.client_link = LinkButton("Open the prospect", self._open, pad=0)
        self.more = MenuButton("", "ellipsis", "More about this company", self._more)
        self.notes = Label("", "body", "ink2", wrap=True)
        self.company.add(
            self.named,
            self.facts,
            self.notes,
            self.calls,
            self.older,
            row(self.call_button, self.client_link, STRETCH, self.more),
        )
        self.funnel = FunnelCard("How it goes")
        stack(
            self,
            Scroll(
                column(self.company, self.funnel, STRETCH, gap=12, margin=(14, 14, 14, 14)), "sheet"
            ),
        )

    def show_company(self, found: TargetRow | None) -> None:
        """Show another company, none without."""
        self._target = found
        self.company.setVisible(found is not None)
        if found is None:
            return
        self.named.set_text(found.company)
        facts = (
            ("Phone", found.phone),
            ("Ask for", ", ".join(filter(None, (found.contact, found.title)))),
            ("E-mail", found.email),
            ("Where", found.city),
            ("Kind", found.industry),
            ("Website", found.website),
            ("State", _state_words(found)),
        )
        self.facts.show_pairs([Fact(label, label, value) for label, value in facts if value])
        self.notes.set_text(found.notes)
        self.notes.setVisible(bool(found.notes))
        calls = self._desk.ask(calls_of, found.id)
        self.calls.setVisible(bool(calls))
        self.calls.show_rows(calls[:_NEWEST])
        more = len(calls) > _NEWEST
        self.older.set_text(f"The newest {_NEWEST} of {len(calls)} calls.")
        self.older.setVisible(more)
        self.call_button.setVisible(found.state in TO_CALL)
        self.client_link.setVisible(found.client_id is not None)

    def _edit(self) -> None:
        if self._target is not None:
            self._deeds.edit_company(self._target)

    def _call(self) -> None:
        if self._target is not None:
            self._deeds.start(self._target.id)

    def _open(self) -> None:
        if self._target is not None and self._target.client_id is not None:
            self._desk.go(Place("clients", self._target.client_id))

    def _more(self) -> Sequence[tuple[str, Callable[[], object]] | None]:
        return self._deeds.company_more(self._target) if self._target is not None else []


def _who(one: TargetRow) -> str:
    return one.contact or one.title or "Anybody"


def _state(one: TargetRow) -> TagCell:
    return TagCell(one.state_words, TONES.get(one.state, "grey"))


def _state_words(one: TargetRow) -> str:
    if one.next_on is not None:
        return f"{one.state_words}, {short_date(one.next_on)}"
    return one.state_words


def _next(one: TargetRow) -> str:
    if one.next_on is None:
        return ""
    return "Today" if one.next_on <= today() else short_date(one.next_on)


def _call(one: CallRow) -> tuple[str, str]:
    version = f"version {one.number}" if one.number else ""
    detail = ", ".join(
        filter(None, (one.when, first_name(one.person) if one.person else "", version))
    )
    return one.title, f"{one.words} ({detail})" if one.words else detail


def _spoken(one: TargetRow) -> str:
    said = [one.company, one.who, one.phone, _state_words(one), one.last_words]
    return ". ".join(filter(None, said)) + "."
