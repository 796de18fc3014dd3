"""Everything a page can be made of, under one name."""

from .block import Block
from .facts import fact_list, facts
from .handwriting import (
    Blank,
    dot_grid,
    fill_in,
    lines,
    notes_box,
    signatures,
    ticks,
    write_on,
)
from .letters import address, cut_line, heading, letterhead, slip
from .stacks import columns, keep
from .sums import sums
from .table_cells import Cell, Column, Group, Item, Row, TickBox
from .tables import log_table, table
from .words import callout, item, note, page_break, paragraph, rule, section, space, title

__all__ = [
    "Blank",
    "Block",
    "Cell",
    "Column",
    "Group",
    "Item",
    "Row",
    "TickBox",
    "address",
    "callout",
    "columns",
    "cut_line",
    "dot_grid",
    "fact_list",
    "facts",
    "fill_in",
    "heading",
    "item",
    "keep",
    "letterhead",
    "lines",
    "log_table",
    "note",
    "notes_box",
    "page_break",
    "paragraph",
    "rule",
    "section",
    "signatures",
    "slip",
    "space",
    "sums",
    "table",
    "ticks",
    "title",
    "write_on",
]
