"""What Ctrl+K finds: records of every area, and everything that can be done."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from ..desk.area import Finder, Found, Place, Verb
from ..desk.desk import Desk
from ..widgets.glyphs import Glyph
from ..widgets.palette import PaletteGroup, PaletteItem

EACH = 5
"""Hits shown per kind."""

DEEDS = 9
"""Commands shown below hits; a text that begins with > shows them all."""


class Finding:
    """Answers what somebody types in the palette; `more` are verbs of the window itself."""

    def __init__(self, desk: Desk, more: Sequence[tuple[Verb, Callable[[], None]]] = ()) -> None:
        self._desk = desk
        self._more = list(more)

    def __call__(self, text: str) -> list[PaletteGroup]:
        """The groups for what was typed: `>` asks for commands only, `#` for a ticket number."""
        wanted = text.strip()
        if wanted.startswith(">"):
            return self._verbs(wanted[1:].strip(), None, 1000)
        if not wanted:
            return self._verbs("", None)
        found: list[Found] = []
        groups = []
        for finder in self._finders(wanted):
            hits = self._desk.ask(finder.find, wanted, EACH)
            found += hits
            if hits:
                items = [self._hit(hit, f"{finder.title}-{n}") for n, hit in enumerate(hits)]
                groups.append(PaletteGroup(finder.title, items))
        client = next((hit for hit in found if hit.client_id is not None and hit.client), None)
        return groups + self._verbs(wanted, client)

    def _finders(self, text: str) -> list[Finder]:
        digits = text.lstrip("#").isdigit()
        found = [finder for area in self._desk.areas for finder in area.finders()]
        if text.startswith("#"):
            found = [finder for finder in found if finder.digits]
        return sorted(found, key=lambda finder: (digits and not finder.digits, finder.order))

    def _hit(self, hit: Found, key: str) -> PaletteItem:
        glyph = None
        if hit.priority is not None:
            glyph = Glyph.priority(hit.priority)
        elif hit.icon:
            glyph = Glyph.drawn(hit.icon, "ink2")
        return PaletteItem(key, hit.title, note=hit.detail, glyph=glyph, run=self._goer(hit.place))

    def _verbs(self, text: str, client: Found | None, most: int = DEEDS) -> list[PaletteGroup]:
        """The commands whose words hold what was typed, and those for the client that was found."""
        offered: list[PaletteItem] = []
        for verb in (verb for area in self._desk.areas for verb in area.verbs()):
            if not self._desk.may(verb.needs):
                continue
            if verb.for_client:
                if client is not None:
                    offered.append(self._for_client(verb, client))
            elif _holds(verb, text):
                offered.append(_item(verb, self._goer(verb.place)))
        offered += [_item(verb, run) for verb, run in self._more if _holds(verb, text)]
        return [PaletteGroup("Do", offered[:most])] if offered else []

    def _for_client(self, verb: Verb, client: Found) -> PaletteItem:
        about = {**verb.place.about, "client_id": client.client_id}
        place = replace(verb.place, about=about)
        named = replace(verb, title=verb.title.format(client=client.client))
        return _item(named, self._goer(place))

    def _goer(self, place: Place) -> Callable[[], None]:
        return lambda: self._desk.go(place)


def _holds(verb: Verb, text: str) -> bool:
    words = f"{verb.title} {verb.words}".lower()
    return all(word in words for word in text.lower().split())


def _item(verb: Verb, run: Callable[[], None]) -> PaletteItem:
    return PaletteItem(
        verb.title, verb.title, glyph=Glyph.drawn(verb.icon, "ink2"), keycap=verb.key, run=run
    )


def place_of(area: str) -> Place:
    """An area's tab itself."""
    return Place(area)
