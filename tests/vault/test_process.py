"""The program keeps its memory to itself, and cryptography waits until it is needed."""

import subprocess
import sys

import pytest

DUMPS = """
import ctypes, resource, sys
from mspdesk.__main__ import main
assert main(["--home", sys.argv[1], "check"]) == 3
assert resource.getrlimit(resource.RLIMIT_CORE) == (0, 0)
assert ctypes.CDLL(None).prctl(3, 0, 0, 0, 0) == 0
"""

LATE = """
import sys
from mspdesk.vault import actions, copies, opened, queries, runs
from mspdesk.documentation.view.keys import CredentialsPart
from mspdesk.app.vaulting.page import VaultPage
assert not {"cryptography", "keyring", "reportlab"} & set(sys.modules)
"""


def ran(script: str, *given: str) -> None:
    """A script in a process of its own ends well."""
    done = subprocess.run(
        [sys.executable, "-c", script, *given], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-800:]


@pytest.mark.skipif(sys.platform != "linux", reason="asked in the words of Linux")
def test_no_core_file_and_nobody_attaches(tmp_path: object) -> None:
    ran(DUMPS, str(tmp_path))


def test_cryptography_is_loaded_when_the_first_value_is_sealed() -> None:
    ran(LATE)
