"""S135: every procedure is for one of four at least, and the matrix counts them."""

import pytest

from mspdesk.database.store import Store
from mspdesk.errors import UserError
from mspdesk.procedures.actions import sops as actions
from mspdesk.procedures.queries.sops import matrix, sop_page, sops
from mspdesk.procedures.rules.sop import AUDIENCES, Sop, read

pytestmark = [pytest.mark.system(135), pytest.mark.usefixtures("clock")]


def test_every_procedure_is_for_somebody_and_is_counted(empty_store: Store) -> None:
    rows = empty_store.ask(sops)
    assert all(row.audiences for row in rows)
    counts = matrix(rows)
    assert list(counts) == ["clients", "employees", "vendors", "internal"] == list(AUDIENCES)
    for audience, count in counts.items():
        assert count["all"] == sum(audience in row.audiences for row in rows) > 0
        assert count["all"] == sum(count[state] for state in count if state != "all")
    empty_store.do(actions.start_training, "every-job-is-a-ticket")
    after = matrix(empty_store.ask(sops))
    assert after["employees"]["training"] == counts["employees"]["training"] + 1
    assert after["employees"]["all"] == counts["employees"]["all"]


def test_one_for_nobody_is_refused(empty_store: Store) -> None:
    with pytest.raises(UserError, match="say whom it is for"):
        read('code = "x"\ntitle = "X"\naudiences = []\n', "x.toml")
    code = empty_store.do(actions.new_sop, "For nobody")
    words = Sop(code, "For nobody", (), purpose="To see.", body="1. Look.")
    empty_store.do(actions.save_draft, code, words)
    with pytest.raises(UserError) as refused:
        empty_store.do(actions.start_training, code)
    assert refused.value.field == "audiences"
    assert empty_store.ask(sop_page, code).editing == words
