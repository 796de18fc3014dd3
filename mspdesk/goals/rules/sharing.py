"""Who may read and write which goal, and what may be shared with whom (S032).

Rule one: share only where it helps, never to shame. Rule two: people whose goals affect each other
know of them.
"""

from collections.abc import Iterable

from ...errors import UserError
from ...rows import dataclass
from .words import LEVELS, WIDTH

PRIVATE, AFFECTED, DEPARTMENT, COMPANY = "private", "affected", "department", "company"


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who looks: themselves, whom they answer for, the departments of their hats.

    `led` are those with whom they talk alone: whom they lead, by the chart or in a review that is
    open. Owner access gives nobody that. `heads` are departments in which somebody else's hat
    answers to one of theirs. Departments are lower case. `everything` is a script that names
    nobody.
    """

    person_id: int | None
    everything: bool
    owner: bool
    leads: bool
    managed: frozenset[int]
    departments: frozenset[str]
    heads: frozenset[str]
    led: frozenset[int] = frozenset()

    def answers_for(self, person_id: int | None) -> bool:
        """Whether somebody's goals and reviews are theirs to agree on."""
        return self.everything or (person_id is not None and person_id in self.managed)

    def talks_with(self, person_id: int | None) -> bool:
        """Whether what is private to somebody is theirs as well: their own, or of one they lead."""
        return self.everything or (
            person_id is not None and (person_id == self.person_id or person_id in self.led)
        )


SCRIPT = Viewer(None, True, True, True, frozenset(), frozenset(), frozenset())
"""A script that names nobody."""


@dataclass(frozen=True, slots=True)
class Held:
    """What of a goal decides who may read it.

    `person_id` is the person it is a goal of, for one of the owner the owner who wrote it.
    `affects` are people; `linked` is everybody with a goal of their own that is linked with it,
    above or below it. `departments` are those of the hats of whose it is, lower case.
    """

    level: str
    department: str
    person_id: int | None
    sharing: str
    affects: frozenset[int] = frozenset()
    linked: frozenset[int] = frozenset()
    departments: frozenset[str] = frozenset()


ALONE = "A private goal is between the person and whoever leads them. Share it further to write it."
"""Why a private goal is not to be written by anybody else."""


def usual_sharing(level: str, kind: str) -> str:
    """How a new goal is shared until somebody says otherwise; corrective ones are private."""
    if kind in ("corrective", "personal"):
        return PRIVATE
    return {"person": AFFECTED, "department": DEPARTMENT}.get(level, COMPANY)


def check_sharing(level: str, kind: str, sharing: str) -> str:
    """The sharing, or UserError naming `sharing` when a goal of this kind is not shared so."""
    if sharing not in WIDTH:
        raise UserError("Choose who may read this goal.", "sharing")
    if level == "person" and kind == "corrective" and sharing == COMPANY:
        raise UserError(
            "A corrective goal of one person is not shared with the company: it would shame. "
            "Keep it private, or share it with those it affects.",
            "sharing",
        )
    return sharing


def reads(viewer: Viewer, held: Held) -> bool:
    """Whether somebody may read a goal: own, linked, and by level as it is shared.

    A private one is between its person and whoever leads them, whatever access others have.
    """
    if viewer.everything or held.sharing == COMPANY:
        return True
    if held.sharing == PRIVATE:
        return _close_to(viewer, held)
    if _owns(viewer, held):
        return True
    width = WIDTH[held.sharing]
    who = viewer.person_id
    if width >= WIDTH[AFFECTED] and (who in held.affects or who in held.linked):
        return True
    if width < WIDTH[DEPARTMENT]:
        return False
    return bool(viewer.departments & (held.departments | {held.department.casefold()}))


def _close_to(viewer: Viewer, held: Held) -> bool:
    """Whether even a private goal is somebody's to read: own, of one they lead, or of their own."""
    if held.level == "person":
        return viewer.talks_with(held.person_id)
    if held.level == "owner":
        return viewer.owner and held.person_id in (None, viewer.person_id)
    return _owns(viewer, held)


def _owns(viewer: Viewer, held: Held) -> bool:
    """Whether it is theirs, or of somebody or something they answer for."""
    match held.level:
        case "owner":
            return viewer.owner
        case "company":
            return viewer.leads
        case "department":
            return viewer.leads or held.department.casefold() in viewer.heads
        case _:
            return held.person_id == viewer.person_id or viewer.answers_for(held.person_id)


def writes(viewer: Viewer, held: Held) -> bool:
    """Whether somebody may change a goal: their own, and of those they answer for."""
    if viewer.everything:
        return True
    return _owns(viewer, held) and (held.sharing != PRIVATE or _close_to(viewer, held))


def agrees(viewer: Viewer, held: Held) -> bool:
    """Whether somebody may agree on a goal: one's own only where nobody else leads one."""
    if not writes(viewer, held):
        return False
    return held.level != "person" or viewer.answers_for(held.person_id)


def refused(held: Held) -> str:
    """Why a goal is not somebody's to change, as a sentence."""
    if held.sharing == PRIVATE and held.level in ("person", "owner"):
        return ALONE
    where = {
        "owner": "The owner writes goals of the owner.",
        "company": "The owner or the office manager writes goals of the company.",
        "department": "Whoever leads the department writes its goals.",
    }
    return where.get(held.level, "Only they and whoever leads them write somebody's goals.")


def said(sharing: str, names: Iterable[str], department: str) -> str:
    """Who reads a goal, in words; names stand in the order of the alphabet."""
    who = ", ".join(sorted(names, key=str.casefold)) or "nobody yet"
    return {
        PRIVATE: f"Private: {who}",
        AFFECTED: f"{who}",
        DEPARTMENT: f"{department or 'The department'}, and {who}",
        COMPANY: "Everybody who works here",
    }[sharing]


def level_words(level: str, department: str, person: str) -> str:
    """Whose goal it is: Owner, Company, a department's or a person's name."""
    return {"department": department, "person": person}.get(level, "") or LEVELS[level]
