"""The starter library: complete, whole, every line usable, nothing said twice (S093, C1 to C16)."""

from collections.abc import Iterator
from itertools import combinations

import pytest

from mspdesk import paths
from mspdesk.checklists.queries.shipped import mistakes, shipped
from mspdesk.checklists.rules import mapping
from mspdesk.checklists.rules.master import Kind, Line, Master
from mspdesk.checklists.rules.master_text import read, write
from mspdesk.people.rules import SIX_HATS
from mspdesk.procedures.rules import sop
from tests.wording import alike, words_wrong

COUNTS = {
    "assessment": 84,
    "monthly-maintenance": 37,
    "new-pc": 28,
    "server-down": 22,
    "client-onboarding": 41,
    "client-offboarding": 25,
    "new-employee": 36,
    "hosted-account": 18,
    "restore-test": 14,
}
"""Lines of the lists whose number is decided (domain C1 to C9)."""

OTHERS = """
server-build major-maintenance employee-exit change-user suspend-leaver shared-mailbox first-visit
service-call daily-monitoring board-review week-end month-end client-audit cloud-readiness migration
competency-matrix client-sit-down after-the-sale define-your-company on-call-night
outsourcing-hand-off applicant-skills job-post vendor-questions mastermind-agenda roadmap-questions
kit final-friday dr-binder-check
""".split()

VERBS = frozenset(
    """
Add Administer Agree Answer Approve Arrive Ask Assign Back Be Begin Block Break Breathe Bring Build
Buy Call Change Check Choose Clean Close Collect Compare Confirm Connect Copy Correct Count Create
Decide Describe Disable Do Draft Draw Empty Encrypt End Enroll Enter Escalate Explain Export File
Fill Find Fix Follow Free Get Give Go Greet Hand Have Hold Include Install Introduce Join Keep Label
Lead Leave Let List Look Lower Make Manage Mark Match Measure Meet Mend Move Name Note Offer Open
Order Pack Pass Place Plan Play Plug Practice Prepare Price Print Prove Put Rate Read Record
Register Rehearse Remove Repeat Reprint Reserve Reset Restart Restore Review Rewrite Run Save Say
Scan See Sell Send Set Show Sign Silence Solve Sort Start Stop Switch Take Talk Tell Test Thank Tidy
Transfer Try Turn Unbox Update Use Verify Welcome Work Write
""".split()
)
"""What a line may begin with: it says what to do."""

LONGEST = 75
"""Characters of a step, so that half a page holds it on two lines."""

SINGLE = "month.single"
"""Names no documented fact but the ticket of the month's single (S070)."""

HATS = [code for code, *_ in SIX_HATS]


def _procedures() -> set[str]:
    return {path.stem for path in paths.form("procedures").glob("*.toml")}


def faults(master: Master, procedures: set[str]) -> list[str]:
    """What would leave somebody at a client without help; nothing for a good checklist."""
    found = list(_of_head(master, procedures))
    lines = list(master.lines())
    for line in lines:
        found += [f"{line.key}: {what}" for what in _of_line(line)]
    for one, other in combinations(lines, 2):
        if alike(one.text, other.text) > 0.6:
            found.append(f"{one.key} and {other.key} ask for the same")
        if one.expect == other.expect or one.otherwise == other.otherwise:
            found.append(f"{one.key} and {other.key} have a hint in common")
    return found


def _of_head(master: Master, procedures: set[str]) -> Iterator[str]:
    for name in ("title", "purpose", "record", "copies"):
        text = str(getattr(master, name))
        if not text:
            yield f"nothing is said of {name}"
        yield from (f"{name}: {what}" for what in words_wrong(text))
    if master.role not in HATS:
        yield f"no hat is called {master.role or 'nothing'}"
    if master.process not in procedures:
        yield f"no procedure is called {master.process or 'nothing'}"


def _of_line(line: Line) -> Iterator[str]:
    words = line.text.split()
    if len(words) < 5:
        yield "fewer than five words"
    if len(line.text) > LONGEST:
        yield f"longer than {LONGEST} characters"
    if words[0].strip(":,") not in VERBS:
        yield f"begins with {words[0]}, which is no verb we know"
    if line.text.endswith("."):
        yield "a step ends without a period"
    for name in ("expect", "otherwise"):
        hint = str(getattr(line, name))
        if len(hint.split()) < 3:
            yield f"{name} says nothing"
        elif hint[-1] not in ".?":
            yield f"{name} is no sentence"
    for text in (line.text, line.expect, line.otherwise):
        yield from words_wrong(text)
    yield from _of_answer(line)


def _of_answer(line: Line) -> Iterator[str]:
    if not 0 < line.minutes <= 480:
        yield "minutes nobody would plan"
    if line.kind == Kind.NUMBER and not line.unit:
        yield "a number without a unit"
    if line.low is not None and line.high is not None and line.low > line.high:
        yield "the bounds are crossed"
    if line.blocks and not line.mandatory:
        yield "it blocks and may be left out"
    if line.maps and line.maps != SINGLE:
        if mapping.target(line.maps) is None:
            yield f"nothing is documented under {line.maps}"
        if line.kind in (Kind.CHECK, Kind.SIGN):
            yield "it fills a fact and asks for no reading"


