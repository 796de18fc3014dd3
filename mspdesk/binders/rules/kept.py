"""What an edition keeps of its pages, and what must be filed to bring paper from one to another."""

import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import field
from functools import cached_property

from ...errors import Trouble
from ...rows import dataclass
from .facts import Fact
from .labels import Label, Place, label_of

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
    """

    pages: tuple[KeptPage, ...]
    totals: Mapping[int, int]
    facts: tuple[Fact, ...] = ()
    drawn: str = ""

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
    alike = {
        label
        for label, page in now.by_label.items()
        if label in before.by_label and same(before, before.by_label[label], now, page)
    }
    return Filing(
        tuple(label for label in before.labels if label not in alike),
        tuple(label for label in now.labels if label not in alike),
    )


def same(before: Kept, then: KeptPage, now: Kept, page: KeptPage) -> bool:
    """Whether a page need not be printed again: it says the same, and counts as many as before."""
    if page.always or then.words != page.words:
        return False
    if before.totals.get(then.label.tab) != now.totals.get(page.label.tab):
        return False
    return before.drawn != now.drawn or then.shapes == page.shapes


def carried_out(before: Sequence[Label], sheet: Filing) -> list[Label]:
    """The labels of a copy once its filing sheet was carried out."""
    out = set(sheet.take_out)
    return sorted([*(label for label in before if label not in out), *sheet.put_in])
