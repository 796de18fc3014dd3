"""What an area of the shop offers the rest of the program: words, and things imported when used.

Nothing here imports Qt, tables or paper: the window can paint its tabs from these alone.
"""

from collections.abc import Callable, Sequence
from dataclasses import field
from datetime import date
from importlib import import_module
from typing import Any, Generic, TypeVar

from ..rows import dataclass

T = TypeVar("T")


class Lazy(Generic[T]):
    """Something named as `package.module:name`, imported when it is first called for."""

    def __init__(self, path: str) -> None:
        self.path = path

    def __call__(self) -> T:
        """Import it and hand it over."""
        module, _, name = self.path.partition(":")
        found: T = getattr(import_module(module), name)
        return found


class Made:
    """A maker that imports `package.module:Class` when first used, and builds it from the desk."""

    def __init__(self, path: str) -> None:
        self._wanted: Lazy[Callable[[Any], Any]] = Lazy(path)

    def load(self) -> None:
        """Import it already, on whatever thread has the time."""
        self._wanted()

    def __call__(self, desk: Any) -> Any:
        """Build it."""
        return self._wanted()(desk)


def made_by(path: str) -> Made:
    """A maker of what `package.module:Class` names."""
    return Made(path)


def asked(path: str) -> Callable[..., Any]:
    """A question that imports `package.module:function` when it is first asked."""
    wanted: Lazy[Callable[..., Any]] = Lazy(path)

    def ask(*about: Any) -> Any:
        return wanted()(*about)

    return ask


def nothing() -> Any:
    """The empty offer: an area that has none of these."""
    return ()


@dataclass(frozen=True, slots=True)
class Place:
    """Somewhere to go: an area's tab, a record there by id, and what to do on arrival.

    `do` is a word the area's view knows (new, edit, pay); `about` carries ids for it, for instance
    the client of a new ticket.
    """

    area: str
    id: int | None = None
    do: str = ""
    about: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Found:
    """One hit of the search: its words, where it leads, its icon or priority."""

    title: str
    detail: str
    place: Place
    icon: str = ""
    priority: int | None = None
    client_id: int | None = None
    client: str = ""


def found_client(client_id: int, name: str, number: str = "") -> Found:
    """A client as the palette names the one in front, for whom it offers commands."""
    place = Place("clients", client_id)
    return Found(name, number, place, client_id=client_id, client=name)


@dataclass(frozen=True, slots=True)
class Finder:
    """Finds records of one kind as somebody types: `find(session, text, limit)` gives Found rows.

    `order` places the group; `digits` says that a text of digits alone belongs here first. Whoever
    types the title or the `words` of a kind wants that kind first. `needs` is a permit.
    """

    title: str
    find: Callable[..., list[Found]]
    order: int
    digits: bool = False
    words: str = ""
    needs: str = ""


@dataclass(frozen=True, slots=True)
class Verb:
    """Something the palette can do: go to a place, for a client when `for_client` is set.

    `title` may hold {client}. `key` is the key cap shown; `needs` a permit (see people.rules).
    """

    title: str
    place: Place
    icon: str = "play"
    key: str = ""
    needs: str = ""
    for_client: bool = False
    words: str = ""


@dataclass(frozen=True, slots=True)
class TodayRow:
    """One line of a list on Today: words, a quieter second line, where its link leads."""

    title: str
    detail: str
    link: str
    place: Place
    icon: str = "circle-alert"
    color: str = "ink2"


@dataclass(frozen=True, slots=True)
class TodayList:
    """A list on Today: `rows(session, person_id, day)`; empty lists are not shown.

    `order` places it; `needs` is a permit. With `unless_seen` a row is left out while today's
    tickets in the middle of the page show it. `of` names the table without whose rows there are
    none, so that nothing is asked while a shop does without it. `whole` is where all of them are,
    for those Today has no room for. A `quiet` list is no work of this day: it is one line with its
    count that leads there, or to the only row there is.
    """

    title: str
    rows: Callable[..., list[TodayRow]]
    order: int
    needs: str = ""
    unless_seen: bool = False
    of: str = ""
    whole: Place | None = None
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Panel:
    """A piece an upper area puts on a lower screen.

    `where` names the spot: client.tab, client.main, client.rail, client.tag, client.actions,
    clients.room, offerings.list (a page beside the offerings), ticket.main, ticket.actions,
    ticket.mode (a part beside the ticket, with a tab), ticket.offer (a quiet line that shows
    itself), checklists.room, orgchart.room, agreement.rail, opportunity.main, opportunity.rail,
    opportunity.actions, plan.part, today.main, today.rail,
    vendor.main. `make(desk)` builds a widget with
    `show_id(id)`. At clients.ring it gives the percent known of each client by id (`count` of one),
    at clients.note a Note beside a client's name in the list by id (`words` of one), at
    client.sites a question for words by site of a client, at devices.recent one for the devices
    of a client that were worked on last; plan.stale says in `words` how far a plan's paper is
    behind, entry.words what is to be known of a time entry, checklist.process what the procedure
    of a code is called. At letter.source `words(session, client_id)` gives what a letter of the
    text that is its title may be drawn from (letters.rules.sources.Source); client.letters is the
    spot beside the button for a new letter.
    `count(session, id)` is the number beside a tab's title, or before the words of a red tag in
    the head of the page (1 critical open), which is not there without one.
    `words(session, id)` is a fact said in words at client.tag and ticket.new (for a client), at
    ticket.tried what was tried on a ticket; nothing when it is empty. A tab whose
    `shown(session, id)` says no is left out.
    """

    where: str
    title: str
    make: Callable[..., Any]
    order: int
    count: Callable[..., int | None] | None = None
    needs: str = ""
    key: str = ""
    words: Callable[..., Any] | None = None
    shown: Callable[..., bool] | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """What a list says beside a name: a word, or a sign with no word, and more where one points.

    `color` is the ink of the word; `more` is read aloud, too.
    """

    words: str = ""
    more: str = ""
    icon: str = ""
    color: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """A page of preferences: `make(desk)` builds it; `needs` is a permit."""

    title: str
    make: Callable[..., Any]
    order: int
    needs: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """A document the palette, the Print menu and the command line can print.

    `printable` is a printing.document.Printable; `find(session, text)` turns what somebody typed
    (a number) into the id or ids it is printed from, raising UserError; `key` is its command-line
    name. At the spot `figures` areas say in words what the paper shows besides, by their titles.
    """

    key: str
    title: str
    printable: Any
    find: Callable[..., Any]
    needs: str = ""
    figures: str = ""


