"""The blank log forms: landscape, twenty tries and twelve calls, whatever is filled in before."""

import pytest

from mspdesk.database.store import Store
from mspdesk.logs.printables.blank import (
    CALL_COLUMNS,
    CALL_ROWS,
    TSR_COLUMNS,
    TSR_ROWS,
    TsrHead,
    call_log_form,
    tsr_form,
)
from mspdesk.logs.printables.filled import calls, calls_document
from mspdesk.printing.page import Foot, Head, Paper
from mspdesk.printing.press import Around, Leaf, Press
from tests.printing.pdftext import pages_of
from tests.sample import Sample

LONG = "A client of so long a name that no form has room for all of it " * 3


def printed(paper: Paper, blocks: list[object]) -> list[str]:
    leaf = Leaf(
        key="log",
        title="Log",
        blocks=blocks,  # type: ignore[arg-type]  # blocks of either form
        head=Head("Kestrel", "Log"),
        landscape=True,
    )
    with Press(paper, "Log", foot=Foot("Quillfeather IT")) as press:
        for page in press.lay(leaf):
            press.issue(page, Around(f"Page {page.number}"))
        return pages_of(press.finish().pdf)


@pytest.mark.parametrize("paper", list(Paper))
@pytest.mark.parametrize("about", [None, TsrHead(*[LONG[:44]] * 10)])
def test_a_tsr_form_has_twenty_rows_on_two_pages(paper: Paper, about: TsrHead | None) -> None:
    pages = printed(paper, list(tsr_form(about)))
    assert len(pages) == 2
    both = "\n".join(pages)
    assert [n for n in range(1, TSR_ROWS + 1) if f"\n{n}\n" in f"\n{both}\n"] == list(
        range(1, TSR_ROWS + 1)
    )
    for head in (column.head for column in TSR_COLUMNS):
        assert all(head in page for page in pages), head
    assert "Root cause" in pages[1]


@pytest.mark.parametrize("paper", list(Paper))
def test_a_call_log_has_twelve_rows_on_one_page(paper: Paper) -> None:
    (page,) = printed(paper, list(call_log_form()))
    words = page.replace("\n", " ")
    for head in (column.head for column in CALL_COLUMNS):
        assert head.split()[0] in words, head
    assert CALL_ROWS == 12


def test_the_call_log_of_a_client_without_calls_carries_the_clients_name(
    store: Store, shop: Sample
) -> None:
    document = store.ask(calls_document, shop.kestrel)
    assert document.calls == ()
    assert document.client == "Kestrel Machine & Tool"
    assert calls(document).head.left == "Kestrel Machine & Tool"
