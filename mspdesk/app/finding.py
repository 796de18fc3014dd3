"""What Ctrl+K finds: records of every area, and everything that can be done."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from ..desk.area import Finder, Found, Place, Report, Verb
from ..desk.desk import Desk
from ..widgets.glyphs import Glyph
from ..widgets.palette import PaletteGroup, PaletteItem

EACH = 5
"""Hits shown per kind."""

_LEAST = 3
"""Letters from which on reports are looked through: every one holds an e."""

DEEDS = 9
"""Commands shown below hits; a text that begins with > shows them all."""

AT_HAND = 4
"""Commands for the client in front that are offered before a word is typed."""

OFTEN = ("tickets", "billing")
"""Areas whose commands for a client come first: what is asked many times a day."""


class Finding:
    """Answers what somebody types in the palette; `more` are verbs of the window itself.

    `front` is the client that is shown: commands for a client are offered for that one.
    """

    def __init__(
        self,
        desk: Desk,
        more: Sequence[tuple[Verb, Callable[[], None]]] = (),
        front: Found | None = None,
    ) -> None:
        self._desk = desk
        self._more = list(more)
        self._front = front
        self._known_reports: list[Report] | None = None

    def __call__(self, text: str) -> list[PaletteGroup]:
        """The groups for what was typed: `>` asks for commands only, `#` for a ticket number."""
        wanted = text.strip()
        if wanted.startswith(">"):
            return self._verbs(wanted[1:].strip(), None, 1000)
        if not wanted:
            return self._at_hand() + self._verbs("", None)
        groups, found = self._records(wanted)
        groups += self._reports(wanted)
        client = next((hit for hit in found if hit.client_id is not None and hit.client), None)
        done = self._verbs(wanted, client) if client else self._deeds(wanted)
        return _meant_first(wanted, groups, done)

    def _records(self, wanted: str) -> tuple[list[PaletteGroup], list[Found]]:
        """What holds the text, by kind."""
        found: list[Found] = []
        groups = []
        for finder in self._finders(wanted):
            hits = self._desk.ask(finder.find, wanted, EACH)
            found += hits
            if hits:
                items = [self._hit(hit, f"{finder.title}-{n}") for n, hit in enumerate(hits)]
                groups.append(PaletteGroup(finder.title, items))
        return groups, found

    def _reports(self, wanted: str) -> list[PaletteGroup]:
        """Reports whose title or sentence holds every word that was typed."""
        words = wanted.lower().split()
        if len(wanted) < _LEAST:
            return []
        if self._known_reports is None:
            # Reports bring paper and files along; only whoever searches waits for them.
            from . import reporting

            # The currency is of no matter here: nothing of a report is shown but its title.
            offered = reporting.reports(self._desk.areas)
            self._known_reports = [one for one in offered if self._desk.may(one.needs)]
        found = [
            one
            for one in self._known_reports
            if all(word in f"{one.title} {one.what} report".lower() for word in words)
        ]
        # What a report is called says more than the sentence below it.
        found.sort(key=lambda one: not all(word in one.title.lower() for word in words))
        items = [
            PaletteItem(
                f"report-{one.key}",
                one.title,
                note=one.cadence,
                glyph=Glyph.drawn("panel-top", "ink2"),
                run=self._goer(Place("reports", about={"report": one.key})),
            )
            for one in found[:EACH]
        ]
        return [PaletteGroup("Reports", items)] if items else []

    def _deeds(self, wanted: str) -> list[PaletteGroup]:
        """Commands by their words, and those for a client whose name was typed before them.

        "dunm pay" is a payment from Dunmore.
        """
        words = wanted.split()
        finders = [one for one in self._finders(wanted) if one.title == "Clients"]
        for at in range(len(words) - 1, 0, -1):
            whom = " ".join(words[:at])
            hits = [hit for one in finders for hit in self._desk.ask(one.find, whom, 1)]
            if hits:
                items = self._client_items(hits[0], " ".join(words[at:]))
                return self._verbs(wanted, None, more=items)
        return self._verbs(wanted, None)

    def _finders(self, text: str) -> list[Finder]:
        digits = text.lstrip("#").isdecimal()
        found = [finder for area in self._desk.areas for finder in area.finders()]
        found = [finder for finder in found if self._desk.may(finder.needs)]
        if text.startswith("#"):
            found = [finder for finder in found if finder.digits]
        return sorted(
            found,
            key=lambda finder: (
                digits and not finder.digits,
                not _begun(f"{finder.title} {finder.words}", text),
                finder.order,
            ),
        )

    def _hit(self, hit: Found, key: str) -> PaletteItem:
        glyph = None
        if hit.priority is not None:
            glyph = Glyph.priority(hit.priority)
        elif hit.icon:
            glyph = Glyph.drawn(hit.icon, "ink2")
        return PaletteItem(key, hit.title, note=hit.detail, glyph=glyph, run=self._goer(hit.place))

    def _verbs(
        self,
        text: str,
        client: Found | None,
        most: int = DEEDS,
        more: Sequence[PaletteItem] = (),
    ) -> list[PaletteGroup]:
        """The commands whose words hold what was typed, and all those for the client found."""
        offered = [
            _item(verb, self._goer(verb.place))
            for verb in self._allowed()
            if not verb.for_client and _holds(verb, text)
        ]
        offered += [
            _item(verb, run)
            for verb, run in self._more
            if self._desk.may(verb.needs) and _holds(verb, text)
        ]
        # What a command is called says more than the words it is also found by.
        offered.sort(key=lambda item: not _begun(item.title, text))
        offered = offered[:most] + self._front_items(text)
        offered.sort(key=lambda item: not _begun(item.title, text))
        offered = [*offered, *more]
        if client is not None:
            offered = self._client_items(client, "") + offered
        # The client that was found, or named, may be the one in front.
        once = {item.key: item for item in reversed(offered)}
        offered = [item for item in offered if once[item.key] is item]
        return [PaletteGroup("Do", offered)] if offered else []

    def _at_hand(self) -> list[PaletteGroup]:
        """What is asked most often for the client in front, below its name."""
        if self._front is None:
            return []
        items = self._client_items(self._front, "")[:AT_HAND]
        return [PaletteGroup(self._front.client, items)] if items else []

    def _front_items(self, text: str) -> list[PaletteItem]:
        """Commands for the client in front, once something was typed that they hold."""
        return self._client_items(self._front, text) if self._front and text else []

    def _allowed(self) -> list[Verb]:
        """The commands of every area that whoever works here is offered."""
        verbs = (verb for area in self._desk.areas for verb in area.verbs())
        return [verb for verb in verbs if self._desk.may(verb.needs)]

    def _client_items(self, client: Found, text: str) -> list[PaletteItem]:
        """Commands for a client whose words hold a text; what is asked most often comes first."""
        verbs = [one for one in self._allowed() if one.for_client and _holds(one, text)]
        verbs.sort(
            key=lambda one: OFTEN.index(one.place.area) if one.place.area in OFTEN else len(OFTEN)
        )
        return [self._for_client(verb, client) for verb in verbs]

    def _for_client(self, verb: Verb, client: Found) -> PaletteItem:
        about = {**verb.place.about, "client_id": client.client_id}
        place = replace(verb.place, about=about)
        named = replace(verb, title=verb.title.format(client=client.client))
        return _item(named, self._goer(place))

    def _goer(self, place: Place) -> Callable[[], None]:
        return lambda: self._desk.go(place)


def _meant_first(
    wanted: str, found: list[PaletteGroup], done: list[PaletteGroup]
) -> list[PaletteGroup]:
    """Hits before commands, but a command whose own words were being typed before all.

    "new client" is that, and not a procedure about taking on a new client.
    """
    start = wanted.lower()
    meant = [item for group in done for item in group.items if item.title.lower().startswith(start)]
    if " " not in wanted or not meant:
        return found + done
    first = [PaletteGroup("Do", meant)]
    rest = [
        PaletteGroup(group.title, [item for item in group.items if item not in meant])
        for group in done
    ]
    return first + found + [group for group in rest if group.items]


def _begun(words: str, text: str) -> bool:
    """Whether each word that was typed begins one of these words."""
    known = words.lower().split()
    return all(any(one.startswith(typed) for one in known) for typed in text.lower().split())


def _holds(verb: Verb, text: str) -> bool:
    words = f"{verb.title} {verb.words}".replace("{client}", "").lower()
    return all(word in words for word in text.lower().split())


def _item(verb: Verb, run: Callable[[], None]) -> PaletteItem:
    return PaletteItem(
        verb.title, verb.title, glyph=Glyph.drawn(verb.icon, "ink2"), keycap=verb.key, run=run
    )


def place_of(area: str) -> Place:
    """An area's tab itself."""
    return Place(area)
