"""S092: every backup job has its restore steps and who proved them last, on paper."""

import pytest

from mspdesk.database.store import Store
from mspdesk.documentation.actions import backups as actions
from mspdesk.printing.document import render
from mspdesk.printing.page import Paper
from mspdesk.recovery.printables.leaves import backups_leaf
from mspdesk.recovery.printables.papers import PROCEDURES
from mspdesk.recovery.queries import leaves, papers
from tests.bookcase import Furnish, Standing
from tests.printing.papers import paper
from tests.printing.pdftext import flat, pages_of
from tests.sample import Sample, furnish

pytestmark = [pytest.mark.system(92), pytest.mark.usefixtures("clock")]

STEPS = "Start the spare server from the recovery USB.\nChoose the newest image marked good."


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """The small shop of all tests."""
    return furnish


@pytest.fixture
def shop(store: Store, standing: Standing) -> Sample:
    """The small shop on both kinds of books."""
    made: Sample = standing(store)
    return made


def test_steps_and_proof_print_in_the_binder_and_in_the_procedure(
    store: Store, shop: Sample
) -> None:
    client = shop.brightwater
    job = store.do(actions.add_backup_job, client, {"name": "Image", "restore_steps": STEPS})
    said = {"item": "All of BWV-SRV1", "verified_by": "Ines Varga", "minutes": 190}
    store.do(actions.record_restore_test, job, said)
    store.do(actions.record_restore_test, job, {**said, "result": "failed", "minutes": 20})
    leaf = render(
        paper(*backups_leaf(store.ask(leaves.backups_document, client))), None, Paper.LETTER
    )
    procedure = render(PROCEDURES, store.ask(papers.procedures_document, client), Paper.LETTER)
    for pdf in (leaf, procedure):
        pages = pages_of(pdf)
        assert len(pages) == 1
        found = flat(pages[0])
        for words in (*STEPS.splitlines(), "Mar 11, 2026, D. Whitlock, 3 h 10 min", "Ines Varga"):
            assert flat(words) in found
