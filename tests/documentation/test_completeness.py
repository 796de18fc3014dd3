"""How complete a client's documentation is, what runs out, what changed, who manages what."""

from datetime import date, datetime, timedelta

import pytest

from mspdesk import dates
from mspdesk.clients import actions as clients
from mspdesk.database.store import Store
from mspdesk.desk.area import Place
from mspdesk.documentation.actions import facts as actions
from mspdesk.documentation.models.network import MapSheet
from mspdesk.documentation.queries.completeness import (
    completeness,
    completeness_of_all,
    states_of_all,
)
from mspdesk.documentation.queries.expiries import Expiry, expiries
from mspdesk.documentation.queries.services import services
from mspdesk.documentation.queries.staleness import (
    changes_of_all,
    changes_since,
    clients_changed,
)
from mspdesk.documentation.rules.chapters import CHAPTERS, COUNTED, chapter
from mspdesk.documentation.rules.sections import SECTIONS, section
from mspdesk.errors import UserError
from mspdesk.shop.actions import edit_shop
from mspdesk.shop.queries import shop as the_shop
from mspdesk.vendors import actions as vendors
from tests.sample import Sample

pytestmark = pytest.mark.usefixtures("clock")

TODAY = date(2026, 3, 11)


def add(store: Store, client_id: int, key: str, **values: object) -> int:
    """Write down one fact."""
    return store.do(actions.add_fact, client_id, key, values)


# --- the table of sections ------------------------------------------------------------------------


def test_every_fact_prints_in_a_chapter_that_is_there() -> None:
    keys = {one.key for one in CHAPTERS}
    assert {one.binder for one in SECTIONS} <= keys
    for one in CHAPTERS:
        for need in one.needs:
            wanted = section(need.section)
            for name in need.fields or wanted.needed:
                for part in name.split("|"):
                    assert wanted.has(part) or part == "sealed"
    with pytest.raises(UserError):
        section("cellar")
    with pytest.raises(UserError):
        chapter("cellar")


# --- completeness ---------------------------------------------------------------------------------


def test_a_share_of_required_fields_and_of_complete_sections(store: Store, shop: Sample) -> None:
    client = shop.oldmill
    empty = store.ask(completeness, client)
    assert (empty.percent, empty.complete, empty.counted) == (0, 0, 16)
    add(store, client, "printer", name="PRN1", ip="10.1.1.4", driver="PCL 6")
    add(store, client, "printer", name="PRN2", ip="10.1.1.5", driver="PCL 6", queue="Back")
    printers = store.ask(completeness, client).section("printers")
    assert (printers.filled, printers.needed, printers.percent) == (5, 6, 83)
    assert printers.missing == ("1 of 2 without queue",)
    assert not printers.done


def test_twelve_of_sixteen_sections_are_75_percent(store: Store, shop: Sample) -> None:
    for one in COUNTED[:12]:
        store.do(actions.check_section, shop.oldmill, one.key, none=True)
    whole = store.ask(completeness, shop.oldmill)
    assert (whole.percent, whole.complete) == (75, 12)
    assert store.ask(completeness_of_all)[shop.oldmill] == 75
    store.undo()
    assert store.ask(completeness, shop.oldmill).complete == 11


def test_nothing_here_counts_only_while_there_is_nothing(store: Store, shop: Sample) -> None:
    store.do(actions.check_section, shop.oldmill, "policies", none=True, words="No directory")
    state = store.ask(completeness, shop.oldmill).section("policies")
    assert (state.done, state.none, state.words, state.checked_on) == (
        True,
        True,
        "No directory",
        TODAY,
    )
    add(store, shop.oldmill, "policy", name="Screen lock")
    state = store.ask(completeness, shop.oldmill).section("policies")
    assert (state.done, state.none) == (False, False)
    assert state.missing == ("no scope", "no effect")


def test_either_of_two_fields_will_do(store: Store, shop: Sample) -> None:
    add(store, shop.oldmill, "license", product="Office", seats=5, proof_place="Binder")
    assert store.ask(completeness, shop.oldmill).section("licenses").filled == 2
    add(store, shop.oldmill, "license", product="CAD", seats=1, proof_place="x", key_place="Safe")
    state = store.ask(completeness, shop.oldmill).section("licenses")
    assert state.missing == ("1 of 2 without place of the key or key in the vault",)


def test_where_several_kinds_belong_together_the_kind_is_said(store: Store, shop: Sample) -> None:
    add(store, shop.oldmill, "circuit", name="Fiber", provider="PF", support_phone="800-555-0117")
    add(store, shop.oldmill, "domain", name="a.example", registrar="N", holder="Al", dns_host="N")
    add(store, shop.oldmill, "domain", name="b.example", registrar="N", holder="Al", dns_host="N")
    state = store.ask(completeness, shop.oldmill).section("isp")
    assert state.missing == (
        "internet line without account or circuit number",
        "2 of 2 domains without last day",
    )


