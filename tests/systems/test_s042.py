"""S042: a job post that welcomes: invitation, neutral wording, a safe visit; nobody is counted."""

import re

import pytest

from mspdesk.checklists.queries.shipped import shipped
from mspdesk.database.store import Store
from mspdesk.hiring.actions import applicants, posts
from mspdesk.hiring.models import Applicant, JobPost
from mspdesk.hiring.queries.posts import PostRow, post
from mspdesk.hiring.rules import posts as rules
from tests.bookcase import Furnish, Standing
from tests.sample import furnish

pytestmark = [pytest.mark.system(42), pytest.mark.usefixtures("clock")]

DEMOGRAPHIC = re.compile(
    r"(^|_)(age|born|birth\w*|sex|gender|race|ethnic\w*|religion|married|marital|children|"
    r"nationality|citizen\w*|disab\w*|photo|veteran|pronouns?)(_|$)"
)


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """The small shop of all tests."""
    return furnish


def held(store: Store, made: int) -> PostRow:
    row = store.ask(post, made)
    assert row is not None
    return row


def missing(row: PostRow) -> list[str]:
    return [one.key for one in row.welcomes if not one.done]


def test_the_checklist_has_the_three_items() -> None:
    lines = {line.key: line for line in shipped()["job-post"].master.lines()}
    for key in ("invitation", "neutral", "safe"):
        assert lines[key].mandatory, key


def test_a_new_post_begins_with_a_welcome(store: Store, standing: Standing) -> None:
    standing(store)
    made = store.do(posts.save_post, {"title": "First-line technician"})
    row = held(store, made)
    assert missing(row) == []
    assert "Women" in row.body
    version = row.version
    store.do(posts.save_post, {"body": "We need a young ninja. He works hard."}, made, version)
    row = held(store, made)
    assert missing(row) == ["invitation", "neutral", "safe"]
    assert rules.unkind(row.body) == [
        ("young", "new to the trade, or not"),
        ("ninja", "technician"),
        ("he", "you"),
    ]
    # It may go out all the same; what is missing is said.
    store.do(posts.open_post, made)
    assert held(store, made).state == "open"


def test_words_are_whole_words() -> None:
    assert rules.unkind("The cached theme of these machines; Hertz, shepherd, dishes.") == []
    assert rules.unkind("A Guru.") == [("guru", "technician")]


def test_nobody_is_asked_who_they_are(store: Store, standing: Standing) -> None:
    standing(store)
    columns = [column.name for table in (Applicant, JobPost) for column in table.__table__.columns]
    assert [name for name in columns if DEMOGRAPHIC.search(name)] == []
    assert DEMOGRAPHIC.search("date_birth")
    made = store.do(applicants.add_applicant, {"name": "A. N."})
    assert made, "a name to call them by is enough"
