"""Long work of billing: issuing the chosen drafts, and setting many papers out as one PDF."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..database.store import Store
from ..dates import full_date, today
from ..paths import safe_name
from ..printing.document import Rendered, prepare, render_many, write
from ..printing.page import Paper, paper_of
from ..progress import Progress
from ..shop.queries import shop as the_shop
from . import actions, queries
from .actions import Issued
from .printables import INVOICE, SHEAF, STATEMENTS


@dataclass(frozen=True, slots=True)
class IssuedAndPrinted:
    """What came of issuing: the invoices with their numbers, and their PDF."""

    issued: tuple[Issued, ...]
    rendered: Rendered


def issue_chosen(store: Store, progress: Progress, invoice_ids: Sequence[int]) -> list[Issued]:
    """Issue ready drafts in one step; stopped before it nothing is issued."""
    progress.step(0, 1, "Issuing")
    return store.do(actions.issue, invoice_ids)


def issue_and_print(
    store: Store, progress: Progress, invoice_ids: Sequence[int]
) -> IssuedAndPrinted:
    """Issue ready drafts in one step, then set them out as one PDF.

    Stopped before the step nothing is left behind; stopped after it only the paper is missing,
    and can be set out again from the frozen rows at any time.
    """
    progress.step(0, len(invoice_ids) + 1, "Issuing")
    issued = store.do(actions.issue, invoice_ids)
    rendered = print_many(store, progress, [one.id for one in issued])
    return IssuedAndPrinted(tuple(issued), rendered)


def print_many(store: Store, progress: Progress, invoice_ids: Sequence[int]) -> Rendered:
    """Set many invoices out as one PDF; each counts its own pages. Drafts print as drafts."""
    title = f"{len(invoice_ids)} invoices, {full_date(today())}"
    with store.read() as session:
        shop = the_shop(session)
        sheaf = _counted(SHEAF.gather(session, *invoice_ids), len(invoice_ids), progress)
        return render_many(sheaf, paper_of(shop.paper), title=title, author=shop.name)


def print_statements(store: Store, progress: Progress, client_ids: Sequence[int]) -> Rendered:
    """Set the statements of many clients out as one PDF."""
    with store.read() as session:
        shop = the_shop(session)
        sheaf = _counted(STATEMENTS.gather(session, *client_ids), len(client_ids), progress)
        title = f"Statements, {full_date(today())}"
        return render_many(sheaf, paper_of(shop.paper), title=title, author=shop.name)


def _counted(papers: Iterable[Any], total: int, progress: Progress) -> Iterator[Any]:
    """Hand papers on one by one, saying how far it is."""
    for done, paper in enumerate(papers):
        progress.step(done, total, f"{done + 1} of {total}")
        yield paper


def save_each(
    store: Store, progress: Progress, invoice_ids: Sequence[int], folder: Path
) -> list[Path]:
    """Save issued invoices as one PDF each and note it with the file's SHA-256."""
    files = []
    with store.read() as session:
        paper: Paper = paper_of(the_shop(session).paper)
    for done, invoice_id in enumerate(invoice_ids):
        document = store.ask(queries.invoice_document, invoice_id)
        progress.step(done, len(invoice_ids), document.number)
        rendered = prepare(INVOICE, document, paper)
        file = folder / f"{safe_name(f'{document.number} {document.buyer.name}')}.pdf"
        write(file, rendered.pdf)
        digest = hashlib.sha256(rendered.pdf).hexdigest()
        store.do(actions.note_event, [invoice_id], "saved", f"{file.name}, {digest}")
        files.append(file)
    return files
