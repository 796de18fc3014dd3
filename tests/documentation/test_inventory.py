"""Finding what is at a client: scans and lists beside what is written down."""

import stat
import sys
import time
from datetime import date
from pathlib import Path

import pytest

from mspdesk.database.store import Store
from mspdesk.documentation.actions import facts as actions
from mspdesk.documentation.actions.inventory import (
    addresses_from_devices,
    proposed,
    take_over,
)
from mspdesk.documentation.queries import devices_of
from mspdesk.documentation.queries.facts import facts
from mspdesk.documentation.queries.inventory import Inventory
from mspdesk.documentation.rules.found import (
    Known,
    Sighting,
    kind_by_words,
    kind_of,
    match_all,
    name_of,
)
from mspdesk.documentation.runs.inventory import look_at_file
from mspdesk.documentation.runs.scanning import check_network, scan_network
from mspdesk.errors import Cancelled, Conflict, Trouble, UserError
from mspdesk.exchange.columns import TEXT, OutColumn
from mspdesk.exchange.workbook import Sheet, write_xlsx
from mspdesk.progress import Progress
from tests.exchange.scans import DOWN, host, scan
from tests.sample import Sample

pytestmark = pytest.mark.usefixtures("clock")

FW = host("10.20.4.1", "00:17:C5:AA:BB:01", "SonicWall", "fw1.lan", ports="443/tcp/open/https")
PRN = host(
    "10.20.4.40", "00:1B:A9:00:00:40", "Brother", "prn1.lan", ports="9100/tcp/open/jetdirect"
)
AP = host("10.20.4.21", "74:83:C2:00:00:21", "Ubiquiti")


def look(store: Store, client_id: int, path: Path, text: str) -> Inventory:
    """What a scan with this text finds at a client."""
    path.write_text(text)
    return look_at_file(store, Progress(), client_id, path)


def names(store: Store, client_id: int) -> dict[str, str]:
    """A client's devices: address by name."""
    return {row.name: row.ip for row in store.ask(devices_of, client_id)}


# --- a scan ---------------------------------------------------------------------------------------


def test_a_scan_brings_the_hosts_that_are_up_and_a_second_one_nothing(
    store: Store, shop: Sample, tmp_path: Path
) -> None:
    found = look(store, shop.oldmill, tmp_path / "one.xml", scan(FW, DOWN, PRN, AP))
    assert [(one.state, one.name, one.kind) for one in found.devices] == [
        ("new", "fw1", "Firewall"),
        ("new", "prn1", "Printer"),
        ("new", "Ubiquiti 10.20.4.21", "Wireless access point"),
    ]
    assert found.notices == ("Without an answer and left out: 1 address.",)
    brought = store.do(take_over, shop.oldmill, found, proposed(found))
    assert (len(brought.added), brought.changed) == (3, 0)
    rows = {row.name: row for row in store.ask(devices_of, shop.oldmill)}
    assert rows["prn1"].mac == "00:1b:a9:00:00:40"
    assert rows["prn1"].ports == "9100/tcp jetdirect"
    assert rows["prn1"].seen_on == found.seen_on
    again = look(store, shop.oldmill, tmp_path / "two.xml", scan(FW, DOWN, PRN, AP))
    assert {one.state for one in again.devices} == {"same"}
    assert proposed(again) == {}
    with pytest.raises(UserError, match="Nothing is chosen"):
        store.do(take_over, shop.oldmill, again, proposed(again))
    assert len(store.ask(devices_of, shop.oldmill)) == 3
    store.undo()
    assert store.ask(devices_of, shop.oldmill) == []


def test_a_device_that_moved_is_the_same_and_offered_field_by_field(
    store: Store, shop: Sample, tmp_path: Path
) -> None:
    client = shop.brightwater
    prn = {
        "name": "PRN1",
        "kind": "printer",
        "ip": "10.20.4.40",
        "mac": "00-1B-A9-00-00-40",
        "make": "Brother Industries",
    }
    id_ = store.do(actions.add_fact, client, "device", prn)
    moved = PRN.replace("10.20.4.40", "10.20.4.44")
    found = look(store, client, tmp_path / "scan.xml", scan(moved))
    (one,) = found.devices
    assert (one.state, one.device_id, one.why) == ("changed", id_, "same MAC address")
    assert [(each.field, each.before, each.after, each.ticked) for each in one.changes] == [
        ("make", "Brother Industries", "Brother", False),
        ("ip", "10.20.4.40", "10.20.4.44", True),
    ]
    brought = store.do(take_over, client, found, {one.id: {"ip"}})
    assert (brought.added, brought.changed) == ((), 1)
    (row,) = [row for row in store.ask(devices_of, client) if row.id == id_]
    assert (row.ip, row.make) == ("10.20.4.44", "Brother Industries")


