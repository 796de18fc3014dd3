"""Editing texts and writing letters, on both kinds of books."""

from pathlib import Path

import pytest

from mspdesk import paths
from mspdesk.database.store import Store
from mspdesk.errors import UserError
from mspdesk.letters import actions, queries
from mspdesk.letters.rules.texts import faults, fill
from tests.letters.conftest import Sample

SHIPPED = (
    "letters/rate-rise",
    "letters/overdue-1",
    "letters/overdue-2",
    "letters/overdue-3",
    "letters/whats-next",
    "letters/welcome",
    "letters/vendor-authorization",
    "letters/understanding",
    "letters/denial-of-services",
)
NAME = "letters/welcome"


def test_what_ships_is_there_and_without_fault() -> None:
    assert set(SHIPPED) <= set(queries.shipped_names())
    for name in queries.shipped_names():
        text = queries.shipped_text(name)
        assert text is not None
        assert faults(text) == [], name


def test_every_shipped_letter_fills_for_a_client(store: Store, sample: Sample) -> None:
    for name in SHIPPED:
        letter = store.do(actions.write_letter, sample.brightwater, name)
        page = store.ask(queries.letter_page, letter)
        assert "{" not in page.subject + page.body
        assert page.addressee.splitlines()[:2] == ["Brightwater Veterinary", "Attn: Ines Sorensen"]
    numbers = [row.number for row in store.ask(queries.letters, sample.brightwater)]
    assert numbers == [f"L{n:05d}" for n in range(len(SHIPPED), 0, -1)]


def test_the_shop_s_edition_wins_and_goes_back(store: Store, sample: Sample) -> None:
    before = store.ask(queries.text_of, NAME)
    assert (before.edition, before.own, before.shipped) == (0, False, True)
    first = "Subject: Hi {client.name}\n\nOur own words.\n"
    assert store.do(actions.save_text, NAME, first, 0) == 1
    assert store.do(actions.save_text, NAME, first, 1) == 1
    assert store.do(actions.save_text, NAME, first.replace("Our", "Your"), 1) == 2
    text = store.ask(queries.text_of, NAME)
    assert (text.edition, text.own, text.person) == (2, True, "Dana Whitlock")
    assert "Your own words." in text.text
    assert store.do(actions.back_to_shipped, NAME) == 3
    assert store.ask(queries.text_of, NAME).text == before.text
    assert not store.ask(queries.text_of, NAME).own
    rows = store.ask(queries.editions, NAME)
    assert [row.edition for row in rows] == [3, 2, 1, 0]
    assert store.ask(queries.edition_text, NAME, 1) == first
    assert store.do(actions.save_text, NAME, first, 0) == 4
    store.undo()
    assert not store.ask(queries.text_of, NAME).own
    with pytest.raises(UserError, match="ships already"):
        store.do(actions.back_to_shipped, NAME)


