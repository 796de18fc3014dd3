"""Receivables: who owes what, how late, and the next step to take; the program takes none."""

from functools import partial

from ...dates import short_date
from ...desk.area import Place
from ...desk.desk import Desk
from ...money import Currency, shown
from ...widgets import dialogs
from ...widgets.buttons import Button, MenuButton
from ...widgets.layout import STRETCH, column, row
from ...widgets.table import Column, Table
from ..printables import STATEMENTS
from ..queries import OwesRow, Receivables
from ..reports import owes_columns
from .owes import OwesPane

TABLES = {
    "invoice",
    "invoice_event",
    "payment",
    "allocation",
    "client",
    "collection_rule",
    "collection_step",
    "payment_promise",
    "letter",
}


class ReceivablesSection:
    """The list of clients that owe, the one that is chosen, and its part of the toolbar."""

    key = "receivables"

    def __init__(self, desk: Desk, pane: OwesPane) -> None:
        self._desk = desk
        self.found: Receivables | None = None
        self._bucket = ""
        self.table = Table[OwesRow](
            (
                Column("client", "Client", "title", lambda r: r.client, stretch=6, sort=_name),
                Column(
                    "current",
                    "Current",
                    "num",
                    partial(self._part, "current"),
                    role="body",
                    hide_under=1150,
                ),
                Column("1-30", "1 to 30", "num", partial(self._part, "1-30"), role="body"),
                Column("31-60", "31 to 60", "num", partial(self._part, "31-60"), role="body"),
                Column("61-90", "61 to 90", "num", partial(self._part, "61-90"), role="body"),
                Column("over-90", "Over 90", "num", partial(self._part, "over-90"), color=_red),
                Column("open", "Open", "money", self._open, sort=lambda r: r.open_total),
                Column(
                    "over",
                    "Not applied",
                    "num",
                    lambda r: self._shown(r.unapplied),
                    hide_under=1400,
                ),
                Column(
                    "next",
                    "Next step",
                    "text",
                    _step,
                    stretch=4,
                    role="meta",
                    color=_amber,
                    hide_under=1150,
                ),
                Column("since", "From", "num", _since, align="left", hide_under=1400),
            ),
            "Who owes what",
            on_select=self._choose,
            on_activate=lambda _row: self.detail.focus_first(),
            empty="Nobody owes anything.",
        )
        self.detail = pane
        self.print_button = Button(
            "Print statements", icon="printer", on_click=self.print_statements
        )
        more = MenuButton(
            "",
            "ellipsis",
            "More about receivables",
            [
                ("Send each statement by mail", self.send_each),
                ("Save each statement as a file", self.save_each),
                ("Export the list", self._export),
            ],
        )
        self.actions = row(STRETCH, self.print_button, more)
        self.listing = column(self.table)

    def show_found(self, found: Receivables) -> None:
        """Show who owes what."""
        self.found = found
        rows = [row for row in found.clients if not self._bucket or row.amounts[self._bucket]]
        self.table.show_rows(rows)
        if self.table.selected() is None:
            self.table.select_first()
        self._choose(self.table.selected())

    def show_bucket(self, bucket: str) -> None:
        """Show only clients with something of this age; the same again shows all."""
        self._bucket = "" if self._bucket == bucket else bucket
        if self.found is not None:
            self.show_found(self.found)

    def _currency(self) -> Currency:
        return self.found.currency if self.found else Currency()

    def _shown(self, amount: int) -> str:
        return shown(amount, self._currency()) if amount else ""

    def _part(self, bucket: str, owes: OwesRow) -> str:
        return self._shown(owes.amounts[bucket])

    def _open(self, owes: OwesRow) -> str:
        return shown(owes.open_total, self._currency())

    def _choose(self, owes: OwesRow | None) -> None:
        self.detail.show_client(owes, self._currency())

    def facts(self) -> list[str]:
        """What the status bar says."""
        if self.found is None:
            return ["Receivables"]
        total = shown(self.found.ageing.open_total, self._currency())
        net = shown(self.found.ageing.net, self._currency())
        less = [f"{net} after what is not applied"] if net != total else []
        return ["Receivables", f"*{total} open", *less]

    def _owing(self) -> list[int]:
        """The clients that owe; says so where there are none."""
        ids = [owes.id for owes in self.found.clients if owes.open_total > 0] if self.found else []
        if not ids:
            self._desk.say("Nobody owes anything.")
        return ids

    def print_statements(self) -> None:
        """Set out the statements of everybody who owes."""
        ids = self._owing()
        if ids:
            self._desk.print_document(STATEMENTS, tuple(ids), f"{len(ids)} statements")

    def send_each(self) -> None:
        """Put the statement of everybody who owes into the outbox, and send what waits."""
        from .. import runs

        ids = self._owing()
        if ids:
            job = self._desk.fetch("Putting statements together", runs.queue_statements, ids)
            job.then(self._queued)

    def _queued(self, without: list[str]) -> None:
        self._desk.go(Place("billing", do="send"))
        if without:
            names = ", ".join(without[:3]) + (" and others" if len(without) > 3 else "")
            self._desk.say(f"No address for bills: {names}. Print those statements.")

    def save_each(self) -> None:
        """Save the statement of everybody who owes as a file of its own."""
        from .. import runs

        ids = self._owing()
        folder = dialogs.choose_folder(self.listing, "Folder for the statements") if ids else None
        if folder is not None:
            job = self._desk.run("Saving statements", runs.save_statements, ids, folder)
            job.then(
                lambda files: self._desk.say(f"{len(files)} statements saved in {folder.name}")
            )

    def print_shown(self) -> None:
        """Print the chosen client's statement."""
        self.detail.print_shown()

    def _export(self) -> None:
        if self.found is not None:
            self._desk.export(
                "Receivables", owes_columns(self._currency()), list(self.found.clients)
            )


def _red(owes: OwesRow) -> str | None:
    return "red" if owes.amounts["over-90"] else None


def _name(owes: OwesRow) -> str:
    return owes.client.lower()


def _step(owes: OwesRow) -> str:
    """The next step; where a promise holds it or work is stopped, that is the fact that counts."""
    standing = owes.standing
    if standing.promise is not None and (owes.next is None or owes.next.held_until):
        return "Promised"
    if owes.next is not None:
        return owes.next.words
    return "Critical work only" if standing.stopped_on else ""


def _amber(owes: OwesRow) -> str | None:
    return "amber" if owes.standing.stopped_on is not None else None


def _since(owes: OwesRow) -> str:
    return short_date(owes.next.on) if owes.next else ""
