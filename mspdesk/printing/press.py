"""Binders are set here, leaf by leaf; each begins a page and knows what stands on its own.

Text is set once. Heads, feet and tabs are put around it when it is known which pages of which copy
are wanted and what each is called, so that the third copy costs little more than paper.
"""

from collections.abc import Sequence
from dataclasses import field
from hashlib import sha256
from io import BytesIO
from typing import Any, BinaryIO, Self

from ..rows import dataclass
from . import fonts, lines
from .block import Block
from .canvas import PageCanvas
from .clean import clean
from .document import Rendered
from .flow import body_pages
from .furniture import Divider, below_head, paint_copy_foot, paint_divider, paint_head
from .page import Foot, Head, Paper, Sheet
from .words import title

FORM = 2
"""Counts up when papers are drawn in another way: older marks of shapes then say nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """Blocks that begin a page of their own: what they belong to, and how they lie.

    `head` is the left side of the running head; `tab` the divider they stand behind, None in front
    of the first one. A leaf that `goes_on` carries its title onto every further page.
    """

    key: str
    title: str
    blocks: Sequence[Block]
    head: Head
    tab: Divider | None = None
    landscape: bool = False
    goes_on: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """What tells one page from another: its words, and a sum each of its words and its shapes."""

    text: str
    words: str
    shapes: str


@dataclass(frozen=True, slots=True)
class SetPage:
    """A page whose body is set and whose furniture waits."""

    leaf: Leaf
    number: int
    mark: Mark
    state: dict[str, Any] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Around:
    """What goes around a page: its label, its edition, which copy it is of, an outline entry."""

    label: str
    edition: str = ""
    copy: str = ""
    outline: str = ""


# What belongs to the whole paper and not to the page at hand.
_WHOLE = ("pages", "_seen", "_said", "_held")


class BinderCanvas(PageCanvas):
    """A canvas that gives a page away before it is furnished, and writes down what it says."""

    def __init__(self, target: BinaryIO, pagesize: tuple[float, float]) -> None:
        super().__init__(target, pagesize)
        self._said: list[tuple[float, float, str]] = []

    def drawString(self, x: float, y: float, text: str, *more: Any, **named: Any) -> None:
        """Write the words down, then draw them."""
        self._said.append((x, y, text))
        super().drawString(x, y, text, *more, **named)

    def take(self) -> tuple[dict[str, Any], Mark]:
        """The page at hand with what it says; the canvas is empty again."""
        state, mark = dict(self.__dict__), self._mark()
        self._startPage()  # type: ignore[attr-defined]  # the stubs leave it out
        self._said = []
        self._grey = 0.0
        return state, mark

    def _mark(self) -> Mark:
        """Words in the order they were drawn; shapes and where the words stand."""
        words = "\n".join(text for _, _, text in self._said)
        shapes = [order for order in self._code if not order.startswith("BT")]
        shapes += [f"{x:.1f} {y:.1f}" for x, y, _ in self._said]
        return Mark(words, _sum(words), _sum("\n".join(shapes)))

    def put_back(self, state: dict[str, Any]) -> None:
        """Lay a page that was taken onto the canvas again, as often as wanted."""
        whole = {name: self.__dict__[name] for name in _WHOLE}
        self.__dict__.update(state)
        self.__dict__.update(whole)
        self._code = list(state["_code"])
        self.forget_ink()


def _sum(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:24]


class Press:
    """One PDF of leaves: `lay` sets them, `issue` puts pages into the paper, `finish` ends it.

    Only one paper is made at a time: hold `fonts.WORKER` around all of it, as `with Press(...)`
    does.
    """

    def __init__(self, paper: Paper, title: str, *, author: str = "", foot: Foot) -> None:
        self._paper, self._foot = paper, foot
        self._title, self._author = clean(title), clean(author)
        self._target = BytesIO()

    def __enter__(self) -> Self:
        fonts.WORKER.acquire()
        try:
            self._canvas = BinderCanvas(self._target, self._paper.size)
        except BaseException:
            fonts.WORKER.release()
            raise
        self._canvas.setTitle(self._title)
        self._canvas.setAuthor(self._author)
        self._canvas.setCreator("MSPDesk")
        return self

    def __exit__(self, *failed: object) -> None:
        fonts.WORKER.release()

    def sheet(self, leaf: Leaf) -> Sheet:
        """The sheet a leaf is set on."""
        return Sheet(self._paper, leaf.landscape, tabbed=True)

    def lay(self, leaf: Leaf) -> list[SetPage]:
        """Set a leaf on as many pages as it needs."""
        sheet = self.sheet(leaf)
        between = (below_head(sheet, leaf.head), sheet.bottom)
        found = []
        above = (title(leaf.title, "continued"),) if leaf.goes_on else ()
        for number in body_pages(self._canvas, leaf.blocks, sheet, between, above):
            state, mark = self._canvas.take()
            found.append(SetPage(leaf, number, self._marked(leaf, mark), state))
        return found

    def _marked(self, leaf: Leaf, mark: Mark) -> Mark:
        """A page is another one, too, when its head, its tab or the foot of the shop is."""
        foot = (self._foot.left, self._foot.middle, self._foot.right)
        tab = (leaf.tab.word, str(leaf.tab.number), str(leaf.tab.of)) if leaf.tab else ()
        about = "\n".join((leaf.head.left, leaf.head.below, *tab, *foot))
        return Mark(mark.text, _sum(f"{about}\n{mark.words}"), mark.shapes)

    def issue(self, page: SetPage, around: Around) -> None:
        """Put a page into the paper, furnished; the same page may be issued for several copies."""
        canvas, leaf, sheet = self._canvas, page.leaf, self.sheet(page.leaf)
        canvas.put_back(page.state)
        head = Head(leaf.head.left, leaf.head.below, around.edition)
        paint_head(canvas, sheet, head, around.label)
        if leaf.tab:
            paint_divider(canvas, sheet, leaf.tab)
        paint_copy_foot(canvas, sheet, self._foot, around.copy)
        if around.outline:
            key = f"page-{canvas.pages + 1}"
            canvas.bookmarkPage(key)
            canvas.addOutlineEntry(clean(around.outline), key)
        canvas.showPage()
        canvas.forget_ink()
        canvas.pages += 1

    def finish(self) -> Rendered:
        """The PDF; raises ValueError where no page was issued."""
        if not self._canvas.pages:
            raise ValueError("Nothing was given to print.")
        self._canvas.save()
        return Rendered(self._target.getvalue(), self._canvas.pages, self._canvas.missing)


def forget() -> None:
    """Let go of words that were measured, after a page that must not be remembered."""
    lines.break_lines.cache_clear()
    fonts.forget()