def test_a_shipped_update_never_overwrites_an_own_edition(
    store: Store, sample: Sample, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = "Subject: Ours\n\nOurs.\n"
    store.do(actions.save_text, NAME, own)
    shipped = tmp_path / "forms" / "letters"
    shipped.mkdir(parents=True)
    for name in ("welcome", "whats-next"):
        words = f"Subject: Newer\n\nA newer {name}.\n"
        (shipped / f"{name}.txt").write_text(words, encoding="utf-8")
    monkeypatch.setattr(paths, "_root", lambda: tmp_path)
    assert store.ask(queries.text_of, NAME).text == own
    assert "A newer" in store.ask(queries.text_of, "letters/whats-next").text
    store.do(actions.back_to_shipped, NAME)
    assert "A newer welcome." in store.ask(queries.text_of, NAME).text


def test_a_faulty_text_is_not_saved(store: Store, sample: Sample) -> None:
    with pytest.raises(UserError, match=r"Line 3: There is no field \{client.fone\}") as caught:
        store.do(actions.save_text, NAME, "Subject: A\n\nCall {client.fone}")
    assert caught.value.field == "text"
    assert not store.ask(queries.text_of, NAME).own


def test_two_editors_do_not_overwrite_each_other(store: Store, sample: Sample) -> None:
    store.do(actions.save_text, NAME, "Subject: A\n\nFirst", 0)
    with pytest.raises(UserError, match="newer edition"):
        store.do(actions.save_text, NAME, "Subject: A\n\nSecond", 0)


def test_a_text_of_the_shop_s_own(store: Store, sample: Sample) -> None:
    name = store.do(actions.new_text, "Holiday card")
    assert name == "letters/holiday-card"
    text = store.ask(queries.text_of, name)
    assert (text.title, text.shipped, text.own) == ("Holiday card", False, True)
    assert fill(text, {}).subject == "Holiday card"
    assert name in [one.name for one in store.ask(queries.texts, "letters")]
    for title in ("Holiday Card!", "Welcome", "  "):
        with pytest.raises(UserError) as caught:
            store.do(actions.new_text, title)
        assert caught.value.field == "title"
    with pytest.raises(UserError, match="your own"):
        store.do(actions.back_to_shipped, name)
    with pytest.raises(UserError, match="no text called"):
        store.ask(queries.text_of, "letters/../../etc/passwd")


def test_a_letter_is_a_draft_until_it_is_finished(store: Store, sample: Sample) -> None:
    letter = store.do(
        actions.write_letter,
        sample.kestrel,
        "letters/rate-rise",
        {"rate.old": "$150.00", "rate.unit": "an hour", "rate.from": "May 1, 2026"},
        "agreement:3",
    )
    page = store.ask(queries.letter_page, letter)
    assert page.missing == ["The rate or price from then on"]
    with pytest.raises(UserError, match=r"Fill in \[The rate or price from then on\]"):
        store.do(actions.finish_letter, letter)
    body = page.body.replace("[The rate or price from then on]", "$165.00")
    store.do(actions.edit_letter, letter, page.version, {"body": body})
    store.do(actions.finish_letter, letter, printed=True)
    page = store.ask(queries.letter_page, letter)
    assert (page.state, page.missing) == ("final", [])
    assert page.printed_at is not None
    assert "from $150.00 to $165.00 an hour" in page.body
    for verb in (actions.discard_letter,):
        with pytest.raises(UserError, match="went out and stays"):
            store.do(verb, letter)
    with pytest.raises(UserError, match="went out and stays"):
        store.do(actions.edit_letter, letter, page.version, {"body": "x"})
    (row,) = store.ask(queries.letters, None, "agreement:3")
    assert (row.id, row.words, row.client) == (letter, "Printed Mar 11", "Kestrel Machine & Tool")


def test_a_draft_is_thrown_away_and_brought_back(store: Store, sample: Sample) -> None:
    letter = store.do(actions.write_letter, sample.kestrel, NAME)
    store.do(actions.discard_letter, letter)
    assert store.ask(queries.letters, sample.kestrel) == []
    store.undo()
    assert len(store.ask(queries.letters, sample.kestrel)) == 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"subject": " "}, "subject"), ({"body": "\n"}, "body"), ({"addressee": ""}, "addressee")],
)
def test_what_a_letter_needs(
    store: Store, sample: Sample, changes: dict[str, str], field: str
) -> None:
    letter = store.do(actions.write_letter, sample.kestrel, NAME)
    with pytest.raises(UserError) as caught:
        store.do(actions.edit_letter, letter, 1, changes)
    assert caught.value.field == field


def test_what_the_books_know_by_themselves(store: Store, sample: Sample) -> None:
    known = store.ask(queries.fields_of, sample.brightwater, sample.dana)
    assert known["client.first_name"] == "Ines"
    assert known["client.plan"] == "Gold"
    assert known["shop.hours"] == "Monday to Friday, 8:00 am to 5:00 pm"
    assert known["shop.after_hours"] == "twice the usual rate, $330.00 an hour"
    assert known["person.name"] == "Dana Whitlock"
    assert known["today"] == "March 11, 2026"
