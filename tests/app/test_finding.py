"""What Ctrl+K finds besides records: the reports, by their titles and their sentences."""

import pytest

from mspdesk.app.areas import AREAS
from mspdesk.app.finding import Finding
from mspdesk.app.reporting import reports
from mspdesk.database.store import Store
from mspdesk.desk.area import Place
from mspdesk.desk.desk import Desk
from tests.sample import Sample, furnish


@pytest.fixture
def shop(sqlite_store: Store) -> Sample:
    return furnish(sqlite_store)


def titles(find: Finding, text: str) -> list[str]:
    return [item.title for group in find(text) if group.title == "Reports" for item in group.items]


def test_reports_are_found_by_their_title_first(sqlite_store: Store, shop: Sample) -> None:
    desk = Desk(sqlite_store, AREAS)
    desk.work_as(shop.dana, "Dana Whitlock", frozenset({"*"}))
    find = Finding(desk)
    assert titles(find, "print again")[0] == "Binders to print again"
    assert titles(find, "re") == []
    assert "DR plans" in titles(find, "dr plans")
    went: list[Place] = []
    desk.asked_to_go.connect(went.append)
    (group,) = [group for group in find("print again") if group.title == "Reports"]
    run = group.items[0].run
    assert run is not None
    run()
    assert went[-1].about == {"report": "reprint-due"}
    desk.leave()


def test_nobody_finds_a_report_he_may_not_see(sqlite_store: Store, shop: Sample) -> None:
    desk = Desk(sqlite_store, AREAS)
    desk.work_as(shop.marcus, "Marcus Oduya", frozenset())
    closed = [one for one in reports(AREAS) if one.needs and not desk.may(one.needs)]
    assert closed
    find = Finding(desk)
    for one in closed:
        assert one.title not in titles(find, one.title)
    desk.leave()


def test_a_command_that_is_being_typed_comes_before_what_sounds_like_it(
    sqlite_store: Store, shop: Sample
) -> None:
    desk = Desk(sqlite_store, AREAS)
    desk.work_as(shop.dana, "Dana Whitlock", frozenset({"*"}))
    groups = Finding(desk)("new client")
    assert (groups[0].title, groups[0].items[0].title) == ("Do", "New client")
    assert "Taking on a new client" in [item.title for group in groups for item in group.items]
    assert [item.title for group in groups for item in group.items].count("New client") == 1
    desk.leave()
