"""The papers of documentation, as the palette and the command line name them."""

from ...clients.printables import find_client
from ...desk.area import Paper
from .devices import DEVICES, POUCHES
from .forms import COMPLETENESS, SERVICES

PAPERS = (
    Paper("devices", "Device list of a client", DEVICES, find_client),
    Paper("pouches", "Pouch labels of a client", POUCHES, find_client),
    Paper("internet-services", "Internet-services form of a client", SERVICES, find_client),
    Paper("documentation", "Completeness of a client's documentation", COMPLETENESS, find_client),
)
