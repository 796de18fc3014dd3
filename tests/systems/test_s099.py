"""S099: the body of an agreement names the relationship first, then the money, and no devices."""

import re

import pytest

from mspdesk import paths
from mspdesk.agreements import actions, queries, rules
from mspdesk.agreements.printables import AGREEMENT
from mspdesk.database.store import Store
from mspdesk.letters.rules.checks import unfilled
from mspdesk.letters.rules.texts import faults, parts
from mspdesk.printing.document import prepare
from mspdesk.printing.page import Paper
from tests.agreements.made import draft, sent
from tests.bookcase import Furnish, Standing
from tests.printing.pdftext import pages_of
from tests.sample import Sample, furnish

pytestmark = [pytest.mark.system(99), pytest.mark.usefixtures("clock")]

_DEVICES = re.compile(
    r"\b(desktop|laptop|printer|router|switch|serial number|make and model|inventory)s?\b",
    re.IGNORECASE,
)
KINDS = sorted(rules.KINDS)
CLIENTS = ("managed", "hourly", "block", "project")


def text_of(kind: str) -> str:
    return paths.form(f"agreements/{kind}.txt").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """What stands in the books of these tests."""
    return furnish


@pytest.fixture
def shop(store: Store, standing: Standing) -> Sample:
    """The small shop."""
    made: Sample = standing(store)
    return made


@pytest.mark.parametrize("kind", KINDS)
def test_every_text_ships_and_every_field_in_it_is_known(kind: str) -> None:
    assert faults(text_of(kind)) == []


@pytest.mark.parametrize("kind", CLIENTS)
def test_the_relationship_comes_first_and_the_money_second(kind: str) -> None:
    body = text_of(kind).partition("\n")[2]
    heads = [part.text for part in parts(body) if part.kind == "heading"]
    assert heads[0] == "1. Who we are to each other"
    assert heads[1] == "2. Money"


@pytest.mark.parametrize("kind", KINDS)
def test_no_text_lists_devices(kind: str) -> None:
    text = text_of(kind)
    assert not any(line.startswith("|") for line in text.splitlines())
    assert _DEVICES.findall(text) == []


def test_the_outline_is_whole(store: Store, shop: Sample) -> None:
    """The sixteen parts of C12, the last one being the page both sign."""
    heads = [part.text for part in parts(text_of("managed")) if part.kind == "heading"]
    assert [head.split(".")[0] for head in heads] == [str(n) for n in range(1, 17)]
    made = draft(store, shop.brightwater)
    store.do(actions.set_targets, made, {1: 60})
    body = store.ask(queries.body_text, made).body
    assert unfilled(body) == []
    for words in (
        "$165.00 an hour",
        "twice the rate, $330.00",
        "$75.00",
        "30 days written notice",
        "belong to you, always",
        "Critical: within 1 hour",
        "The law of Minnesota applies",
    ):
        assert words in body, words


@pytest.mark.parametrize("kind", CLIENTS)
def test_it_prints_on_three_to_six_pages_with_a_cover_and_signatures(
    store: Store, shop: Sample, kind: str
) -> None:
    made = draft(store, shop.brightwater, kind)
    for paper in Paper:
        printed = prepare(AGREEMENT, store.ask(AGREEMENT.gather, made), paper)
        assert 3 <= printed.pages <= 6
        pages = pages_of(printed.pdf)
        assert "Brightwater Veterinary" in pages[0]
        assert "Have a lawyer read this" in pages[0]
        assert "Signatures" in pages[-1]
    sent(store, made)
    after = pages_of(prepare(AGREEMENT, store.ask(AGREEMENT.gather, made), Paper.LETTER).pdf)
    assert "lawyer read" not in after[0]
