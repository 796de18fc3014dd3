"""A mail to many, put together for each member to be looked through, then queued as it was seen."""

from collections.abc import Sequence

from ...database.store import Store
from ...progress import Progress
from ..actions.merging import queue_step
from ..queries import merging as queries
from ..queries.merging import Prepared
from ..rules.merge import refuse_faults


def prepare_mails(store: Store, progress: Progress, step_id: int) -> list[Prepared]:
    """Every mail of a step as it would go out, and whoever gets none with the reason.

    Raises UserError naming the line of a wrong field; stopping it leaves nothing behind.
    """
    with store.read() as session:
        same = queries.base(session, step_id, store.person_id)
        refuse_faults(same.subject, same.body)
        found = queries.getting(session, step_id)
        mails = []
        for done, one in enumerate(found):
            progress.step(done, len(found), one.client)
            mails.append(queries.prepared(session, same, one))
    return mails


def queue_mails(
    store: Store, progress: Progress, step_id: int, version: int, mails: Sequence[Prepared]
) -> int:
    """Put the mails that were looked through into the outbox, all or none; answers how many."""
    progress.step(0, len(mails), "Queueing")
    return store.do(queue_step, step_id, version, mails, progress)
