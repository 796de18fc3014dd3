"""The papers of practice, word for word."""

from datetime import datetime

import pytest

from mspdesk.clients import actions as clients
from mspdesk.database.store import Store
from mspdesk.errors import UserError
from mspdesk.practice.actions import oncall, tools
from mspdesk.practice.printables.night import NIGHT_SHEET
from mspdesk.practice.printables.papers import find_kit
from mspdesk.practice.printables.tools import KIT, TOOLS
from mspdesk.practice.queries.night import find_night
from mspdesk.printing.document import prepare
from mspdesk.printing.page import Paper
from tests.printing.pdftext import text_of
from tests.sample import Sample
from tests.snapshots.compare import compare_snapshot

HOSTILE = "AT&T <b>bold</b> =1+1 {{7*7}} Łódź"


def test_the_night_sheet(sqlite_store: Store, desk_shop: Sample) -> None:
    contact = {
        "first_name": "Ruth",
        "last_name": HOSTILE,
        "mobile": "815-555-0199",
        "may_approve_after_hours": True,
        "emergency": 1,
    }
    sqlite_store.do(clients.add_contact, desk_shop.kestrel, contact)
    day = datetime(2026, 3, 11).date()
    made = sqlite_store.do(oncall.add_duties, desk_shop.marcus, day, day, 1020, 480)
    call = {"at": datetime(2026, 3, 11, 19), "words": HOSTILE, "minutes": 20}
    sqlite_store.do(oncall.add_call, made[0], call | {"client_id": desk_shop.kestrel})
    assert sqlite_store.ask(find_night, "2026-03-11") == made[0]
    assert sqlite_store.ask(find_night, "") == 0
    with pytest.raises(UserError):
        sqlite_store.ask(find_night, "2026-06-01")
    printed = prepare(NIGHT_SHEET, sqlite_store.ask(NIGHT_SHEET.gather, made[0]), Paper.LETTER)
    compare_snapshot(text_of(printed.pdf), "practice/night")


def test_without_a_roster_there_is_a_sheet_to_write_on(
    sqlite_store: Store, desk_shop: Sample
) -> None:
    printed = prepare(NIGHT_SHEET, sqlite_store.ask(NIGHT_SHEET.gather, 0), Paper.A4)
    assert "Nobody is on the roster" in text_of(printed.pdf)


def test_tools_and_kit(sqlite_store: Store, desk_shop: Sample) -> None:
    cable = {"name": HOSTILE, "kind": "supply", "approved": True, "in_kit": True}
    piece = sqlite_store.do(tools.add_tool, cable | {"kit_quantity": 4, "place": "Blue bag"})
    no = {"name": "Registry cleaner", "approved": False, "reason": "Breaks more than it mends"}
    sqlite_store.do(tools.add_tool, no)
    sqlite_store.do(tools.count_kit, desk_shop.marcus, {piece: 3})
    found = prepare(TOOLS, sqlite_store.ask(TOOLS.gather, None), Paper.LETTER)
    compare_snapshot(text_of(found.pdf), "practice/tools")
    assert sqlite_store.ask(find_kit, "marcus") == desk_shop.marcus
    with pytest.raises(UserError, match="Name one technician"):
        sqlite_store.ask(find_kit, "")
    kit = prepare(KIT, sqlite_store.ask(KIT.gather, desk_shop.marcus), Paper.LETTER)
    compare_snapshot(text_of(kit.pdf), "practice/kit")
