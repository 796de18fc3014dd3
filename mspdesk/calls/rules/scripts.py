"""What a script says at which point of a call, and what keeps it from being used (S125)."""

import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from ...rows import dataclass


@dataclass(frozen=True, slots=True)
class Slot:
    """A point of a call: what it is called, when its words are said.

    `path` points are those a call goes along one after the other; the others answer what the other
    side said.
    """

    code: str
    title: str
    when: str
    path: bool = False


SLOTS = (
    Slot("gatekeeper", "Gatekeeper", "Somebody else answers", path=True),
    Slot("voicemail", "Voicemail", "Nobody answers: the words to leave", path=True),
    Slot("opening", "Opening", "The decision maker answers", path=True),
    Slot("interest", "Interest", "One question that they care about", path=True),
    Slot("offer", "Offer", "What you offer today, an assessment", path=True),
    Slot("meet", "Two times", "Two times to meet", path=True),
    Slot("not_now", "Not now", "They say not now: ask when"),
    Slot("no", "No", "They say no: thank them"),
    Slot("follow_up", "Follow-up mail", "The e-mail afterwards"),
    Slot("confirm", "Confirm", "The appointment, said once more"),
)
"""The points of a script in the order they come up (S125, C14)."""

BY_CODE: Mapping[str, Slot] = {one.code: one for one in SLOTS}

MUST = "voicemail"
"""The point without whose words a script cannot be published (S125)."""

MOST_SENTENCES = 2
"""Sentences a point has at most before the page says so (S125)."""

LONGEST = 1_000
"""Signs a text of a script has at most."""


@dataclass(frozen=True, slots=True)
class Before:
    """Something settled before the first call: what it is, and a question that helps."""

    name: str
    title: str
    ask: str


BEFORE = (
    Before("market", "Who is called", "Which companies: kind of work, size, place"),
    Before("offer", "What is offered today", "One thing, for instance a network assessment"),
    Before("why", "Why they should meet", "What they have afterwards that they lack now"),
    Before("dates", "When you are free", "Two or three times in the next two weeks"),
    Before("used", "Where it is used", "On the phone, at the door, at a fair"),
)
"""What is written down before the first call (S125)."""

FIELDS: Mapping[str, tuple[str, str]] = {
    "company": ("The company that is called", "Lakeside Insurance"),
    "contact": ("Whom you ask for", "Ruth Halvorsen"),
    "city": ("Where the company is", "Duluth"),
    "me": ("Your first name", "Dana"),
    "shop": ("Your company", "Quillfeather IT"),
    "phone": ("Your phone number", "218-555-0100"),
    "offer": ("What is offered today", "a network assessment"),
    "day1": ("The first day to meet", "Friday, March 13"),
    "day2": ("The second day to meet", "Tuesday, March 17"),
}
"""The fields a script may name, each with its description and an example."""

UNKNOWN_CONTACT = "whoever looks after your computers"
"""Said where no name is known."""

_BRACES = re.compile(r"\{[^{}]*\}|[{}]")
_ENDS = re.compile(r"[.!?…]+[\"'”’)]*(?=\s|$)")
_SHORT = re.compile(
    r"(?:\b(?:mr|mrs|ms|dr|st|prof|jr|sr|inc|ltd|co|vs|approx|dept|ext|e\.g|i\.e|a\.m|p\.m|u\.s)"
    r"|\b[A-Z])\.$",
    re.IGNORECASE,
)


def sentences(text: str) -> int:
    """How many sentences a text has; what follows the last full stop counts as one.

    A point after a title or an initial ends none.
    """
    count, begun = 0, 0
    for end in _ENDS.finditer(text):
        said = text[begun : end.end()].strip()
        last = said.split()[-1] if said.split() else ""
        if _SHORT.search(last) and text[end.end() :].strip():
            continue
        count += bool(re.search(r"\w", said))
        begun = end.end()
    return count + bool(re.search(r"\w", text[begun:]))


def length_words(text: str) -> str:
    """How long the words of a point are, and what to do where they are too long."""
    count = sentences(text)
    if not count:
        return "Empty"
    if count > MOST_SENTENCES:
        return f"{count} sentences: cut it to one or two"
    return "1 sentence" if count == 1 else f"{count} sentences"


def is_long(text: str) -> bool:
    """Whether a point says more than two sentences."""
    return sentences(text) > MOST_SENTENCES


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong in a script: the point it stands at, and what to write instead."""

    slot: str
    words: str


def field_faults(slot: str, text: str) -> list[Fault]:
    """What is wrong with the fields in the words of a point, in the order they stand."""
    found = []
    title = BY_CODE[slot].title if slot in BY_CODE else slot
    for brace in _BRACES.findall(text):
        if len(brace) == 1:
            found.append(
                Fault(slot, f"{title}: there is a {brace} by itself. Write a field as {{company}}.")
            )
        elif brace[1:-1] not in FIELDS:
            near = get_close_matches(brace.strip("{} ").lower(), FIELDS, 1)
            hint = f"Did you mean {{{near[0]}}}?" if near else f"There are {field_list()}."
            found.append(Fault(slot, f"{title}: there is no field {brace}. {hint}"))
    return found


def field_list() -> str:
    """All fields in a line."""
    return ", ".join(f"{{{name}}}" for name in FIELDS)


def faults(words: Mapping[str, str]) -> list[Fault]:
    """Everything that keeps a script from being published, the first to mend first."""
    found = []
    if not words.get(MUST, "").strip():
        found.append(
            Fault(
                MUST,
                "Write the words for voicemail first: most calls end there, and a script "
                "without them is none.",
            )
        )
    for slot in SLOTS:
        found.extend(field_faults(slot.code, words.get(slot.code, "")))
    return found


def hints(words: Mapping[str, str]) -> list[str]:
    """What would make a script better but does not keep it from being used."""
    empty = [one.title for one in SLOTS if not words.get(one.code, "").strip()]
    long = [one.title for one in SLOTS if is_long(words.get(one.code, ""))]
    found = []
    if long:
        found.append(f"More than two sentences: {', '.join(long)}.")
    if empty and len(empty) < len(SLOTS):
        found.append(f"Empty: {', '.join(empty)}.")
    return found


def said(text: str, values: Mapping[str, str]) -> str:
    """The words of a point with its fields filled; what is not known stays in square brackets."""

    def value(found: re.Match[str]) -> str:
        name = found[0].strip("{}")
        if name not in FIELDS:
            return found[0]
        return values.get(name) or caption(name)

    return " ".join(_BRACES.sub(value, text).split())


def caption(name: str) -> str:
    """What stands in the words of a card for a field that only the call will tell."""
    return f"[{FIELDS[name][0].lower()}]"


def reached(codes: Iterable[str]) -> str:
    """The furthest point of the path among those that were shown, empty without one."""
    shown = set(codes)
    return next((one.code for one in reversed(SLOTS) if one.path and one.code in shown), "")
