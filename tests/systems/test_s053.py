"""S053: reports stand under Day, Week, Month and Renewal, every list of B10 that rooms know."""

from datetime import date, datetime
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from mspdesk import dates
from mspdesk.app import reporting
from mspdesk.app.areas import AREAS
from mspdesk.app.reports import ReportsView
from mspdesk.app.week import week_document
from mspdesk.app.week_page import WEEK_PAGE
from mspdesk.database.store import Store
from mspdesk.desk.area import Report
from mspdesk.desk.desk import Desk
from mspdesk.exchange.export import write_table
from mspdesk.printing.document import prepare
from mspdesk.printing.page import Paper
from mspdesk.tickets import actions as tickets
from tests.bookcase import Furnish, Standing
from tests.printing.pdftext import flat, pages_of
from tests.sample import Sample, furnish

pytestmark = [pytest.mark.system(53), pytest.mark.usefixtures("clock")]

LISTED = {
    "Day": """urgent-tickets unacknowledged follow-ups-due holds-ending missing-time running-timers
        failed-backups backups-in-doubt tech-of-the-day invoices-to-send deposits calls-due
        who-is-in""",
    "Week": """backlog work-flow tickets-without-estimate oldest-tickets tickets-by-age categories
        own-time late-checklists backlog-reviews billing-runs ageing cash orphan-services
        full-time-week leave-next-week documentation-changed reprint-due""",
    "Month": """maintenance response-met restore-tests-due monitoring-coverage rework tsr-logs mrr
        income revenue client-revenue grid-variances budget expiries anniversaries training on-call
        patch-gaps alerts""",
    "Renewal": """renewals renewal-service renewal-money renewal-ahead time-by-client
        dr-plans""",
    "Quarter": """hire-math procedures-to-review goals goal-reviews roadmaps-due budget-places
        roadmap-decisions""",
    "Year": "pay-calendar holidays reprint-year retired-media budget-year garden handbook",
}
"""What B10 lists for each cadence and the rooms know, by the key of the report that shows it."""

RANKS = {"rank", "ranking", "best", "worst", "top", "score"}
"""Words of a table that would set people against each other (S030)."""


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """The small shop of all tests."""
    return furnish


@pytest.fixture(scope="module")
def every() -> dict[str, Report]:
    """All reports there are, by key."""
    found = reporting.reports(AREAS)
    assert len({one.key for one in found}) == len(found)
    return {one.key: one for one in found}


def test_each_list_stands_under_its_heading(every: dict[str, Report]) -> None:
    assert reporting.CADENCES[:4] == ("Day", "Week", "Month", "Renewal")
    assert {one.cadence for one in every.values()} <= set(reporting.CADENCES)
    for cadence, keys in LISTED.items():
        for key in keys.split():
            assert key in every, f"No report shows {key}"
            assert every[key].cadence == cadence, key


def test_nobody_is_ranked(every: dict[str, Report]) -> None:
    for report in every.values():
        words = {word for column in report.columns for word in column.title.lower().split()}
        assert not words & RANKS, report.key


def test_each_can_be_written_and_printed_and_an_empty_one_says_so(
    sqlite_store: Store, standing: Standing, tmp_path: Path, every: dict[str, Report]
) -> None:
    standing(sqlite_store)
    empty = 0
    for report in every.values():
        period = reporting.usual_period(report, dates.today())
        document = sqlite_store.ask(reporting.report_document, report, period)
        path = tmp_path / f"{report.key}.xlsx"
        write_table(path, report.title, report.written, list(document.rows))
        assert path.stat().st_size > 0
        pages = pages_of(prepare(reporting.REPORT, document, Paper.LETTER).pdf)
        text = flat("".join(pages))
        assert flat(report.title) in text, report.key
        assert flat("Made Mar 11, 2026") in text, report.key
        if not document.rows:
            empty += 1
            assert flat("Nothing to show") in text, report.key
    assert empty > 10


def test_people_stand_by_name_or_day(
    sqlite_store: Store, standing: Standing, every: dict[str, Report]
) -> None:
    standing(sqlite_store)
    for key in ("who-is-in", "full-time-week", "missing-time"):
        report = every[key]
        period = reporting.usual_period(report, dates.today())
        people = [row.person for row in sqlite_store.ask(report.rows, period, {})]
        assert people
        assert people == sorted(people), key


@pytest.mark.parametrize("paper", list(Paper))
def test_the_week_is_one_sheet_however_much_there_is(
    store: Store, standing: Standing, paper: Paper
) -> None:
    shop: Sample = standing(store)
    empty = pages_of(prepare(WEEK_PAGE, store.ask(week_document), paper).pdf)
    assert len(empty) == 1
    title = "A long title of a ticket that goes on about what somebody once wanted to have done"
    for n in range(12):
        with dates.frozen(datetime(2026, 1, 5 + n, 9)):
            store.do(tickets.open_ticket, shop.kestrel, f"{title} {n}", {})
    pages = pages_of(prepare(WEEK_PAGE, store.ask(week_document), paper).pdf)
    assert len(pages) == 1
    text = flat(pages[0])
    for words in (
        "Mar 9 to Mar 15, 2026",
        "12 tickets",
        "no review",
        "Orphan services",
        "Next week",
    ):
        assert flat(words) in text
    assert text.count(flat("Kestrel Machine")) == 5
    last = store.ask(week_document, date(2026, 3, 4))
    assert (last.first, last.last) == (date(2026, 3, 2), date(2026, 3, 8))
    assert last.is_over


def test_the_tab_has_the_headings_and_the_week(
    sqlite_store: Store, standing: Standing, qtbot: QtBot
) -> None:
    standing(sqlite_store)
    desk = Desk(sqlite_store, AREAS)
    printed: list[object] = []
    desk.asked_to_print.connect(lambda paper, *_: printed.append(paper))
    view = ReportsView(desk)
    qtbot.addWidget(view)
    headings = view.picker.headings()
    assert [one.split("  ")[0] for one in headings][:4] == ["Day", "Week", "Month", "Renewal"]
    view.page.print_week()
    assert printed == [WEEK_PAGE]
    desk.leave()
