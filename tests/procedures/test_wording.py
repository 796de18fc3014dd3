"""The procedures and starter sets we ship: whole, in plain words, naming only what exists."""

import re
from collections.abc import Iterator

import pytest

from mspdesk import paths
from mspdesk.checklists.queries.shipped import shipped
from mspdesk.procedures.queries.sops import ETIQUETTE, GUIDELINE
from mspdesk.procedures.rules import roadmap, sop
from mspdesk.procedures.rules.screens import SCREENS
from mspdesk.procedures.rules.sop import Sop
from tests.wording import words_wrong

CORE = (
    "every-job-is-a-ticket",
    "priorities-and-order",
    "ticket-statuses",
    "real-time-time",
    "first-contact-check",
    "weekly-billing",
    "backups",
    "new-client",
    "binder-upkeep",
    "monthly-maintenance-procedure",
)
"""The ten to begin with, in their order (C15)."""

NAMED = """
troubleshooting patch-policy after-hours on-call response-targets approved-tools third-party-support
server-down backlog-review new-processes phone-etiquette email-etiquette information-sharing
phone-abuse
""".split()
"""What S049, S056, S057, S059, S062, S064, S077, S078 and S079 name."""

FOR_CLIENTS = {
    *ETIQUETTE,
    "after-hours",
    "office-hours",
    "patch-policy",
    "response-targets",
    "server-down",
}
"""What a client may be given to read and sign; all others speak among ourselves."""

TOPICS = """
form-of-business licenses naming the-office office-hours home-working exceptions business-cards
pay-dates cash-or-accrual
""".split()
"""Headings a shop writes about itself (S124)."""

SETS = ("sole-proprietor", "admin-assistant", "technician", "service-manager", "sales-hat")

LONGEST = 460
"""Words of a body: what two pages hold."""


def _sops() -> dict[str, Sop]:
    paths_of = sorted(paths.form("procedures").glob("*.toml"))
    return {one.stem: sop.read(one.read_text(encoding="utf-8"), one.name) for one in paths_of}


def faults(one: Sop, checklists: set[str]) -> list[str]:
    """What would leave a reader without help; nothing for a good procedure."""
    found = [f"purpose: {what}" for what in words_wrong(one.purpose)]
    if len(one.purpose.split()) < 8:
        found.append("the purpose says nothing")
    if not one.role:
        found.append("nobody answers for it")
    found += [f"no checklist is called {code}" for code in one.checklists if code not in checklists]
    return found + list(_of_topic(one) if one.kind == "topic" else _of_body(one))


def _of_topic(one: Sop) -> Iterator[str]:
    if one.purpose.count("?") < 2:
        yield "a heading asks two questions at least"
    if one.body:
        yield "a heading is written by the shop"


def _of_body(one: Sop) -> Iterator[str]:
    lines = one.body.strip().split("\n")
    count = len(one.body.split())
    if not 150 <= count <= LONGEST:
        yield f"{count} words"
    steps = [line for line in lines if re.match(r"\d+\. ", line)]
    if len(steps) < 5:
        yield "fewer than five steps"
    headings = [line for line in lines if line.startswith("# ")]
    if len(headings) < 2 or len(set(headings)) != len(headings):
        yield "headings are missing or stand there twice"
    if one.kind == "sop":
        for wanted in ("# What good looks like", "# Exceptions"):
            if wanted not in headings:
                yield f"nothing stands under {wanted[2:]}"
    for line in lines:
        yield from _of_line(line)
    twice = {line for line in lines if line and lines.count(line) > 1}
    yield from (f"stands there twice: {line}" for line in sorted(twice))
    yield from _of_order(lines)


def _of_line(line: str) -> Iterator[str]:
    yield from words_wrong(line)
    if re.match(r"(\d+\.|-) ", line) and len(line.split()) < 4:
        yield f"says nothing: {line}"
    if re.match(r"\d+\. ", line) and line[-1] not in ".?":
        yield f"no sentence: {line}"


def _of_order(lines: list[str]) -> Iterator[str]:
    last = 0
    for line in lines:
        found = re.match(r"(\d+)\. ", line)
        if found and int(found[1]) not in (1, last + 1):
            yield f"out of order: {line}"
        last = int(found[1]) if found else last if line else 0


