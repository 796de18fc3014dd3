"""The list of looks: who opened, saw, copied, printed or changed what, and when."""

from __future__ import annotations

from ...dates import clock_time, full_date, wall_of
from ...desk.desk import Desk
from ...documentation.rules.credentials import FIELDS
from ...exchange.columns import TEXT, OutColumn
from ...vault import queries
from ...vault.queries import LookRow
from ...widgets.buttons import Button
from ...widgets.layout import STRETCH, Card, row
from ...widgets.safe import Label
from ...widgets.table import Column, Table

PAGE = 100


def _when(look: LookRow) -> str:
    at = wall_of(look.at)
    return f"{full_date(at.date())}, {clock_time(at)}"


def _what(look: LookRow) -> str:
    field = FIELDS.get(look.field, look.field)
    return ", ".join(part for part in (look.label, field.lower()) if part) or look.why


_OUT: tuple[OutColumn[LookRow], ...] = (
    OutColumn("When", TEXT, _when),
    OutColumn("Who", TEXT, lambda r: r.person),
    OutColumn("Computer", TEXT, lambda r: r.computer),
    OutColumn("Did", TEXT, lambda r: r.words),
    OutColumn("Client", TEXT, lambda r: r.client),
    OutColumn("What", TEXT, _what),
    OutColumn("Why", TEXT, lambda r: r.why),
)


class LooksCard(Card):
    """The newest looks first; older ones are added on a wish."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("List of looks", "written before anything is shown; never changed")
        self._desk = desk
        self.table = Table[LookRow](
            (
                Column("at", "When", "date", _when, width=160),
                Column("who", "Who", "title", lambda r: r.person, width=130, role="body"),
                Column("did", "Did", "text", lambda r: r.words, width=128),
                Column("client", "Client", "text", lambda r: r.client, width=170),
                Column("what", "What", "text", _what, stretch=1),
            ),
            "List of looks",
            row="compact",
            fit=True,
            empty="Nobody has opened the vault yet.",
        )
        self.more = Button("Show older ones", on_click=self._older)
        self.give = Button("Export", "quiet", "download", self._export, name="Export the looks")
        self._shown = PAGE
        self._note = Label("", "meta", "ink3")
        self.add(self.table, row(self.more, self._note, STRETCH, self.give))

    def refresh(self) -> None:
        """Ask for the looks again."""
        found = self._desk.ask(queries.looks, limit=self._shown + 1)
        self.table.show_rows(found[: self._shown])
        self.more.setVisible(len(found) > self._shown)

    def _older(self) -> None:
        self._shown += PAGE
        self.refresh()

    def _export(self) -> None:
        self._desk.export("Looks into the vault", _OUT, self.table.rows())
