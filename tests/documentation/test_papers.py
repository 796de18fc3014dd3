"""Papers of documentation: device list, pouch labels, internet form, completeness; also empty."""

from datetime import date

import pytest

from mspdesk.database.store import Store
from mspdesk.documentation.actions import facts as actions
from mspdesk.documentation.printables.papers import PAPERS
from mspdesk.documentation.queries.papers import FormRow, fitted
from mspdesk.errors import UserError
from mspdesk.printing.document import prepare
from mspdesk.printing.page import Paper
from tests.exchange.hostile import HOSTILE
from tests.printing.pdftext import flat, pages_of, text_of
from tests.sample import Sample
from tests.snapshots.compare import compare_snapshot

pytestmark = pytest.mark.usefixtures("clock")

KINDS = {one.key: one.printable for one in PAPERS}


def printed(store: Store, key: str, client_id: int, paper: Paper = Paper.LETTER) -> bytes:
    """A paper of a client."""
    kind = KINDS[key]
    return prepare(kind, store.ask(kind.gather, client_id), paper).pdf


def written(store: Store, shop: Sample) -> None:
    """Brightwater as far as its papers tell of it."""
    client = shop.brightwater

    def add(key: str, **values: object) -> None:
        store.do(actions.add_fact, client, key, values)

    add(
        "circuit",
        name="Clinic",
        provider="Prairie Fiber",
        account_number="44-0187",
        circuit_number="PF-MKO-2218",
        support_phone="800-555-0117",
        speed_down="500 Mb/s",
        public_addresses="203.0.113.26/29",
        contract_until=date(2027, 8, 31),
        managed_by="us",
    )
    add(
        "domain",
        name="brightwatervet.example",
        registrar="NameHarbor",
        holder="Ines Varga",
        technical_contact="Quillfeather IT",
        dns_host="NameHarbor",
        expires_on=date(2026, 6, 4),
        managed_by="us",
    )
    add(
        "web_site",
        name="www.brightwatervet.example",
        manager="Loon Creek Web Studio",
        phone="507-555-0177",
        managed_by="vendor",
    )
    add(
        "mail_system",
        name="Hosted mailboxes",
        place="Through our distributor",
        filter="Redpoll filter",
        filter_manager="Quillfeather IT",
        managed_by="us",
    )
    pouch = {"pouch": "Warranty card\nRecovery USB\n", "pouch_place": "Inside the rack door"}
    store.do(actions.edit_facts, "device", [(shop.server, 1, pouch)])


@pytest.mark.parametrize("key", sorted(KINDS))
def test_papers_say_what_is_written_down(sqlite_store: Store, shop_file: Sample, key: str) -> None:
    written(sqlite_store, shop_file)
    pdf = printed(sqlite_store, key, shop_file.brightwater)
    assert len(pages_of(pdf)) == 1
    compare_snapshot(text_of(pdf), f"documentation/{key}")
    assert len(pages_of(printed(sqlite_store, key, shop_file.brightwater, Paper.A4))) == 1


@pytest.mark.parametrize("key", ["devices", "internet-services", "documentation"])
def test_papers_of_somebody_nobody_looked_at_are_forms_to_fill_in(
    sqlite_store: Store, shop_file: Sample, key: str
) -> None:
    pdf = printed(sqlite_store, key, shop_file.oldmill)
    assert len(pages_of(pdf)) == 1
    assert "Old Mill Brewing" in text_of(pdf)


def test_a_sheet_without_pouches_says_what_to_do(sqlite_store: Store, shop_file: Sample) -> None:
    with pytest.raises(UserError, match="Write down what its pouch holds first"):
        printed(sqlite_store, "pouches", shop_file.oldmill)
    chosen = KINDS["pouches"].gather
    document = sqlite_store.ask(chosen, shop_file.brightwater, (shop_file.server,))
    assert [one.device for one in document.labels] == ["BWV-SRV1"]


@pytest.mark.parametrize("letters", [12, 80])
@pytest.mark.parametrize("rows", [1, 4])
def test_the_internet_form_is_one_page_whatever_is_in_it(
    sqlite_store: Store, shop_file: Sample, letters: int, rows: int
) -> None:
    word = ("Northwestern Consolidated Communications " * 6)[:letters].strip()
    kinds = [[FormRow(word, word, word, word, "Sep 30, 2026")] * rows for _ in range(7)]
    found, more = fitted(kinds)
    assert len(found) + more == 7 * rows
    for client in (shop_file.oldmill,):
        document = sqlite_store.ask(KINDS["internet-services"].gather, client)
        full = type(document)(document.heading, found, "9 more lines stand in the lists.")
        for paper in Paper:
            pdf = prepare(KINDS["internet-services"], full, paper).pdf
            assert len(pages_of(pdf)) == 1


def test_hostile_words_come_out_of_the_paper_as_they_are(
    sqlite_store: Store, shop_file: Sample
) -> None:
    plain = [text for text in HOSTILE if text.isprintable() and 3 < len(text) < 60][:25]
    rows = [{"name": text, "place": text} for text in plain]
    sqlite_store.do(actions.add_facts, shop_file.oldmill, "device", rows)
    words = flat(text_of(printed(sqlite_store, "devices", shop_file.oldmill)))
    missing = [text for text in plain if text.isascii() and flat(text) not in words]
    assert not missing
