"""Long work of letters: setting one out and putting it into the outbox, and what is enclosed."""

from collections.abc import Sequence
from typing import Any

from .. import paths
from ..database.store import Store
from ..desk.area import Lazy
from ..mail import actions as mail
from ..mail.rules.compose import Typed
from ..printing.document import Printable, prepare
from ..printing.page import paper_of
from ..progress import Progress
from ..shop.queries import shop as the_shop
from . import actions, queries
from .printables import LETTER
from .rules.sources import Enclosed


def queue_letter(store: Store, progress: Progress, letter_id: int, typed: Typed) -> list[int]:
    """Make a letter final, set it out and put it into the outbox; answers the mail's id.

    Raises UserError naming `body` while something in it is still open in square brackets.
    """
    progress.step(0, 1, typed.subject)
    compose = store.ask(queries.letter_mail, letter_id)
    if store.ask(queries.letter_page, letter_id).state != "final":
        store.do(actions.finish_letter, letter_id)
    with store.read() as session:
        paper = paper_of(the_shop(session).paper)
        document = queries.letter_document(session, letter_id)
        enclosed = [
            (one.name, queries.file_bytes(session, one.id))
            for one in queries.letter_page(session, letter_id).enclosed
        ]
    files = [(compose.files[0], prepare(LETTER, document, paper).pdf), *enclosed]
    queued = store.do(
        mail.queue,
        typed.to,
        typed.subject,
        typed.body,
        [(name, content, "application/pdf") for name, content in files],
        compose.client_id,
        compose.about,
        typed.key,
        typed.cc,
    )
    return [queued]


def enclose_papers(
    store: Store, progress: Progress, letter_id: int, papers: Sequence[Enclosed]
) -> int:
    """Set out the papers that go out with a letter and keep them with it; answers how many."""
    for at, one in enumerate(papers):
        progress.step(at, len(papers), one.title)
        printable: Printable[Any] = Lazy[Any](one.printable)()
        with store.read() as session:
            paper = paper_of(the_shop(session).paper)
            document = printable.gather(session, one.key)
        pdf = prepare(printable, document, paper).pdf
        store.do(actions.enclose, letter_id, f"{paths.safe_name(one.title)}.pdf", pdf)
    return len(papers)
