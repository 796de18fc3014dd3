"""Papers about backups that stand alone: their procedures, and the record of a restore test."""

from ...clients.printables import find_client
from ...desk.area import Paper
from ...printing import blocks
from ...printing.blocks import Big, Blank, Block, Column, TickBox
from ...printing.document import Layout, Printable
from ...printing.page import Foot, Head
from ...printing.styles import REMARK_LARGE
from ..queries.papers import (
    Procedure,
    ProceduresDocument,
    RecordDocument,
    procedures_document,
    record_document,
)
from .event import EVENT, find_event
from .leaves import job_blocks, tests_table


def procedures(document: ProceduresDocument) -> Layout:
    """How every backup is made and brought back, one a page (S092)."""
    parts: list[Block] = []
    for number, one in enumerate(document.procedures):
        if number:
            parts.append(blocks.page_break())
        parts += _procedure(one)
    return Layout(
        title=f"Backup procedures, {document.client}",
        author=document.letterhead.name,
        head=Head(document.client, "Backup and restore procedure", document.on),
        foot=Foot.of(document.letterhead),
        blocks=parts,
    )


def _procedure(one: Procedure) -> list[Block]:
    proved = one.job.proved or "nobody yet"
    return [
        blocks.title(one.job.name, f"last proved {proved}"),
        blocks.paragraph(
            "A backup is good when a person has restored from it and somebody else has looked.",
            REMARK_LARGE,
        ),
        *job_blocks(one.job, titled=False),
        blocks.section("Last restore tests", "by a person, confirmed by another"),
        tests_table(one.tests),
        blocks.signatures(
            Blank("Procedure read and understood by"), Blank("Day", 0.5), Blank("Signature")
        ),
    ]


def record(document: RecordDocument) -> Layout:
    """The form that is filled in while something is restored (S076)."""
    return Layout(
        title=f"Restore test, {document.client}",
        author=document.letterhead.name,
        head=Head(document.client, "Restore test record", document.client_number),
        foot=Foot.of(document.letterhead),
        blocks=[
            blocks.title("Restore test", "something is brought back, and somebody else looks"),
            blocks.write_on(Blank("Backup job", 1.6, document.job), Blank("Day"), Blank("Ticket")),
            blocks.write_on(
                Blank("What is backed up", 1.6, document.what),
                Blank("Kept at", 2, document.goes_to),
            ),
            blocks.write_on(Blank("The encryption key lies", 1, document.key_place)),
            blocks.section("What is brought back"),
            blocks.write_on(Blank("Item: a file, a mailbox, a machine", 2), Blank("Of which day")),
            blocks.write_on(Blank("Brought back to", 2), Blank("Begun at"), Blank("Done at")),
            blocks.section("Steps"),
            _steps(document.steps),
            blocks.section("Result"),
            blocks.ticks("All came back", "Partly", "Failed", lead="It went"),
            blocks.write_on(Blank("What was looked at, and what was missing")),
            blocks.lines(2),
            blocks.note(
                "A screenshot, a boot picture or a green light does not count. Who restored and "
                "who confirms are two people."
            ),
            blocks.signatures(
                Blank("Restored by"), Blank("Confirmed by somebody else"), Blank("Day", 0.5)
            ),
            blocks.ticks("Entered in the books", "Next test in a month is planned"),
        ],
    )


def _steps(steps: tuple[str, ...]) -> Block:
    rows = [
        (Big(str(number)), TickBox(), step, "") for number, step in enumerate(steps or ("",) * 5, 1)
    ]
    return blocks.table(
        [
            Column("", 25, align="center"),
            Column("", 23, ruled=False),
            Column("Step", wrap=True, ruled=False),
            Column("What was seen", share=0.8),
        ],
        rows,
        framed=True,
        row_height=26,
    )


PROCEDURES: Printable[ProceduresDocument] = Printable(
    "backup-procedure", "Backup procedures", procedures_document, procedures
)
RECORD: Printable[RecordDocument] = Printable(
    "restore-test", "Restore test record", record_document, record
)
PAPERS = (
    Paper("backup-procedure", "Backup procedures of a client", PROCEDURES, find_client),
    Paper("restore-test", "Restore test record, to fill in", RECORD, find_client),
    Paper("disaster", "Disaster as it stands", EVENT, find_event),
)
