"""S083: nine unknown of fifteen show as nine, and the owner chooses, with a reason."""

import pytest

from mspdesk.database.store import Store
from mspdesk.errors import UserError
from mspdesk.sales.actions import worksheet as actions
from mspdesk.sales.queries import worksheet as queries
from mspdesk.sales.rules.worksheet import QUESTIONS, Answer, Decision, State
from tests.bookcase import Furnish, Standing
from tests.sales.conftest import Room, with_prospect

pytestmark = [pytest.mark.system(83), pytest.mark.usefixtures("clock")]


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """The shop with its prospect."""
    return with_prospect


@pytest.mark.parametrize("decision", list(Decision))
def test_nine_unknown_and_the_owner_chooses(
    store: Store, standing: Standing, decision: Decision
) -> None:
    room: Room = standing(store)
    sheet = store.do(actions.begin_worksheet, room.harborview)
    answers = {
        one.number: Answer(State.KNOWN, "Known") if one.number <= 6 else Answer(State.UNKNOWN)
        for one in QUESTIONS
    }
    held = store.ask(queries.worksheet, sheet)
    store.do(actions.save_worksheet, sheet, held.version, {"answers": answers})
    held = store.ask(queries.worksheet, sheet)
    assert (held.count.known, held.count.unknown, held.count.percent) == (6, 9, 40)
    assert held.decision == ""
    with pytest.raises(UserError, match="why"):
        store.do(actions.decide, sheet, held.version, decision, "")
    store.do(actions.decide, sheet, held.version, decision, "They know what they want.")
    held = store.ask(queries.worksheet, sheet)
    assert (held.decision, held.reason) == (decision, "They know what they want.")
