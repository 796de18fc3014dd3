"""Facts of a client: added, pasted, changed, copied and taken away, on both kinds of books."""

from datetime import date

import pytest

from mspdesk.database.store import Store
from mspdesk.documentation.actions import facts as actions
from mspdesk.documentation.models.device import Device
from mspdesk.documentation.models.network import Address, FirewallRule
from mspdesk.documentation.queries.checks import check_facts
from mspdesk.documentation.queries.facts import (
    choices_of,
    fact_count,
    fact_ids,
    fact_rows,
    facts,
)
from mspdesk.documentation.queries.pasting import preview_paste, warnings
from mspdesk.documentation.rules.faults import CellFaults
from mspdesk.documentation.rules.pasting import as_paste, read_paste
from mspdesk.documentation.rules.sections import SECTIONS, section
from mspdesk.errors import Conflict, UserError
from tests.sample import Sample

pytestmark = pytest.mark.usefixtures("clock")

OFFICE = {
    "name": "Clinic",
    "cidr": "10.20.4.0/24",
    "gateway": "10.20.4.1",
    "dhcp_from": "10.20.4.100",
    "dhcp_to": "10.20.4.199",
}


def words(store: Store, client_id: int, key: str) -> list[dict[str, str]]:
    """What a section shows, without the empty cells."""
    rows = store.ask(facts, client_id, key)
    return [{name: text for name, text in row.words.items() if text} for row in rows]


# --- one row --------------------------------------------------------------------------------------


def test_a_fact_is_added_shown_and_taken_back(store: Store, shop: Sample) -> None:
    values = {"provider": " Prairie Fiber ", "name": "Line", "contract_until": date(2027, 5, 31)}
    id_ = store.do(actions.add_fact, shop.brightwater, "circuit", values)
    (row,) = store.ask(facts, shop.brightwater, "circuit")
    assert (row.id, row.values["provider"]) == (id_, "Prairie Fiber")
    assert row.words["contract_until"] == "May 31, 2027"
    assert row.words["managed_by"] == ""
    store.undo()
    assert store.ask(fact_count, shop.brightwater, "circuit") == 0


def test_a_row_without_a_name_is_refused_in_every_section(store: Store, shop: Sample) -> None:
    for kept in SECTIONS:
        before = store.ask(fact_count, shop.kestrel, kept.key)
        with pytest.raises(CellFaults) as refused:
            store.do(actions.add_fact, shop.kestrel, kept.key, {"notes": "x"})
        assert refused.value.field == kept.name
        assert refused.value.text[-1] == "."
        assert store.ask(fact_count, shop.kestrel, kept.key) == before


CANNOT_BE: tuple[tuple[str, dict[str, object], str], ...] = (
    ("network", {"cidr": "10.20.4/99"}, "cidr"),
    ("network", {"cidr": "10.20.4.0/24", "gateway": "10.20.5.1"}, "gateway"),
    ("network", {**OFFICE, "dhcp_from": "10.20.4.9", "dhcp_to": "10.20.4.3"}, "dhcp_to"),
    ("device", {"warranty_until": date(2024, 1, 1), "purchased_on": date(2025, 1, 1)}, ""),
    ("license", {"bought_on": date(2025, 1, 1), "expires_on": date(2024, 1, 1)}, ""),
    ("license", {"seats": -1}, "seats"),
    ("circuit", {"gateway": "300.1.1.1"}, "gateway"),
    ("circuit", {"kind": "pigeon"}, "kind"),
    ("device", {"status": "lost"}, "status"),
    ("firewall_rule", {"device_id": 999_999}, "device_id"),
)


def test_what_cannot_be_is_refused_by_field(store: Store, shop: Sample) -> None:
    for key, values, field in CANNOT_BE:
        named = {section(key).name: "X", **values}
        with pytest.raises(CellFaults) as refused:
            store.do(actions.add_fact, shop.brightwater, key, named)
        wanted = field or ("warranty_until" if key == "device" else "expires_on")
        assert refused.value.field == wanted, (key, values)