def test_the_map_is_done_once_somebody_walked_it(store: Store, shop: Sample) -> None:
    with store.step("Walk the map") as session:
        session.add(MapSheet(client_id=shop.oldmill, walked_on=date(2026, 2, 3), words=""))
    state = store.ask(completeness, shop.oldmill).section("map")
    assert (state.done, state.checked_on) == (True, date(2026, 2, 3))


def test_what_was_taken_away_is_not_asked_of(store: Store, shop: Sample) -> None:
    id_ = add(store, shop.oldmill, "share", path=r"\\nas\all")
    assert store.ask(completeness, shop.oldmill).section("shares").rows == 1
    store.do(actions.remove_facts, "share", [id_])
    assert store.ask(completeness, shop.oldmill).section("shares").rows == 0


def test_all_clients_are_counted_as_each_alone(store: Store, shop: Sample) -> None:
    add(store, shop.kestrel, "printer", name="P", ip="10.1.1.4", driver="PCL 6", queue="Front")
    every = store.ask(states_of_all)
    assert set(every) == {shop.kestrel, shop.brightwater, shop.oldmill}
    for client_id, whole in every.items():
        assert whole == store.ask(completeness, client_id)


# --- what runs out --------------------------------------------------------------------------------


def test_one_list_of_what_runs_out_within_ninety_days(store: Store, shop: Sample) -> None:
    def ahead(days: int) -> date:
        return TODAY + timedelta(days=days)

    client = shop.kestrel
    add(store, client, "domain", name="kestrel.example", expires_on=ahead(85))
    add(store, client, "domain", name="old.example", expires_on=ahead(-200))
    add(store, client, "domain", name="later.example", expires_on=ahead(91))
    add(store, client, "device", name="PC1", warranty_until=ahead(30))
    add(store, client, "device", name="PC0", warranty_until=ahead(-300))
    add(store, client, "device", name="Copier", owner="lessor", lease_until=ahead(60))
    add(store, client, "license", product="CAD", expires_on=ahead(10))
    add(store, client, "certificate", name="mail", expires_on=ahead(5))
    add(store, client, "subscription", name="Filter", expires_on=ahead(90))
    gone = add(store, client, "license", product="Gone", expires_on=ahead(10))
    store.do(actions.remove_facts, "license", [gone])
    found = store.ask(expiries, ahead(90), client)
    assert [(one.kind, one.name) for one in found] == [
        ("Domain", "old.example"),
        ("Certificate", "mail"),
        ("License", "CAD"),
        ("Warranty", "PC1"),
        ("Lease", "Copier"),
        ("Domain", "kestrel.example"),
        ("Subscription", "Filter"),
    ]
    assert found[0].days(TODAY) == -200
    assert [one.name for one in store.ask(expiries, ahead(90), shop.brightwater)] == []
    for status in ("notice", "offboarding", "former"):
        store.do(clients.change_status, client, status, "Left")
    assert store.ask(expiries, ahead(90)) == []


def test_areas_above_add_theirs(store: Store, shop: Sample) -> None:
    card = Expiry(shop.kestrel, "Kestrel", "Card", "Visa 4242", date(2026, 4, 30), Place("billing"))
    add(store, shop.kestrel, "domain", name="k.example", expires_on=date(2026, 5, 1))
    until = TODAY + timedelta(days=90)
    found = store.ask(expiries, until, None, [lambda _session, _until, _client: [card]])
    assert [one.kind for one in found] == ["Card", "Domain"]


# --- the eight services ---------------------------------------------------------------------------


def test_the_eight_services_say_what_is_known_and_who_manages_it(
    store: Store, shop: Sample
) -> None:
    rows = store.ask(services, shop.kestrel)
    assert [row.title for row in rows] == [
        "Internet",
        "Domain",
        "Registrar",
        "Web site",
        "E-mail",
        "Backup",
        "Antivirus",
        "Firewall",
    ]
    assert [row.key for row in rows if row.known] == ["firewall"]
    client = shop.brightwater
    add(
        store,
        client,
        "circuit",
        name="Barn",
        kind="cellular",
        provider="Plains Cellular",
    )
    add(
        store,
        client,
        "circuit",
        name="Clinic",
        provider="Prairie Fiber",
        account_number="44-0187",
        managed_by="us",
    )
    add(
        store,
        client,
        "domain",
        name="brightwatervet.example",
        registrar="NameHarbor",
        holder="Ines Varga",
        expires_on=date(2026, 6, 4),
        managed_by="us",
    )
    add(
        store,
        client,
        "web_site",
        name="brightwatervet.example",
        manager="Loon Creek Web Studio",
        phone="507-555-0177",
        managed_by="vendor",
    )
    add(store, client, "mail_system", name="Hosted mailboxes", mailboxes=11, managed_by="us")
    add(store, client, "subscription", name="Managed", kind="antivirus", quantity=14)
    known = {row.key: row for row in store.ask(services, client)}
    assert (known["internet"].what, known["internet"].account) == ("Prairie Fiber", "Acct 44-0187")
    assert (known["domain"].account, known["domain"].managed_words) == ("Expires Jun 4", "We do")
    assert known["registrar"].account == "Owner: Ines Varga"
    assert known["registrar"].managed_words == "Client does"
    assert known["web"].managed_words == "Vendor does"
    assert known["mail"].what == "Hosted mailboxes, 11 seats"
    assert known["antivirus"].what == "Managed, 14 of 1 seats"
    assert sum(row.known for row in known.values()) == 6


