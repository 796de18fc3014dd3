"""A person's page: the head with what can be done, and its parts under tabs."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from ...dates import full_date, today
from ...desk.area import Place
from ...desk.desk import Desk
from ...people.queries import PersonRow
from ...people.rules import KINDS, TIERS
from ...widgets.buttons import Button, MenuButton
from ...widgets.entry import CheckEntry, ChoiceEntry, DateEntry, Entry, TextEntry
from ...widgets.form import Field, Heading
from ...widgets.laid import Laid
from ...widgets.layout import PageHead, row, stack
from ...widgets.tabs import TabPages
from ...widgets.tags import Tag
from ..actions import staff as actions
from ..actions.leaving import change_person
from ..printables.checks import CHECKS
from ..printables.handouts import BENEFITS, SIGN_OUT
from ..printables.pack import PACK
from ..queries.staff import StaffPage, staff_page
from ..rules.growth import service
from ..rules.temps import KINDS as TEMPS
from .benefits import BenefitsPart
from .checks import ChecksPart
from .growth import GrowthPart
from .hours import HoursPart
from .laying import lay_form
from .person_part import PersonPart
from .temps import TempsPart
from .wage import WagePart

PARTS: dict[str, tuple[str, Any]] = {
    "person": ("Person", PersonPart),
    "hours": ("Hours and leave", HoursPart),
    "wage": ("Wage", WagePart),
    "growth": ("Growth", GrowthPart),
    "checks": ("Checks and things", ChecksPart),
    "benefits": ("Benefits", BenefitsPart),
    "work": ("Work and rating", TempsPart),
}


class PersonPage(QWidget):
    """One person; whoever may not see a part has no tab for it."""

    def __init__(self, desk: Desk, laid: Laid) -> None:
        super().__init__()
        self._desk, self._laid = desk, laid
        self._page: StaffPage | None = None
        self.change = Button("Change person", on_click=self.edit)
        self.more = MenuButton("", "ellipsis", "More about this person", self._more)
        self.head = PageHead(actions=(self.change, self.more), role="record")
        self.tabs = TabPages("Parts of a person's page")
        stack(self, row(self.head, margin=(22, 12, 16, 6)), row(self.tabs, margin=(22, 0, 22, 0)))
        for key, (title, make) in PARTS.items():
            self.tabs.add(key, title, partial(make, desk, laid))
        self.tabs.chosen.connect(self._show_part)

    @property
    def page(self) -> StaffPage | None:
        """What is shown."""
        return self._page

    def part(self, key: str = "") -> Any:
        """The part of a key, the one in front without."""
        return self.tabs.page(key or self.tabs.current_key())

    def show_person(self, person_id: int) -> None:
        """Show another person, or the same one anew."""
        page = self._page = self._desk.ask(staff_page, person_id)
        if page is None:
            return
        who = page.person
        here = _here(who) if page.whole else []
        tags = [Tag("You", "accent")] if page.own else []
        if who.left_on is not None:
            gone = who.left_on < today()
            tags.append(Tag("Left" if gone else "Leaves us", "grey" if gone else "amber"))
        self.head.set_head(who.name, [who.title or KINDS.get(who.kind, who.kind), *here], tags)
        self.change.setVisible(page.lead)
        self.more.setVisible(page.lead)
        shown = _shown(page)
        for key in PARTS:
            self.tabs.tabs.set_shown(key, shown=key in shown)
        if self.tabs.current_key() not in shown:
            self.tabs.choose("person")
        self._show_part(self.tabs.current_key())

    def _show_part(self, key: str) -> None:
        if self._page is not None and key in _shown(self._page):
            self.part(key).show_page(self._page)

    def choose(self, key: str) -> None:
        """Turn to a part, where it may be seen."""
        if self._page is not None and key in _shown(self._page):
            self.tabs.choose(key)

    # --- deeds ---------------------------------------------------------------------------------

    def edit(self) -> None:
        """Show the form of this person."""
        if self._page is None:
            return
        who = self._page.person
        names = (*_NAMES, "hired_on")
        lay_form(
            self._laid,
            who.name,
            person_fields(),
            {name: getattr(who, name) for name in names},
            lambda values: self._desk.do(change_person, who.id, who.version, values),
            save="Save person",
        )

    def last_day(self) -> None:
        """Show the form of somebody's last day; their hats stay on the chart, unfilled."""
        if self._page is None:
            return
        who, page = self._page.person, self._page
        hats = ", ".join(page.hats)
        words = f"{hats} stay on the chart and are the owner's for now." if hats else ""
        if page.out:
            words += f" {page.out} of our things are still out."
        lay_form(
            self._laid,
            f"{who.name} leaves us",
            [Field("left_on", "Last day", DateEntry(), help="Empty: stays.")],
            {"left_on": who.left_on or today()},
            lambda values: self._desk.do(change_person, who.id, who.version, values),
            save="Save last day",
            words=f"{words} Nothing they did is lost.".strip(),
        )

    def exit_list(self) -> None:
        """Go to the list with which the shop parts from them, begun now where it was not."""
        if self._page is not None:
            run = self._desk.attempt(actions.part, self._page.person.id)
            if run is not None:
                self._desk.go(Place("checklists", run))

    def _more(self) -> list[Any]:
        if self._page is None:
            return []
        who = self._page.person
        return [
            ("Print checks list", lambda: self._print(CHECKS, f"Checks of {who.name}")),
            ("Print onboarding pack index", lambda: self._print(PACK, f"Pack of {who.name}")),
            ("Print benefits sheet", lambda: self._print(BENEFITS, f"Benefits of {who.name}")),
            ("Print sign-out sheet", lambda: self._print(SIGN_OUT, f"Things of {who.name}")),
            None,
            ("Last day here", self.last_day),
            *([("Exit list", self.exit_list)] if who.left_on is not None else []),
            ("Hats on the chart", lambda: self._desk.go(Place("orgchart"))),
        ]

    def _print(self, printable: Any, title: str) -> None:
        if self._page is not None:
            self._desk.print_document(printable, self._page.person.id, title)

    def print_shown(self) -> None:
        """Ctrl+P prints the paper of the part in front, else the index of the pack."""
        if self._page is None or not self._page.whole:
            return
        part = self.part()
        if hasattr(part, "print_shown"):
            part.print_shown()
        elif self._page.lead:
            self._print(PACK, f"Pack of {self._page.person.name}")


