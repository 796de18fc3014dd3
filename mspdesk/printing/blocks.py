"""Everything a page can be made of, under one name."""

from .block import Block
from .calltree import CallBox, call_tree
from .facts import fact_list, facts, inline_facts
from .handwriting import (
    Blank,
    dot_grid,
    fill_in,
    lines,
    notes_box,
    rest,
    signatures,
    ticks,
    write_on,
)
from .letters import address, cut_line, heading, letterhead, slip
from .stacks import columns, keep
from .sums import sums
from .table_cells import Big, Cell, Column, Exact, Group, Item, Row, TickBox
from .tables import log_table, table
from .words import (
    black_box,
    callout,
    item,
    note,
    page_break,
    paragraph,
    rule,
    section,
    space,
    step,
    title,
)

__all__ = [
    "Big",
    "Blank",
    "Block",
    "CallBox",
    "Cell",
    "Column",
    "Exact",
    "Group",
    "Item",
    "Row",
    "TickBox",
    "address",
    "black_box",
    "call_tree",
    "callout",
    "columns",
    "cut_line",
    "dot_grid",
    "fact_list",
    "facts",
    "fill_in",
    "heading",
    "inline_facts",
    "item",
    "keep",
    "letterhead",
    "lines",
    "log_table",
    "note",
    "notes_box",
    "page_break",
    "paragraph",
    "rest",
    "rule",
    "section",
    "signatures",
    "slip",
    "space",
    "step",
    "sums",
    "table",
    "ticks",
    "title",
    "write_on",
]