def test_an_address_that_answers_with_another_card_is_another_device(
    store: Store, shop: Sample, tmp_path: Path
) -> None:
    client = shop.oldmill
    old = {"name": "OLD", "ip": "10.20.4.40", "mac": "02:00:00:00:00:09"}
    id_ = store.do(actions.add_fact, client, "device", old)
    found = look(store, client, tmp_path / "scan.xml", scan(PRN))
    assert [(one.state, one.name) for one in found.devices] == [("new", "prn1"), ("changed", "OLD")]
    lost = found.devices[1]
    assert lost.device_id == id_
    assert [(each.before, each.after, each.ticked) for each in lost.changes] == [
        ("10.20.4.40", "", True)
    ]
    store.do(take_over, client, found, proposed(found))
    assert names(store, client) == {"OLD": "", "prn1": "10.20.4.40"}


def test_a_device_without_a_card_is_known_by_its_address(
    store: Store, shop: Sample, tmp_path: Path
) -> None:
    client = shop.oldmill
    store.do(actions.add_fact, client, "device", {"name": "Printer", "ip": "10.20.4.40"})
    found = look(store, client, tmp_path / "scan.xml", scan(PRN))
    (one,) = found.devices
    assert (one.why, one.state) == ("same address", "changed")
    ticked = {each.field for each in one.changes if each.ticked}
    assert ticked == {"make", "mac"}
    store.do(take_over, client, found, proposed(found))
    (row,) = store.ask(devices_of, client)
    assert (row.name, row.mac, row.make) == ("Printer", "00:1b:a9:00:00:40", "Brother")


def test_what_a_scan_only_guesses_is_no_difference(
    store: Store, shop: Sample, tmp_path: Path
) -> None:
    client = shop.oldmill
    ap = {"name": "AP1", "kind": "access point", "ip": "10.20.4.21", "make": "Ubiquiti"}
    store.do(actions.add_fact, client, "device", ap)
    found = look(store, client, tmp_path / "scan.xml", scan(AP))
    (one,) = found.devices
    assert [each.field for each in one.changes] == ["mac"]


def test_a_device_changed_meanwhile_is_a_conflict_and_nothing_is_taken(
    store: Store, shop: Sample, tmp_path: Path
) -> None:
    client = shop.oldmill
    id_ = store.do(actions.add_fact, client, "device", {"name": "P", "ip": "10.20.4.40"})
    found = look(store, client, tmp_path / "scan.xml", scan(PRN, FW))
    store.do(actions.edit_facts, "device", [(id_, 1, {"place": "Hall"})])
    with pytest.raises(Conflict):
        store.do(take_over, client, found, proposed(found))
    assert names(store, client) == {"P": "10.20.4.40"}


def test_a_scan_in_which_nobody_answered_says_so(
    store: Store, shop: Sample, tmp_path: Path
) -> None:
    with pytest.raises(UserError, match="No host answered"):
        look(store, shop.oldmill, tmp_path / "scan.xml", scan(DOWN))


def test_addresses_are_written_down_from_devices_once(
    store: Store, shop: Sample, tmp_path: Path
) -> None:
    client = shop.oldmill
    found = look(store, client, tmp_path / "scan.xml", scan(FW, PRN))
    store.do(take_over, client, found, proposed(found))
    assert store.do(addresses_from_devices, client) == 2
    shown = [
        (row.words["ip"], row.words["device_id"]) for row in store.ask(facts, client, "address")
    ]
    assert shown == [("10.20.4.1", "fw1"), ("10.20.4.40", "prn1")]
    with pytest.raises(UserError):
        store.do(addresses_from_devices, client)


# --- lists ----------------------------------------------------------------------------------------

ITFLOW = (
    "Name,Description,Type,Make,Model,Serial Number,Operating System,Purchase Date,"
    "Warranty Expire,Install Date,Assigned To,Location,Physical Location,Notes,Client\n"
    "OM-PC1,Taproom,Desktop,Dell,OptiPlex 7010,SN-1,Windows 11,2025-03-04,2028-03-04,,Al,,Bar,,"
    "Old Mill Brewing\n"
    "OM-LT1,,Laptop,Lenovo,T14,SN-2,Windows 11,,,,Bo,Cellar,,,Old Mill Brewing\n"
    "X-PC9,,Desktop,Dell,OptiPlex,SN-9,,,,,,,,,Somebody Else\n"
    "OM-BAD,,Toaster,Dell,OptiPlex,SN-8,,,,,,,,,Old Mill Brewing\n"
)