@dataclass(frozen=True, slots=True)
class Period:
    """The time a report covers: first and last day, both included; `as_of` reports use `last`."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Report:
    """A report: a question with columns.

    `cadence` is Day, Week, Month, Renewal, Quarter or Year (S053); `span` says what time it takes:
    as_of, week, month, quarter (the last 90 days), year or all. `rows(session, period, filters)`
    gives frozen rows; `columns` are exchange.columns.OutColumn; `totals(rows)` maps a column key to
    its sum as shown in the same units; `shape(session, period)` is the JSON form where the command
    line promises one. `filters` names what narrows it: client, person. `group(row)` is the heading
    a row stands under; rows of one heading come together. `files` are the columns of a file that
    holds more than the screen and the paper have room for. A report with a `page` of its own builds
    it from the desk instead of the usual list; it has `take(report)`, `reload()` and `print_it()`.
    """

    key: str
    title: str
    cadence: str
    what: str
    span: str
    columns: tuple[Any, ...]
    rows: Callable[..., list[Any]]
    totals: Callable[..., dict[str, int]] | None = None
    shape: Callable[..., Any] | None = None
    filters: tuple[str, ...] = ()
    needs: str = ""
    group: Callable[..., str] | None = None
    files: tuple[Any, ...] = ()
    page: Callable[..., Any] | None = None

    @property
    def written(self) -> tuple[Any, ...]:
        """The columns of a file."""
        return self.files or self.columns


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure above a report: what it is, the figure in words, what it means."""

    label: str
    value: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing above a report: bars, a line, or ages (parts of one bar).

    `series` are at most two, each a name and one whole number a label; `words` reads a number
    aloud, `axis` writes it at the side in steps of `unit` (60 for minutes shown as hours).
    """

    title: str
    labels: tuple[str, ...]
    series: tuple[tuple[str, tuple[int, ...]], ...]
    words: Callable[[int], str] = str
    axis: Callable[[int], str] = str
    unit: int = 1
    kind: str = "bars"
    note: str = ""


@dataclass(frozen=True, slots=True)
class Glance:
    """What a report says before its list: `make(session, period, filters, rows)`.

    It gives figures and charts for the report of that key; an area may add to the report of a
    lower one. `order` places it, `needs` is a permit.
    """

    report: str
    make: Callable[..., Sequence[Figure | Chart]]
    order: int = 0
    needs: str = ""


@dataclass(frozen=True, slots=True)
class Dated:
    """What an area does by itself once its day has come, because it was promised or agreed.

    `waits(session, day)` says whether there is anything, `act` is the action that does it; it is
    asked for when the books open and when the day turns, and once more whenever one of `tables`
    changed. What is done `quiet` is nobody's step, so that Undo takes back what a person did.
    """

    waits: Callable[..., bool]
    act: Any
    tables: frozenset[str] = frozenset()
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Area:
    """One area as the program sees it; every offer is imported only when called.

    `tab` builds the view from the desk; an area without one lives on other tabs. `order` is the
    place of its tab. `reports` are a tuple, or a function of the shop's currency that gives one.
    """

    key: str
    title: str
    order: int = 0
    tab: Callable[[], Any] | None = None
    finders: Callable[[], tuple[Finder, ...]] = nothing
    verbs: Callable[[], tuple[Verb, ...]] = nothing
    today: Callable[[], tuple[TodayList, ...]] = nothing
    panels: Callable[[], tuple[Panel, ...]] = nothing
    pages: Callable[[], tuple[Page, ...]] = nothing
    papers: Callable[[], tuple[Paper, ...]] = nothing
    reports: Callable[[], Any] = nothing
    glances: Callable[[], tuple[Glance, ...]] = nothing
    checks: Callable[[], tuple[Callable[..., list[str]], ...]] = nothing
    dated: Callable[[], tuple[Dated, ...]] = nothing
    needs: str = ""
