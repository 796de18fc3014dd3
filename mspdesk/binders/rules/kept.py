"""What an edition keeps of its pages, and what must be filed to bring paper from one to another."""

import json
import zlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import field
from functools import cached_property

from ...errors import Trouble
from ...rows import dataclass
from .facts import Fact, changes
from .labels import Label, Place, label_of
from .leaf_forms import LeafForm, reworded

_FORM = 1
# More than this unpacked is no edition of ours.
_LARGEST = 64 << 20


@dataclass(frozen=True, slots=True)
class KeptPage:
    """One page as it was printed: what it is called, which it is, what stood on it.

    `words` and `shapes` are sums of its words and of how they are set; `always` pages print again
    with every edition.
    """

    label: Label
    place: Place
    title: str
    words: str
    shapes: str
    text: str = field(default="", compare=False)
    always: bool = False


@dataclass(frozen=True)
class Kept:
    """All of an edition: its pages in order, the last number of each tab, every fact it says.

    `drawn` names how its pages were drawn; only pages drawn alike are compared by their shapes.
    `leaves` say whose facts come after each other; editions of the first release kept none.
    `around` is what stands around every page: whose binder it is, its tabs, the foot of the shop.
    """

    pages: tuple[KeptPage, ...]
    totals: Mapping[int, int]
    facts: tuple[Fact, ...] = ()
    drawn: str = ""
    leaves: tuple[LeafForm, ...] = ()
    around: str = ""

    @cached_property
    def said(self) -> dict[str, tuple[LeafForm, tuple[Fact, ...]]]:
        """In which words each leaf was set, and what it says, by its key."""
        found, at = {}, 0
        for leaf in self.leaves:
            found[leaf.key] = (leaf, self.facts[at : at + leaf.facts])
            at += leaf.facts
        return found

    @cached_property
    def by_label(self) -> dict[Label, KeptPage]:
        """Pages by what they are called."""
        return {page.label: page for page in self.pages}

    @cached_property
    def by_place(self) -> dict[Place, Label]:
        """What each page is called, by which it is."""
        return {page.place: page.label for page in self.pages}

    @property
    def labels(self) -> list[Label]:
        """Every label in the order of the binder."""
        return [page.label for page in self.pages]


def pack(kept: Kept) -> bytes:
    """An edition as it is kept among the attachments: JSON, compressed; same pages, same bytes."""
    pages = [
        {
            "label": str(page.label),
            "tab": page.place.tab,
            "leaf": page.place.leaf,
            "number": page.place.number,
            "divides": page.place.divides,
            "title": page.title,
            "words": page.words,
            "shapes": page.shapes,
            "always": page.always,
            "text": page.text,
        }
        for page in kept.pages
    ]
    totals = {str(tab): total for tab, total in kept.totals.items()}
    whole = {"form": _FORM, "drawn": kept.drawn, "totals": totals, "pages": pages}
    whole["facts"] = [list(fact) for fact in kept.facts]
    whole["around"] = kept.around
    whole["leaves"] = [[leaf.key, leaf.form, leaf.facts] for leaf in kept.leaves]
    text = json.dumps(whole, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return zlib.compress(text.encode("utf-8", "surrogatepass"), 6)


def unpack(packed: bytes) -> Kept:
    """An edition as it was kept; raises Trouble when it is damaged."""
    try:
        reader = zlib.decompressobj()
        text = reader.decompress(packed, _LARGEST).decode("utf-8", "surrogatepass")
        whole = json.loads(text)
        return Kept(
            tuple(_page(page) for page in whole["pages"]),
            {int(tab): int(total) for tab, total in whole["totals"].items()},
            tuple(Fact(*map(str, fact)) for fact in whole["facts"]),
            str(whole["drawn"]),
            tuple(
                LeafForm(str(key), int(form), int(count))
                for key, form, count in whole.get("leaves", ())
            ),
            str(whole.get("around", "")),
        )
    except (ValueError, KeyError, TypeError, AttributeError, zlib.error) as error:
        raise Trouble(
            "What stood on this edition's pages cannot be read.", "Print all pages again."
        ) from error


def _page(page: Mapping[str, object]) -> KeptPage:
    tab, number = page["tab"], page["number"]
    if not isinstance(tab, int) or not isinstance(number, int):
        raise TypeError("A page is numbered with whole numbers.")
    return KeptPage(
        label_of(str(page["label"])),
        Place(tab, str(page["leaf"]), number, bool(page["divides"])),
        str(page["title"]),
        str(page["words"]),
        str(page["shapes"]),
        str(page["text"]),
        bool(page["always"]),
    )


@dataclass(frozen=True, slots=True)
class Filing:
    """What to take out of a copy and what to put in, each in the order of the binder."""

    take_out: tuple[Label, ...]
    put_in: tuple[Label, ...]

    @property
    def replaced(self) -> int:
        """How many pages take the place of one of the same name."""
        return len(set(self.take_out) & set(self.put_in))


def filing(before: Kept, now: Kept) -> Filing:
    """What brings a copy of one edition to another: every page that is not the same any more."""
    only_words = reworded_alone(before, now)
    alike = {
        label
        for label, page in now.by_label.items()
        if label in before.by_label and same(before, before.by_label[label], now, page, only_words)
    }
    return Filing(
        tuple(label for label in before.labels if label not in alike),
        tuple(label for label in now.labels if label not in alike),
    )


def told(before: Kept, now: Kept) -> list[str]:
    """What one edition says otherwise than another, wording that a release changed left out."""
    if not before.leaves:
        return changes(reworded(before.facts, now.facts), now.facts)
    then: list[Fact] = []
    for key, (leaf, facts) in before.said.items():
        there = now.said.get(key)
        then += reworded(facts, there[1]) if there and there[0].form != leaf.form else facts
    return changes(then, now.facts)


def reworded_alone(
    before: Kept, now: Kept, counts: Mapping[str, int] | None = None
) -> frozenset[str]:
    """The leaves that say what they said in other words: on as many pages, from fact to fact.

    `counts` are the pages of each leaf now, where they are not labelled yet.
    """
    if before.around != now.around:
        return frozenset()
    now_counts = counts or Counter(page.place.leaf for page in now.pages)
    pages = (Counter(page.place.leaf for page in before.pages), now_counts)
    return frozenset(
        key
        for key, (leaf, facts) in now.said.items()
        if key in before.said
        and before.said[key][0].form != leaf.form
        and pages[0][key] == pages[1].get(key, 0)
        and not changes(reworded(before.said[key][1], facts), facts)
    )


def same(
    before: Kept,
    then: KeptPage,
    now: Kept,
    page: KeptPage,
    only_words: frozenset[str] = frozenset(),
) -> bool:
    """Whether a page need not be printed again: it says the same, and counts as many as before.

    Pages of leaves in `only_words` say the same although their words are others.
    """
    reworded_page = page.place.leaf in only_words and then.place == page.place
    if page.always or (then.words != page.words and not reworded_page):
        return False
    if reworded_page:
        return before.totals.get(then.label.tab) == now.totals.get(page.label.tab)
    if before.totals.get(then.label.tab) != now.totals.get(page.label.tab):
        return False
    return before.drawn != now.drawn or then.shapes == page.shapes


def carried_out(before: Sequence[Label], sheet: Filing) -> list[Label]:
    """The labels of a copy once its filing sheet was carried out."""
    out = set(sheet.take_out)
    return sorted([*(label for label in before if label not in out), *sheet.put_in])