def test_a_list_of_another_program_is_taken_over_and_matched_by_serial(
    store: Store, shop: Sample, tmp_path: Path
) -> None:
    client = shop.oldmill
    store.do(actions.add_fact, client, "device", {"name": "Bo's laptop", "serial": "sn-2"})
    found = look(store, client, tmp_path / "assets.csv", ITFLOW)
    assert [(one.state, one.name, one.why) for one in found.devices] == [
        ("new", "OM-PC1", ""),
        ("changed", "Bo's laptop", "same serial number"),
    ]
    assert [line for line, _ in found.skipped] == [5]
    assert "Of other clients and left out: 1 row." in found.notices
    assert any("Install Date" in notice for notice in found.notices)
    assert any("Cellar" in notice for notice in found.notices)
    changes = {each.field: each.ticked for each in found.devices[1].changes}
    assert changes["name"] is False
    assert changes["used_by"] is True
    store.do(take_over, client, found, proposed(found))
    rows = {row.name: row for row in store.ask(devices_of, client)}
    assert rows["OM-PC1"].warranty_until == date(2028, 3, 4)
    assert rows["Bo's laptop"].used_by == "Bo"
    again = look(store, client, tmp_path / "again.csv", ITFLOW)
    assert not any(one.state == "new" for one in again.devices)
    assert proposed(again) == {}


def test_a_workbook_goes_the_same_way(store: Store, shop: Sample, tmp_path: Path) -> None:
    rows = [("OM-SRV1", "SN-7", "10.9.0.5"), ("OM-SRV1", "SN-6", "10.9.0.6")]
    columns = [
        OutColumn[tuple[str, str, str]]("Device", TEXT, lambda row: row[0]),
        OutColumn[tuple[str, str, str]]("Service tag", TEXT, lambda row: row[1]),
        OutColumn[tuple[str, str, str]]("IP address", TEXT, lambda row: row[2]),
    ]
    path = tmp_path / "list.xlsx"
    write_xlsx(path, [Sheet("Servers", columns, rows)])
    found = look_at_file(store, Progress(), shop.oldmill, path)
    assert [one.state for one in found.devices] == ["new", "new"]
    store.do(take_over, shop.oldmill, found, {0: ()})
    assert names(store, shop.oldmill) == {"OM-SRV1": "10.9.0.5"}


@pytest.mark.parametrize("text", ["a,b\n1,2\n", "Name\nPC1\n", "Serial,Model\n1,2\n"])
def test_a_list_without_columns_of_devices_is_refused(
    store: Store, shop: Sample, tmp_path: Path, text: str
) -> None:
    with pytest.raises(UserError, match="has no columns of devices"):
        look(store, shop.oldmill, tmp_path / "x.csv", text)


# --- matching without books -----------------------------------------------------------------------


def test_the_surest_sign_decides_whoever_comes_first() -> None:
    a = Known(1, 1, {"name": "A", "mac": "02:00:00:00:00:01", "ip": "10.0.0.1"})
    b = Known(2, 1, {"name": "B", "mac": "02:00:00:00:00:02", "ip": "10.0.0.2"})
    swapped = [
        Sighting(0, {"mac": "02:00:00:00:00:02", "ip": "10.0.0.1"}),
        Sighting(1, {"mac": "02:00:00:00:00:01", "ip": "10.0.0.2"}),
    ]
    found = match_all(swapped, [a, b])
    assert [(one.known.id if one.known else 0, one.by) for one in found] == [(2, "mac"), (1, "mac")]
    assert len(found) == 2


def test_sites_may_use_the_same_addresses() -> None:
    barn = Known(1, 1, {"name": "A", "ip": "192.168.1.20", "mac": "", "site_id": 2})
    here = Sighting(0, {"ip": "192.168.1.20", "site_id": 1})
    assert [one.state for one in match_all([here], [barn])] == ["new"]
    nowhere = Known(1, 1, {"name": "A", "ip": "192.168.1.20", "mac": "", "site_id": None})
    (found,) = match_all([here], [nowhere])
    assert [(one.field, one.ticked) for one in found.differences] == [("site_id", True)]


def test_names_are_compared_in_lists_only_and_give_way_to_other_signs() -> None:
    known = [Known(1, 1, {"name": "PC1", "serial": "S1", "mac": "", "ip": ""})]
    assert match_all([Sighting(0, {"name": "PC1"})], known)[0].state == "new"
    assert match_all([Sighting(0, {"name": "pc1"}, named=True)], known)[0].by == "name"
    other = Sighting(0, {"name": "PC1", "serial": "S2"}, named=True)
    assert match_all([other], known)[0].state == "new"


@pytest.mark.parametrize(
    ("kinds", "system", "ports", "kind"),
    [
        (("printer",), "", (), "printer"),
        (("broadband router",), "", (), "firewall"),
        (("WAP".lower(),), "", (), "access point"),
        ((), "Microsoft Windows Server 2022", (), "server"),
        ((), "Microsoft Windows 11", (), "workstation"),
        ((), "", ("9100/tcp jetdirect",), "printer"),
        ((), "", ("88/tcp kerberos-sec", "389/tcp ldap"), "server"),
        ((), "", ("80/tcp http",), "other"),
    ],
)
def test_what_a_host_most_likely_is(
    kinds: tuple[str, ...], system: str, ports: tuple[str, ...], kind: str
) -> None:
    assert kind_of(kinds, system, ports) == kind