def test_records_of_another_client_cannot_be_pointed_to(store: Store, shop: Sample) -> None:
    rule = {"name": "Web", "device_id": shop.server}
    with pytest.raises(CellFaults):
        store.do(actions.add_fact, shop.kestrel, "firewall_rule", rule)
    store.do(actions.add_fact, shop.brightwater, "firewall_rule", rule)
    (said,) = words(store, shop.brightwater, "firewall_rule")
    assert said["device_id"] == "BWV-SRV1"
    assert (shop.server, "BWV-SRV1") in store.ask(choices_of, shop.brightwater, "device")


# --- addresses ------------------------------------------------------------------------------------


def test_an_address_finds_its_network_and_may_stand_there_once(store: Store, shop: Sample) -> None:
    client = shop.brightwater
    store.do(actions.add_fact, client, "network", {"name": "All", "cidr": "10.20.0.0/16"})
    store.do(actions.add_fact, client, "network", OFFICE)
    store.do(actions.add_fact, client, "address", {"ip": "10.20.4.40", "name": "PRN1"})
    (said,) = words(store, client, "address")
    assert said["network_id"] == "Clinic"
    with pytest.raises(CellFaults) as refused:
        store.do(actions.add_fact, client, "address", {"ip": "10.20.4.40", "name": "PRN2"})
    assert refused.value.text == "10.20.4.40 is taken by PRN1."
    # Another client, and another network that overlaps, may have the same one.
    store.do(actions.add_fact, shop.kestrel, "address", {"ip": "10.20.4.40", "name": "K"})
    everywhere = {name: id_ for id_, name in store.ask(choices_of, client, "network")}["All"]
    again = {"ip": "10.20.4.40", "name": "NAT", "network_id": everywhere}
    store.do(actions.add_fact, client, "address", again)


def test_an_address_outside_the_network_said_is_refused(store: Store, shop: Sample) -> None:
    network = store.do(actions.add_fact, shop.brightwater, "network", OFFICE)
    with pytest.raises(CellFaults) as refused:
        store.do(
            actions.add_fact,
            shop.brightwater,
            "address",
            {"ip": "10.20.9.4", "name": "X", "network_id": network},
        )
    assert refused.value.text == "10.20.9.4 is not in 10.20.4.0/24."
    said = store.ask(warnings, shop.brightwater, "address", {"ip": "192.0.2.4", "name": "X"})
    assert [one.text for one in said] == ["192.0.2.4 is in none of this client's networks."]


def test_addresses_come_in_the_order_of_their_numbers(store: Store, shop: Sample) -> None:
    rows = [{"ip": ip, "name": ip} for ip in ("10.20.4.100", "fe80::1", "10.20.4.9", "9.0.0.1")]
    store.do(actions.add_facts, shop.kestrel, "address", rows)
    shown = [row.values["ip"] for row in store.ask(facts, shop.kestrel, "address")]
    assert shown == ["9.0.0.1", "10.20.4.9", "10.20.4.100", "fe80::1"]


def test_two_devices_may_share_what_dhcp_hands_out_and_nothing_else(
    store: Store, shop: Sample
) -> None:
    client = shop.brightwater
    store.do(actions.add_fact, client, "network", OFFICE)
    store.do(actions.add_fact, client, "device", {"name": "A", "ip": "10.20.4.150"})
    store.do(actions.add_fact, client, "device", {"name": "B", "ip": "10.20.4.150"})
    store.do(actions.add_fact, client, "device", {"name": "C", "ip": "10.20.4.10"})
    with pytest.raises(CellFaults) as refused:
        store.do(actions.add_fact, client, "device", {"name": "D", "ip": "10.20.4.10"})
    assert refused.value.field == "ip"


def test_a_changed_address_moves_to_its_network(store: Store, shop: Sample) -> None:
    client = shop.brightwater
    store.do(actions.add_fact, client, "network", OFFICE)
    store.do(actions.add_fact, client, "network", {"name": "Guests", "cidr": "10.20.9.0/24"})
    id_ = store.do(actions.add_fact, client, "address", {"ip": "10.20.4.7", "name": "X"})
    store.do(actions.edit_facts, "address", [(id_, 1, {"ip": "10.20.9.7"})])
    (said,) = words(store, client, "address")
    assert said["network_id"] == "Guests"


# --- many rows ------------------------------------------------------------------------------------


