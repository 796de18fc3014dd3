"""The suite stays on this computer."""

import socket
import urllib.request
from collections.abc import Callable

import pytest

# An address that is set aside for documentation and leads nowhere.
ELSEWHERE = ("192.0.2.1", 9)


def connect() -> None:
    """Open a connection."""
    socket.create_connection(ELSEWHERE, timeout=1)


def look_up() -> None:
    """Ask for the address of a name."""
    socket.getaddrinfo("example.com", 80)


def shout() -> None:
    """Send a single packet."""
    with socket.socket(type=socket.SOCK_DGRAM) as line:
        line.sendto(b"", ELSEWHERE)


def browse() -> None:
    """Fetch a page."""
    urllib.request.urlopen("http://example.com", timeout=1)


@pytest.mark.parametrize("way", [connect, look_up, shout, browse])
def test_no_way_leads_out(way: Callable[[], None]) -> None:
    with pytest.raises(RuntimeError, match="Tests stay on this computer"):
        way()


def test_this_computer_can_be_reached() -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        socket.create_connection(server.getsockname()),
    ):
        pass
