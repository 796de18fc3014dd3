"""What people as employees offer: the search, Today, reports; nobody is ranked."""

from datetime import date

import pytest

from mspdesk.app.areas import AREAS
from mspdesk.database.store import Store
from mspdesk.desk.area import Period, Place, Report
from mspdesk.employment.actions import benefits, staff
from mspdesk.employment.offers import FINDERS, TODAY, VERBS
from mspdesk.employment.reports import REPORTS
from mspdesk.people import actions as people
from tests.sample import Sample

MONDAY = date(2026, 3, 9)
TODAY_ON = date(2026, 3, 11)


@pytest.fixture
def busy(store: Store, shop: Sample) -> Sample:
    """Two technicians at tier 1 for long, one new; a plan; a certificate that runs out."""
    for name in ("Vera Lind", "Ben Osei"):
        store.do(people.add_person, name, ("technician",), {"hired_on": date(2023, 1, 2)})
    new = {"hired_on": date(2025, 12, 1)}
    jo = store.do(people.add_person, "Jo Park", ("technician",), new)
    store.do(benefits.save_plan, {"name": "Dental", "kind": "dental"})
    expiring = {"name": "First aid", "kind": "certificate", "expires_on": date(2026, 4, 1)}
    store.do(staff.save_skill, jo, expiring)
    return shop


def on_today(store: Store, title: str, day: date) -> list[str]:
    found = next(one for one in TODAY if one.title == title)
    return [row.title for row in store.ask(found.rows, None, day)]


def test_today_says_who_to_talk_with_and_to_ask(store: Store, busy: Sample) -> None:
    assert on_today(store, "May be stuck", MONDAY) == ["Ben Osei", "Vera Lind"]
    assert on_today(store, "May be stuck", TODAY_ON) == [], "once a week is enough"
    assert on_today(store, "Certificates", TODAY_ON) == ["First aid of Jo Park"]
    assert on_today(store, "Benefits", TODAY_ON) == ["Jo Park"]
    assert on_today(store, "Benefits", date(2026, 2, 10)) == []
    store.person_id = busy.marcus
    for one in TODAY:
        assert store.ask(one.rows, busy.marcus, MONDAY) == []
        assert one.needs == "people"


def rows(store: Store, key: str) -> tuple[Report, list[object]]:
    report = next(one for one in REPORTS if one.key == key)
    return report, store.ask(report.rows, Period(date(2026, 1, 1), TODAY_ON), {})


@pytest.mark.parametrize("key", ["benefits", "tier-talks", "certificates"])
def test_reports_stand_by_name_for_who_leads_people(store: Store, busy: Sample, key: str) -> None:
    report, found = rows(store, key)
    assert found
    names = [report.columns[0].value(row) for row in found]
    assert names == sorted(names)
    assert report.needs == "people"
    store.person_id = busy.marcus
    assert rows(store, key)[1] == []


def test_the_search_finds_colleagues_by_name_and_title(store: Store, shop: Sample) -> None:
    (finder,) = FINDERS
    (hit,) = store.ask(finder.find, "priya", 8)
    assert (hit.title, hit.place) == ("Priya Raman", Place("orgchart", shop.priya, "people"))
    assert [one.title for one in store.ask(finder.find, "technician", 8)] == ["Marcus Oduya"]
    assert store.ask(finder.find, " ", 8) == []


def test_every_verb_leads_to_a_room() -> None:
    panels = [panel for area in AREAS for panel in area.panels()]
    keys = {panel.key for panel in panels if panel.where == "orgchart.room"}
    assert {verb.place.do for verb in VERBS} <= keys
