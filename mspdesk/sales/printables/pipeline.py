"""The pipeline on paper: each open stage with what stands in it, and what it comes to."""

from sqlalchemy.orm import Session

from ...clients.printables import letterhead_of
from ...dates import full_date, short_date, today
from ...desk.area import Paper
from ...money import Currency, shown_whole
from ...printing import blocks
from ...printing.blocks import Block
from ...printing.document import Layout, Printable
from ...printing.page import Foot, Head, Letterhead
from ...printing.table_cells import Column
from ...printing.tables import table
from ...rows import dataclass
from ...shop.queries import shop
from ..queries.pipeline import OpportunityRow, StageRow, Totals, opportunities, stages, totals

TITLE = "Pipeline"


@dataclass(frozen=True, slots=True)
class PipelineDocument:
    """What stands where on a day."""

    letterhead: Letterhead
    on: str
    money: Currency
    stages: tuple[tuple[StageRow, tuple[OpportunityRow, ...]], ...]
    totals: Totals


def pipeline_document(session: Session, _key: object) -> PipelineDocument:
    """The open opportunities of today, stage by stage."""
    rows = opportunities(session, "open")
    open_ = [one for one in stages(session) if one.kind == "open"]
    return PipelineDocument(
        letterhead_of(session),
        full_date(today()),
        shop(session).money,
        tuple((one, tuple(row for row in rows if row.stage == one.key)) for one in open_),
        totals(rows),
    )


def lay_out(document: PipelineDocument) -> Layout:
    """A table for each stage in which something stands."""
    money, summed = document.money, document.totals
    said = f"{summed.count} open, {shown_whole(summed.monthly, money)} a month"
    if summed.once:
        said += f", {shown_whole(summed.once, money)} once"
    said += f"; weighted by likelihood {shown_whole(summed.weighted, money)} in a year"
    found: list[Block] = [blocks.paragraph(said)]
    for stage, rows in document.stages:
        if rows:
            here = totals(list(rows))
            asked = f", {shown_whole(here.monthly, money)} a month" if here.monthly else ""
            note = f"{len(rows)}{asked}"
            found += [blocks.section(stage.name, note), _table(rows, money)]
    if not summed.count:
        found = [blocks.paragraph("Nothing to show.")]
    return Layout(
        title=TITLE,
        author=document.letterhead.name,
        head=Head(TITLE, document.on, document.letterhead.name),
        foot=Foot.of(document.letterhead),
        blocks=found,
    )


_COLUMNS = (
    Column("Company", share=1.6, bold=True, wrap=True),
    Column("About", share=1.5, wrap=True),
    Column("A month", width=52, align="right"),
    Column("Once", width=48, align="right"),
    Column("Likely", width=38, align="right"),
    Column("Next step", share=1.6, wrap=True),
    Column("On", width=42),
    Column("Whose", share=0.9, wrap=True),
)


def _table(rows: tuple[OpportunityRow, ...], money: Currency) -> Block:
    lines = [
        (
            one.client,
            one.title,
            shown_whole(one.monthly, money) if one.monthly else "",
            shown_whole(one.once, money) if one.once else "",
            f"{one.likelihood}%",
            one.next_step,
            short_date(one.next_on, today()) if one.next_on else "",
            one.owner,
        )
        for one in rows
    ]
    return table(_COLUMNS, lines)


PIPELINE: Printable[PipelineDocument] = Printable("pipeline", TITLE, pipeline_document, lay_out)


def _nobody(*_said: object) -> tuple[()]:
    """The pipeline is printed from nothing but the day."""
    return ()


PAPERS = (Paper("pipeline", TITLE, PIPELINE, _nobody, needs="clients"),)
