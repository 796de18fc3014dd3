"""A binder set on a press: leaves, labels, contents, and the pages each copy needs."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from ... import __version__
from ...documentation.queries.completeness import Completeness
from ...printing.furniture import Divider
from ...printing.page import Foot, Head, Letterhead, Paper
from ...printing.press import FORM, Leaf, Press, SetPage
from ...rows import dataclass
from ..printables import front
from ..printables.front import About, CopyLine, Entry
from ..printables.leaves import FRONT as LAST
from ..printables.leaves import form
from ..queries.gather import Binder, LeafDocument
from ..rules.kept import Filing, Kept, KeptPage, reworded_alone
from ..rules.labels import Label, Numbering, Place, number_afresh, number_on

TAB = "tab"
_TRIES = 4


def foot_of(shop: Letterhead) -> Foot:
    """The foot of every page."""
    return Foot.of(shop)


def drawn(paper: Paper) -> str:
    """How pages are drawn: those drawn alike can be compared by their shapes."""
    return f"{FORM} {paper.value} {__version__}"


@dataclass(frozen=True, slots=True)
class Bound:
    """A set page in its place in the binder; `always` ones print again with every edition."""

    place: Place
    title: str
    page: SetPage
    always: bool


class Setting:
    """Sets the leaves of one binder; front pages wait until it is known what they have to say."""

    def __init__(
        self, press: Press, binder: Binder, paper: Paper, step: Callable[[str], None]
    ) -> None:
        self._press, self._binder, self._step = press, binder, step
        self._paper = paper
        self._head = Head(binder.client, binder.title, " ")
        self._laid: dict[str, list[Bound]] = {}
        self._tabs: dict[int, list[Bound]] = {}

    # --- leaves

    def lay_facts(self) -> None:
        """Set every leaf that says something about the client."""
        for leaf in self._binder.leaves:
            if leaf.name not in LAST:
                self._step(leaf.title)
                kind = form(leaf.name)
                blocks = kind.lay_out(leaf.document)
                self._put(leaf, blocks, landscape=kind.landscape, below=kind.below)
        for number, word in enumerate(self._binder.tabs, 1):
            titles = [leaf.title for leaf in self._binder.leaves if leaf.tab == number]
            blocks = front.tab_page(number, word, titles)
            leaf = LeafDocument(TAB, f"{TAB}-{number}", word, number)
            self._tabs[number] = self._set(leaf, blocks, divides=True)

    def lay_front(self, about: About) -> None:
        """Set the pages about the paper, except the contents."""
        for leaf in self._binder.leaves:
            if leaf.name in LAST and leaf.name != "contents":
                self._step(leaf.title)
                self._put(leaf, self._about(leaf, about, None))

    def cover(self, about: About, copy: CopyLine) -> list[SetPage]:
        """The cover again, for one copy."""
        leaf = next(leaf for leaf in self._binder.leaves if leaf.name == "cover")
        return [bound.page for bound in self._set(leaf, self._about(leaf, about, copy))]

    def _about(self, leaf: LeafDocument, about: About, copy: CopyLine | None) -> list[Any]:
        if leaf.name == "cover":
            return front.cover_page(self._binder, leaf.document, about, copy)
        if leaf.name == "register":
            return front.register_page(leaf.document, about)
        return front.changes_page(about)

    def lay_contents(
        self, number: Callable[[Sequence[Place]], Numbering], left_out: "LeftOut", more: "More"
    ) -> Numbering:
        """Set the contents, again until their own length is counted in; answers all labels."""
        leaf = next(leaf for leaf in self._binder.leaves if leaf.name == "contents")
        guess = self._set(leaf, front.contents_page(self._binder, (), (), None))[0]
        # Most contents are a page long, and a page more where completeness stands below them.
        self._laid[leaf.key] = [
            replace(guess, place=replace(guess.place, number=at))
            for at in range(1, 3 if more.complete else 2)
        ]
        numbering = number([bound.place for bound in self.bound()])
        for _ in range(_TRIES):
            before = len(self._laid[leaf.key])
            blocks = front.contents_page(
                self._binder, self._entries(numbering), left_out(numbering), more.complete
            )
            self._laid[leaf.key] = self._set(leaf, blocks)
            if len(self._laid[leaf.key]) == before:
                return numbering
            numbering = number([bound.place for bound in self.bound()])
        return numbering

    def _entries(self, numbering: Numbering) -> list[Entry]:
        found: dict[str, Entry] = {}
        for bound, label in zip(self.bound(), numbering.labels, strict=True):
            if bound.place.divides:
                continue
            key = bound.place.leaf
            first = found[key].label if key in found else label
            found[key] = Entry(first, label, bound.title, bound.place.tab)
        return list(found.values())

    def _put(self, leaf: LeafDocument, blocks: Sequence[Any], **how: Any) -> None:
        self._laid[leaf.key] = self._set(leaf, blocks, **how)

    def _set(
        self,
        leaf: LeafDocument,
        blocks: Sequence[Any],
        *,
        landscape: bool = False,
        below: str = "",
        divides: bool = False,
    ) -> list[Bound]:
        tabs = self._binder.tabs
        divider = Divider(leaf.tab, tabs[leaf.tab - 1], len(tabs)) if leaf.tab else None
        left = self._binder.letterhead.name if leaf.name == "cover" else self._head.left
        head = Head(left, below or self._head.below, self._head.right)
        set_leaf = Leaf(
            key=leaf.key,
            title=leaf.title,
            blocks=blocks,
            head=head,
            tab=divider,
            landscape=landscape,
            goes_on=not landscape and not divides and leaf.name != "cover",
        )
        always = leaf.name in LAST
        return [
            Bound(Place(leaf.tab, leaf.key, page.number, divides), leaf.title, page, always)
            for page in self._press.lay(set_leaf)
        ]

    # --- all of it

    def bound(self) -> list[Bound]:
        """Every page set so far, in the order of the binder."""
        found: list[Bound] = []
        tab = 0
        for leaf in self._binder.leaves:
            while tab < leaf.tab:
                tab += 1
                found += self._tabs.get(tab, ())
            found += self._laid.get(leaf.key, ())
        return found

    def kept(self, numbering: Numbering, said: Kept) -> Kept:
        """What stands on every page, to be kept with the edition."""
        pages = tuple(
            KeptPage(
                label,
                bound.place,
                bound.title,
                bound.page.mark.words,
                bound.page.mark.shapes,
                bound.page.mark.text,
                bound.always,
            )
            for bound, label in zip(self.bound(), numbering.labels, strict=True)
        )
        return Kept(
            pages, numbering.totals, said.facts, drawn(self._paper), said.leaves, self.around()
        )

    def around(self) -> str:
        """What stands around every page."""
        foot = foot_of(self._binder.letterhead)
        words = (self._binder.client, self._binder.title, *self._binder.tabs)
        return "\n".join((*words, foot.left, foot.middle, foot.right))

    def filing_sheet(
        self, sheet: Filing, before: Kept, now: Kept, numbers: tuple[int, int]
    ) -> list[SetPage]:
        """The sheet that says what to take out and what to put in."""
        leaf = LeafDocument("filing", "filing", "Filing sheet", 0)
        blocks = front.filing_page(self._binder.client, sheet, before, now, numbers)
        return [bound.page for bound in self._set(leaf, blocks)]


@dataclass(frozen=True, slots=True)
class More:
    """What else the contents say: how complete the documentation is, or nothing."""

    complete: Completeness | None = None


LeftOut = Callable[[Numbering], Sequence[Label]]


def numberer(kept: Kept | None) -> Callable[[Sequence[Place]], Numbering]:
    """Labels that go on from an edition, or begin afresh."""
    if kept is None:
        return number_afresh
    return lambda places: number_on(places, kept.by_place, kept.totals)


def left_out_of(kept: Kept | None) -> LeftOut:
    """The whole numbers of an edition that have no page any more."""

    def left_out(numbering: Numbering) -> Sequence[Label]:
        if kept is None:
            return ()
        there = set(numbering.labels)
        wanted = (
            Label(tab, number)
            for tab, total in sorted(numbering.totals.items())
            for number in range(1, total + 1)
        )
        return [label for label in wanted if label not in there]

    return left_out


def same_pages(kept: Kept, bound: Sequence[Bound], said: Kept, paper: Paper) -> bool:
    """Whether the leaves say, page by page, what they said in an edition, whatever the words."""
    alike = kept.drawn == drawn(paper)
    counts = Counter(one.place.leaf for one in bound)
    words = reworded_alone(kept, said, counts)
    before = {
        page.place: ("", "")
        if page.place.leaf in words
        else (page.words, page.shapes if alike else "")
        for page in kept.pages
        if not page.always
    }
    now = {
        one.place: ("", "")
        if one.place.leaf in words
        else (one.page.mark.words, one.page.mark.shapes if alike else "")
        for one in bound
        if not one.always
    }
    return before == now and list(before) == list(now)
