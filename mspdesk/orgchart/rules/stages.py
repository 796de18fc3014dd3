"""The stages a shop grows through, and what of its chart another stage would change (S002, S008).

A stage is never drawn over the chart of a shop. What is there and does its work is taken as it is;
what is missing is added, unfilled; what stands elsewhere moves. Nobody loses a hat: only one that
the owner wears, with nobody below it, may become a part of the owner's own role.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace

from ...rows import dataclass
from .tree import above

MOST_LEVELS = 6
"""Levels of a chart, the owner's included; more could not be read on one page."""

OWNER = "owner"


@dataclass(frozen=True, slots=True)
class Want:
    """A role of a stage by code: to which it reports, besides and which codes do as well.

    A role of a code that does as well takes the title of this one.
    """

    code: str
    lead: str
    as_well: tuple[str, ...] = ()
    second: str = ""


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage: its number, its title, what it is about, its roles, who takes in whom else.

    `takes` says under which of its roles those go that report to the owner and are not named, by
    department, the last one for all others; empty leaves them where they are. `joins` are hats
    that become a part of the owner's role.
    """

    number: int
    title: str
    what: str
    wants: tuple[Want, ...]
    takes: tuple[tuple[str, str], ...] = ()
    joins: tuple[str, ...] = ()


_ADMINS = ("principal_admin", "admin_assistant", "admin")
_FIRST = (Want("sales", OWNER), Want("marketing", OWNER), Want("finance", OWNER))
_TECHS = (
    Want("tech_1", "service_manager", ("technician",)),
    Want("tech_2", "service_manager"),
    Want("tech_3", "service_manager"),
)
_MANAGED = (
    Want("office_manager", OWNER),
    Want("service_manager", OWNER),
    Want("admin_assistant", "office_manager", _ADMINS),
    Want("bookkeeper", "office_manager", ("finance",)),
    Want("marketing_assistant", "office_manager", ("marketing",), second=OWNER),
    *_TECHS,
)
_TAKES = (("Service", "service_manager"), ("", "office_manager"))

STAGES = (
    Stage(
        1,
        "The owner alone",
        "Six hats, all of them the owner's.",
        (
            *_FIRST,
            Want("admin", OWNER, _ADMINS),
            Want("service_manager", OWNER),
            Want("technician", OWNER, ("tech_1",)),
        ),
    ),
    Stage(
        2,
        "An admin assistant",
        "The first hire takes the office work, so that the owner can sell and support.",
        (
            *_FIRST,
            Want("admin_assistant", OWNER, _ADMINS),
            Want("service_manager", OWNER),
            Want("technician", OWNER, ("tech_1",)),
        ),
    ),
    Stage(
        3,
        "Technicians, more admins",
        "Technicians in three tiers, a second admin as there is more of everything.",
        (
            *_FIRST,
            Want("principal_admin", OWNER, _ADMINS),
            Want("second_admin", "principal_admin"),
            Want("service_manager", OWNER),
            *_TECHS,
        ),
    ),
    Stage(
        4,
        "Two managers",
        "Two people report to the owner: the office manager and the service manager.",
        _MANAGED,
        _TAKES,
        ("sales",),
    ),
    Stage(
        5,
        "Managers by shift",
        "Not a second service manager but an assistant for the evening: early technicians from "
        "6:00 am, late ones until 7:00 pm.",
        (
            *_MANAGED,
            Want("early_coordinator", "service_manager"),
            Want("evening_manager", "service_manager"),
            Want("on_call", "service_manager"),
        ),
        _TAKES,
        ("sales",),
    ),
)


@dataclass(frozen=True, slots=True)
class Held:
    """A role as it is held now; `own` says that nobody but the owner wears it.

    `for_now` that the owner does so until somebody is hired.
    """

    id: int
    code: str
    title: str
    department: str
    lead: int | None
    second: int | None
    own: bool
    wearer: str = ""
    for_now: bool = True


@dataclass(frozen=True, slots=True)
class Change:
    """One thing a stage would change, in words; `key` names it, `needs` another one it rests on.

    `kind` is add, rename, move, second or join. `role` is the id of a role that is there, `code`
    of one that is added; `lead` is an id or a code.
    """

    key: str
    kind: str
    words: str
    why: str = ""
    role: int | None = None
    code: str = ""
    title: str = ""
    lead: int | str | None = None
    needs: str = ""


def changes_to(stage: Stage, roles: Sequence[Held], titles: dict[str, str]) -> list[Change]:
    """What a stage would change on a chart, added roles first; `titles` are those that ship."""
    found = _Fitting(stage, roles, titles)
    return found.changes()


def in_stage_order(stage: Stage, roles: Sequence[Held], titles: dict[str, str]) -> list[Held]:
    """Roles in the order in which a stage names them, what it does not name after them."""
    return _Fitting(stage, roles, titles).in_order()


class _Fitting:
    """Lays the roles of a stage over those of a shop."""

    def __init__(self, stage: Stage, roles: Sequence[Held], titles: dict[str, str]) -> None:
        self._stage, self._roles, self._titles = stage, list(roles), titles
        self._known = {role.id: role for role in roles}
        self._owner = next((role for role in roles if role.code == OWNER), None)
        self._taken: dict[str, Held] = {OWNER: self._owner} if self._owner else {}
        self._match()

    def _match(self) -> None:
        """Take each role that is there for at most one of the stage.

        One of its code is meant first, then one that goes by its title, then one that does as well.
        """
        titled = {self._titles[want.code]: want.code for want in self._stage.wants}
        used: set[int] = set()
        # A role that goes by the title of another one of the stage is that one.
        free = {role.code: role for role in self._roles if role.title not in titled}
        ways: tuple[Callable[[Want], Iterable[Held | None]], ...] = (
            lambda want: (r for r in self._roles if r.title == self._titles[want.code]),
            lambda want: (free.get(want.code),),
            lambda want: (free.get(code) for code in want.as_well),
        )
        for way in ways:
            for want in self._stage.wants:
                for held in way(want):
                    if want.code not in self._taken and held is not None and held.id not in used:
                        self._taken[want.code] = held
                        used.add(held.id)

    def in_order(self) -> list[Held]:
        """The roles as the stage names them, then the others as they were."""
        places = {OWNER: 0} | {want.code: n for n, want in enumerate(self._stage.wants, 1)}
        taken = {held.id: places[code] for code, held in self._taken.items()}
        return sorted(self._roles, key=lambda role: taken.get(role.id, len(places)))

    def changes(self) -> list[Change]:
        """All of them, in the order in which they are done."""
        if self._owner is None:
            return []
        return [
            *self._adds(),
            *self._renames(),
            *self._moves(),
            *self._taken_in(),
            *self._seconds(),
            *self._joins(),
        ]

    def _place(self, code: str) -> tuple[int | str, str, str]:
        """Where a role of the stage is: id or code, its title, what it needs to be there."""
        held = self._taken.get(code)
        if held is not None:
            return held.id, self._named(code, held), ""
        return code, self._titles[code], f"add {code}"

    def _named(self, code: str, held: Held) -> str:
        return self._titles[code] if self._renamed(code, held) else held.title

    def _renamed(self, code: str, held: Held) -> bool:
        """A hat that goes by the name it shipped with takes the name of its stage."""
        usual = held.title == self._titles.get(held.code)
        return usual and code not in (held.code, OWNER)

    def _adds(self) -> Iterable[Change]:
        for want in self._stage.wants:
            if want.code not in self._taken:
                lead, title, needs = self._place(want.lead)
                yield Change(
                    f"add {want.code}",
                    "add",
                    f"{self._titles[want.code]} is added",
                    f"Under {title}, unfilled",
                    code=want.code,
                    title=self._titles[want.code],
                    lead=lead,
                    needs=needs,
                )

    def _renames(self) -> Iterable[Change]:
        for want in self._stage.wants:
            held = self._taken.get(want.code)
            if held is not None and self._renamed(want.code, held):
                title = self._titles[want.code]
                yield Change(
                    f"rename {held.id}",
                    "rename",
                    f"{held.title} becomes {title}",
                    _stays(held),
                    role=held.id,
                    title=title,
                )

    def _moves(self) -> Iterable[Change]:
        for want in self._stage.wants:
            held = self._taken.get(want.code)
            if held is None:
                continue
            lead, title, needs = self._place(want.lead)
            if lead not in (held.lead, held.id):
                yield self._move(held, lead, title, needs, self._named(want.code, held))

    def _move(self, held: Held, lead: int | str, title: str, needs: str, name: str = "") -> Change:
        return Change(
            f"move {held.id}",
            "move",
            f"{name or held.title} moves under {title}",
            _stays(held),
            role=held.id,
            lead=lead,
            needs=needs,
        )

    def _taken_in(self) -> Iterable[Change]:
        """Those who report to the owner and are not of the stage go to one who is."""
        named = {held.id for held in self._taken.values()}
        for held in self._roles:
            if self._owner is None or held.lead != self._owner.id or held.id in named:
                continue
            if held.code in self._stage.joins or not self._stage.takes:
                continue
            code = next(
                code
                for department, code in self._stage.takes
                if department in ("", held.department)
            )
            yield self._move(held, *self._place(code))

    def _seconds(self) -> Iterable[Change]:
        for want in self._stage.wants:
            held = self._taken.get(want.code)
            second = self._taken.get(want.second)
            if not want.second or second is None or (held and held.second == second.id):
                continue
            name = self._named(want.code, held) if held else self._titles[want.code]
            yield Change(
                f"second {want.code}",
                "second",
                f"{name} reports to {second.title} as well",
                "Marketing alone may have two leads",
                role=held.id if held else None,
                code="" if held else want.code,
                lead=second.id,
                needs="" if held else f"add {want.code}",
            )

    def _joins(self) -> Iterable[Change]:
        for held in self._roles:
            if held.code not in self._stage.joins:
                continue
            below = any(role.lead == held.id for role in self._roles)
            if held.own and not below and self._owner is not None:
                yield Change(
                    f"join {held.id}",
                    "join",
                    f"{held.title} becomes a part of {self._owner.title}",
                    "The owner does it; its time and its history stay",
                    role=held.id,
                    lead=self._owner.id,
                )


def _stays(held: Held) -> str:
    return f"{held.wearer} keeps it" if held.wearer else ""


def with_needs(changes: Sequence[Change], chosen: Collection[str]) -> list[Change]:
    """The chosen changes, without those that rest on one that was not chosen."""
    kept: list[Change] = []
    keys: set[str] = set()
    for change in changes:
        if change.key in chosen and (not change.needs or change.needs in keys):
            kept.append(change)
            keys.add(change.key)
    return kept


def after(roles: Sequence[Held], changes: Sequence[Change]) -> list[Held]:
    """The chart as it would be; roles that are added have ids below zero."""
    ids: dict[int | str, int] = {role.id: role.id for role in roles}
    found = {role.id: role for role in roles}
    for change in changes:
        lead = None if change.lead is None else ids.get(change.lead)
        if change.kind == "add":
            made = ids[change.code] = -len(ids) - 1
            owner = next((role for role in roles if role.code == OWNER), None)
            wearer = owner.wearer if owner else ""
            found[made] = Held(
                made, change.code, change.title, "", lead, None, own=True, wearer=wearer
            )
            continue
        role_id = ids.get(change.code) if change.role is None else change.role
        if role_id is None or role_id not in found:
            continue
        held = found[role_id]
        title, second = held.title, held.second
        if change.kind == "join":
            del found[role_id]
            continue
        if change.kind == "rename":
            title = change.title
        if change.kind == "second":
            second = lead
        to = lead if change.kind == "move" else held.lead
        found[role_id] = replace(held, title=title, lead=to, second=second)
    return list(found.values())


def levels(leads: dict[int, int | None]) -> int:
    """How many levels a chart has, the top included."""
    return max((1 + len(list(above(leads, role_id))) for role_id in leads), default=0)
