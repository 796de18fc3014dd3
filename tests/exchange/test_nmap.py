"""Scans of nmap: what a real one tells, and what a hostile one cannot do."""

import tracemalloc
from datetime import datetime
from pathlib import Path

import pytest

from mspdesk.errors import Cancelled, Trouble, UserError
from mspdesk.exchange.apart import Limits
from mspdesk.exchange.nmap import looks_like_nmap, read_nmap
from mspdesk.exchange.nmap_child import Caps, gather
from mspdesk.progress import Progress

from .hostile import HOSTILE
from .scans import DOWN, HEAD, TAIL, host, scan

FIREWALL = host(
    "10.20.4.1",
    "00:17:C5:AA:BB:01",
    "SonicWall",
    "fw1.brightwater.lan",
    os="SonicWall firewall (SonicOS 6.5)",
    kind="firewall",
    ports="22/tcp/closed/ssh 443/tcp/open/https 4433/tcp/filtered/vop",
)


def written(tmp_path: Path, text: str | bytes, name: str = "scan.xml") -> Path:
    """A file with this in it."""
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def refused(path: Path, caps: Caps | None = None) -> str:
    """The sentence with which a file is refused."""
    kinds = dict(gather(path, caps or Caps()))
    assert "done" not in kinds
    return str(kinds["refused"])


# --- what a scan says -----------------------------------------------------------------------------


def test_only_hosts_that_answered_are_told(tmp_path: Path) -> None:
    text = scan(FIREWALL, DOWN, host("10.20.4.21", "74:83:C2:00:00:21", "Ubiquiti"), DOWN)
    found = read_nmap(written(tmp_path, text))
    assert [one.ip for one in found.hosts] == ["10.20.4.1", "10.20.4.21"]
    assert found.silent == 2
    assert found.at == datetime.fromtimestamp(1773221400)
    assert found.command == "nmap -sn -v -oX scan.xml 10.20.4.0/24"
    firewall = found.hosts[0]
    assert (firewall.mac, firewall.maker) == ("00:17:c5:aa:bb:01", "SonicWall")
    assert firewall.names == ("fw1.brightwater.lan",)
    assert (firewall.os, firewall.kinds) == ("SonicWall firewall (SonicOS 6.5)", ("firewall",))
    assert firewall.ports == ("443/tcp https",)


def test_a_system_nmap_only_guesses_is_not_told(tmp_path: Path) -> None:
    text = scan(host("10.0.0.1", os="Linux 2.6 - 5.4", kind="WAP", accuracy=71))
    (one,) = read_nmap(written(tmp_path, text)).hosts
    assert (one.os, one.kinds) == ("", ())


def test_both_families_of_addresses_are_told(tmp_path: Path) -> None:
    both = host("fe80::1").replace(
        "<hostnames>", '<address addr="10.0.0.9" addrtype="ipv4"/>\n<hostnames>', 1
    )
    (one,) = read_nmap(written(tmp_path, scan(both))).hosts
    assert (one.ip, one.ips) == ("10.0.0.9", ("fe80::1", "10.0.0.9"))


def test_a_scan_that_was_stopped_is_read_as_far_as_it_went(tmp_path: Path) -> None:
    text = HEAD + FIREWALL + host("10.0.0.2")[:120]
    found = read_nmap(written(tmp_path, text))
    assert [one.ip for one in found.hosts] == ["10.20.4.1"]
    (notice,) = found.notices
    assert notice.startswith("The scan was stopped before its end")


def test_the_beginning_of_a_scan_is_known() -> None:
    assert looks_like_nmap(HEAD.encode())
    assert not looks_like_nmap(b"Name,Serial\n")


@pytest.mark.parametrize("text", HOSTILE[:40])
def test_hostile_names_come_as_plain_words(tmp_path: Path, text: str) -> None:
    if any(letter < " " or "\ud800" <= letter <= "\udfff" for letter in text):
        text = "".join(one for one in text if one >= " " and not "\ud800" <= one <= "\udfff")
    path = written(tmp_path, scan(host("10.0.0.1", name=text or "x")))
    pieces = dict(gather(path, Caps()))
    assert "refused" not in pieces
    (one,) = pieces["hosts"]
    assert all(len(name) <= Caps().letters for name in one["names"])