def test_every_procedure_reads_clean() -> None:
    checklists = set(shipped())
    found = {code: faults(one, checklists) for code, one in _sops().items()}
    assert {code: wrong for code, wrong in found.items() if wrong} == {}


def test_the_ten_core_procedures_are_written_in_their_order() -> None:
    """S136."""
    core = sorted((one.core, code) for code, one in _sops().items() if one.core)
    assert core == list(enumerate(CORE, 1))


def test_what_the_systems_name_is_there() -> None:
    found = _sops()
    assert {*NAMED, *ETIQUETTE, GUIDELINE} <= set(found)
    assert found[GUIDELINE].kind == "guideline"
    for code in ETIQUETTE:
        assert found[code].kind == "policy"
        assert {"clients", "employees"} <= set(found[code].audiences)
    assert {code for code, one in found.items() if one.kind == "topic"} == set(TOPICS)
    assert {code for code, one in found.items() if one.kind == "class"} == {
        "dns",
        "tcp-ip",
        "dmarc",
    }


def test_all_four_audiences_are_written_for() -> None:
    """S135."""
    assert {whom for one in _sops().values() for whom in one.audiences} == set(sop.AUDIENCES)


def test_clients_are_given_only_what_was_written_for_them() -> None:
    found = _sops()
    assert {code for code, one in found.items() if "clients" in one.audiences} == FOR_CLIENTS
    inside = ("They owe", "the client does not pay", "tier", "roster", "margin")
    for code in FOR_CLIENTS:
        assert [word for word in inside if word in found[code].body] == [], code


def test_every_checklist_belongs_to_a_procedure_that_names_it() -> None:
    found = _sops()
    for code, one in shipped().items():
        behind = found[one.master.process]
        if behind.kind != "topic":
            assert code in behind.checklists, f"{one.master.process} does not name {code}"


def test_our_usual_response_targets_are_those_of_the_books() -> None:
    body = _sops()["response-targets"].body
    for row in ("Critical | 1 hour", "High | 4 business hours", "Medium | 1 business day"):
        assert f"| {row} |" in body
    assert "| Low | 3 business days |" in body


@pytest.mark.parametrize("code", SETS)
def test_a_starter_set_names_what_exists(code: str) -> None:
    """S140."""
    text = paths.form(f"roadmaps/{code}.toml").read_text(encoding="utf-8")
    found = roadmap.read(text, code)
    assert found.code == code
    assert 10 <= len(found.pieces) <= roadmap.MOST
    known = {"sop": set(_sops()), "checklist": set(shipped()), "screen": set(SCREENS)}
    for piece in found.pieces:
        assert piece.code in known[piece.kind], piece.open
        assert len(piece.why.split()) >= 6
        assert words_wrong(piece.why) == []


BROKEN = """\
code = "broken"
title = "Broken"
purpose = "Be fast."
audiences = ["employees"]
checklists = ["nowhere"]
body = '''
# When

As needed.

# When

1. Utilise the tool — always; it is the the best.
3. Do it.
3. Do it.
'''
"""


@pytest.mark.parametrize(
    "fault",
    [
        "the purpose says nothing",
        "nobody answers for it",
        "no checklist is called nowhere",
        "23 words",
        "fewer than five steps",
        "headings are missing or stand there twice",
        "nothing stands under Exceptions",
        "filler: As needed",
        "filler: Utilise",
        "a sign nobody types: —",
        "a sign nobody types: ;",
        "a word stands there twice",
        "says nothing: 3. Do it.",
        "stands there twice: 3. Do it.",
        "out of order: 3. Do it.",
    ],
)
def test_a_bad_procedure_is_found_out(fault: str) -> None:
    assert fault in faults(sop.read(BROKEN), set(shipped()))


def test_an_empty_heading_is_found_out() -> None:
    text = BROKEN.replace('audiences = ["employees"]', 'audiences = ["employees"]\nkind = "topic"')
    found = faults(sop.read(text), set(shipped()))
    assert "a heading asks two questions at least" in found
    assert "a heading is written by the shop" in found
