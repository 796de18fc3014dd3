"""Long work of billing: issuing the chosen drafts, and setting many papers out as one PDF."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from ...database.store import Store
from ...dates import full_date, today
from ...errors import UserError
from ...mail.rules.compose import Typed
from ...mail.runs.queueing import queue_paper
from ...paths import safe_name
from ...printing.document import Rendered, prepare, render_many, write
from ...printing.page import Paper, paper_of
from ...progress import Progress
from ...rows import dataclass
from ...shop.queries import shop as the_shop
from .. import actions, queries
from ..actions import Issued
from ..printables import CREDIT, INVOICE, SHEAF, STATEMENT, STATEMENTS
from ..queries import mailing


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


def save_statements(
    store: Store, progress: Progress, client_ids: Sequence[int], folder: Path
) -> list[Path]:
    """Save the statement of each client as a PDF of its own; stopped, the files so far stay."""
    files = []
    with store.read() as session:
        paper = paper_of(the_shop(session).paper)
    for done, client_id in enumerate(client_ids):
        document = store.ask(queries.statement_document, client_id)
        progress.step(done, len(client_ids), document.buyer.name)
        name = safe_name(f"Statement {document.buyer.number} {document.buyer.name}")
        file = folder / f"{name}.pdf"
        write(file, prepare(STATEMENT, document, paper).pdf)
        files.append(file)
    return files


# --- by mail -------------------------------------------------------------------------------------


def queue_invoice(store: Store, progress: Progress, invoice_id: int, typed: Typed) -> list[int]:
    """Set an invoice or credit note out and put it into the outbox; answers the mail's id."""
    progress.step(0, 1, typed.subject)
    compose = store.ask(mailing.invoice_mail, invoice_id)
    return [queue_paper(store, compose, typed, _invoice_pdf(store, invoice_id))]


def queue_statement(store: Store, progress: Progress, client_id: int, typed: Typed) -> list[int]:
    """Set a client's statement out and put it into the outbox; answers the mail's id."""
    progress.step(0, 1, typed.subject)
    compose = store.ask(mailing.statement_mail, client_id)
    with store.read() as session:
        paper = paper_of(the_shop(session).paper)
        document = queries.statement_document(session, client_id)
    return [queue_paper(store, compose, typed, prepare(STATEMENT, document, paper).pdf)]


def queue_statements(store: Store, progress: Progress, client_ids: Sequence[int]) -> list[str]:
    """Put the statements of many clients into the outbox; answers the clients without an address.

    Asked for a second time on the same day it adds nothing, unless the first one was sent.
    """
    without = []
    for done, client_id in enumerate(client_ids):
        progress.step(done, len(client_ids), f"{done + 1} of {len(client_ids)}")
        compose = store.ask(mailing.statement_mail, client_id)
        typed = Typed(compose.to, compose.cc, compose.subject, compose.body, compose.key)
        if not compose.to:
            without.append(compose.title.removeprefix("Send a statement to "))
        elif not store.ask(mailing.waits, compose.about):
            queue_statement(store, progress, client_id, typed)
    return without


def queue_many(store: Store, progress: Progress, invoice_ids: Sequence[int]) -> list[int]:
    """Put many invoices into the outbox, each in a step of its own with the words of its text.

    Stopped or killed in between, what was put there stays, and asking again adds only the rest.
    Raises UserError for the first that has no address, naming the client's invoice.
    """
    made = []
    for done, invoice_id in enumerate(invoice_ids):
        compose = store.ask(mailing.invoice_mail, invoice_id)
        progress.step(done, len(invoice_ids), compose.files[0])
        typed = Typed(compose.to, compose.cc, compose.subject, compose.body, compose.key)
        try:
            made.append(queue_paper(store, compose, typed, _invoice_pdf(store, invoice_id)))
        except UserError as error:
            raise UserError(f"{compose.files[0]}: {error.text}", error.field) from error
    return made


def _invoice_pdf(store: Store, invoice_id: int) -> bytes:
    with store.read() as session:
        paper = paper_of(the_shop(session).paper)
        document = queries.invoice_document(session, invoice_id)
        kind = queries.invoices_by_id(session, [invoice_id])[0].kind
    return prepare(INVOICE if kind == "invoice" else CREDIT, document, paper).pdf
