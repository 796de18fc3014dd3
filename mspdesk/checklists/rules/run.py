"""What a run is: its lines, what may be said of one, what still stands between it and its end."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from enum import StrEnum

from ...dates import full_date
from ...errors import UserError
from ...rows import dataclass
from .master import Doer, Kind, Line, Master, Section
from .master_text import thousandths


class State(StrEnum):
    """What was found at a line; a line nobody has marked has none of these."""

    OK = "ok"
    ATTENTION = "attention"
    NOT_SEEN = "not_seen"
    NA = "na"


STATE_WORDS = {
    State.OK: "Done",
    State.ATTENTION: "Problem",
    State.NOT_SEEN: "Not seen",
    State.NA: "Not applicable",
}


class RunState(StrEnum):
    """How far a run is (B4)."""

    PLANNED = "planned"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    VERIFIED = "verified"
    DROPPED = "dropped"


RUN_WORDS = {
    RunState.PLANNED: "Planned",
    RunState.IN_PROGRESS: "Running",
    RunState.DONE: "Done",
    RunState.VERIFIED: "Verified",
    RunState.DROPPED: "Dropped",
}

OPEN = (RunState.PLANNED, RunState.IN_PROGRESS)
ENDED = (RunState.DONE, RunState.VERIFIED)
SHORT = "short"
"""The variant of a run that holds the short lines only (S093)."""

LONGEST = 4_000
"""Letters of a note or a value."""


@dataclass(frozen=True, slots=True)
class Thing:
    """Something a line is repeated for: a device or a backup job, and whose it is.

    `client` is named where the run is not that client's own.
    """

    id: int
    name: str
    client_id: int
    client: str = ""

    @property
    def words(self) -> str:
        """As a line names it: the client first where it is not plain."""
        return f"{self.client}: {self.name}" if self.client else self.name


@dataclass(frozen=True, slots=True)
class Said:
    """What is known of a line before it is marked: what was typed, whether a picture is there."""

    value: str = ""
    note: str = ""
    photos: int = 0

    @property
    def words(self) -> str:
        """Everything that was typed, as one text."""
        return "\n".join(part for part in (self.value.strip(), self.note.strip()) if part)


# --- the lines ---------------------------------------------------------------------------------


def lines_for(
    master: Master, variant: str = "", things: Mapping[str, Sequence[Thing]] | None = None
) -> Master:
    """The master as a run of it begins: the variant's lines, one for each thing repeated (S058).

    Numbers stay those of the master. Sections without a line are left out; what is crossed off
    stays, as it keeps its number.
    """
    sections = []
    for section in master.sections:
        lines = [
            made
            for line in section.lines
            if line.off or line.short or variant != SHORT
            for made in _repeated(line, things or {})
        ]
        if lines:
            sections.append(replace(section, lines=tuple(lines)))
    return replace(master, sections=tuple(sections))


def _repeated(line: Line, things: Mapping[str, Sequence[Thing]]) -> Iterator[Line]:
    if not line.repeat or line.about or line.off:
        yield line
        return
    found = things.get(line.repeat, ())
    if not found:
        yield replace(line, off=True)
    for nth, thing in enumerate(found, 1):
        yield replace(
            line,
            key=f"{line.key[:28]}-{thing.id}",
            text=f"{line.text.rstrip('.')}, {thing.words}",
            number=f"{line.number}.{nth}",
            about=thing.id,
        )


def repeats(master: Master) -> frozenset[str]:
    """The kinds of things its lines are repeated for."""
    return frozenset(line.repeat for line in master.lines() if line.repeat and not line.about)


def outside_lines(master: Master) -> list[Line]:
    """What an outside provider gets who was named for the work: the lines done outside, or all."""
    lines = list(master.lines())
    return [line for line in lines if line.doer == Doer.OUTSIDE] or lines


def counts(master: Master) -> tuple[int, int]:
    """How many lines are to be done, and how many of them must be."""
    lines = list(master.lines())
    return len(lines), sum(line.mandatory for line in lines)


def sections_done(master: Master, marked: Collection[str]) -> list[tuple[Section, int, int]]:
    """Each section with how many of its lines are marked, and how many there are."""
    found = []
    for section in master.sections:
        lines = [line for line in section.lines if not line.off]
        found.append((section, sum(line.key in marked for line in lines), len(lines)))
    return found


# --- marking -----------------------------------------------------------------------------------


def closed_by(master: Master, states: Mapping[str, str]) -> dict[str, Line]:
    """Lines that cannot be marked yet, each with the line that must be done before (S073)."""
    found: dict[str, Line] = {}
    before: Line | None = None
    for line in master.lines():
        if before is not None:
            found[line.key] = before
        elif line.blocks and states.get(line.key) != State.OK:
            before = line
    return found


def check_line(master: Master, key: str) -> Line:
    """A line that can be marked; raises UserError for one that is crossed off or not there."""
    line = master.line(key)
    if line is None or line.off:
        raise UserError("This step is not on the checklist.")
    return line


def check_mark(master: Master, line: Line, state: str, said: Said) -> int | None:
    """What is typed goes with the mark; answers the reading in thousandths, where there is one.

    Raises UserError naming value or note, and saying what is missing.
    """
    if state not in list(State):
        raise UserError("Mark it done, a problem or not applicable.", "state")
    if state == State.NOT_SEEN and not master.not_seen:
        raise UserError("This checklist has no “Not seen”. Mark it not applicable.", "state")
    number = check_value(line, said.value)
    if state == State.OK:
        _check_done(line, said)
    if state == State.ATTENTION and not said.words:
        raise UserError("Say what you saw, then mark the problem.", "note")
    return number


def check_value(line: Line, value: str) -> int | None:
    """A value as its line asks for it, or nothing; answers the number in thousandths."""
    value = value.strip()
    if not value:
        return None
    if len(value) > LONGEST:
        raise UserError("This is too long to be kept here.", "value")
    if line.kind == Kind.NUMBER:
        number = thousandths(value)
        if number is None:
            raise UserError("Type a number, like 98 or 2.5.", "value")
        return number
    if line.kind == Kind.CHOICE and value not in line.choices:
        raise UserError("Choose one from the list.", "value")
    if line.kind == Kind.DATE:
        try:
            date.fromisoformat(value)
        except ValueError:
            raise UserError("Type a date.", "value") from None
    return None


_NEEDED = {
    Kind.TEXT: "Write it down, then mark the step done.",
    Kind.NUMBER: "Type the reading, then mark the step done.",
    Kind.CHOICE: "Choose one, then mark the step done.",
    Kind.DATE: "Type the date, then mark the step done.",
    Kind.SIGN: "Type the name, then mark the step done.",
}


def _check_done(line: Line, said: Said) -> None:
    if line.kind != Kind.CHECK and not said.value.strip():
        raise UserError(_NEEDED[Kind(line.kind)], "value")
    if line.evidence and not said.words and not said.photos:
        raise UserError("This step needs evidence: say what you saw, or add a picture.", "note")


def question(line: Line, number: int | None) -> str:
    """What is asked of a reading outside its bounds; empty when it is inside."""
    if number is None:
        return ""
    if line.low is not None and number < line.low:
        return f"{reading(number, line.unit)} is below {reading(line.low, line.unit)}."
    if line.high is not None and number > line.high:
        return f"{reading(number, line.unit)} is above {reading(line.high, line.unit)}."
    return ""


_ONE = 1000


def reading(number: int, unit: str = "") -> str:
    """A number in thousandths as people write it: 41%, 2.5 h, 1,200 GB."""
    whole, rest = divmod(abs(number), 1000)
    text = f"{whole:,}" + (f".{rest:03}".rstrip("0") if rest else "")
    return f"{'-' if number < 0 else ''}{text}{_unit(number, unit)}"


def _unit(number: int, unit: str) -> str:
    """A unit behind its number: percent close to it, and one of anything without its s."""
    if unit == "%" or not unit:
        return unit
    one = number == _ONE and len(unit) > 2 and unit.isalpha() and unit.endswith("s")
    return f" {unit[:-1] if one else unit}"


def bounds(line: Line) -> str:
    """Between which readings all is well: 20 to 80%, at least 20%; empty without bounds."""
    if line.low is not None and line.high is not None:
        return f"{reading(line.low)} to {reading(line.high, line.unit)}"
    if line.low is not None:
        return f"at least {reading(line.low, line.unit)}"
    return f"at most {reading(line.high, line.unit)}" if line.high is not None else ""


def shown(line: Line, value: str) -> str:
    """A value as people read it: a number with its unit, a date in words."""
    number = thousandths(value) if line.kind == Kind.NUMBER else None
    if number is not None:
        return reading(number, line.unit)
    if line.kind == Kind.DATE and value:
        try:
            return full_date(date.fromisoformat(value))
        except ValueError:
            return value
    return value


# --- the end -----------------------------------------------------------------------------------


def still_open(master: Master, states: Mapping[str, str]) -> list[Line]:
    """The lines that must be marked before the run can end."""
    return [line for line in master.lines() if line.mandatory and not states.get(line.key)]


def end_words(master: Master, states: Mapping[str, str], said: Mapping[str, Said]) -> str:
    """What stands between a run and its end; empty when nothing does."""
    missing = still_open(master, states)
    if not missing:
        return ""
    words = f"Opens after step {missing[-1].number}."
    bare = [
        line
        for line in master.lines()
        if line.evidence and not states.get(line.key) and not _proved(said.get(line.key))
    ]
    if bare:
        needs = "One step needs" if len(bare) == 1 else f"{_count(len(bare))} steps need"
        words += f" {needs} evidence."
    return words


def _proved(said: Said | None) -> bool:
    return said is not None and bool(said.words or said.photos)


_COUNTS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine")


def _count(number: int) -> str:
    return _COUNTS[number] if number < len(_COUNTS) else str(number)


def check_end(master: Master, states: Mapping[str, str]) -> None:
    """Refuse to end a run while a line that must be done is not marked."""
    missing = still_open(master, states)
    if missing:
        numbers = ", ".join(line.number for line in missing[:8])
        more = f" and {len(missing) - 8} more" if len(missing) > 8 else ""
        steps = "Step" if len(missing) == 1 else "Steps"
        raise UserError(f"{steps} {numbers}{more} must be marked first.")


def ticket_title(line: Line, words: str) -> str:
    """The title of the ticket a problem opens: the line, and what was seen where it is short."""
    seen = words.split("\n", 1)[0].strip().rstrip(".")
    title = line.text.rstrip(".")
    whole = f"{title}: {seen}" if seen else title
    return whole if len(whole) <= 120 else title[:120]


PRIORITY = {1: 2, 2: 3, 3: 4}
"""The priority of a ticket by what a problem weighs; Critical is set by a fact alone (S044)."""