def test_many_rows_change_in_one_step_and_go_back_in_one(store: Store, shop: Sample) -> None:
    rows = [{"name": f"User {n}", "login": f"u{n}"} for n in range(60)]
    ids = store.do(actions.add_facts, shop.kestrel, "directory_user", rows)
    edits = [(id_, 1, {"groups": "Staff", "enabled": False}) for id_ in ids]
    store.do(actions.edit_facts, "directory_user", edits)
    held = store.ask(fact_rows, "directory_user", ids)
    assert {row.words["groups"] for row in held} == {"Staff"}
    assert {row.version for row in held} == {2}
    store.undo()
    held = store.ask(fact_rows, "directory_user", ids)
    assert {(row.words["groups"], row.words["enabled"]) for row in held} == {("", "Yes")}


def test_one_bad_cell_stops_all_and_says_where(store: Store, shop: Sample) -> None:
    ids = store.do(actions.add_facts, shop.kestrel, "license", [{"product": "A"}, {"product": "B"}])
    with pytest.raises(CellFaults) as refused:
        store.do(
            actions.edit_facts,
            "license",
            [(ids[0], 1, {"seats": 5}), (ids[1], 1, {"product": "", "seats": -2})],
        )
    assert [(one.row, one.field) for one in refused.value.cells] == [(1, "product"), (1, "seats")]
    assert refused.value.text.startswith("Row 2: Give a license a name.")
    assert [row.words["seats"] for row in store.ask(fact_rows, "license", ids)] == ["", ""]


def test_a_row_somebody_else_changed_is_a_conflict(store: Store, shop: Sample) -> None:
    id_ = store.do(actions.add_fact, shop.kestrel, "share", {"path": r"\\srv\all"})
    store.do(actions.edit_facts, "share", [(id_, 1, {"purpose": "All"})])
    with pytest.raises(Conflict):
        store.do(actions.edit_facts, "share", [(id_, 1, {"purpose": "None"})])


def test_an_old_row_is_mended_bit_by_bit(store: Store, shop: Sample) -> None:
    """What was wrong before does not stop a change of something else."""
    with store.step("Bring in from another program") as session:
        session.add(Device(client_id=shop.kestrel, name="OLD", ip="not an address", kind="toaster"))
    (row,) = [row for row in store.ask(facts, shop.kestrel, "device") if row.words["name"] == "OLD"]
    store.do(actions.edit_facts, "device", [(row.id, 1, {"place": "Hall"})])
    with pytest.raises(CellFaults):
        store.do(actions.edit_facts, "device", [(row.id, 2, {"kind": "oven"})])


def test_addresses_follow_networks_that_come_change_and_go(store: Store, shop: Sample) -> None:
    client = shop.brightwater
    store.do(actions.add_fact, client, "address", {"ip": "10.20.4.7", "name": "X"})
    everywhere = {"name": "All", "cidr": "10.20.0.0/16"}
    store.do(actions.add_fact, client, "network", everywhere)
    assert words(store, client, "address")[0]["network_id"] == "All"
    network = store.do(actions.add_fact, client, "network", OFFICE)
    # One that lies well already stays, though a narrower one came.
    assert words(store, client, "address")[0]["network_id"] == "All"
    store.do(actions.add_fact, client, "address", {"ip": "10.20.4.8", "name": "Y"})
    moved = {"cidr": "10.99.0.0/24", "gateway": "", "dhcp_from": "", "dhcp_to": ""}
    store.do(actions.edit_facts, "network", [(network, 1, moved)])
    assert {row["network_id"] for row in words(store, client, "address")} == {"All"}
    assert store.ask(check_facts) == []
    store.undo()
    assert words(store, client, "address")[1]["network_id"] == "Clinic"
    store.do(actions.remove_facts, "network", [network])
    assert {row["network_id"] for row in words(store, client, "address")} == {"All"}


def test_the_books_are_checked_for_facts_that_cannot_be(store: Store, shop: Sample) -> None:
    store.do(actions.add_fact, shop.brightwater, "network", OFFICE)
    assert store.ask(check_facts) == []
    with store.step("Break something") as session:
        session.add(Address(client_id=shop.kestrel, ip="10.1.1.1", sort="x", network_id=None))
        rule = FirewallRule(client_id=shop.kestrel, name="Web", device_id=shop.server)
        session.add(rule)
        session.get_one(Device, shop.server).status = "retired"
    assert store.ask(check_facts) == [
        "The firewall rule Web of client 2 points to a device of another client.",
        "The address 10.1.1.1 is not in its place in the order.",
        "The device BWV-SRV1 is retired without a day, or has a day and is not retired.",
    ]


