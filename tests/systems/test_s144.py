"""S144 Plain-terms help: the glossary opens from Help, and every abbreviation has an entry.

The walk past all screens (tests/screens) looks for abbreviations without one.
"""

from collections import Counter
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mspdesk.app import glossary
from mspdesk.app.areas import AREAS
from mspdesk.app.glossary import ABBREVIATION, abbreviations
from mspdesk.app.help import HelpPage
from mspdesk.app.window import Window
from mspdesk.settings import MachineSettings
from mspdesk.widgets.safe import Label
from tests.screens.looking import unexplained
from tests.wording import words_wrong

pytestmark = pytest.mark.system(144)

SECTION_D = """
PSA|RMM|BDR|NDB|DRP|TSR log|Call log|SOP|Service board|Ticket|Queue|P1|P4|T1|T3|Escalate|Backlog
Billability|Productive time|Turnover rate|Loaded cost|Client garden|Managed client|Break/fix
Silver|Plan sheet|Catalog of services|Services grid|Add, move, change|MRR|Receivables|AR
Prepaid block|Trip charge|After hours|Covered|COGS|Roadmap meeting|QBR|Monthly single
Network assessment|LOB|RTO|RPO|Offline full copy|Pouch|Channel-only|LOU|Denial of services
Role|Hat|Owner acting|Span of control|Job purpose|KPI|USP|Orphan service
vCIO|SLA|SMB|MSP|DMARC|GPO|ISP|AP|UPS
""".replace("\n", "|").strip("|")
"""The terms of the trade that the program uses or its people meet, as domain.md lists them."""


def test_every_term_of_the_trade_has_an_entry() -> None:
    missing = [word for word in SECTION_D.split("|") if not _named(word)]
    assert missing == []


def _named(word: str) -> bool:
    return any(
        word in (term.word, *term.covers) or word in f"{term.word} {term.stands_for}"
        for _subject, term in glossary.terms()
    )


def test_entries_are_plain_words_and_stand_there_once() -> None:
    every = [term for _subject, term in glossary.terms()]
    counts = Counter(term.word for term in every)
    assert [word for word, count in counts.items() if count > 1] == []
    for term in every:
        assert (term.word, words_wrong(term.meaning)) == (term.word, [])
        assert term.meaning.endswith(".")
        assert term.meaning[0].isupper()
        assert term.where
        # A meaning that needs another abbreviation sends the reader on; that one is there, too.
        assert set(ABBREVIATION.findall(term.meaning)) <= abbreviations()


def test_words_are_found_by_what_they_mean() -> None:
    assert [term.word for _subject, term in glossary.find("rpo")] == ["May lose at most"]
    assert "UPS" in [term.word for _subject, term in glossary.find("battery power")]
    assert glossary.find("nothing is called zxq") == []
    assert len(glossary.find("")) > 100


def test_abbreviations_of_every_shape_are_seen() -> None:
    assert ABBREVIATION.findall("A vCIO, some PCs, WPA2 and a NAS. McKay on SQLite") == [
        "vCIO",
        "PCs",
        "WPA2",
        "NAS",
    ]


def test_an_abbreviation_without_an_entry_would_be_found(qtbot: QtBot) -> None:
    label = Label("The QZX of the RMM at 10.0.0.1, BDR-OFF")
    qtbot.addWidget(label)
    holder = HelpPage()
    qtbot.addWidget(holder)
    label.setParent(holder)
    holder.show()
    label.show()
    found = unexplained(holder)
    assert len(found) == 1
    assert found[0].startswith("'QZX'")


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Window:
    """The window of a computer without books: help is there before anything else."""
    made = Window(AREAS, MachineSettings())
    qtbot.addWidget(made)
    made.show()
    return made


def test_question_mark_twice_opens_the_glossary_and_slash_finds_a_word(
    window: Window,
) -> None:
    window.show_keys()
    page = window.view()
    assert isinstance(page, HelpPage)
    _type("?")
    assert page.segments.current() == "glossary"
    _type("?")
    assert page.segments.current() == "keys"
    page.focus_filter()
    _type("battery")
    assert page.glossary.shown() == "UPS"


def test_arrows_walk_the_words(window: Window) -> None:
    window.show_glossary()
    page = window.view()
    assert isinstance(page, HelpPage)
    first = page.glossary.shown()
    focus = QApplication.focusWidget()
    assert focus is page.glossary.picker.rows
    QTest.keyClick(focus, Qt.Key.Key_Down)
    assert page.glossary.shown() != first


def _type(text: str) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClicks(focus, text)
