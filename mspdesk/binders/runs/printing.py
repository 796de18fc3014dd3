"""Print a binder: all pages or only those that changed, for each copy its own."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256

from sqlalchemy.orm import Session

from ...database.store import Store
from ...dates import full_date, today
from ...documentation.actions.editions import Placed, Print, record_edition
from ...documentation.queries.completeness import Completeness, completeness
from ...documentation.queries.editions import (
    CopyRow,
    EditionRow,
    copies,
    edition,
    editions,
    newest,
)
from ...errors import UserError
from ...people.queries import name_of
from ...printing.document import Rendered
from ...printing.page import Paper
from ...printing.press import Around, Press, SetPage
from ...progress import Progress
from ...recovery.queries.leaves import short_name
from ...rows import dataclass
from ..printables.front import About, CopyLine, EditionLine
from ..queries.gather import Binder, binder
from ..queries.paper import kept_of
from ..rules.kept import Filing, Kept, filing, pack, told
from ..rules.labels import Label, Numbering
from .setting import More, Setting, foot_of, left_out_of, numberer, same_pages

FIRST = "First edition"
_TOLD = 12


@dataclass(frozen=True, slots=True)
class Order:
    """What to print: which binder, on what paper, all pages or only replacements, for which copies.

    `bring` are copies that are out there, by id; `placed` are new ones. What is not `counted` is no
    edition: its pages say as of which day they are true.
    """

    client_id: int
    kind: str
    paper: Paper
    replacements: bool = False
    bring: tuple[int, ...] = ()
    placed: tuple[Placed, ...] = ()
    counted: bool = True


@dataclass(frozen=True, slots=True)
class Sheaf:
    """The pages printed for one copy; `filing` is None where it is all of them."""

    number: int
    where: str
    pages: int
    filing: Filing | None


@dataclass(frozen=True, slots=True)
class Proof:
    """A binder ready to be printed: the PDF, and what to write down once it is paper."""

    order: Order
    rendered: Rendered
    edition: int
    again: bool
    changes: tuple[str, ...]
    sheaves: tuple[Sheaf, ...]
    print: Print

    @property
    def words(self) -> str:
        """Edition 8, 2 copies, 9 pages."""
        count = len(self.sheaves)
        copies_of = f"{count} cop{'y' if count == 1 else 'ies'}, " if count else ""
        pages = self.rendered.pages
        return f"Edition {self.edition}, {copies_of}{pages} page{'s' * (pages != 1)}"


@dataclass(frozen=True, slots=True)
class Known:
    """Everything a print needs of the books, from one reading."""

    binder: Binder
    row: EditionRow | None
    kept: Kept | None
    history: tuple[EditionRow, ...]
    out: tuple[CopyRow, ...]
    theirs: Mapping[int, Kept]
    complete: Completeness | None
    person: str


def gather(store: Store, order: Order) -> Known:
    """Ask for all of it at once, so that every page says the same."""
    with store.read() as session:
        row = newest(session, order.client_id, order.kind)
        out = tuple(copies(session, order.client_id, order.kind))
        return Known(
            binder(session, order.client_id, order.kind),
            row,
            kept_of(session, row) if row else None,
            tuple(editions(session, order.client_id, order.kind)),
            out,
            dict(_theirs(session, order, out)),
            completeness(session, order.client_id) if order.kind == "ndb" else None,
            short_name(name_of(session, store.person_id) if store.person_id else ""),
        )


def _theirs(session: Session, order: Order, out: Sequence[CopyRow]) -> Iterator[tuple[int, Kept]]:
    """What the copies that are brought along consist of, by edition."""
    if not order.replacements:
        return
    for edition_id in dict.fromkeys(copy.edition_id for copy in out if copy.id in order.bring):
        row = edition(session, edition_id)
        kept = kept_of(session, row) if row else None
        if kept is None:
            number = row.number if row else 0
            raise UserError(
                f"What stood on the pages of edition {number} is lost. Print all pages instead."
            )
        yield edition_id, kept


def prepare(store: Store, progress: Progress, order: Order, words: str = "") -> Proof:
    """Set a binder and put together the pages of each copy; writes nothing into the books.

    `words` say what changed in place of the changes that were found. Raises UserError where there
    is nothing to replace, or the outline cannot be followed.
    """
    return put_together(gather(store, order), order, progress, words)


def put_together(known: Known, order: Order, progress: Progress, words: str = "") -> Proof:
    """As `prepare`, of what was gathered already."""
    _check(order, known)
    now = known.binder.said()
    changed = tuple(told(known.kept, now)) if known.kept else ()
    what = words or _summary(changed, known.row)
    counter = _Counter(progress, len(known.binder.leaves))
    shop = known.binder.letterhead
    title = f"{known.binder.title}, {known.binder.client}"
    with Press(order.paper, title, author=shop.name, foot=foot_of(shop)) as press:
        setting = Setting(press, known.binder, order.paper, counter.leaf)
        setting.lay_facts()
        again = known.kept is not None and same_pages(
            known.kept, setting.bound(), replace(now, around=setting.around()), order.paper
        )
        if order.replacements and again and not _older(order, known):
            raise UserError(_nothing_to_replace(known))
        if order.replacements and again:
            order = replace(order, bring=_left(order, known))
        about, number = _about(order, known, what, again=again)
        setting.lay_front(about)
        before = known.kept if again or order.replacements else None
        numbering = setting.lay_contents(
            numberer(before), left_out_of(before), More(known.complete)
        )
        kept = setting.kept(numbering, now)
        issue = _Issue(press, setting, kept, numbering, about, number, counter)
        sheaves = tuple(_sheaves(issue, order, known))
        rendered = press.finish()
    return Proof(
        order,
        rendered,
        number,
        again,
        changed,
        sheaves,
        _print(order, kept, number, what, again=again, row=known.row),
    )


def _check(order: Order, known: Known) -> None:
    if order.replacements and known.row is None:
        raise UserError("Nothing was printed yet. Print all pages first.")
    if order.replacements and (order.placed or not order.bring):
        raise UserError("Replacement pages are for copies that are out there. Choose one.")
    there = {copy.id for copy in known.out}
    if not there.issuperset(order.bring):
        raise UserError("One of these copies is no more. Choose again.")
    if any(not one.place.strip() for one in order.placed):
        raise UserError("Say where each copy will lie, like “Server closet”.", field="place")


def _older(order: Order, known: Known) -> bool:
    """Whether one of the copies is behind the newest edition."""
    return bool(_left(order, known))


def _left(order: Order, known: Known) -> tuple[int, ...]:
    """The copies of an order that are behind the newest edition; the others need no page."""
    number = known.row.number if known.row else 0
    return tuple(copy.id for copy in known.out if copy.id in order.bring and copy.edition < number)


def _nothing_to_replace(known: Known) -> str:
    number = known.row.number if known.row else 0
    return f"Nothing changed since edition {number}. There is nothing to replace."


def _about(order: Order, known: Known, what: str, *, again: bool) -> tuple[About, int]:
    """The editions and copies as they will be once this is paper, and the number of this one."""
    history = [
        EditionLine(row.number, row.printed_on, row.what, short_name(row.person))
        for row in known.history
    ]
    number = known.row.number if known.row else 0
    loose = "" if order.counted or again else f"As of {full_date(today())}"
    if loose and not history:
        history.append(EditionLine(0, today(), "", known.person))
    if not again and not loose:
        number += 1
        line = "; ".join(what.splitlines())
        history.insert(0, EditionLine(number, today(), line, known.person))
    lines = [
        CopyLine(
            copy.number,
            copy.holder,
            copy.place,
            number if copy.id in order.bring else copy.edition,
            full_date(copy.placed_on) if copy.placed_on else "",
            full_date(copy.checked_on) if copy.checked_on else "",
        )
        for copy in known.out
    ]
    last = max((copy.number for copy in known.out), default=0)
    lines += [
        CopyLine(last + n, one.holder.strip(), one.place.strip(), number, full_date(today()), "")
        for n, one in enumerate(order.placed, 1)
    ]
    return About(tuple(history), tuple(lines), loose), number


def _summary(told: Sequence[str], row: EditionRow | None) -> str:
    """What changed, one change a line; only the first dozen, and how many more."""
    if row is None:
        return FIRST
    if not told:
        return "Printed again"
    more = [f"and {len(told) - _TOLD} more changes"] if len(told) > _TOLD else []
    return "\n".join([*told[:_TOLD], *more])


@dataclass(frozen=True, slots=True)
class _Issue:
    """Issues pages for one copy after the other."""

    press: Press
    setting: Setting
    kept: Kept
    numbering: Numbering
    about: About
    number: int
    counter: "_Counter"

    def copy(self, copy: CopyLine | None, sheet: Filing | None, before: Kept | None) -> int:
        """Every page of a copy, or only those its filing sheet puts in; answers how many."""
        pages = self._pages(copy)
        if sheet is not None:
            wanted = set(sheet.put_in)
            pages = [one for one in pages if one[0] in wanted]
        words = self._copy_words(copy)
        whose = f"Copy {copy.number}: " if copy and len(self.about.copies) > 1 else ""
        printed = f"Edition {self.number}    {full_date(self.about.editions[0].on)}"
        edition_words = self.about.loose or printed
        count = len(pages)
        if sheet is not None and before is not None and copy is not None:
            numbers = (copy.edition, self.number)
            sheets = self.setting.filing_sheet(sheet, before, self.kept, numbers)
            for at, page in enumerate(sheets, 1):
                label = f"Filing sheet {at} of {len(sheets)}"
                outline = f"{whose}Filing sheet" if at == 1 else ""
                self.press.issue(page, Around(label, edition_words, words, outline))
            count += len(sheets)
        for label_, page, title in pages:
            self.counter.page()
            head = label_.of(self.numbering.totals[label_.tab])
            outline = f"{whose}{title}" if page.number == 1 else ""
            self.press.issue(page, Around(head, edition_words, words, outline))
        return count

    def _pages(self, copy: CopyLine | None) -> list[tuple[Label, SetPage, str]]:
        """Every page with its label and its leaf's title; the cover is the copy's own."""
        bound = self.setting.bound()
        covers = self.setting.cover(self.about, copy) if copy else []
        found = []
        for one, label in zip(bound, self.numbering.labels, strict=True):
            page = one.page
            if covers and one.place.leaf == "cover" and one.place.number <= len(covers):
                page = covers[one.place.number - 1]
            found.append((label, page, one.title))
        return found

    def _copy_words(self, copy: CopyLine | None) -> str:
        if copy is None:
            return ""
        most = max(one.number for one in self.about.copies)
        return f"Copy {copy.number} of {most}    {copy.where}"


def _sheaves(issue: _Issue, order: Order, known: Known) -> Iterator[Sheaf]:
    """Issue the pages of every copy that is wanted; of a copy nobody has yet, where none is."""
    lines = {line.number: line for line in issue.about.copies}
    old = {copy.number: copy for copy in known.out}
    numbers = [copy.number for copy in known.out if copy.id in order.bring]
    numbers += [number for number in lines if number not in old]
    issue.counter.expect(len(issue.kept.pages) * max(len(numbers), 1))
    if not numbers:
        issue.copy(None, None, None)
    for number in numbers:
        line, sheet, before = lines[number], None, None
        if order.replacements:
            before = known.theirs[old[number].edition_id]
            sheet = filing(before, issue.kept)
            line = replace(line, edition=old[number].edition)
        pages = issue.copy(line, sheet, before)
        yield Sheaf(number, line.where, pages, sheet)


def _print(
    order: Order,
    kept: Kept,
    number: int,
    what: str,
    *,
    again: bool,
    row: EditionRow | None,
) -> Print:
    """What to write down of this edition."""
    if again and row is not None:
        return Print(number, row.paper, row.pages, row.replacements, row.fingerprint, b"", "")
    words = "\n".join(f"{page.label} {page.words}" for page in kept.pages)
    return Print(
        number,
        order.paper.value,
        len(kept.pages),
        order.replacements,
        sha256(words.encode()).hexdigest(),
        pack(kept),
        what,
    )


class _Counter:
    """Says how far a print is: leaves first, then pages."""

    def __init__(self, progress: Progress, leaves: int) -> None:
        self._progress, self._leaves = progress, leaves
        self._pages = 0
        self._done = 0

    def leaf(self, title: str) -> None:
        """One more leaf is being set."""
        self._done += 1
        self._progress.step(self._done, self._leaves * 2, f"Setting {title}")

    def expect(self, pages: int) -> None:
        """So many pages will be issued."""
        self._pages, self._done = pages, 0

    def page(self) -> None:
        """One more page is issued."""
        self._done += 1
        done = self._leaves + self._leaves * self._done // max(self._pages, 1)
        self._progress.step(done, self._leaves * 2, f"Page {self._done} of {self._pages}")


def record(store: Store, proof: Proof) -> int:
    """Write down that a proof became paper; answers the edition's id."""
    order = proof.order
    return store.do(
        record_edition, order.client_id, order.kind, proof.print, order.placed, order.bring
    )


def print_binder(store: Store, progress: Progress, order: Order) -> Proof:
    """Prepare a binder and write it down at once, for scripts and the command line."""
    proof = prepare(store, progress, order)
    record(store, proof)
    return proof


def whole_binder(
    store: Store, progress: Progress, client_id: int, kind: str, paper: Paper
) -> bytes:
    """All pages of a binder as a PDF of no copy, without an edition being written down."""
    return prepare(store, progress, Order(client_id, kind, paper, counted=False)).rendered.pdf