def test_copies_leave_out_what_may_stand_once(store: Store, shop: Sample) -> None:
    client = shop.brightwater
    (copy,) = store.do(actions.duplicate_facts, "device", [shop.server])
    first, second = store.ask(fact_rows, "device", [shop.server, copy])
    assert second.values["name"] == "BWV-SRV1 copy"
    assert (second.values["serial"], second.values["ip"], second.values["mac"]) == ("", "", "")
    assert second.values["model"] == first.values["model"]
    store.do(actions.add_fact, client, "network", OFFICE)
    ids = store.do(
        actions.add_facts,
        client,
        "address",
        [{"ip": "10.20.4.21", "name": "AP1"}, {"ip": "10.20.4.22", "name": "AP2"}],
    )
    (more,) = store.do(actions.duplicate_facts, "address", ids[:1])
    (row,) = store.ask(fact_rows, "address", [more])
    assert row.values["ip"] == "10.20.4.23"
    with pytest.raises(UserError):
        store.do(actions.duplicate_facts, "address", [])


def test_rows_leave_the_list_not_the_books_and_come_back(store: Store, shop: Sample) -> None:
    client = shop.brightwater
    id_ = store.do(actions.add_fact, client, "address", {"ip": "10.20.4.7", "name": "X"})
    store.do(actions.remove_facts, "address", [id_])
    assert store.ask(facts, client, "address") == []
    (row,) = store.ask(facts, client, "address", gone=True)
    assert row.gone
    store.do(actions.add_fact, client, "address", {"ip": "10.20.4.7", "name": "Y"})
    with pytest.raises(CellFaults):
        store.do(actions.bring_back_facts, "address", [id_])
    store.undo()
    store.do(actions.bring_back_facts, "address", [id_])
    assert [row.id for row in store.ask(facts, client, "address")] == [id_]


def test_a_device_is_retired_with_its_status_and_its_day(store: Store, shop: Sample) -> None:
    store.do(actions.edit_facts, "device", [(shop.server, 1, {"status": "retired"})])
    (row,) = store.ask(fact_rows, "device", [shop.server])
    assert row.gone
    store.do(actions.edit_facts, "device", [(shop.server, 2, {"status": "spare"})])
    (row,) = store.ask(fact_rows, "device", [shop.server])
    assert (row.gone, row.words["status"]) == (False, "Spare")


def test_rows_are_marked_as_checked(store: Store, shop: Sample) -> None:
    store.do(actions.mark_checked, "device", [shop.server], date(2026, 2, 3))
    (row,) = store.ask(fact_rows, "device", [shop.server])
    assert row.words["checked_on"] == "Feb 3, 2026"


def test_lists_are_paged_searched_and_sorted(store: Store, shop: Sample) -> None:
    rows = [{"name": f"User {n:03d}", "login": f"u{999 - n}"} for n in range(250)]
    ids = store.do(actions.add_facts, shop.kestrel, "directory_user", rows)
    last = store.ask(fact_ids, shop.kestrel, "directory_user", skip=240, limit=20)
    assert last == ids[240:]
    found = store.ask(fact_ids, shop.kestrel, "directory_user", find="u999")
    assert found == ids[:1]
    turned = store.ask(
        fact_ids, shop.kestrel, "directory_user", sort="login", descending=True, limit=2
    )
    assert turned == ids[:2]


# --- pasting --------------------------------------------------------------------------------------

SHEET = """Hostname\tType\tManufacturer\tService Tag\tPrimary IP\tPurchase Date\tPrimary MAC\tColor
PC-1\tDesktop\tDell\tA1\t10.1.1.5\t2025-03-04\t02-1A-2B-3C-4D-5E\tgrey
PC-2\tLaptop\tLenovo\tA2\t10.1.1.6\t3/5/2025\t021a.2b3c.4d5f\tblack
"""


