"""The end of every run that mails a paper: it goes into the outbox as somebody typed it."""

from ...database.store import Store
from .. import actions
from ..rules.compose import Compose, Typed


def queue_paper(store: Store, compose: Compose, typed: Typed, pdf: bytes) -> int:
    """Put a paper into the outbox with the words that were typed; answers the mail's id.

    Asked for again with the same key it answers the mail that is there already.
    """
    return store.do(
        actions.queue,
        typed.to,
        typed.subject,
        typed.body,
        [(compose.files[0], pdf, "application/pdf")],
        compose.client_id,
        compose.about,
        typed.key,
        typed.cc,
    )