@pytest.mark.parametrize(
    ("maker", "words", "kind"),
    [
        ("SonicWall", (), "firewall"),
        ("SonicWall", ("SWS12-8POE switch", "bwv-sw2"), "switch"),
        ("Ubiquiti Networks Inc.", (), "access point"),
        ("Ubiquiti Networks Inc.", ("", "usw-24-poe.lan"), "switch"),
        ("Dell", ("", "BWV-SRV1"), "server"),
        ("Hewlett Packard", ("LaserJet M404",), "printer"),
        ("Synology Incorporated", (), "nas"),
        ("Roku", ("", "lobby-tv"), "other"),
        ("", (), "other"),
    ],
)
def test_a_kind_is_guessed_by_model_and_name_then_by_the_maker(
    maker: str, words: tuple[str, ...], kind: str
) -> None:
    assert kind_by_words(maker, *words) == kind


def test_a_host_is_called_by_its_name_without_the_domain() -> None:
    assert name_of(("prn1.brightwater.lan",), "Brother", "10.0.0.4") == "prn1"
    assert name_of((), "Brother", "10.0.0.4") == "Brother 10.0.0.4"
    assert name_of((), "", "10.0.0.4") == "Device 10.0.0.4"


# --- running nmap ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "",
        "example.com",
        "8.8.8.0/24",
        "10.0.0.0/8",
        "fe80::/64",
        "10.20.4.0/24; rm -rf /",
        "-oN /tmp/x",
        "10.20.4.0/24 --script=vuln",
    ],
)
def test_only_private_networks_of_a_size_are_scanned(text: str) -> None:
    with pytest.raises(UserError) as refused:
        check_network(text)
    assert refused.value.field == "network"
    assert check_network(" 10.20.4.0/24 ") == "10.20.4.0/24"
    assert check_network("192.168.1.7/24") == "192.168.1.0/24"


def program(tmp_path: Path, body: str) -> str:
    """A program in the place of nmap, for computers that have none."""
    path = tmp_path / "nmap.py"
    path.write_text(f"#!{sys.executable}\nimport sys, time\n{body}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


def test_nmap_is_asked_with_words_of_ours_and_its_file_is_read(
    sqlite_store: Store, shop_file: Sample, tmp_path: Path
) -> None:
    answer = tmp_path / "answer.xml"
    answer.write_text(scan(FW, PRN))
    asked = tmp_path / "asked"
    nmap = program(
        tmp_path,
        f"open({str(asked)!r}, 'w').write('\\n'.join(sys.argv[1:]))\n"
        "print('About 42.10% done; ETC: 09:31', flush=True)\n"
        f"open(sys.argv[sys.argv.index('-oX') + 1], 'w').write(open({str(answer)!r}).read())",
    )
    found = scan_network(sqlite_store, Progress(), shop_file.oldmill, "10.20.4.0/24", program=nmap)
    assert [one.name for one in found.devices] == ["fw1", "prn1"]
    assert found.source == "Scan of 10.20.4.0 24.xml"
    words = asked.read_text().splitlines()
    assert words[:4] == ["-sn", "--stats-every", "1s", "-oX"]
    assert words[-1] == "10.20.4.0/24"
    assert not Path(words[4]).exists()


def test_a_scan_can_be_stopped_and_leaves_nothing(
    sqlite_store: Store, shop_file: Sample, tmp_path: Path
) -> None:
    started = tmp_path / "started"
    nmap = program(tmp_path, f"open({str(started)!r}, 'w').write('x')\ntime.sleep(60)")
    progress = Progress(lambda *_told: progress.stop() if started.exists() else None)
    before = time.monotonic()
    with pytest.raises(Cancelled):
        scan_network(sqlite_store, progress, shop_file.oldmill, "10.20.4.0/24", program=nmap)
    assert time.monotonic() - before < 30


def test_a_failing_or_missing_nmap_is_said_in_a_sentence(
    sqlite_store: Store, shop_file: Sample, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fails = program(tmp_path, "print('Failed to open device eth0'); sys.exit(1)")
    with pytest.raises(Trouble) as trouble:
        scan_network(sqlite_store, Progress(), shop_file.oldmill, "10.20.4.0/24", program=fails)
    assert trouble.value.hint == "Failed to open device eth0"
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Trouble, match="nmap is not installed on this computer"):
        scan_network(sqlite_store, Progress(), shop_file.oldmill, "10.20.4.0/24")
