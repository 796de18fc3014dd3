"""The Clients tab: the clients, and what areas above keep beside them, a room each."""

from __future__ import annotations

from ...desk.area import Place
from ...desk.desk import Desk
from ...widgets.picker import Picker
from ...widgets.rooms import Rooms
from .clients import ClientsRoom
from .page import ClientPage

OWN = "clients"


class ClientsView(Rooms):
    """Clients, and whatever upper areas keep of prospects, vendors and stock (`clients.room`).

    A Place with the id of a client leads to its page. One whose `do` is the key of a room leads
    there, its id is of something the room keeps; a tab of the client's page by that key goes first.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "clients", "Clients", "Clients")

    @property
    def own(self) -> ClientsRoom:
        """The room of the clients."""
        found: ClientsRoom = self.room(OWN)
        return found

    @property
    def picker(self) -> Picker[int]:
        """The list of the clients."""
        return self.own.picker

    @property
    def page(self) -> ClientPage:
        """The page of the client in front."""
        return self.own.page

    def leads(self, place: Place) -> str:
        """The key of the room that a place leads to; a place that names nothing leaves it."""
        if place.do in self._makers and (place.id is None or not self.page.has_tab(place.do)):
            return place.do
        named = place.do == "new" or place.id is not None or "client_id" in place.about
        return OWN if named else self.segments.current()
