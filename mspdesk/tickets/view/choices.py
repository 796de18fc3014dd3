"""What the fields of a ticket offer to choose from, and fields made of it."""

from collections.abc import Hashable, Mapping, Sequence
from enum import StrEnum
from typing import TypeVar

from ...clients.queries import ClientRow, choose_client
from ...clients.rules import WORDS as CLIENT_WORDS
from ...clients.rules import Status as ClientStatus
from ...desk.desk import Desk
from ...people.queries import PersonRow, people
from ...widgets.entry import ChoiceEntry, Found, LookupEntry
from .. import rules
from ..queries import ClientChoices, client_choices, next_in_rotation

S = TypeVar("S", bound=StrEnum)
Options = list[tuple[Hashable, str]]

HOURLY = "hourly"
NO_DEVICE = "no_device"
OFFERED = 12


def from_list(words: Mapping[S, str]) -> Options:
    """A fixed list of words as options."""
    return [(one.value, said) for one, said in words.items()]


PRIORITIES: Options = [
    (number, f"{number} {words}") for number, words in rules.PRIORITY_WORDS.items()
]
TIERS: Options = [(tier, f"Tier {tier}") for tier in (1, 2, 3)]


def staff(desk: Desk, client_id: int | None = None) -> Options:
    """Nobody, and everybody who takes tickets; with a client it says whose turn it is (S055)."""
    found: list[PersonRow] = [one for one in desk.ask(people) if one.takes_tickets]
    turn, note = None, ""
    if client_id is not None and len(found) > 1:
        turn = desk.ask(next_in_rotation, client_id)
        usual = desk.ask(client_choices, client_id).primary_person_id
        note = "usual technician" if turn == usual else "next in turn"
    return [
        (None, "Nobody yet"),
        *((one.id, f"{one.name}, {note}" if one.id == turn else one.name) for one in found),
    ]


def client_entry(desk: Desk) -> LookupEntry:
    """A field that finds a client by a few letters, a number or a phone number."""

    def find(text: str) -> Sequence[Found]:
        return [found_client(row) for row in desk.ask(choose_client, text, OFFERED)]

    return LookupEntry(find, "Type a few letters")


def found_client(row: ClientRow) -> Found:
    """A client as the field offers it: where it is, and its status when it is not usual."""
    active = row.status == ClientStatus.ACTIVE
    status = "" if active else CLIENT_WORDS.get(ClientStatus(row.status), row.status)
    where = ", ".join(filter(None, (row.city, row.region)))
    return Found(row.id, row.name, ", ".join(filter(None, (where, status))))


def contacts(found: ClientChoices) -> Options:
    """No contact, and those of the client."""
    return [(None, "Nobody in particular"), *found.contacts]


def sites(found: ClientChoices) -> Options:
    """No site, and those of the client."""
    return [(None, "No site"), *found.sites]


def agreements(found: ClientChoices) -> Options:
    """The agreements that run, and hourly work without one."""
    return [*((one.id, one.words) for one in found.agreements), (HOURLY, "Hourly, no agreement")]


def usual_agreement(found: ClientChoices) -> Hashable:
    """The only agreement that runs, hourly where hourly terms were accepted, else no answer."""
    if found.only_agreement is not None:
        return found.only_agreement
    return HOURLY if found.hourly and not found.agreements else None


class DeviceEntry(LookupEntry):
    """A field that finds a device of one client; "No device" is an answer."""

    def __init__(self) -> None:
        self._devices: tuple[tuple[int, str], ...] = ()
        super().__init__(self._matching, "Type a name, or no device")

    def offer(self, found: ClientChoices | None) -> None:
        """Offer the devices of another client."""
        self._devices = found.devices if found is not None else ()

    def _matching(self, text: str) -> Sequence[Found]:
        wanted = text.casefold()
        hits = [one for one in self._devices if wanted in one[1].casefold()][:OFFERED]
        rows = [Found(id_, *_split(words)) for id_, words in hits]
        if wanted in "no device":
            rows.append(NONE_NEEDED)
        return rows


NONE_NEEDED = Found(NO_DEVICE, "No device")


def _split(words: str) -> tuple[str, str]:
    name, _, note = words.partition(", ")
    return name, note


def device_changes(value: Hashable) -> dict[str, object]:
    """What choosing a device, no device or nothing writes."""
    if value == NO_DEVICE:
        return {"no_device": True}
    return {"device_id": value, "no_device": False}


def agreement_changes(value: Hashable) -> dict[str, object]:
    """What choosing an agreement, hourly work or nothing writes."""
    if value == HOURLY:
        return {"no_agreement": True}
    return {"agreement_id": value, "no_agreement": False}


def choices_of(desk: Desk, client_id: int | None) -> ClientChoices | None:
    """What a client's ticket can point to; None while there is no client."""
    return None if client_id is None else desk.ask(client_choices, client_id)


def choice(options: Options, value: Hashable = None) -> ChoiceEntry:
    """A field with options, one of them chosen."""
    entry = ChoiceEntry(options)
    entry.set_value(value)
    return entry


def taken(entry: LookupEntry) -> int | None:
    """The id a lookup field holds, None while it holds loose words or nothing."""
    found = entry.taken()
    return found.value if found is not None and isinstance(found.value, int) else None
