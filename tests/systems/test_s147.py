"""S147: the internet-services form is one page: ISP, circuit, registrar, DNS, web, mail, filter."""

from datetime import date

import pytest

from mspdesk.database.store import Store
from mspdesk.documentation.actions.facts import add_fact
from mspdesk.documentation.printables.forms import SERVICES
from mspdesk.printing.document import prepare
from mspdesk.printing.page import Paper
from tests.bookcase import Furnish, Standing
from tests.printing.pdftext import flat, pages_of, text_of
from tests.sample import Sample, furnish

pytestmark = [pytest.mark.system(147), pytest.mark.usefixtures("clock")]

ASKED = ("Internet", "Circuit", "Domain", "DNS", "Web site", "Mail", "Mail filter")
HEADS = ("Provider", "Account", "Who manages it", "expires")


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """The small shop of all tests."""
    return furnish


@pytest.fixture
def shop(store: Store, standing: Standing) -> Sample:
    """The small shop on both kinds of books."""
    made: Sample = standing(store)
    return made


@pytest.mark.parametrize("paper", Paper)
def test_the_blank_form_asks_for_all_on_one_page(store: Store, shop: Sample, paper: Paper) -> None:
    pdf = prepare(SERVICES, store.ask(SERVICES.gather, shop.oldmill), paper).pdf
    assert len(pages_of(pdf)) == 1
    words = text_of(pdf)
    assert all(one in words for one in (*ASKED, *HEADS))


def test_the_form_is_filled_from_what_is_written_down(store: Store, shop: Sample) -> None:
    client = shop.brightwater
    for key, values in (
        (
            "circuit",
            {
                "name": "Clinic",
                "provider": "Prairie Fiber",
                "account_number": "44-0187",
                "circuit_number": "PF-MKO-2218",
                "managed_by": "us",
                "contract_until": date(2027, 8, 31),
            },
        ),
        (
            "domain",
            {
                "name": "brightwatervet.example",
                "registrar": "NameHarbor",
                "dns_host": "NameHarbor DNS",
                "holder": "Ines Varga",
                "expires_on": date(2026, 6, 4),
                "managed_by": "us",
            },
        ),
        (
            "web_site",
            {
                "name": "brightwatervet.example",
                "host": "Loon Creek",
                "manager": "Loon Creek Web Studio",
                "managed_by": "vendor",
            },
        ),
        (
            "mail_system",
            {
                "name": "Hosted mailboxes",
                "place": "Our distributor",
                "filter": "Redpoll filter",
                "filter_manager": "Quillfeather IT",
                "managed_by": "us",
            },
        ),
    ):
        store.do(add_fact, client, key, values)
    pdf = prepare(SERVICES, store.ask(SERVICES.gather, client), Paper.LETTER).pdf
    assert len(pages_of(pdf)) == 1
    words = flat(text_of(pdf))
    for said in (
        "Prairie Fiber",
        "44-0187",
        "PF-MKO-2218",
        "Aug 31, 2027",
        "NameHarbor",
        "NameHarbor DNS",
        "Jun 4, 2026",
        "Loon Creek Web Studio",
        "Vendor does",
        "Our distributor",
        "Redpoll filter",
        "Quillfeather IT",
    ):
        assert flat(said) in words, said
