"""What is wrong with words that people read: spelling of another country, filler, long dashes."""

import re

_ELSEWHERE = re.compile(
    r"\b(?:licen[c]e\w*|colou?red|colour\w*|behaviour\w*|centre\w*|organis\w+|authoris\w+|recognis\w+"
    r"|cancell(?:ed|ing)|labell\w+|travell\w+|programme\w*|favour\w*|neighbour\w*|cheque\w*"
    r"|catalogue\w*|practis\w+|fulfil|enrol|grey|tyre\w*|whilst|afterwards|towards|honour\w*"
    r"|ageing|maths|fortnight\w*|mobile phone\w*)\b"
)
_FILLER = re.compile(
    r"\b(?:etc|and so on|as appropriate|as needed|if necessary|as required|various|properly"
    r"|correctly configured|ensure|utili[sz]e|leverage|best practices?|going forward|obviously"
    r"|of course|simply|just do|TBD|TODO|lorem)\b",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"\b(?:Cancelled)\b|called various")
"""The word of a status as the board shows it, and a bad example that is named as one."""


def words_wrong(text: str) -> list[str]:
    """What a reader would stumble over; nothing for a good text."""
    said = _QUOTED.sub("so", text)
    found = [f"spelled as elsewhere: {one}" for one in _ELSEWHERE.findall(said)]
    found += [f"filler: {one}" for one in _FILLER.findall(said)]
    found += [f"a sign nobody types: {one}" for one in "—–;…" if one in said]
    if re.search(r"\b(\w+) \1\b", said):
        found.append("a word stands there twice")
    if "  " in said:
        found.append("two spaces")
    return found


def alike(one: str, other: str) -> float:
    """How much of their words two sentences share, 0 to 1."""
    first, second = _bag(one), _bag(other)
    return len(first & second) / len(first | second) if first and second else 0.0


def _bag(text: str) -> frozenset[str]:
    small = {"the", "a", "an", "and", "of", "to", "in", "on", "it", "is", "for", "with", "each"}
    return frozenset(re.findall(r"[a-z0-9%]+", text.lower())) - small
