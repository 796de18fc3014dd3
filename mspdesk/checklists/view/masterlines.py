"""The lines of a checklist as lists show them: a row for each heading and each line."""

from collections.abc import Sequence

from ...rows import dataclass
from ...widgets.table import Column, Group
from ..rules import arrange
from ..rules.master import DOER_WORDS, REPEATS, Doer, Kind, Line, Master

HEAD = "head"
"""The row that stands for the checklist itself."""


@dataclass(frozen=True, slots=True)
class LineRow:
    """A row of a list of lines: a heading (`key` empty), a line, or the checklist itself.

    `id` stays the same while lines move about; `section` and `place` say where it stands now.
    """

    id: str
    text: str
    number: str = ""
    hint: str = ""
    answer: str = ""
    doer: str = ""
    minutes: str = ""
    marks: str = ""
    key: str = ""
    section: int = 0
    place: int = 0
    off: bool = False

    @property
    def asks(self) -> str:
        """What the line asks for besides its mark."""
        if self.off:
            return "crossed off"
        return ", ".join(part for part in (self.answer, self.marks) if part)

    @property
    def heads(self) -> bool:
        """Whether it stands above others."""
        return not self.key

    @property
    def spoken(self) -> str:
        """The row as it is read aloud."""
        if self.heads:
            return f"Section {self.text}" if self.id != HEAD else self.text
        parts = (f"Step {self.number}", self.text, self.hint, self.asks, self.doer)
        return ". ".join(part.strip(" .") for part in parts if part)


def row_of(line: Line, section: int = 0, place: int = 0) -> LineRow:
    """A line as a row."""
    return LineRow(
        id=f"line:{line.key}",
        text=line.text or "What is to be done?",
        number=line.number,
        hint=line.hint,
        answer="" if line.kind == Kind.CHECK else answer_words(line),
        doer=DOER_WORDS[Doer(line.doer)],
        minutes=str(line.minutes) if line.minutes else "",
        marks=marks_of(line),
        key=line.key,
        section=section,
        place=place,
        off=line.off,
    )


def answer_words(line: Line) -> str:
    """What a line asks for: "number in %", "one of 3", "words"."""
    if line.kind == Kind.NUMBER:
        return f"number in {line.unit}" if line.unit else "number"
    if line.kind == Kind.CHOICE:
        return f"one of {len(line.choices)}"
    return _ANSWERS.get(line.kind, "")


_ANSWERS: dict[str, str] = {Kind.TEXT: "words", Kind.DATE: "date", Kind.SIGN: "signature"}


def marks_of(line: Line) -> str:
    """What else is asked of a line, in few words."""
    found = [
        "required" if line.mandatory else "",
        "evidence" if line.evidence else "",
        "blocks" if line.blocks else "",
        REPEATS.get(line.repeat, ""),
    ]
    return ", ".join(one for one in found if one)


def flat(master: Master, about: str) -> list[LineRow]:
    """Headings and lines in one list, the checklist itself first; headings keep their id."""
    found = [LineRow(HEAD, about)]
    known: dict[str, int] = {}
    for at, section in enumerate(master.sections):
        first = section.lines[0].key if section.lines else ""
        name = f"section:{section.title}|{first}"
        known[name] = known.get(name, 0) + 1
        minutes = sum(line.minutes for line in section.lines if not line.off)
        found.append(
            LineRow(
                f"{name}|{known[name]}",
                section.title or "A heading for this section?",
                minutes=str(minutes) if minutes else "",
                marks="for us alone" if section.ours else "",
                section=at,
            )
        )
        found += [row_of(line, at, place) for place, line in enumerate(section.lines)]
    return found


def reordered(
    master: Master, before: Sequence[LineRow], ids: Sequence[str], moved: LineRow
) -> tuple[Master, str]:
    """The checklist in the order rows were moved to, and that in words; `moved` is the row.

    A heading takes its lines along; lines above the first heading join it.
    """
    if moved.key:
        return _rebuilt(master, ids), f"Step {moved.number} moved"
    place = ids.index(moved.id)
    to = sum(one.startswith("section:") for one in ids[:place])
    if to == moved.section:
        down = place > [one.id for one in before].index(moved.id)
        to += 1 if down else -1
    return arrange.section_moved(master, moved.section, to), "Section moved"


def _rebuilt(master: Master, ids: Sequence[str]) -> Master:
    groups: list[list[Line]] = [[] for _ in master.sections]
    at = -1
    for one in ids:
        if one.startswith("section:"):
            at += 1
        elif one.startswith("line:"):
            line = master.line(one.removeprefix("line:"))
            if line is not None:
                groups[max(0, at)].append(line)
    return arrange.arranged(master, map(arrange.with_these, master.sections, groups))


def grouped(master: Master) -> list[Group[LineRow]]:
    """Lines under their headings, as they are read."""
    groups = []
    for at, section in enumerate(master.sections):
        lines = [row_of(line, at, place) for place, line in enumerate(section.lines)]
        done = sum(not line.off for line in section.lines)
        right = f"{done} step{'s' * (done != 1)}"
        right += ", for us alone" if section.ours else ""
        groups.append(Group(section.title, lines, right=right))
    return groups


def columns(*, hints: bool) -> Sequence[Column[LineRow]]:
    """The columns of a list of lines; with `hints` what is right stands below the words."""
    words: Column[LineRow] = Column(
        "text", "What is to be done", "title", lambda r: r.text, stretch=1, color=_ink
    )
    if hints:
        words = Column(
            "text",
            "What is to be done",
            "two_line",
            lambda r: (r.text, r.hint),
            stretch=1,
            color=_ink,
        )
    return (
        Column("number", "No.", "id", lambda r: r.number, width=48),
        words,
        Column("asks", "Asks for", "muted", lambda r: r.asks, width=60, fit=190, color=_mark),
        Column("doer", "Done by", "muted", lambda r: r.doer, width=74, fit=110),
        Column("minutes", "Min", "num", lambda r: r.minutes, width=46),
    )


def _ink(row: LineRow) -> str | None:
    return "ink3" if row.off else None


def _mark(row: LineRow) -> str | None:
    return "ink3" if row.off else "accent"


def count_words(master: Master) -> str:
    """How long a checklist is: "37 steps, 3 h 10 min"."""
    count = sum(1 for _ in master.lines())
    hours, minutes = divmod(master.minutes, 60)
    long = " ".join(
        part for part in (f"{hours} h" * bool(hours), f"{minutes} min" * bool(minutes)) if part
    )
    steps = f"{count} step{'s' * (count != 1)}"
    return f"{steps}, {long}" if long else steps
