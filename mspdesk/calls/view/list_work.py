"""What can be done with call lists and the companies on them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from ...desk.desk import Desk
from ...exchange.columns import DATE, TEXT, OutColumn
from ...rows import dataclass
from ...widgets.form import Form
from ..actions import lists as list_actions
from ..queries.calling import prospects_to_call
from ..queries.lists import ListRow, TargetRow, targets
from ..rules.calling import TO_CALL
from .bring import BringPage, prospects_form
from .forms import company_form, list_form, stop_form

Entries = Sequence[tuple[str, Callable[[], object]] | None]

_STOP = "A number is taken off every list for good, and no list brings it back."


@dataclass(frozen=True, slots=True)
class ListRoom:
    """What the room lends: the list in front, forms laid over the page, and where to go."""

    shown: Callable[[], ListRow | None]
    lay: Callable[[str, str, Form], None]
    back: Callable[[], None]
    open: Callable[[int], None]
    choose: Callable[[int], object]
    print: Callable[[], None]


class ListWork:
    """The verbs of call lists; `bring` shows what a file or a paste would bring."""

    def __init__(self, desk: Desk, room: ListRoom, bring: BringPage) -> None:
        self._desk, self.bring = desk, bring
        self._shown, self._lay, self._back = room.shown, room.lay, room.back
        self._open, self._choose, self._print = room.open, room.choose, room.print

    def new_list(self) -> None:
        """Show the form of a new call list."""

        def save(values: dict[str, Any]) -> None:
            made = self._desk.do(list_actions.add_list, values["name"], _rest(values))
            self._back()
            self._open(made)

        form = list_form(self._desk, None, save, self._back)
        self._lay("New call list", "Companies come onto it from a file, a paste or by hand.", form)

    def edit_list(self) -> None:
        """Show the form of the list."""
        found = self._shown()
        if found is None:
            return

        def save(values: dict[str, Any]) -> None:
            self._desk.do(list_actions.edit_list, found.id, found.version, values)
            self._back()

        self._lay(found.name, "", list_form(self._desk, found, save, self._back))

    def more(self) -> Entries:
        """What else can be done with the list."""
        found = self._shown()
        if found is None:
            return []
        if found.closed_on is not None:
            return [
                ("Open this list again", lambda: self._turn(list_actions.reopen_list, found.id)),
                ("Print a call sheet", self._print),
            ]
        return [
            ("Bring in a list from a file", self.bring_file),
            ("Paste a list", self.paste),
            ("Put prospects on it", self.add_prospects),
            None,
            ("Print a call sheet", self._print),
            ("Write the list into a file", self.export_list),
            None,
            ("Change list", self.edit_list),
            ("Take off a number that asked", self.stop_number),
            ("Close this list", lambda: self._turn(list_actions.close_list, found.id)),
        ]

    def _turn(self, verb: Any, key: int) -> None:
        self._desk.attempt(verb, key)

    def add_company(self) -> None:
        """Show the form of a company to call."""
        found = self._shown()
        if found is None:
            return

        def save(values: dict[str, Any]) -> None:
            made = self._desk.do(list_actions.add_target, found.id, values)
            self._back()
            self._choose(made)

        form = company_form(None, save, self._back)
        self._lay("Add a company", "It becomes a prospect once somebody there talks to you.", form)

    def edit_company(self, row_: TargetRow) -> None:
        """Show the form of a company that is on the list."""

        def save(values: dict[str, Any]) -> None:
            self._desk.do(list_actions.edit_target, row_.id, row_.version, values)
            self._back()

        self._lay(row_.company, "", company_form(row_, save, self._back))

    def company_more(self, row_: TargetRow) -> Entries:
        """What else can be done with a company on it."""
        found: list[tuple[str, Callable[[], object]] | None] = [
            ("Change company", lambda: self.edit_company(row_))
        ]
        if row_.state not in (*TO_CALL, "stopped"):
            found.append(("Call them again", lambda: self._turn(list_actions.call_again, row_.id)))
        if not row_.tries:
            found.append(
                ("Take off the list", lambda: self._turn(list_actions.remove_target, row_.id))
            )
        return found

    def stop_number(self) -> None:
        """Show the form of a number that is never called again."""

        def save(values: dict[str, Any]) -> None:
            said = (values["phone"], values["company"] or "", values["words"] or "")
            self._desk.do(list_actions.stop_number, *said)
            self._back()

        self._lay("Never call a number again", _STOP, stop_form(save, self._back))

    def bring_file(self) -> None:
        """Ask for a file of companies and show what it would bring."""
        found = self._shown()
        if found is not None:
            self.bring.choose(found.id)

    def drop_words(self, paths: Sequence[Path]) -> str:
        """What dropping files onto the list would do; empty for nothing."""
        found = self._shown()
        if found is None or found.closed_on is not None or len(paths) != 1:
            return ""
        return f"Look at {paths[0].name}"

    def dropped(self, paths: Sequence[Path]) -> None:
        """Show what a file that was dropped would bring."""
        found = self._shown()
        if found is not None:
            self.bring.look_at(found.id, paths[0])

    def paste(self) -> None:
        """Show the form into which a list is pasted."""
        found = self._shown()
        if found is not None:
            form = self.bring.paste_form(found.id, self._back)
            self._lay("Paste a list", "You see what it would bring before it is taken.", form)

    def add_prospects(self) -> None:
        """Show the prospects who can be put on the list."""
        found = self._shown()
        if found is None:
            return
        offered = self._desk.ask(prospects_to_call, found.id)
        if not offered:
            self._desk.say("Every prospect with a phone number is on this list already.")
            return

        def save(chosen: list[int]) -> None:
            self._desk.do(list_actions.add_prospects, found.id, chosen)
            self._back()

        form = prospects_form(offered, save, self._back)
        self._lay("Put prospects on the list", "With the number and contact you know.", form)

    def export_list(self) -> None:
        """Write the companies of the list into a file."""
        found = self._shown()
        if found is not None:
            self._desk.export(found.name, COLUMNS, self._desk.ask(targets, found.id))


COLUMNS = (
    OutColumn[TargetRow]("Company", TEXT, lambda row: row.company),
    OutColumn[TargetRow]("Phone", TEXT, lambda row: row.phone),
    OutColumn[TargetRow]("Contact", TEXT, lambda row: row.contact),
    OutColumn[TargetRow]("Title", TEXT, lambda row: row.title),
    OutColumn[TargetRow]("E-mail", TEXT, lambda row: row.email),
    OutColumn[TargetRow]("City", TEXT, lambda row: row.city),
    OutColumn[TargetRow]("Industry", TEXT, lambda row: row.industry),
    OutColumn[TargetRow]("Website", TEXT, lambda row: row.website),
    OutColumn[TargetRow]("State", TEXT, lambda row: row.state_words),
    OutColumn[TargetRow]("Last call", TEXT, lambda row: row.last_words),
    OutColumn[TargetRow]("Next call", DATE, lambda row: row.next_on),
    OutColumn[TargetRow]("Notes", TEXT, lambda row: row.notes),
)
"""The columns of a call list in a file; those it can be read from stand under our own names."""


def _rest(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name != "name"}