def test_a_table_with_a_header_is_taken_over_whole(store: Store, shop: Sample) -> None:
    paste = read_paste(section("device"), SHEET)
    assert (paste.header, paste.unknown) == (True, ("Color",))
    made = store.do(actions.paste_facts, shop.oldmill, "device", paste)
    assert (len(made.added), made.unknown) == (2, ("Color",))
    first, second = store.ask(facts, shop.oldmill, "device")
    assert (first.values["kind"], second.values["kind"]) == ("workstation", "laptop")
    assert first.values["mac"] == "02:1a:2b:3c:4d:5e"
    assert second.values["purchased_on"] == date(2025, 3, 5)
    store.undo()
    assert store.ask(fact_count, shop.oldmill, "device") == 0


def test_every_bad_cell_of_a_table_is_told_and_nothing_kept(store: Store, shop: Sample) -> None:
    bad = SHEET.replace("Desktop", "Toaster").replace("10.1.1.6", "10.1.1.600")
    paste = read_paste(section("device"), bad)
    seen = store.ask(preview_paste, shop.oldmill, "device", paste)
    assert [(one.row, one.field) for one in seen.faults] == [(0, "kind"), (1, "ip")]
    assert seen.words[0]["kind"] == "Toaster"
    assert seen.words[1]["ip"] == "10.1.1.600"
    with pytest.raises(CellFaults) as refused:
        store.do(actions.paste_facts, shop.oldmill, "device", paste)
    assert "Row 1: Choose one of: Server" in refused.value.text
    assert store.ask(fact_count, shop.oldmill, "device") == 0


def test_addresses_twice_in_one_table_are_told(store: Store, shop: Sample) -> None:
    paste = read_paste(section("address"), "IP\tName\n10.1.1.5\tA\n10.1.1.5\tB\n")
    seen = store.ask(preview_paste, shop.oldmill, "address", paste)
    assert [(one.row, one.text) for one in seen.faults] == [(1, "10.1.1.5 is taken by A.")]


def test_names_in_a_table_find_their_records(store: Store, shop: Sample) -> None:
    text = "Share\tOn\tWho may\n\\\\bwv-srv1\\all\tbwv-srv1\tStaff\n\\\\x\ty\tz\n"
    seen = store.ask(preview_paste, shop.brightwater, "share", read_paste(section("share"), text))
    assert seen.rows[0]["device_id"] == shop.server
    (fault,) = seen.faults
    assert (fault.row, fault.field) == (1, "device_id")
    assert fault.text.startswith("Nothing is called y.")


def test_what_was_copied_pastes_back_as_it_was(store: Store, shop: Sample) -> None:
    store.do(
        actions.add_fact,
        shop.brightwater,
        "subscription",
        {
            "name": 'Backup "off site"',
            "kind": "backup",
            "unit_cost": 1250,
            "quantity": 3,
            "paid_by": "us",
            "notes": "two\nlines",
            "start_on": date(2026, 1, 2),
        },
    )
    kept = section("subscription")
    (row,) = store.ask(facts, shop.brightwater, "subscription")
    table = as_paste(
        [[one.label for one in kept.fields], [row.words[one.name] for one in kept.fields]]
    )
    store.do(actions.paste_facts, shop.kestrel, "subscription", read_paste(kept, table))
    (again,) = store.ask(facts, shop.kestrel, "subscription")
    assert again.values == row.values


# --- words that stop nobody -----------------------------------------------------------------------


def test_passwords_and_past_days_are_worth_a_word_and_no_more(store: Store, shop: Sample) -> None:
    domain = {
        "name": "brightwatervet.example",
        "expires_on": date(2025, 6, 4),
        "notes": "registrar password: hunter2",
    }
    said = store.ask(warnings, shop.brightwater, "domain", domain)
    assert [one.field for one in said] == ["notes", "expires_on"]
    store.do(actions.add_fact, shop.brightwater, "domain", domain)
    assert store.ask(fact_count, shop.brightwater, "domain") == 1
    plain = {"name": "x", "notes": "The password is in the vault, item BWV-NET."}
    assert store.ask(warnings, shop.brightwater, "domain", plain) == []


def test_a_legacy_program_without_its_platform_is_worth_a_word(store: Store, shop: Sample) -> None:
    old = {"name": "ChartMinder 4", "legacy": True, "media_place": "Closet, box 2"}
    said = store.ask(warnings, shop.brightwater, "application", old)
    assert [one.field for one in said] == ["platform"]
