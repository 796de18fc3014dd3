"""Long work of letters: setting one out and putting it into the outbox."""

from ..database.store import Store
from ..mail.rules.compose import Typed
from ..mail.runs.queueing import queue_paper
from ..printing.document import prepare
from ..printing.page import paper_of
from ..progress import Progress
from ..shop.queries import shop as the_shop
from . import actions, queries
from .printables import LETTER


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
    return [queue_paper(store, compose, typed, prepare(LETTER, document, paper).pdf)]