_NAMES = ("name", "title", "email", "phone", "kind", "tier", "takes_tickets", "new_tech")


def person_fields() -> list[Field | Heading]:
    """The fields of who somebody is."""
    tier: Entry = ChoiceEntry([(number, f"Tier {number}") for number in TIERS])
    return [
        Field("name", "Name", TextEntry(), required=True),
        Field("title", "Title", TextEntry()),
        Field("kind", "Employed as", ChoiceEntry(list(KINDS.items()))),
        Field("email", "E-mail", TextEntry()),
        Field("phone", "Phone", TextEntry()),
        Field("hired_on", "First day", DateEntry()),
        Field("tier", "Tier", tier, help="Skill; it never changes a price."),
        Field("takes_tickets", "Tickets", CheckEntry("Works on tickets")),
        Field("new_tech", "New", CheckEntry("New at this work")),
    ]


def _here(who: PersonRow) -> list[str]:
    """Since when somebody is here and how long that is, or from when to when they were."""
    if who.hired_on is None:
        return []
    first = full_date(who.hired_on)
    if who.left_on is not None and who.left_on < today():
        return [f"Was here {first} to {full_date(who.left_on)}"]
    if who.hired_on > today():
        return [f"Comes on {first}"]
    return [f"Here since {first}", service(who.hired_on, today())]


def _shown(page: StaffPage) -> list[str]:
    """The parts that may be seen of a page: all, one's own, or who it is."""
    if page.lead:
        return [key for key in PARTS if key != "work" or page.person.kind in TEMPS]
    return ["person", "hours", "growth", "checks", "benefits"] if page.own else ["person"]
