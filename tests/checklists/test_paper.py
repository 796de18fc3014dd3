"""Blank checklists as whoever holds them reads them: who signs, and no page for one step."""

from dataclasses import replace
from io import BytesIO

import pytest

from mspdesk.checklists.printables.gather import sheet_of_master
from mspdesk.checklists.printables.paper import sheet
from mspdesk.database.store import Store
from mspdesk.printing.canvas import PageCanvas
from mspdesk.printing.document import Layout
from mspdesk.printing.flow import lay_out_pages
from mspdesk.printing.page import Sheet, paper_of
from tests.sample import Sample


def blank(store: Store, code: str) -> Layout:
    """A blank checklist laid out."""
    return sheet(store.ask(sheet_of_master, code))


def pages(layout: Layout, size: str) -> int:
    """How many sheets of paper it takes."""
    paper = Sheet(paper_of(size))
    return lay_out_pages(PageCanvas(BytesIO(), paper.size), layout, paper)


@pytest.mark.parametrize(
    ("code", "signs"),
    [
        ("monthly-maintenance", "Shown to, client"),
        ("competency-matrix", "Read by, whom it is about"),
        ("week-end", "Seen by"),
    ],
)
def test_who_signs_fits_whom_it_is_about(
    sqlite_store: Store, desk_shop: Sample, code: str, signs: str
) -> None:
    foot = blank(sqlite_store, code).blocks[-1].words()
    assert signs in foot
    assert ("client" in foot) == (code == "monthly-maintenance")
    assert ("ticket no." in foot) == (code != "competency-matrix")


@pytest.mark.parametrize("size", ["letter", "a4"])
def test_onboarding_leaves_no_page_for_one_step(
    sqlite_store: Store, desk_shop: Sample, size: str
) -> None:
    assert pages(blank(sqlite_store, "client-onboarding"), size) == 3


@pytest.mark.parametrize(
    ("code", "sheets"), [("after-the-sale", 1), ("mastermind-agenda", 1), ("new-pc", 2)]
)
def test_a_sheet_is_set_closer_before_it_takes_another_page(
    sqlite_store: Store, desk_shop: Sample, code: str, sheets: int
) -> None:
    layout = blank(sqlite_store, code)
    assert pages(layout, "letter") == sheets
    assert pages(replace(layout, closer=()), "letter") == sheets + 1