# --- what a hostile file cannot do ----------------------------------------------------------------

LOL = (
    '<?xml version="1.0"?><!DOCTYPE nmaprun [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;">]><nmaprun args="&c;"/>'
)
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE nmaprun SYSTEM "file:///etc/hostname"><nmaprun args="x"/>'
ENTITY = (
    '<!DOCTYPE nmaprun [<!ENTITY x SYSTEM "file:///etc/passwd">]><nmaprun args="a">&x;</nmaprun>'
)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(LOL, id="bomb"),
        pytest.param(OUTSIDE, id="external-dtd"),
        pytest.param(ENTITY, id="external-entity"),
        pytest.param(LOL.encode("utf-16"), id="bomb-utf16"),
        pytest.param("<nmaprun>" + "<a>" * 200_000, id="deep"),
        pytest.param("<html><body>no</body></html>", id="html"),
        pytest.param("<!DOCTYPE html><nmaprun/>", id="other-doctype"),
        pytest.param("<?xml version='1.0'?><nmaprun>\0</nmaprun>", id="nul"),
        pytest.param(HEAD + "<host></nmaprun>", id="mismatch"),
        pytest.param("", id="empty"),
        pytest.param("Name,Serial\nA,1\n", id="csv"),
        pytest.param(b"PK\x03\x04rubbish", id="zip"),
        pytest.param(HEAD, id="head-only"),
    ],
)
def test_what_is_no_scan_is_refused_with_one_sentence(tmp_path: Path, text: str | bytes) -> None:
    path = written(tmp_path, text)
    said = refused(path)
    assert said.startswith("scan.xml ")
    assert said.count("Run nmap again with -oX and choose that file.") == 1


def test_the_sentence_comes_out_of_the_other_process(tmp_path: Path) -> None:
    path = written(tmp_path, LOL)
    with pytest.raises(UserError) as error:
        read_nmap(path)
    assert error.value.text == refused(path)


def test_too_many_hosts_and_too_large_a_file_are_refused(tmp_path: Path) -> None:
    path = written(tmp_path, scan(*(host(f"10.0.0.{n}") for n in range(1, 12))))
    assert "more than 10 hosts" in refused(path, Caps(hosts=10))
    assert "larger than a scan can be" in refused(path, Caps(size=100))


def test_a_host_with_a_million_addresses_has_a_few(tmp_path: Path) -> None:
    more = "".join(f'<address addr="10.0.0.{n}" addrtype="ipv4"/>' for n in range(2, 200))
    text = scan(host("10.0.0.1")).replace("</host>", f"{more}</host>")
    (one,) = dict(gather(written(tmp_path, text), Caps()))["hosts"]
    assert one["ips"] == [f"10.0.0.{n}" for n in range(1, Caps().addresses + 1)]


def test_a_reading_takes_no_more_memory_for_more_hosts(tmp_path: Path) -> None:
    def most(count: int) -> int:
        hosts = [host(f"10.1.{n // 250}.{n % 250}", ports="80/tcp/open/http") for n in range(count)]
        path = written(tmp_path, scan(*hosts), f"{count}.xml")
        tracemalloc.start()
        try:
            for _ in gather(path, Caps()):
                pass
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    assert most(1_500) < 2 * most(300)


def test_a_reading_that_takes_too_long_or_is_stopped_ends(tmp_path: Path) -> None:
    path = written(tmp_path, scan(FIREWALL))
    with pytest.raises(UserError, match="takes too long"):
        read_nmap(path, limits=Limits(seconds=0))
    stopped = Progress()
    stopped.stop()
    with pytest.raises(Cancelled):
        read_nmap(path, stopped)
    with pytest.raises((UserError, Trouble)):
        read_nmap(tmp_path / "none.xml")


def test_the_end_of_a_scan_alone_is_none(tmp_path: Path) -> None:
    assert refused(written(tmp_path, TAIL)).startswith("scan.xml is not a scan of nmap")