# --- what changed ---------------------------------------------------------------------------------


def test_changes_since_a_moment_are_told_by_section_and_person(store: Store, shop: Sample) -> None:
    with dates.frozen(datetime(2026, 3, 12, 9, 0)):
        printed = dates.utc_now()
    with dates.frozen(datetime(2026, 3, 13, 9, 0)):
        store.person_id = shop.marcus
        add(store, shop.brightwater, "printer", name="PRN1")
        store.do(
            actions.edit_facts,
            "device",
            [(shop.server, 1, {"serial": "7QX-2041", "place": "Rack"})],
        )
        add(store, shop.kestrel, "printer", name="Elsewhere")
        rows = [{"ip": f"10.20.4.{n}", "name": f"PC{n}"} for n in range(1, 40)]
        ids = store.do(actions.add_facts, shop.brightwater, "address", rows)
        store.do(actions.remove_facts, "address", ids[:1])
        add(store, shop.brightwater, "policy", name="Taken back")
        store.undo()
    found = store.ask(changes_since, shop.brightwater, printed)
    assert [(one.section, one.what, one.who) for one in found] == [
        ("Addresses", "10.20.4.1 removed", "Marcus Oduya"),
        ("Addresses", "39 added", "Marcus Oduya"),
        ("Devices", "BWV-SRV1: serial, where it stands", "Marcus Oduya"),
        ("Printers", "PRN1 added", "Marcus Oduya"),
    ]
    assert store.ask(changes_since, shop.brightwater, printed, limit=1) == found[:1]
    both = store.ask(changes_of_all, [shop.kestrel, shop.brightwater], printed)
    assert both == {
        shop.kestrel: store.ask(changes_since, shop.kestrel, printed),
        shop.brightwater: found,
    }
    with dates.frozen(datetime(2026, 3, 14, 9, 0)):
        assert store.ask(changes_since, shop.brightwater, dates.utc_now()) == []


def test_a_site_and_a_contact_are_part_of_it(store: Store, shop: Sample) -> None:
    with dates.frozen(datetime(2026, 3, 13, 9, 0)):
        store.do(clients.add_site, shop.kestrel, {"name": "Yard"})
    before = datetime(2026, 3, 12, 9, 0)
    assert [one.section for one in store.ask(changes_since, shop.kestrel, before)] == ["Sites"]


def test_what_papers_say_of_a_vendor_and_of_us_is_part_of_it(store: Store, shop: Sample) -> None:
    """Where a client has an account the vendor's own record counts, and our letterhead for all."""
    vendor = store.do(vendors.add_vendor, {"name": "Harbor Fiber", "kind": "carrier"})
    other = store.do(vendors.add_vendor, {"name": "Lakeside Power"})
    account = {"client_id": shop.brightwater, "vendor_id": vendor, "what": "Internet line"}
    store.do(vendors.add_account, account)
    with dates.frozen(datetime(2026, 3, 12, 9, 0)):
        printed = dates.utc_now()

    def told(client_id: int) -> list[tuple[str, str]]:
        found = store.ask(changes_since, client_id, printed)
        return [(one.section, one.what) for one in found]

    with dates.frozen(datetime(2026, 3, 13, 9, 0)):
        store.do(vendors.edit_vendor, vendor, 1, {"notes": "Slow to answer", "terms": "30 days"})
        store.do(vendors.edit_vendor, other, 1, {"phone": "218-555-0188"})
        store.do(edit_shop, store.ask(the_shop).version, {"terms_days": 20})
        assert told(shop.brightwater) == []
        assert store.ask(clients_changed, printed) == {}
        store.do(vendors.edit_vendor, vendor, 2, {"support_phone": "800-555-0142", "notes": ""})
        assert told(shop.brightwater) == [("Vendors", "Harbor Fiber: support phone")]
        assert told(shop.kestrel) == []
        assert set(store.ask(clients_changed, printed)) == {shop.brightwater}
        phone = {"after_hours_phone": "218-555-0199"}
        store.do(edit_shop, store.ask(the_shop).version, phone)
        assert told(shop.kestrel) == [
            ("Our letterhead", f"{store.ask(the_shop).name}: after hours phone")
        ]
        assert {shop.kestrel, shop.brightwater} <= set(store.ask(clients_changed, printed))
        assert shop.own not in store.ask(clients_changed, printed)
