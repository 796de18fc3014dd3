"""Devices on paper: the list of all of them, and labels for the pouches kept with them (S067)."""

from collections.abc import Sequence

from ...dates import full_date
from ...printing import blocks
from ...printing.blocks import Block, Column, Group, TickBox
from ...printing.document import Layout, Printable
from ...printing.page import Foot, Head
from ..queries.papers import (
    DevicesDocument,
    ListedDevice,
    PouchDocument,
    PouchLabel,
    devices_document,
    pouch_document,
)

EMPTY_ROWS = 12


def device_list(document: DevicesDocument) -> Layout:
    """Every device in use by site; without any, a form to fill in by hand."""
    about = document.heading
    parts: list[Block] = [blocks.title("Devices", _count(document.count))]
    columns = [
        Column("Name", share=1.2, bold=True),
        Column("Kind", 70),
        Column("Make and model", share=1.5, wrap=True),
        Column("Serial", share=1.1, wrap=True),
        Column("Address", 84),
        Column("Where", share=1.2, wrap=True),
        Column("Used by", share=1, wrap=True),
        Column("Belongs to", 70, wrap=True),
        Column("Warranty", 70),
    ]
    if not document.count:
        parts.append(blocks.log_table(columns, EMPTY_ROWS))
    else:
        rows: list[Sequence[str] | Group] = []
        for site, listed in document.sites:
            if len(document.sites) > 1 or site:
                rows.append(Group(site or "No site said", _count(len(listed))))
            rows += [_row(one) for one in listed]
        parts.append(blocks.table(columns, rows, size=0.9))
    return Layout(
        title=f"Devices, {about.client}",
        author=about.letterhead.name,
        head=Head(about.client, "Device list", full_date(about.on)),
        foot=Foot.of(about.letterhead),
        blocks=parts,
        landscape=True,
    )


def _count(count: int) -> str:
    return "1 device" if count == 1 else f"{count:,} devices"


def _row(one: ListedDevice) -> tuple[str, ...]:
    return (
        one.name,
        one.kind,
        one.what,
        one.serial,
        one.ip,
        one.where,
        one.used_by,
        one.owner,
        one.warranty,
    )


# --- pouches --------------------------------------------------------------------------------------

LINES_BELOW = 2
"""Empty lines below what a pouch holds, for what is put in later."""


def pouch_labels(document: PouchDocument) -> Layout:
    """Labels two abreast, to be cut apart; each says what the pouch belongs to and holds (S067)."""
    about = document.heading
    labels = document.labels
    parts: list[Block] = [
        blocks.note("Cut along the lines. The label goes into the window of the pouch.")
    ]
    for at in range(0, len(labels), 2):
        pair = labels[at : at + 2]
        right = _label(pair[1]) if len(pair) > 1 else []
        parts.append(blocks.keep(blocks.columns(_label(pair[0]), right), blocks.cut_line()))
    return Layout(
        title=f"Pouch labels, {about.client}",
        author=about.letterhead.name,
        head=Head(about.client, "Pouch labels", full_date(about.on)),
        foot=Foot.of(about.letterhead),
        blocks=parts,
    )


def _label(one: PouchLabel) -> list[Block]:
    return [
        blocks.section(one.device, one.client, bar=True),
        blocks.facts(
            [
                ("Device", one.what),
                ("Serial", one.serial),
                ("Stands", one.where),
                ("Pouch hangs", one.pouch_place),
            ],
            columns=2,
        ),
        blocks.table(
            [Column("In this pouch", wrap=True), Column("There", 40, align="center")],
            [(paper, TickBox()) for paper in (*one.papers, *[""] * LINES_BELOW)],
            framed=True,
            row_height=20,
        ),
    ]


DEVICES: Printable[DevicesDocument] = Printable(
    "devices", "Device list", devices_document, device_list
)
POUCHES: Printable[PouchDocument] = Printable(
    "pouches", "Pouch labels", pouch_document, pouch_labels
)
