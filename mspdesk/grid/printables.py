"""The services grid on paper, landscape."""

from collections.abc import Sequence

from ..desk.area import Paper
from ..printing import blocks
from ..printing.blocks import Column, Group
from ..printing.document import Layout, Printable
from ..printing.page import Foot, Head
from .queries import documents
from .queries.documents import GridDocument


def grid(document: GridDocument) -> Layout:
    """Each client with its services: bought, sold, bundled, in use, and what differs."""
    rows: list[Sequence[str] | Group] = []
    for client in document.clients:
        rows.append(Group(client.client, client.right))
        rows += list(client.rows)
    return Layout(
        title=f"Services grid, {document.month}",
        author=document.letterhead.name,
        head=Head(document.letterhead.name, "Managed services grid", document.month),
        foot=Foot.of(document.letterhead),
        landscape=True,
        blocks=[
            blocks.title("Managed services grid", document.month),
            blocks.space(4),
            blocks.table(
                [
                    Column("Service", share=2.0, wrap=True),
                    Column("Bought", 54, align="right"),
                    Column("Sold", 54, align="right"),
                    Column("Bundled", 54, align="right"),
                    Column("In use", 54, align="right"),
                    Column("Cost", 80, align="right"),
                    Column("Revenue", 80, align="right"),
                    Column("Differs", share=1.0, wrap=True),
                ],
                rows,
                totals=[document.totals] if document.clients else (),
                size=0.95,
                empty="Nothing to show",
            ),
            blocks.space(6),
            *(blocks.note(words) for words in document.findings),
            *([blocks.note(document.reviewed)] if document.reviewed else []),
        ],
    )


GRID = Printable("services-grid", "Services grid", documents.grid_document, grid)
PAPERS = (
    Paper("services-grid", "Managed services grid", GRID, documents.find_grid, needs="money"),
)
