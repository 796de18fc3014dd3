"""S124: what a shop settles when it is set up ships as headings to write about."""

import pytest

from mspdesk.database.store import Store
from mspdesk.errors import UserError
from mspdesk.procedures.actions import sops as actions
from mspdesk.procedures.queries.sops import sop_page, sops

pytestmark = [pytest.mark.system(124), pytest.mark.usefixtures("clock")]

TOPICS = (
    "form-of-business",
    "licenses",
    "naming",
    "the-office",
    "office-hours",
    "home-working",
    "exceptions",
    "business-cards",
)


def test_the_topics_ship_empty_and_become_procedures_once_written(empty_store: Store) -> None:
    rows = {row.code: row for row in empty_store.ask(sops)}
    for code in TOPICS:
        assert rows[code].kind == "topic", code
        assert rows[code].empty, code
        page = empty_store.ask(sop_page, code)
        assert (page.row.state, page.words.body) == ("draft", "")
    with pytest.raises(UserError, match="Write the steps first"):
        empty_store.do(actions.start_training, "naming")
    words = empty_store.ask(sop_page, "naming").words
    written = {name: getattr(words, name) for name in type(words).__dataclass_fields__}
    written["body"] = "Servers are named after their client and their place."
    empty_store.do(actions.save_draft, "naming", type(words)(**written))
    empty_store.do(actions.start_training, "naming")
    row = empty_store.ask(sop_page, "naming").row
    assert (row.kind, row.state, row.empty) == ("sop", "training", False)
