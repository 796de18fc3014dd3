"""Log forms to be written by hand, landscape: 20 tries of a TSR log, 12 calls to third parties."""

from ...printing import blocks
from ...printing.block import Block
from ...printing.blocks import Blank, Column
from ...rows import dataclass

TSR_ROWS, TSR_ROW = 20, 24.0
"""Rows of a TSR form (B2), and their height in points: two pages of a landscape sheet."""

CALL_ROWS, CALL_ROW = 12, 27.5
"""Rows of a call log (B2), and their height in points: one page of a landscape sheet."""

TSR_COLUMNS = (
    Column("No.", 26),
    Column("Time", 40),
    Column("What was tried", share=2.1, wrap=True),
    Column("Setting before", share=0.9, wrap=True),
    Column("Setting after", share=0.9, wrap=True),
    Column("Result", share=1.4, wrap=True),
    Column("Undone", 42),
    Column("Min.", 28),
    Column("By", 28),
    Column("Next idea", wrap=True),
)
"""Columns of C14."""

CALL_COLUMNS = (
    Column("Date", 34),
    Column("Vendor, number called", share=1.25, wrap=True),
    Column("Case no.", 48),
    Column("Our caller", 42, wrap=True),
    Column("Their name, ID", share=0.9, wrap=True),
    Column("Called at", 36, wrap=True),
    Column("Answered at", 51, wrap=True),
    Column("Ended at", 36, wrap=True),
    Column("Hold min.", 30, wrap=True),
    Column("Talk min.", 30, wrap=True),
    Column("What they said", share=1.5, wrap=True),
    Column("What we did", share=1.3, wrap=True),
    Column("Promise, due", share=0.9, wrap=True),
    Column("Result", share=0.9, wrap=True),
    Column("Charge y/n", 40, wrap=True),
)
"""Columns of C14; vendor and number share one."""


@dataclass(frozen=True, slots=True)
class TsrHead:
    """What is known of a TSR log before it is printed; what is empty is written by hand."""

    client: str = ""
    site: str = ""
    device: str = ""
    ticket: str = ""
    technician: str = ""
    started: str = ""
    symptom: str = ""
    goal: str = ""
    last_good: str = ""
    backup_checked: str = ""


def tsr_form(about: TsrHead | None = None) -> list[Block]:
    """A blank TSR log: head, 20 rows over two pages, root cause and fix below them."""
    known = about or TsrHead()
    return [
        blocks.title("TSR log", "Write it before you try it. One thing at a time."),
        blocks.write_on(
            Blank("Client, site", 1.6, ", ".join(filter(None, (known.client, known.site)))),
            Blank("Device", 1.1, known.device),
            Blank("Ticket no.", 0.7, known.ticket),
            Blank("Technician", 0.9, known.technician),
            Blank("Started, date and time", 1.1, known.started),
        ),
        blocks.write_on(
            Blank("The problem in one sentence, as it looks right now", 1.6, known.symptom),
            Blank("Goal: how will you know it works", 1.2, known.goal),
            Blank("Last good state", 0.8, known.last_good),
            Blank("Backup checked, by", 0.8, known.backup_checked),
        ),
        blocks.space(4),
        blocks.table(
            TSR_COLUMNS,
            [(str(n), *[""] * (len(TSR_COLUMNS) - 1)) for n in range(1, TSR_ROWS + 1)],
            framed=True,
            row_height=TSR_ROW,
        ),
        blocks.keep(
            blocks.write_on(Blank("Root cause", 1), Blank("What fixed it, or what to try next", 1)),
            blocks.write_on(
                Blank("Stopped, date and time", 1),
                Blank("Hours for the ticket", 0.6),
                Blank("Document updated, by", 0.8),
            ),
            blocks.ticks("Entered on the ticket", "Continued on another log"),
            blocks.notes_box("Messages on the screen, lights, photos taken", 44),
        ),
    ]


def call_log_form(client: str = "") -> list[Block]:
    """A blank log of calls to third parties: 12 rows on one page."""
    beside = "One row a call. Nobody remembers tomorrow what was said today."
    return [
        blocks.title("Third-party call log", beside),
        blocks.table(
            CALL_COLUMNS,
            [("",) * len(CALL_COLUMNS)] * CALL_ROWS,
            framed=True,
            row_height=CALL_ROW,
            size=0.9,
        ),
        *([blocks.note(f"For {client}")] if client else []),
    ]
