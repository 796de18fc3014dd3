"""Whom a campaign is for, as a rule: kept as text, read again, and said in words."""

import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from ...catalog.rules import TIERS
from ...clients.rules import WORDS, Status
from ...exchange.toml_text import write_toml
from ...rows import dataclass

STATUSES = (
    Status.PROSPECT,
    Status.ASSESSED,
    Status.PROPOSED,
    Status.ACTIVE,
    Status.FORMER,
)
"""Who can be written to; nobody who was declined, and nobody who is just leaving."""

PROSPECTS = (Status.PROSPECT, Status.ASSESSED, Status.PROPOSED)

WHOM = {
    "main": "The main contact",
    "decides": "Everybody who decides",
    "everyone": "Every contact",
}

PLANS = {**TIERS, "": "No plan"}

GETS = ""
"""The reason of those who get a mail."""

REASONS = {
    "left_out": "left out by hand",
    "declined": "declined",
    "gone": "no longer there",
    "none": "without an address",
    "no_post": "without a postal address",
    "wrong": "with an address that is none",
    "opted_out": "opted out",
    "bounced": "whose mail came back",
    "same": "with the same address as another",
}
"""Why somebody of an audience gets no mail or letter, as it is counted: 12 opted out."""


def left_out_words(reasons: Iterable[str]) -> str:
    """How many are left out and why: 12 opted out, 3 without a postal address."""
    counts = Counter(reasons)
    return ", ".join(f"{counts[one]} {words}" for one, words in REASONS.items() if counts[one])


@dataclass(frozen=True, slots=True)
class Audience:
    """A rule: any of each; nothing chosen means all of that kind. `whom` says which contacts."""

    statuses: tuple[str, ...] = tuple(one.value for one in PROSPECTS)
    plans: tuple[str, ...] = ()
    industries: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()
    whom: str = "main"

    def words(self, stage_names: Mapping[str, str] | None = None) -> str:
        """The rule in one line: Prospect or Assessed, industry Dental, the main contact."""
        named = stage_names or {}
        statuses = [WORDS[Status(one)] for one in self.statuses if one in set(Status)]
        said = [_any(statuses) or "Clients and prospects"]
        if self.plans:
            said.append(f"plan {_any([PLANS.get(one, one) for one in self.plans])}")
        if self.industries:
            said.append(f"industry {_any(self.industries)}")
        if self.stages:
            said.append(f"stage {_any([named.get(one, one) for one in self.stages])}")
        return f"{', '.join(said)}; {WHOM.get(self.whom, self.whom).lower()}"


def _any(words: Sequence[str]) -> str:
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} or {words[-1]}"


_PARTS = ("statuses", "plans", "industries", "stages")


def audience_text(audience: Audience) -> str:
    """The rule as it is kept."""
    tables = {name: list(getattr(audience, name)) for name in _PARTS}
    return write_toml({**tables, "whom": audience.whom})


def read_audience(text: str) -> Audience:
    """The rule that was kept; the usual one where nothing was, or where it cannot be read."""
    try:
        kept = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return Audience()
    if not kept:
        return Audience()
    parts = {name: _strings(kept.get(name)) for name in _PARTS}
    whom = kept.get("whom")
    return Audience(**parts, whom=whom if whom in WHOM else "main")


def _strings(found: object) -> tuple[str, ...]:
    return tuple(one for one in found if isinstance(one, str)) if isinstance(found, list) else ()
