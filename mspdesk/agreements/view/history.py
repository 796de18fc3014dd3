"""What happened to an agreement: its sheets, its price raises, its papers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from ...dates import full_date
from ...desk.desk import Desk
from ...money import percent, shown
from ...rows import dataclass
from ...shop.queries import shop
from ...widgets.buttons import Button
from ...widgets.layout import Card
from ...widgets.table import Column, Table, TagCell
from .. import queries, rules
from ..queries import AgreementRow

_RAISED = {
    "planned": ("Planned", "amber"),
    "announced": ("Announced", "accent"),
    "applied": ("In force", "green"),
    "dropped": ("Dropped", "grey"),
}
_SHEETS = {"draft": ("Draft", "grey"), "accepted": ("Accepted", "green"), "past": ("Past", "grey")}


@dataclass(frozen=True, slots=True)
class Happening:
    """One line of the history; `kind` and `of` say what Enter opens."""

    id: str
    kind: str
    of: int
    on: date
    what: str
    words: str
    tag: TagCell | None


class HistoryCard(Card):
    """Sheets, price raises and papers, newest first; Enter opens one."""

    def __init__(self, desk: Desk, on_open: Callable[[Happening], object]) -> None:
        super().__init__("Sheets, prices and papers", flush=True)
        self._desk = desk
        self._money = desk.ask(shop).money
        self.add_sheet = Button("New sheet", icon="plus", name="New plan sheet or amendment")
        self.add_right(self.add_sheet)
        self.table = Table[Happening](
            (
                Column("on", "Day", "date", lambda r: full_date(r.on), width=110),
                Column("what", "What", "title", lambda r: r.what, width=200),
                Column("words", "", "text", lambda r: r.words, stretch=1),
                Column("tag", "", "tag", lambda r: r.tag, width=100),
            ),
            name="Sheets, prices and papers",
            row="card",
            side=14,
            fit=True,
            on_activate=on_open,
            empty="No sheet yet. It says what is included and what is paid for.",
        )
        self.add(self.table)

    def show_history(self, held: AgreementRow) -> None:
        """Show what happened to an agreement."""
        found = [*self._sheets(held.id), *self._raises(held.id), *self._papers(held.id)]
        found += self._steps(held)
        self.table.show_rows(sorted(found, key=lambda one: one.on, reverse=True))

    def _sheets(self, agreement_id: int) -> list[Happening]:
        return [
            Happening(
                f"sheet:{one.id}",
                "sheet",
                one.id,
                one.effective_on,
                one.name,
                ", ".join(
                    filter(None, (one.title, one.accepted_by and f"agreed to by {one.accepted_by}"))
                ),
                TagCell(*_SHEETS.get(one.state, (one.state, "grey"))),
            )
            for one in self._desk.ask(queries.sheets_of, agreement_id)
        ]

    def _raises(self, agreement_id: int) -> list[Happening]:
        return [
            Happening(
                f"raise:{one.id}",
                "raise",
                one.id,
                one.effective_on,
                "New prices",
                self._raise_words(one),
                TagCell(*_RAISED.get(one.state, (one.state, "grey"))),
            )
            for one in self._desk.ask(queries.raises_of, agreement_id)
        ]

    def _raise_words(self, one: queries.RaiseRow) -> str:
        parts = []
        if one.percent:
            parts.append(f"all lines {'+' if one.percent > 0 else ''}{percent(one.percent * 100)}")
        if one.new_rate is not None:
            old = f" from {shown(one.old_rate, self._money)}" if one.old_rate is not None else ""
            parts.append(f"{shown(one.new_rate, self._money)} an hour{old}")
        if one.announced_on:
            parts.append(f"told {full_date(one.announced_on)}")
        return ", ".join(parts)

    def _papers(self, agreement_id: int) -> list[Happening]:
        return [
            Happening(
                f"file:{one.id}",
                "file",
                one.id,
                one.at.date(),
                "Signed copy" if one.kind == "signed" else "Paper",
                one.name,
                None,
            )
            for one in self._desk.ask(queries.files_of, agreement_id)
        ]

    def _steps(self, held: AgreementRow) -> list[Happening]:
        """What the agreement itself went through."""
        said = [
            (held.drafted_on, "Drafted", held.number),
            (held.reviewed_on, "Reviewed", "by a lawyer"),
            (held.sent_on, "Sent", "the words are kept as they went out"),
            (held.signed_on, "Signed", held.signer_theirs),
            (held.notice_on, "Notice given", held.ended_why),
            (held.ended_on, rules.STATES.get(held.state, ""), held.ended_why),
        ]
        return [
            Happening(f"step:{what}", "step", held.id, on, what, words, None)
            for on, what, words in said
            if on is not None
        ]
