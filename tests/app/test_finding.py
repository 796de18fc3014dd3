"""What Ctrl+K finds besides records: the reports, by their titles and their sentences."""

from dataclasses import replace

import pytest

from mspdesk.app.areas import AREAS
from mspdesk.app.finding import AT_HAND, Finding
from mspdesk.app.reporting import reports
from mspdesk.clients.queries import client
from mspdesk.database.store import Store
from mspdesk.desk.area import Found, Place
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


def test_commands_for_a_client_are_offered_for_the_one_in_front(
    sqlite_store: Store, shop: Sample
) -> None:
    desk = Desk(sqlite_store, AREAS)
    desk.work_as(shop.dana, "Dana Whitlock", frozenset({"*"}))
    front = Found("Kestrel", "", Place("clients"), client_id=shop.kestrel, client="Kestrel")
    find = Finding(desk, front=front)
    first = find("new advice")[0].items[0]
    assert first.title == "New advice to Kestrel"
    went: list[Place] = []
    desk.asked_to_go.connect(went.append)
    assert first.run is not None
    first.run()
    assert (went[-1].do, went[-1].about["client_id"]) == ("advice", shop.kestrel)

    # Before a word is typed, what is asked most often for it stands first, below its name.
    at_hand, rest = find("")
    assert (at_hand.title, rest.title) == ("Kestrel", "Do")
    assert at_hand.items[0].title == "New ticket for Kestrel"
    assert len(at_hand.items) == AT_HAND

    # What is meant for no client in particular stays, and stays first.
    assert find("new client")[0].items[0].title == "New client"
    everything = [item.title for group in find(">") for item in group.items]
    assert not any("Kestrel" in title for title in everything)
    said = [item.title for group in find("> advice") for item in group.items]
    assert "New advice to Kestrel" in said

    # A client that was found by name as well is offered nothing twice.
    name = desk.ask(client, shop.kestrel)
    assert name is not None
    both = Finding(desk, front=replace(front, client=name.name))(name.name)
    titles = [item.title for group in both if group.title == "Do" for item in group.items]
    assert len(titles) == len(set(titles))

    desk.work_as(shop.marcus, "Marcus Oduya", frozenset({"tickets"}))
    assert not any(
        "advice to" in item.title for group in find("new advice") for item in group.items
    )
    desk.leave()
