"""S062: the troubleshooting guideline is one key away from any ticket."""

import pytest

from mspdesk.app.areas import AREAS
from mspdesk.database.store import Store
from mspdesk.procedures.queries.sops import GUIDELINE, sop_page
from mspdesk.procedures.rules.words import STEPS, parts

pytestmark = [pytest.mark.system(62), pytest.mark.usefixtures("clock")]


def test_the_guideline_stands_beside_every_ticket(empty_store: Store) -> None:
    panels = [one for area in AREAS for one in area.panels() if one.where == "ticket.mode"]
    guideline = next(one for one in panels if one.key == "guideline")
    assert guideline.title == "Guideline"
    # It has a tab only once somebody asked for it.
    assert guideline.shown is None
    page = empty_store.ask(sop_page, GUIDELINE)
    assert page.row.kind == "guideline"
    assert len([part for part in parts(page.words.body) if part.kind == STEPS]) >= 3
