"""Reading questions, knowing what they are about, and the lists that ship."""

from datetime import date
from pathlib import Path

import pytest

from mspdesk import paths
from mspdesk.audits.queries.shipped import mistakes, shipped
from mspdesk.audits.rules import answers as rules
from mspdesk.audits.rules.forms import read
from mspdesk.audits.rules.reading import Asked, read_questions
from mspdesk.audits.rules.support import updates_until, without_updates
from mspdesk.audits.rules.topics import BY_KEY, topic_of
from mspdesk.errors import UserError

PASTED = """
Section A: Access control
1. Do you require multi-factor authentication for all remote access?  ☐ Yes ☐ No
2) Are accounts of terminated employees disabled
   within one day? [ ] yes [ ] no [ ] n/a
BACKUPS
3.1\tDo you test restores from your backups?\tY / N
• Is one copy of the backup kept offline (air-gapped)?

Please tell us about your business:
What color is your building?
"""


def test_pasted_lines_become_questions_with_number_heading_and_topic() -> None:
    assert read_questions(PASTED) == [
        Asked(
            "Do you require multi-factor authentication for all remote access?",
            "1",
            "Access control",
            "mfa",
        ),
        Asked(
            "Are accounts of terminated employees disabled within one day?",
            "2",
            "Access control",
            "leavers",
        ),
        Asked("Do you test restores from your backups?", "3.1", "Backups", "restore"),
        Asked("Is one copy of the backup kept offline (air-gapped)?", "", "Backups", "offline"),
        Asked("What color is your building?", "", "Please tell us about your business", ""),
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("  \n ", "Type or paste the questions, one a line."),
        ("Why?\n" * 401, "These are 401 questions. Bring in at most 400 at once."),
        ("Why " * 300, "The question that begins “Why Why Why"),
    ],
)
def test_what_is_no_list_of_questions_is_refused(text: str, words: str) -> None:
    with pytest.raises(UserError) as refused:
        read_questions(text)
    assert words in refused.value.text
    assert refused.value.field == "questions"


@pytest.mark.parametrize(
    ("words", "topic"),
    [
        ("Is RDP exposed to the internet?", "remote_desktop"),
        ("Do you have EDR on all endpoints?", "antivirus"),
        ("Is there a firewall?", "firewall"),
        ("Are your backups encrypted?", "backup_key"),
        ("How long are backups retained?", "retention"),
        ("Do you back up all critical data?", "backup"),
        ("Have you suffered a ransomware attack in the past three years?", "past"),
        ("Do you have an incident response plan?", "plan"),
        ("Was the disaster plan tested this year?", "exercise"),
        ("Do you use SPF and DMARC?", "mail_records"),
        ("Is email scanned for phishing?", "mail_filter"),
        ("Are laptop hard drives encrypted?", "encryption"),
        ("Are critical patches applied within 30 days?", "patches"),
        ("Is any end-of-life software in use?", "unsupported"),
        ("How many servers do you have?", "inventory"),
        ("Do staff get security awareness training?", "training"),
        ("Do you verify wire transfer requests by phone?", "payments"),
        ("Do you store health records?", "private_data"),
        ("What is your annual revenue?", ""),
    ],
)
def test_the_usual_words_of_insurers_are_known(words: str, topic: str) -> None:
    assert topic_of(words) == topic


def test_lists_that_ship_can_be_read_and_their_topics_exist(tmp_path: Path) -> None:
    assert mistakes() == []
    lists = shipped()
    assert [len(one.questions) for one in lists.values()] == [30, 33]
    assert {one.kind for one in lists.values()} == {"insurance", "security"}
    for one in lists.values():
        assert len({asked.words for asked in one.questions}) == len(one.questions)
        for asked in one.questions:
            assert asked.section
            assert not asked.topic or asked.topic in BY_KEY
    named = {asked.topic for one in lists.values() for asked in one.questions}
    assert set(BY_KEY) <= named, "each topic is asked for by some list"
    text = paths.form("audits/cyber-insurance.toml").read_text(encoding="utf-8")
    with pytest.raises(UserError, match=r"a.toml, line \d+: nobody knows the topic “firewal”"):
        read(text.replace('topic = "firewall"', 'topic = "firewal"'), "a.toml")


def test_answers_are_checked() -> None:
    assert rules.checked_answer("yes", " Edge 60 \n two of them ") == (
        "yes",
        "Edge 60\ntwo of them",
    )
    for answer, text, field in (
        ("maybe", "", "answer"),
        ("", "Edge 60", "answer"),
        ("partly", " ", "text"),
        ("yes", "x" * 601, "text"),
    ):
        with pytest.raises(UserError) as refused:
            rules.checked_answer(answer, text)
        assert refused.value.field == field


def test_what_is_older_than_a_year_is_old() -> None:
    day = date(2026, 3, 11)
    assert not rules.is_old(date(2025, 3, 11), day)
    assert rules.is_old(date(2025, 3, 10), day)
    assert rules.is_old(None, day)


def test_systems_without_updates_are_known() -> None:
    day = date(2026, 3, 11)
    assert without_updates("Microsoft Windows 10 Pro 22H2", day)
    assert without_updates("Windows Server 2012 R2", day)
    assert not without_updates("Windows Server 2016 Standard", day)
    assert not without_updates("Windows 11 Pro", day)
    assert updates_until("macOS 15") is None
