"""Keeping the memory of this program out of files and away from other programs of the same user."""

import sys

_PR_SET_DUMPABLE = 4


def forbid_dumps() -> list[str]:
    """Ask the system to write no core file and to let nobody attach; answers what it granted.

    On Windows and elsewhere, where neither is known, nothing happens. It is done at the start, long
    before a secret is in memory.
    """
    granted = []
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        granted.append("no core file")
    except (ImportError, ValueError, OSError):
        pass
    if sys.platform == "linux":
        import ctypes

        if ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0) == 0:
            granted.append("not attachable")
    return granted
