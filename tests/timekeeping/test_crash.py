"""A timer outlives the program, however it ends."""

import signal
import subprocess
import sys
import time
from pathlib import Path

from mspdesk.database import books
from mspdesk.timekeeping import actions, queries
from tests.bookcase import Bookcase, Furnish
from tests.timekeeping.shopfloor import Floor

PROGRAM = """
import sys, time
from mspdesk.database import books
from mspdesk.timekeeping import actions
store = books.open_books(sys.argv[1])
store.person_id = int(sys.argv[2])
store.do(actions.start_timer, int(sys.argv[3]))
sys.stdout.write("running\\n")
sys.stdout.flush()
time.sleep(60)
"""


def test_a_timer_runs_on_after_its_program_was_killed(
    books_file: Path, bookcase: Bookcase, furniture: Furnish
) -> None:
    floor: Floor = bookcase.file(furniture).answer
    started = time.time()
    here = [sys.executable, "-c", PROGRAM, str(books_file), str(floor.owner), str(floor.ticket)]
    with subprocess.Popen(here, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout is not None
        assert program.stdout.readline() == "running\n"
        program.send_signal(signal.SIGKILL)
        program.wait()
    assert program.returncode == -signal.SIGKILL
    store = books.open_books(books_file)
    try:
        timer = store.ask(queries.running, floor.owner)
        assert timer is not None
        assert (timer.ticket_id, timer.paused) == (floor.ticket, False)
        assert 0 <= timer.seconds <= time.time() - started + 2
        store.person_id = floor.owner
        entry = store.do(actions.stop_timer, "Stopped after the power came back")
        assert store.ask(queries.entry, entry).ticket_id == floor.ticket
        assert store.ask(queries.check_time) == []
    finally:
        store.close()
