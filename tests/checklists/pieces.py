"""Checklists of the tests' own, put into the books as the editor would."""

from collections.abc import Mapping

from mspdesk.checklists.actions.marking import mark
from mspdesk.checklists.models import Checklist, ChecklistRevision
from mspdesk.checklists.queries.results import results, run_lines
from mspdesk.checklists.rules.master import Kind, Line
from mspdesk.checklists.rules.master_text import read
from mspdesk.database.store import Store
from mspdesk.dates import now

MONTHLY = """
code = "test-monthly"
title = "Monthly test"
not_seen = true
verify = true

[[section]]
title = "Before"
[[section.line]]
key = "told"
text = "Tell the client the date"
doer = "admin"
mandatory = true

[[section]]
title = "Backup"
[[section.line]]
key = "space"
text = "Read the free space on the backup disk"
kind = "number"
unit = "%"
low = 20
mandatory = true
expect = "A fifth of the disk is free."
otherwise = "Delete the oldest set, or order a disk."
[[section.line]]
key = "restore"
text = "Restore one file and open it"
evidence = true
mandatory = true
severity = 1
[[section.line]]
key = "label"
text = "Label the disk that leaves today"
doer = "outside"
[[section.line]]
key = "old"
text = "Look at the tape drive"
off = true
"""

BUILD = """
code = "test-pc"
title = "New computer test"
target = "device"

[[section]]
title = "Gate"
[[section.line]]
key = "backup"
text = "Verify the backup before anything else"
blocks = true
mandatory = true

[[section]]
title = "Build"
[[section.line]]
key = "bought"
text = "Write down the day it was bought"
kind = "date"
mandatory = true
maps = "device.purchased_on"
[[section.line]]
key = "warranty"
text = "Register the warranty and write its end"
kind = "date"
mandatory = true
maps = "device.warranty_until"
[[section.line]]
key = "user"
text = "Name who works with the computer"
kind = "text"
maps = "device.used_by"
[[section.line]]
key = "license"
text = "Name the license that came with it"
kind = "text"
maps = "license.product"
"""

WATCH = """
code = "test-watch"
title = "Watch test"
target = "company"

[[section]]
title = "Servers"
[[section.line]]
key = "up"
text = "Look whether the server answers"
repeat = "servers"
mandatory = true
"""

FINDINGS = """
code = "test-findings"
title = "Findings test"
severity = true
not_seen = true

[[section]]
title = "Network"
[[section.line]]
key = "firewall"
text = "Read the age and license of the firewall"
short = true
expect = "It is licensed and younger than five years."
otherwise = "Plan a new one within the quarter."
[[section.line]]
key = "wifi"
text = "Look how the wireless is secured"
short = true
severity = 1
[[section.line]]
key = "rack"
text = "Look at the state of rack and cables"
severity = 3
"""


def keep(store: Store, text: str) -> str:
    """Put a master into the books in its first revision; answers its code."""
    master = read(text)
    with store.step("Add checklist") as session:
        row = Checklist(
            code=master.code,
            title=master.title,
            department=master.department,
            target=master.target,
            revision=1,
            draft="",
            shipped="",
        )
        session.add(row)
        session.flush()
        session.add(ChecklistRevision(checklist_id=row.id, number=1, at=now(), note="", body=text))
    return master.code


def change(store: Store, code: str, old: str, new: str) -> None:
    """Put the next revision of a master in force, with some of its words changed."""
    with store.step("Change checklist") as session:
        row = session.query(Checklist).filter_by(code=code).one()
        body = (
            session.query(ChecklistRevision)
            .filter_by(checklist_id=row.id, number=row.revision)
            .one()
            .body
        )
        row.revision += 1
        session.add(
            ChecklistRevision(
                checklist_id=row.id,
                number=row.revision,
                at=now(),
                note="",
                body=body.replace(old, new),
            )
        )


def answer(line: Line) -> tuple[str, str]:
    """A reading and words with which a line is in order."""
    if line.kind == Kind.NUMBER:
        low = line.low or 0
        high = line.high if line.high is not None else low + 40_000
        return str((low + high) // 2_000), ""
    value = {
        Kind.DATE: "2026-03-09",
        Kind.CHOICE: next(iter(line.choices), ""),
        Kind.SIGN: "Lou Kestrel",
        Kind.TEXT: "Written down",
    }.get(Kind(line.kind), "")
    return value, "Looked at it" if line.evidence else ""


def work(store: Store, run_id: int, given: Mapping[str, str] | None = None) -> None:
    """Mark every line done that nobody has marked, with what was `given` by key."""
    done = store.ask(results, run_id)
    for line in store.ask(run_lines, run_id).lines():
        if line.key in done and done[line.key].state:
            continue
        value, note = answer(line)
        value = (given or {}).get(line.key, value)
        store.do(mark, run_id, line.key, "ok", value=value, note=note, sure=True)
