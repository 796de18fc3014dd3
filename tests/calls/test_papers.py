"""The script card on one page and the call sheet of twenty rows, word for word; the reports."""

from datetime import date

import pytest

from mspdesk.calls import reports
from mspdesk.calls.actions import calling, lists
from mspdesk.calls.actions import scripts as writing
from mspdesk.calls.offers import due_today, find_scripts, find_targets
from mspdesk.calls.printables.card import CARD
from mspdesk.calls.printables.sheet import SHEET
from mspdesk.calls.queries.papers import find_card, find_sheet
from mspdesk.calls.queries.scripts import version_page
from mspdesk.database.store import Store
from mspdesk.desk.area import Figure, Period
from mspdesk.errors import UserError
from mspdesk.printing.document import prepare
from mspdesk.printing.page import Paper
from tests.printing.pdftext import pages_of, text_of
from tests.snapshots.compare import compare_snapshot

from .caller import Caller

HOSTILE = "AT&T <b>bold</b> =1+1 {{7*7}} Łódź"
MARCH = Period(date(2026, 3, 1), date(2026, 3, 31))


def test_the_script_card_stands_on_one_page(sqlite_store: Store, desk_caller: Caller) -> None:
    assert sqlite_store.ask(find_card, "first call") == desk_caller.version
    with pytest.raises(UserError, match="Name one script"):
        sqlite_store.ask(find_card, "last call")
    printed = prepare(CARD, sqlite_store.ask(CARD.gather, desk_caller.version), Paper.LETTER)
    compare_snapshot(text_of(printed.pdf), "calls/card")
    assert len(pages_of(printed.pdf)) == 1
    draft = sqlite_store.do(writing.new_version, desk_caller.script)
    page = sqlite_store.ask(version_page, draft)
    assert page is not None
    # Two long sentences at every point still leave it on one page, on either paper.
    long = "We look after the computers of businesses like yours here in town, day and night. " * 2
    words = dict.fromkeys(page.words, long)
    before = dict.fromkeys(page.before, long[:82])
    sqlite_store.do(writing.save_version, draft, page.version, before, words)
    for paper in (Paper.LETTER, Paper.A4):
        full = prepare(CARD, sqlite_store.ask(CARD.gather, draft), paper)
        assert len(pages_of(full.pdf)) == 1


def test_the_call_sheet_has_twenty_rows_on_one_page(
    sqlite_store: Store, desk_caller: Caller
) -> None:
    found = desk_caller.list_id
    assert sqlite_store.ask(find_sheet, "downtown") == found
    # The very name finds a list whose name stands in another one's.
    sqlite_store.do(lists.add_list, "Downtown offices, east")
    assert sqlite_store.ask(find_sheet, "downtown offices") == found
    sqlite_store.do(lists.add_target, found, {"company": HOSTILE, "phone": "218-555-0188"})
    sqlite_store.do(calling.record_call, desk_caller.freight, "no")
    printed = prepare(SHEET, sqlite_store.ask(SHEET.gather, found), Paper.LETTER)
    compare_snapshot(text_of(printed.pdf), "calls/sheet")
    many = [
        {
            "company": f"Company of Number {at} and Partners, Incorporated",
            "phone": f"218-555-{at:04}",
            "contact": "Somebody With a Long Name",
            "city": "International Falls",
        }
        for at in range(1_000, 1_024)
    ]
    for one in many:
        sqlite_store.do(lists.add_target, found, one)
    for paper in (Paper.LETTER, Paper.A4):
        full = prepare(SHEET, sqlite_store.ask(SHEET.gather, found), paper)
        assert len(pages_of(full.pdf)) == 1
        assert "20" in text_of(full.pdf)


def test_what_is_due_is_found_and_counted(sqlite_store: Store, desk_caller: Caller) -> None:
    store = sqlite_store
    store.do(calling.record_call, desk_caller.lakeside, "voicemail")
    store.do(calling.record_call, desk_caller.optical, "not_now", "interest", 4)
    monday = date(2026, 3, 16)
    assert store.ask(due_today, desk_caller.shop.dana, date(2026, 3, 13)) == []
    (row,) = store.ask(due_today, desk_caller.shop.dana, monday)
    assert (row.title, row.detail) == ("Call Lakeside Insurance", "Downtown offices, today")
    (late,) = store.ask(due_today, None, date(2026, 3, 18))
    assert (late.detail, late.color) == ("Downtown offices, since Mar 16", "amber")
    due = store.ask(reports.due_rows, Period(monday, monday), {})
    assert [(one.company, one.last_words) for one in due] == [
        ("Lakeside Insurance", "Voicemail left, Mar 11")
    ]
    counted = store.ask(reports.count_rows, MARCH, {})
    assert [(one.what, one.calls, one.share) for one in counted if one.heading == "All calls"] == [
        ("Calls", 2, 1_000_000),
        ("Voicemail left", 1, 500_000),
        ("Gatekeeper", 0, 0),
        ("Talks", 1, 500_000),
        ("Appointments", 0, 0),
    ]
    headings = list(dict.fromkeys(one.heading for one in counted))
    assert headings[3:] == ["First call: an assessment, version 1", "List: Downtown offices"]
    figures = store.ask(reports.counted_glance, MARCH, {}, counted)
    assert (figures[0], len(figures)) == (Figure("Calls", "2", "5 min"), 4)
    april = Period(date(2026, 4, 1), date(2026, 4, 30))
    assert store.ask(reports.count_rows, april, {}) == []
    store.do(calling.record_call, desk_caller.freight, "stop", words="Told us so")
    (stopped,) = store.ask(reports.stopped_rows, MARCH, {})
    assert (stopped.company, stopped.on, stopped.person, stopped.words) == (
        "Iron Range Freight",
        date(2026, 3, 11),
        "Dana Whitlock",
        "Told us so",
    )
    assert store.ask(reports.stopped_rows, Period(date(2026, 2, 1), date(2026, 2, 28)), {}) == []
    assert [one.title for one in store.ask(find_targets, "lakes", 5)] == ["Lakeside Insurance"]
    assert [one.title for one in store.ask(find_targets, "0172", 5)] == ["Iron Range Freight"]
    assert len(store.ask(find_scripts, "call", 5)) == 1
