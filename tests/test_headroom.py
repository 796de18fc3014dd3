"""When memory runs out between two calls, the functions of a program stay what they are."""

import subprocess
import sys

import pytest

from mspdesk.headroom import with_headroom

# Through all the calls that Python allows, again and again, while the process may not grow at all.
DEEP = """
import resource, sys
from mspdesk.headroom import with_headroom

def deeper(n, one, two, three):
    four = five = six = seven = eight = one
    return 0 if n == 0 else deeper(n - 1, one, two, three)

def work():
    deeper(900, 1, 2, 3)
    before = sys.getrefcount(deeper)
    with open("/proc/self/statm") as words:
        now = int(words.read().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (now, resource.RLIM_INFINITY))
    for _ in range(5):
        deeper(900, 1, 2, 3)
    print("whole" if sys.getrefcount(deeper) == before else "harmed")

CALL(work)
"""


def through(call: str) -> str:
    """What a process of its own says that makes the calls in one way; nothing when it dies."""
    words = DEEP.replace("CALL", call)
    command = [sys.executable, "-c", words]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()


@pytest.mark.skipif(sys.platform != "linux", reason="the limit is one of Linux")
def test_calls_find_room_when_memory_ran_out() -> None:
    assert through("with_headroom") == "whole"
    if sys.version_info < (3, 12):
        # What it is for: without it the interpreter itself is torn.
        assert through("(lambda work: work())") != "whole"


def test_what_is_done_and_raised_comes_through() -> None:
    assert with_headroom(lambda: 7) == 7
    with pytest.raises(StopIteration):
        with_headroom(lambda: next(iter(())))
