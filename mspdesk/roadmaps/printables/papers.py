"""The papers of roadmaps, as the palette and the command line know them."""

from ...desk.area import Paper
from ..queries.papers import client_of, find_meeting, find_renewal
from .meeting import AGENDA, MINUTES
from .packet import PACKET
from .renewal import RENEWAL

PAPERS = (
    Paper("roadmap-agenda", "Roadmap agenda", AGENDA, find_meeting, "clients"),
    Paper("roadmap-minutes", "Roadmap minutes", MINUTES, find_meeting, "clients"),
    Paper("roadmap-packet", "Roadmap packet", PACKET, client_of, "money"),
    Paper("renewal-packet", "Renewal packet", RENEWAL, find_renewal, "money"),
)
