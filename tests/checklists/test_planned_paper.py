"""The month of planned work on paper, word for word."""

from datetime import date

import pytest

from mspdesk.checklists.actions import schedules
from mspdesk.checklists.printables.planned import PLANNED, find_month, planned_document
from mspdesk.checklists.queries.schedules import MAINTENANCE
from mspdesk.clients import actions as clients
from mspdesk.clients import queries as client_queries
from mspdesk.database.store import Store
from mspdesk.errors import UserError
from mspdesk.printing.document import prepare
from mspdesk.printing.page import Paper
from tests.printing.pdftext import text_of
from tests.sample import Sample
from tests.snapshots.compare import compare_snapshot

HOSTILE = "AT&T <b>bold</b> =1+1 {{7*7}} Łódź"


def test_a_month_of_work(sqlite_store: Store, desk_shop: Sample) -> None:
    row = sqlite_store.ask(client_queries.client, desk_shop.kestrel)
    assert row is not None
    sqlite_store.do(clients.edit_client, row.id, row.version, {"name": HOSTILE})
    slot = {"at_minute": 540, "minutes": 120, "assigned_id": desk_shop.marcus}
    both = (desk_shop.kestrel, desk_shop.brightwater)
    sqlite_store.do(schedules.schedule_clients, MAINTENANCE, both, slot)
    training = {"client_id": desk_shop.own, "title": "Final Friday", "rule": "last:fri"}
    sqlite_store.do(schedules.add_schedule, "final-friday", {**training, "opens_ticket": False})
    document = sqlite_store.ask(planned_document, date(2026, 4, 9))
    printed = prepare(PLANNED, document, Paper.LETTER)
    assert printed.pages == 1
    compare_snapshot(text_of(printed.pdf), "checklists/planned")
    his = sqlite_store.ask(planned_document, date(2026, 4, 1), desk_shop.marcus)
    assert len(his.rows) == 2
    assert "Final Friday" not in text_of(prepare(PLANNED, his, Paper.A4).pdf)


def test_a_month_is_named(sqlite_store: Store, desk_shop: Sample) -> None:
    assert sqlite_store.ask(find_month, "2026-05") == date(2026, 5, 1)
    assert sqlite_store.ask(find_month, "") == date(2026, 3, 1)
    with pytest.raises(UserError, match="2026-05"):
        sqlite_store.ask(find_month, "someday")
    empty = sqlite_store.ask(planned_document, date(2026, 7, 1))
    assert "Nothing is planned in this month." in text_of(prepare(PLANNED, empty, Paper.A4).pdf)
