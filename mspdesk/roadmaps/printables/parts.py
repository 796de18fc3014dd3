"""What the papers of roadmaps have in common: a section of facts with its table."""

from ...printing import blocks
from ...printing.block import Block
from ...printing.blocks import Column
from ..queries.section import Section

_SHARES: dict[str, tuple[float, ...]] = {
    "work": (1.5, 1, 1),
    "devices": (1.1, 0.8, 1.2, 0.8, 1.1),
    "advice": (1.1, 1.5, 0.9, 1.3),
    "sales": (0.55, 2.2, 0.9, 0.9),
    "questions": (0.7, 1.9, 1.5),
}
_RIGHT = {"work": (1, 2)}


def section(one: Section, number: int) -> list[Block]:
    """A section of a packet: its name, its facts, its table, what is to be known besides."""
    found: list[Block] = [blocks.section(f"{number}  {one.title}", bar=True)]
    if one.facts:
        found.append(blocks.fact_list(one.facts, values_right=False, label_width=132))
    if one.rows:
        found.append(_table(one))
    found += [blocks.paragraph(line) for line in one.lines]
    said = " ".join(filter(None, (one.more, one.note)))
    if said:
        found.append(blocks.note(said))
    # The name of a section stays with what comes first under it.
    return [blocks.keep(*found[:2]), *found[2:]]


def _table(one: Section) -> Block:
    shares = _SHARES.get(one.key, (1.0,) * len(one.columns))
    right = _RIGHT.get(one.key, ())
    columns = [
        Column(
            head,
            share=shares[at],
            wrap=at not in right,
            align="right" if at in right else "left",
            bold=at == 0,
        )
        for at, head in enumerate(one.columns)
    ]
    return blocks.table(columns, one.rows, size=0.95, close=True)
