"""The packet of a roadmap meeting: eight sections at most, four pages at most, for us (S119)."""

from ...dates import full_date
from ...printing import blocks
from ...printing.block import Block
from ...printing.document import Layout, Printable
from ...printing.page import Foot, Head
from ..queries.papers import PacketDocument, packet_document
from .parts import section


def packet(document: PacketDocument) -> Layout:
    """What must be asked first, the sections that have something to say, and room for notes."""
    known = document.packet
    found: list[Block] = [
        blocks.title("Roadmap packet", known.client),
        blocks.facts(
            [
                ("They are", known.status),
                ("Meeting", full_date(document.planned_on) if document.planned_on else ""),
                ("Last met", full_date(known.last_on) if known.last_on else "Never"),
                ("As of", full_date(known.on)),
            ],
            4,
        ),
    ]
    if known.ask:
        words = ", ".join(known.ask)
        words = f"{words[:1].upper()}{words[1:]}."
        found.append(blocks.callout("Ask about their budget first", words))
    for number, one in enumerate(known.sections, 1):
        found += section(one, number)
    found.append(blocks.rest("Notes", "for us; nothing here is sent"))
    return Layout(
        title=f"Roadmap packet {known.client} {known.on.isoformat()}",
        author=document.shop.name,
        head=Head(known.client, "Roadmap packet, for us", full_date(known.on)),
        foot=Foot.of(document.shop),
        blocks=found,
    )


PACKET: Printable[PacketDocument] = Printable(
    "roadmap-packet", "Roadmap packet", packet_document, packet
)
