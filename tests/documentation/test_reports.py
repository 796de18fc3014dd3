"""Reports, the search and Today: what documentation tells the rest of the program."""

from datetime import date, datetime, timedelta

import pytest

from mspdesk import dates
from mspdesk.clients import actions as clients
from mspdesk.database.store import Store
from mspdesk.desk.area import Figure, Period
from mspdesk.documentation import offers, reports
from mspdesk.documentation.actions import facts as actions
from tests.sample import Sample

pytestmark = pytest.mark.usefixtures("clock")

TODAY = date(2026, 3, 11)
NOW = Period(TODAY, TODAY)
REPORTS = {one.key: one for one in reports.reports()}


def add(store: Store, client_id: int, key: str, **values: object) -> int:
    """Write down one fact."""
    return store.do(actions.add_fact, client_id, key, values)


def leave(store: Store, client_id: int) -> None:
    """Let a client go."""
    for status in ("notice", "offboarding", "former"):
        store.do(clients.change_status, client_id, status, "Left")


def test_documentation_by_client_names_what_is_open(store: Store, shop: Sample) -> None:
    add(store, shop.kestrel, "printer", name="P", ip="10.1.1.4", driver="PCL 6", queue="Front")
    store.do(actions.check_section, shop.kestrel, "policies", none=True)
    rows = store.ask(REPORTS["documentation"].rows, NOW, {})
    assert [row.client for row in rows] == ["Brightwater Veterinary", "Kestrel Machine & Tool"]
    kestrel = rows[1]
    assert (kestrel.complete, kestrel.counted, kestrel.share) == (2, 16, 130_000)
    assert "Printers" not in kestrel.missing
    assert "Network map" in kestrel.missing
    assert kestrel.checked_on == TODAY
    (only,) = store.ask(REPORTS["documentation"].rows, NOW, {"client": shop.kestrel})
    assert only == kestrel
    figures = store.ask(reports.complete_glance, NOW, {}, rows)
    left = str(32 - sum(row.complete for row in rows))
    assert [one.value for one in figures if isinstance(one, Figure)] == ["0", left]


def test_the_week_tells_what_changed_at_whom(store: Store, shop: Sample) -> None:
    before, week = datetime(2026, 3, 14, 9), datetime(2026, 3, 18, 9)
    with dates.frozen(before):
        add(store, shop.kestrel, "printer", name="Earlier")
    with dates.frozen(week):
        add(store, shop.kestrel, "printer", name="P")
        add(store, shop.brightwater, "share", path="\\\\srv\\all")
        rows = store.ask(
            REPORTS["documentation-changed"].rows, Period(date(2026, 3, 16), date(2026, 3, 22)), {}
        )
    assert [(row.client, row.section, row.what, row.on) for row in rows] == [
        ("Brightwater Veterinary", "Shares", "\\\\srv\\all added", week.date()),
        ("Kestrel Machine & Tool", "Printers", "P added", week.date()),
    ]


def test_devices_of_others_are_listed_with_those_that_left_first(
    store: Store, shop: Sample
) -> None:
    add(store, shop.brightwater, "device", name="BDR", kind="bdr", owner="us")
    lease = {"lessor": "Prairie Leasing", "lease_until": date(2027, 1, 31)}
    add(store, shop.kestrel, "device", name="DC1", kind="server", **lease)
    leave(store, shop.kestrel)
    rows = store.ask(REPORTS["devices-of-others"].rows, NOW, {})
    assert [(row.client, row.status, row.device, row.owner, row.lessor) for row in rows] == [
        ("Kestrel Machine & Tool", "Former client", "DC1", "A lessor", "Prairie Leasing"),
        ("Brightwater Veterinary", "Client", "BDR", "Us", ""),
    ]


def test_subscriptions_of_those_who_left_are_found(store: Store, shop: Sample) -> None:
    add(store, shop.kestrel, "subscription", name="Filter", paid_by="us", unit_cost=250)
    add(store, shop.kestrel, "subscription", name="Their own", paid_by="client")
    add(store, shop.brightwater, "subscription", name="Nobody knows")
    add(store, shop.brightwater, "subscription", name="Ours", paid_by="us")
    leave(store, shop.kestrel)
    rows = store.ask(REPORTS["subscriptions-unclear"].rows, NOW, {})
    assert [(row.client, row.name, row.paid_by) for row in rows] == [
        ("Kestrel Machine & Tool", "Filter", "We pay"),
        ("Brightwater Veterinary", "Nobody knows", "Not known"),
    ]


@pytest.mark.parametrize(
    ("words", "title", "group"),
    [
        ("10.20.4.40", "10.20.4.40", "Addresses"),
        ("prn", "10.20.4.40", "Addresses"),
        ("brightwatervet", "brightwatervet.example", "Internet and domains"),
        ("44-0187", "Clinic", "Internet and domains"),
        ("vetcharts", "VetCharts", "Applications"),
    ],
)
def test_facts_are_found_by_what_was_typed(
    store: Store, shop: Sample, words: str, title: str, group: str
) -> None:
    client = shop.brightwater
    add(store, client, "address", ip="10.20.4.40", name="PRN1")
    add(store, client, "domain", name="brightwatervet.example")
    add(store, client, "circuit", name="Clinic", provider="Prairie Fiber", account_number="44-0187")
    add(store, client, "application", name="VetCharts", business=True)
    finder = next(one for one in offers.FINDERS if one.title == group)
    (hit,) = store.ask(finder.find, words, 5)
    assert (hit.title, hit.client) == (title, "Brightwater Veterinary")
    assert hit.place.do == "documentation"
    assert hit.place.about["chapter"]
    assert store.ask(finder.find, "%", 5) == []


def test_today_tells_what_runs_out_and_leaves_warranties_to_the_list(
    store: Store, shop: Sample
) -> None:
    add(store, shop.kestrel, "domain", name="k.example", expires_on=TODAY + timedelta(days=9))
    add(store, shop.kestrel, "domain", name="late.example", expires_on=TODAY + timedelta(days=40))
    add(store, shop.kestrel, "device", name="PC", warranty_until=TODAY + timedelta(days=9))
    rows = store.ask(offers.running_out, None, TODAY)
    assert [row.detail for row in rows] == ["Domain k.example runs out Mar 20"]
