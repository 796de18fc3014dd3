"""What a checklist is: sections of lines, what each line asks for, who does it.

How it is read from a text and written again is in `master_text`.
"""

from collections.abc import Iterator
from dataclasses import replace
from enum import StrEnum

from ...rows import dataclass


class Kind(StrEnum):
    """What a line asks for besides its mark."""

    CHECK = "check"
    TEXT = "text"
    NUMBER = "number"
    CHOICE = "choice"
    DATE = "date"
    SIGN = "sign"


KIND_WORDS = {
    Kind.CHECK: "A mark",
    Kind.TEXT: "Words",
    Kind.NUMBER: "A number with its unit",
    Kind.CHOICE: "One of several",
    Kind.DATE: "A date",
    Kind.SIGN: "A name, as a signature",
}


class Doer(StrEnum):
    """Who does a line (S072, S138)."""

    ADMIN = "admin"
    T1 = "t1"
    T2 = "t2"
    T3 = "t3"
    OUTSIDE = "outside"


DOER_WORDS = {
    Doer.ADMIN: "Admin",
    Doer.T1: "Tech T1",
    Doer.T2: "Tech T2",
    Doer.T3: "Tech T3",
    Doer.OUTSIDE: "Outside provider",
}

DEPARTMENTS = {
    "office": "Office",
    "finance": "Finance",
    "sales": "Sales & marketing",
    "service": "Service",
    "delivery": "Delivery",
}
"""The departments of B4."""

TARGETS = {
    "client": "A client",
    "site": "A site",
    "device": "A device",
    "person": "One of us",
    "ticket": "A ticket",
    "company": "Our company",
}

REPEATS = {
    "servers": "each server",
    "backups": "each backup job",
    "computers": "each computer",
    "network": "each network device",
}
"""What a line may be repeated for, one line each, when a run starts (S058)."""

SEVERITIES = {1: "Mend now", 2: "Mend soon", 3: "Keep in mind"}
"""How much a problem weighs (S094)."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a checklist.

    `key` names it for ever; `number` is what stands before it on screen and paper (12, or 12a for
    one a client has besides). `expect` is the reading or result that is right, `otherwise` what to
    do when it is not. `low` and `high` bound a number, in thousandths of `unit`; `evidence` asks
    for words or a picture, `blocks` closes what comes after until it is done, `maps` names the
    documented fact it fills (device.warranty_until). `short` lines make the short variant. An
    `off` line is crossed off: it keeps its number and is not done. `about` is the id of the device
    or backup job a repeated line was made for. `minutes` is what it usually takes.
    """

    key: str
    text: str
    number: str = ""
    kind: str = Kind.CHECK
    unit: str = ""
    low: int | None = None
    high: int | None = None
    choices: tuple[str, ...] = ()
    doer: str = Doer.T1
    mandatory: bool = False
    evidence: bool = False
    blocks: bool = False
    expect: str = ""
    otherwise: str = ""
    minutes: int = 0
    maps: str = ""
    short: bool = False
    severity: int = 0
    repeat: str = ""
    off: bool = False
    about: int = 0

    @property
    def hint(self) -> str:
        """What is right, and what to do when it is not, in one text."""
        return " ".join(part for part in (self.expect, self.if_not) if part)

    @property
    def if_not(self) -> str:
        """What to do otherwise, told apart from what is right: If not: open a ticket."""
        own = not self.otherwise or self.otherwise.startswith("If ")
        return self.otherwise if own else f"If not: {self.otherwise}"


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and the lines below it.

    What stands below one that is `ours` is for whoever works: a report for the client lists none
    of it (S094).
    """

    title: str
    lines: tuple[Line, ...]
    ours: bool = False


@dataclass(frozen=True, slots=True)
class Master:
    """A checklist: what it is for, the four answers of recurring work (B4), its sections.

    `role` is the code of the hat that answers for it, `record` where its result is kept, `copies`
    where that is shown, `process` the code of the procedure behind it. `verify` wants a second
    person, `log` puts a TSR log beside it, `not_seen` allows that mark, `severity` asks how much
    a problem weighs.
    """

    code: str
    title: str
    sections: tuple[Section, ...]
    purpose: str = ""
    department: str = "service"
    target: str = "client"
    role: str = ""
    record: str = ""
    copies: str = ""
    process: str = ""
    verify: bool = False
    log: bool = False
    not_seen: bool = False
    severity: bool = False

    def lines(self, *, short: bool = False) -> Iterator[Line]:
        """The lines to be done, in order; those of the short variant only, with `short`."""
        for section in self.sections:
            for line in section.lines:
                if not line.off and (line.short or not short):
                    yield line

    def line(self, key: str) -> Line | None:
        """A line by its key, crossed off or not."""
        return next(
            (line for section in self.sections for line in section.lines if line.key == key), None
        )

    @property
    def own(self) -> bool:
        """Whether it is about ourselves or one of us, so that no client signs it."""
        return self.target in ("person", "company")

    @property
    def minutes(self) -> int:
        """What all lines usually take together."""
        return sum(line.minutes for line in self.lines())


def numbered(master: Master) -> Master:
    """The same with lines numbered from 1 in their order, crossed-off ones included.

    Lines that have a number keep it.
    """
    sections, count = [], 0
    for section in master.sections:
        lines = []
        for line in section.lines:
            count += 1
            lines.append(line if line.number else replace(line, number=str(count)))
        sections.append(replace(section, lines=tuple(lines)))
    return replace(master, sections=tuple(sections))
