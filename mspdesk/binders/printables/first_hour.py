"""The first-hour card: large type, eight things to do, exactly one page whatever is written."""

from ...printing.block import Block
from ...printing.canvas import PageCanvas
from ...printing.clean import clean
from ...printing.lines import break_lines, draw_line, fitted
from ...printing.shapes import TINT, paint_tick_box
from ...printing.styles import (
    BOLD_HEAD,
    CAPTION,
    CARD,
    CARD_PHONE,
    CELL_BOLD,
    NUMERAL,
    REMARK_LARGE,
    SMALL,
    TITLE,
)
from ..queries.recovering import BackupLine, FirstHourDocument

_NUMBER = 34.0
_TITLE = 42.0
_HEAD, _DETAIL, _LINE, _GAP = 18.0, 12.8, 23.0, 4.0
_CALL = 23.5
_CALLS = 5


class FirstHour(Block):
    """Eight steps with fixed heights: a text too long for its line is set smaller, then cut."""

    fills = True

    def __init__(self, document: FirstHourDocument) -> None:
        self._document = document
        self._steps = _steps(document)
        self._air = 0.0

    def words(self) -> str:
        """Everything on the card."""
        said = [f"{head}\n{detail}" for head, detail, _ in self._steps]
        return clean("\n".join([*said, *(" ".join(_call(one)) for one in self._document.calls)]))

    def height(self, width: float) -> float:
        """At most what an upright page holds, whatever is written."""
        return _TITLE + sum(self._step_height(n, width) for n in range(len(self._steps)))

    def stretch(self, width: float, height: float) -> None:
        """Spread the steps over the page."""
        self._air = 0.0
        self._air = max(0.0, min((height - self.height(width) - 1) / len(self._steps), 14.0))

    def _step_height(self, at: int, width: float) -> float:
        """One step with its words, its line to write on and the numbers to call."""
        _, detail, line = self._steps[at]
        high = _HEAD + self._lines(detail, width) * _DETAIL + (_LINE if line else 0)
        return high + (_CALLS * _CALL + 8 if at + 1 == _CALLING else 0) + _GAP + self._air

    def _lines(self, detail: str, width: float) -> int:
        return min(2, len(break_lines(clean(detail), CARD, width - _NUMBER)))

    def paint(self, canvas: PageCanvas, x: float, top: float, width: float) -> None:
        """Step by step, the numbers to call within theirs."""
        canvas.line_of("The first hour", (x, top - 25), width * 0.5, TITLE)
        aside = REMARK_LARGE.aligned("right")
        canvas.line_of(self._document.client, (x, top - 25), width, aside)
        top -= _TITLE
        left, room = x + _NUMBER, width - _NUMBER
        for at, (head, detail, line) in enumerate(self._steps):
            below = top - self._step_height(at, width)
            self._paint_number(canvas, at + 1, x, top)
            canvas.line_of(head, (left, top - 14), room - 30, BOLD_HEAD)
            paint_tick_box(canvas, x + width - 16, top - 16, 14)
            top -= _HEAD
            _two_lines(canvas, detail, (left, top), room)
            top -= self._lines(detail, width) * _DETAIL
            if at + 1 == _CALLING:
                self._paint_calls(canvas, left, top - 5, room)
            if line:
                canvas.line_of(line, (left, top - 8), room, CAPTION)
                canvas.rule(left, top - _LINE + 1, left + room, 0.6)
            top = below

    def _paint_number(self, canvas: PageCanvas, number: int, x: float, top: float) -> None:
        """The step's number in a black block."""
        canvas.ink(0)
        canvas.roundRect(x, top - 21, 23, 21, 3, stroke=0, fill=1)
        canvas.white_on_black(str(number), (x, top - 16), 23, NUMERAL)

    def _paint_calls(self, canvas: PageCanvas, x: float, top: float, width: float) -> None:
        """Five rows: who, the number in type that can be read in the dark, what to say."""
        shares = (0.36, 0.3, 0.34)
        for at in range(_CALLS):
            low = top - _CALL
            if not at % 2:
                canvas.fill(x, low, width, _CALL, TINT + 0.09)
            if at < len(self._document.calls):
                one, start = self._document.calls[at], x + 5
                looks = (CELL_BOLD, CARD_PHONE, SMALL)
                cells = (one.name, one.phone, one.say or one.part)
                for words, look, share in zip(cells, looks, shares, strict=True):
                    room = width * share - 8
                    canvas.line_of(words, (start, low + 9), room, look)
                    start += width * share
            canvas.rule(x, low, x + width, 0.5)
            top = low


def _two_lines(canvas: PageCanvas, text: str, corner: tuple[float, float], width: float) -> None:
    """Words on two lines at most; what does not fit ends with an ellipsis."""
    text = clean(" ".join(text.split()))
    canvas.note(text)
    found = break_lines(text, CARD, width)
    x, top = corner
    if len(found) > 1:
        draw_line(canvas, found[0], (x, top - 10), width, CARD)
        text, top = _behind(text, found[0].text), top - _DETAIL
    line, style = fitted(text, CARD, width)
    draw_line(canvas, line, (x, top - 10), width, style)


def _behind(text: str, first: str) -> str:
    """What of a text follows its first line."""
    return text[len(first) :].lstrip() if text.startswith(first) else text


def _call(one: object) -> tuple[str, ...]:
    return tuple(str(getattr(one, name)) for name in ("name", "phone", "say"))


_CALLING = 6


def _steps(document: FirstHourDocument) -> list[tuple[str, str, str]]:
    """Head, detail, and what stands above a line to write on."""
    meet = f" Meet at {document.meeting_place}." if document.meeting_place else ""
    declares = document.declares.rstrip(". ") or "Whoever is in charge at the client"
    return [
        (
            "Breathe. Go slow.",
            (
                "Ten minutes of thinking save ten hours of repair. Do not pull, reset or reinstall "
                "anything yet."
            ),
            "",
        ),
        (
            "Is everybody safe?",
            f"If the building is unsafe, leave, and call 911.{meet}",
            "" if meet else "Meeting place",
        ),
        (
            "Look at the damage",
            "What works, what does not, since when. Take photos before anybody tidies up.",
            "Damage",
        ),
        (
            "Find the newest good backup",
            _backups(document.backups),
            _asked_of_backups(document.backups),
        ),
        (
            "What do we have?",
            "People, machines, a room, power, internet, money.",
            "What we have",
        ),
        ("Call, in this order", f"{declares} may declare a disaster.", ""),
        (
            "Start the TSR log",
            "Behind the tab TSR log. Write each try down before you try it, one thing at a time.",
            "",
        ),
        (
            "Write the plan for this disaster",
            "The blank form is behind the tab Recover. Then work through it, one step at a time.",
            "",
        ),
    ]


def _backups(known: tuple[BackupLine, ...]) -> str:
    if not known:
        return "Nobody has written down where backups lie. Ask your IT provider first."
    said = []
    for one in known:
        offline = f"offline: {one.offline_place}" if one.offline_place else ""
        places = ", ".join(filter(None, (one.goes_to, offline)))
        said.append(f"{one.name}: {places}" if places else one.name)
    return "; ".join(said) + "."


def _asked_of_backups(known: tuple[BackupLine, ...]) -> str:
    """What the line asks for: where they lie as well, where nobody wrote that down."""
    lost = [one.name for one in known if not one.goes_to]
    if not lost:
        return "Date, and how you know"
    return f"Where {', '.join(lost[:_NAMED])} goes to, date, and how you know"


_NAMED = 2