def test_nothing_is_missing_and_nothing_is_refused() -> None:
    assert mistakes() == []
    assert set(shipped()) == {*COUNTS, *OTHERS}


@pytest.mark.parametrize(("code", "count"), COUNTS.items())
def test_the_lines_are_as_many_as_decided(code: str, count: int) -> None:
    assert sum(1 for _ in shipped()[code].master.lines()) == count


def test_the_short_assessment_has_the_starred_lines() -> None:
    short = list(shipped()["assessment"].master.lines(short=True))
    assert len(short) == 38
    starred = """1 2 4 5 7 8 11 14 15 16 18 20 22 25 28 30 32 35 36 41 42 50 52 54 58 59 61 65 67 69
        71 72 73 74 75 78 80 81""".split()
    assert [line.number for line in short] == starred


def test_every_line_helps_whoever_uses_it() -> None:
    procedures = _procedures()
    found = {code: faults(one.master, procedures) for code, one in shipped().items()}
    assert {code: wrong for code, wrong in found.items() if wrong} == {}


def test_every_list_fits_what_stands_in_it() -> None:
    for code, one in shipped().items():
        master = one.master
        assert one.name == f"{code}.toml"
        assert read(write(master)) == master
        assert all(section.lines for section in master.sections), code
        assert any(line.mandatory for line in master.lines()), code
        weighed = all(1 <= line.severity <= 3 for line in master.lines())
        assert weighed == master.severity, code


def test_the_backup_comes_first_where_something_changes() -> None:
    """S073 and S075: the proof of a backup closes what comes after it."""
    for code in ("monthly-maintenance", "major-maintenance", "migration", "server-build"):
        proofs = [line.key for line in shipped()[code].master.lines() if line.blocks]
        assert any("backup" in key for key in proofs), code
    down = list(shipped()["server-down"].master.lines())
    keys = [line.key for line in down]
    assert keys.index("newest-good") < keys.index("choose-road") < keys.index("one-change")
    assert next(line for line in down if line.key == "newest-good").blocks
    assert shipped()["server-down"].master.log
    assert shipped()["server-build"].master.log


def test_a_new_pc_fills_what_is_documented_of_it() -> None:
    """S074: purchase, warranty, user and license."""
    filled = {line.maps for line in shipped()["new-pc"].master.lines() if line.maps}
    assert {"device.purchased_on", "device.warranty_until", "device.used_by"} <= filled
    assert "license.product" in filled


def test_an_office_can_do_a_hosted_account_alone() -> None:
    """S138: every line of the hosted lists but the local directory belongs to an admin."""
    for code in ("hosted-account", "change-user", "shared-mailbox"):
        assert {line.doer for line in shipped()[code].master.lines()} == {"admin"}


def test_daily_monitoring_has_a_line_for_each_server_and_backup() -> None:
    repeats = [line.repeat for line in shipped()["daily-monitoring"].master.lines() if line.repeat]
    assert repeats == ["servers", "backups"]


BROKEN = """\
code = "broken"
title = "Broken"
purpose = "Show that the tests above can fail."
role = "wizard"
process = "nowhere"

[[section]]
title = "Bad"

[[section.line]]
key = "vague"
text = "Check the server"
expect = "OK"
otherwise = "Fix."

[[section.line]]
key = "noun"
text = "Backups of all the servers in the organisation — as needed."
kind = "number"
maps = "device.soul"
blocks = true
low = 5
high = 3
minutes = 1
expect = "They all work"
otherwise = "Call a colleague who knows the the machine."

[[section.line]]
key = "same"
text = "Read the logs of each server since last week"
minutes = 2
expect = "No critical entry is left."
otherwise = "Open a ticket with its number."

[[section.line]]
key = "again"
text = "Read logs of the servers since last week"
minutes = 900
maps = "device.serial"
expect = "No critical entry is left."
otherwise = "Open a ticket for it today."
"""


@pytest.mark.parametrize(
    "fault",
    [
        "nothing is said of record",
        "no hat is called wizard",
        "no procedure is called nowhere",
        "vague: fewer than five words",
        "vague: expect says nothing",
        "vague: otherwise says nothing",
        "vague: minutes nobody would plan",
        "noun: begins with Backups, which is no verb we know",
        "noun: a step ends without a period",
        "noun: spelled as elsewhere: organisation",
        "noun: filler: as needed",
        "noun: a sign nobody types: —",
        "noun: a word stands there twice",
        "noun: a number without a unit",
        "noun: the bounds are crossed",
        "noun: it blocks and may be left out",
        "noun: nothing is documented under device.soul",
        "noun: expect is no sentence",
        "same and again ask for the same",
        "same and again have a hint in common",
        "again: minutes nobody would plan",
        "again: it fills a fact and asks for no reading",
    ],
)
def test_a_bad_list_is_found_out(fault: str) -> None:
    assert fault in faults(read(BROKEN), _procedures())


def test_procedures_name_lists_that_exist() -> None:
    for path in paths.form("procedures").glob("*.toml"):
        named = sop.read(path.read_text(encoding="utf-8"), path.name).checklists
        assert set(named) <= set(shipped()), path.name
