"""Procedures on paper: one by itself, the handbook with its pages, sheets to sign, blank logs."""

from typing import Any

import pytest

from mspdesk.database.store import Store
from mspdesk.errors import UserError
from mspdesk.printing.document import Printable, prepare, render_many
from mspdesk.printing.page import Paper
from mspdesk.procedures import printables
from mspdesk.procedures.actions import rollouts, sops
from mspdesk.procedures.queries import papers
from tests.printing.pdftext import flat, pages_of
from tests.procedures.conftest import Written


def printed(store: Store, printable: Printable[Any], *key: object) -> list[str]:
    document = store.ask(printable.gather, *key)
    return [flat(page) for page in pages_of(prepare(printable, document, Paper.LETTER).pdf)]


def test_one_procedure_prints_with_its_facts_and_a_line_to_sign(
    sqlite_store: Store, held: Written
) -> None:
    (page,) = printed(sqlite_store, printables.SOP, held.code)
    for words in (
        "Handing a call on",
        "A caller reaches the right person the first time.",
        "For clients and employees.",
        "Office, owner: admin. Draft.",
        "1. Say who takes the call, and why.",
        "3. Write it on the ticket.",
        "Read and understood by",
    ):
        assert flat(words) in page, words


def test_the_handbook_counts_its_pages_right(sqlite_store: Store, held: Written) -> None:
    store = sqlite_store
    with pytest.raises(UserError, match="No procedure is live yet"):
        store.ask(papers.handbook_document)
    for code in (held.code, "every-job-is-a-ticket", "weekly-billing", "backups"):
        store.do(sops.start_training, code)
        store.do(sops.go_live, code)
    pages = printed(store, printables.HANDBOOK, "employees")
    assert flat("Quillfeather IT, LLC") in pages[0]
    assert flat("Procedures 4") in pages[0] or "4" in pages[0]
    contents = pages[1]
    document = store.ask(papers.handbook_document)
    assert [part for part, _ in document.parts] == ["Office", "Finance", "Service"]
    number = 0
    for _, ones in document.parts:
        for one in ones:
            number += 1
            head = flat(f"{number} {one.title}")
            at = next(n for n, page in enumerate(pages[2:], 3) if head in page[:200])
            assert flat(f"{number} {one.title} {one.owner} Revision 1 {at}") in contents
    assert flat(f"To be signed by everybody {len(pages)}") in contents
    for name in ("Dana Whitlock", "Marcus Oduya", "Priya Raman", "Oskar Lind"):
        assert flat(name) in pages[-1]
    # What is only for us is not in the one for clients.
    (others,) = store.ask(papers.handbook_document, "clients").parts[:1]
    assert "Every job is a ticket" not in [one.title for one in others[1]]


def test_a_sheet_to_sign_names_everybody(sqlite_store: Store, held: Written) -> None:
    store = sqlite_store
    store.do(sops.start_training, held.code)
    for key in (held.code, ""):
        page = printed(store, printables.SHEET, key)[0]
        assert flat("Handing a call on, revision 1") in page
        assert flat("Oskar Lind") in page


def test_clients_get_a_sheet_each_until_they_agreed(sqlite_store: Store, held: Written) -> None:
    store, shop = sqlite_store, held.shop
    store.do(sops.start_training, held.code)
    id_ = store.do(
        rollouts.roll_out,
        held.code,
        "clients",
        [shop.kestrel, shop.brightwater],
        message="So that nobody waits.",
    )
    with store.read() as session:
        sheaf = printables.CLIENTS.gather(session, id_)
        pdf = render_many(sheaf, Paper.LETTER, title="Sheets").pdf
    pages = [flat(page) for page in pages_of(pdf)]
    assert len(pages) == 2
    assert flat("So that nobody waits.") in pages[0]
    assert flat("Agreed for Brightwater Veterinary") in pages[0]
    one = store.ask(papers.client_sheet, id_, shop.kestrel)
    assert one.client == "Kestrel Machine & Tool"


def test_papers_are_found_by_what_somebody_types(store: Store, made: Written) -> None:
    assert store.ask(papers.find_sop, "backups") == "backups"
    assert store.ask(papers.find_sop, "handing a call on") == made.code
    with pytest.raises(UserError, match="Several procedures fit"):
        store.ask(papers.find_sop, "the")
    with pytest.raises(UserError, match="No procedure is called"):
        store.ask(papers.find_sop, "zebra")
    assert store.ask(papers.find_handbook, "Clients") == "clients"
    assert store.ask(papers.find_sheet, "") == ""


def test_blank_logs_print_without_a_ticket(sqlite_store: Store, held: Written) -> None:
    for printable, words in (
        (printables.BLANK_TSR, "What was tried"),
        (printables.BLANK_CALLS, "Third-party call log"),
    ):
        assert flat(words) in printed(sqlite_store, printable)[0]
