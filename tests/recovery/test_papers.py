"""The leaves of a plan and the papers about backups, as they come out of the printer."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from mspdesk.database.store import Store
from mspdesk.documentation.actions import backups
from mspdesk.documentation.queries import backups as backup_queries
from mspdesk.errors import UserError
from mspdesk.printing.block import Block
from mspdesk.printing.document import Printable, render
from mspdesk.printing.page import Paper
from mspdesk.recovery.actions import calls, plan
from mspdesk.recovery.printables import leaves, papers
from mspdesk.recovery.queries import leaves as told
from mspdesk.recovery.queries import papers as gathered
from tests.printing.papers import paper
from tests.printing.pdftext import flat, pages_of, text_of
from tests.recovery.conftest import Planned
from tests.snapshots.compare import compare_snapshot

pytestmark = pytest.mark.usefixtures("clock")


def _pages(blocks: list[Block], size: Paper = Paper.LETTER) -> list[str]:
    return pages_of(render(paper(*blocks), None, size))


def _words(blocks: list[Block]) -> str:
    return flat(" ".join(_pages(blocks)))


def test_calls_are_read_in_order_with_what_to_say(sqlite_store: Store, held: Planned) -> None:
    client = held.shop.brightwater
    say = {"kind": "internet", "name": "Prairie Fiber", "phone": "800-555-0117", "say": "44-0187"}
    sqlite_store.do(calls.add_call, client, say)
    document = sqlite_store.ask(told.calls_document, client)
    assert [line.name for line in document.calls] == [
        "Ines Varga",
        "Quillfeather IT",
        "Prairie Fiber",
    ]
    found = _words(leaves.calls_leaf(document))
    for words in ("You, whoever noticed", "800-555-0117", "44-0187", "sealed envelope"):
        assert flat(words) in found


def test_a_system_of_nine_steps_stands_on_one_page(sqlite_store: Store, held: Planned) -> None:
    document = sqlite_store.ask(told.system_document, held.server)
    assert (document.where, document.expect) == (
        "BWV-SRV1, Closet, rack shelf. Service tag FX-20418.",
        "about 10 min",
    )
    step = replace(document.steps[0], title="Hold the button ten seconds, wait, press it once.")
    nine = replace(
        document,
        steps=(replace(step, detail="Green light: go on. " * 2),) * 9,
        warning="Do not format a disk before step 4.",
        tested="Jan 20, 2026, D. Whitlock, 3 h 10 min",
    )
    for size in Paper:
        pages = _pages(leaves.system_leaf(nine), size)
        assert len(pages) == 1
        assert flat("Newest tower server") in flat(pages[0])


def test_a_system_nobody_knows_is_a_form(sqlite_store: Store, held: Planned) -> None:
    document = sqlite_store.ask(told.system_document, held.internet)
    found = _words(leaves.system_leaf(document))
    assert flat("Replace with") in found
    assert "8" in found


def test_an_empty_plan_prints_forms_to_write_on(sqlite_store: Store, held: Planned) -> None:
    client = held.shop.kestrel
    ask = sqlite_store.ask
    for blocks in (
        leaves.calls_leaf(ask(told.calls_document, client)),
        leaves.systems_leaf(ask(told.systems_document, client)),
        leaves.backups_leaf(ask(told.backups_document, client)),
        leaves.continuity_leaf(ask(told.continuity_document, client)),
        leaves.shopping_leaf(ask(told.shopping_document, client)),
        leaves.workarounds_leaf(ask(told.workarounds_document, client)),
        leaves.exercises_leaf(ask(told.exercises_document, client)),
    ):
        assert len(_pages(blocks)) == 1


def test_backups_show_steps_and_who_proved_them(sqlite_store: Store, held: Planned) -> None:
    client = held.shop.brightwater
    said = {"item": "Charts", "verified_by": "Ines Varga", "minutes": 190}
    sqlite_store.do(backups.record_restore_test, held.job, said)
    sqlite_store.do(backups.record_restore_test, held.job, said | {"evidence": "screenshot"})
    document = sqlite_store.ask(told.backups_document, client)
    assert len(document.tests) == 1
    line = document.jobs[0]
    assert (line.window, line.takes) == ("6:00 pm to 6:00 am, 12 h", "9.26 h")
    assert line.proved == "Mar 11, 2026, D. Whitlock, 3 h 10 min"


def test_a_signed_none_is_said_on_the_leaf(sqlite_store: Store, held: Planned) -> None:
    client = held.shop.kestrel
    signed = {"no_backup_by": "Joe Smith", "no_backup_on": date(2026, 3, 1)}
    sqlite_store.do(plan.save_plan, client, 0, signed)
    found = _words(leaves.backups_leaf(sqlite_store.ask(told.backups_document, client)))
    assert flat("Joe Smith signed on Mar 1, 2026 that there is none.") in found


def test_the_procedure_has_a_page_for_each_job(sqlite_store: Store, held: Planned) -> None:
    client = held.shop.brightwater
    steps = "Start the spare server.\nChoose the newest image."
    sqlite_store.do(backups.add_backup_job, client, {"name": "Mail", "restore_steps": steps})
    document = sqlite_store.ask(gathered.procedures_document, client)
    pages = pages_of(render(papers.PROCEDURES, document, Paper.A4))
    assert len(pages) == 2
    assert flat("Choose the newest image.") in flat(pages[0])
    with pytest.raises(UserError, match="Write down a backup job first"):
        sqlite_store.ask(gathered.procedures_document, held.shop.kestrel)


def test_the_record_of_a_test_fits_a_page_blank_or_filled(
    sqlite_store: Store, held: Planned
) -> None:
    for job, words in ((0, "Restore test"), (held.job, "All of BWV-SRV1")):
        document = sqlite_store.ask(gathered.record_document, held.shop.brightwater, job)
        pages = pages_of(render(papers.RECORD, document, Paper.LETTER))
        assert len(pages) == 1
        assert flat(words) in flat(pages[0])


def test_papers_read_as_they_always_did(sqlite_store: Store, held: Planned) -> None:
    client = held.shop.brightwater
    found = sqlite_store.ask(backup_queries.job, held.job)
    assert found is not None
    steps = "Start the spare server.\nChoose the newest image."
    changes = {"restore_steps": steps, "key_place": "Vault: Backup key", "goes_to": "USB disk"}
    sqlite_store.do(backups.edit_backup_job, held.job, found.version, changes)
    said = {"item": "Charts", "verified_by": "Ines Varga", "minutes": 190}
    sqlite_store.do(backups.record_restore_test, held.job, said)
    procedures = sqlite_store.ask(gathered.procedures_document, client)
    record = sqlite_store.ask(gathered.record_document, client, held.job)
    both: tuple[tuple[Printable[Any], Any], ...] = (
        (papers.PROCEDURES, procedures),
        (papers.RECORD, record),
    )
    for size in Paper:
        for printable, document in both:
            text = text_of(render(printable, document, size))
            compare_snapshot(text, f"recovery/{printable.key}-{size.value}")


def test_hostile_words_come_out_of_every_leaf(sqlite_store: Store, held: Planned) -> None:
    hostile = "<b>&amp;</b> {0} %s \\n ' \" Ω"
    sqlite_store.do(calls.add_call, held.shop.brightwater, {"name": hostile, "does": hostile})
    found = _words(leaves.calls_leaf(sqlite_store.ask(told.calls_document, held.shop.brightwater)))
    assert found.count(flat(hostile)) == 3


def test_people_are_named_briefly() -> None:
    assert told.short_name("Dana Whitlock") == "D. Whitlock"
    assert told.short_name("Madonna") == "Madonna"
    assert told.short_name("") == ""
    assert told.expect_words(220) == "about 4 hours"
    assert told.expect_words(90) == "about 1 h 30 min"
