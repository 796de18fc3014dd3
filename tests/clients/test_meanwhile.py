"""Somebody else changes a record while a form of it is open: who, what, and what becomes of it."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mspdesk.clients import actions, queries
from mspdesk.clients.models import Client, Site
from mspdesk.clients.view.forms import ClientForm, SiteForm
from mspdesk.database.stale import as_seen, touch
from mspdesk.database.store import Store
from mspdesk.desk.desk import Desk
from mspdesk.errors import Conflict
from mspdesk.people.models import Wage
from mspdesk.people.queries import name_of
from tests.sample import Sample

pytestmark = pytest.mark.usefixtures("clock")

Key = Qt.Key


def by_marcus(store: Store, shop: Sample, client_id: int, **changes: object) -> None:
    """Marcus changes a client, at another computer."""
    before, store.person_id = store.person_id, shop.marcus
    store.do(actions.edit_client, client_id, version(store, client_id), changes)
    store.person_id = before


def held(store: Store, client_id: int) -> queries.ClientDetail:
    """A client as it stands."""
    found = store.ask(queries.client, client_id)
    assert found is not None
    return found


def version(store: Store, client_id: int) -> int:
    """The version a client has now."""
    return held(store, client_id).version


def saved(store: Store, client_id: int, seen: int) -> None:
    """Save over what was seen."""
    store.do(actions.edit_client, client_id, seen, {"city": "Mine"})


def test_the_second_writer_hears_who_changed_what_field_by_field(
    store: Store, shop: Sample
) -> None:
    store.name_person = name_of
    seen = version(store, shop.kestrel)
    was = held(store, shop.kestrel)
    by_marcus(store, shop, shop.kestrel, city="Troy", terms_days=21)
    by_marcus(store, shop, shop.kestrel, city="Utica", primary_person_id=shop.priya)
    with pytest.raises(Conflict) as caught:
        saved(store, shop.kestrel, seen)
    error = caught.value
    assert error.text.startswith(
        "Marcus Oduya changed the city, terms days and primary person of this client at "
    )
    moved = {one.column: one for one in error.moved}
    assert (moved["city"].was, moved["city"].now) == (was.city, "Utica")
    assert (moved["terms_days"].was, moved["terms_days"].now) == (was.terms_days, 21)
    assert moved["primary_person_id"].now_words == store.ask(name_of, shop.priya)
    assert {one.who for one in error.moved} == {"Marcus Oduya"}
    # Whoever was shown this may save over it, but not over what comes after.
    with error.shown():
        saved(store, shop.kestrel, seen)
        by_marcus(store, shop, shop.kestrel, city="Olean")
        with pytest.raises(Conflict) as later:
            saved(store, shop.kestrel, seen)
    assert [one.column for one in later.value.moved] == ["city"]
    with pytest.raises(Conflict):
        saved(store, shop.kestrel, seen)


def test_private_values_parts_and_a_deleted_record_are_told(store: Store, shop: Sample) -> None:
    with store.step("Set up") as session:
        wage = Wage(person_id=shop.marcus, from_on=date(2026, 1, 1), per_hour=4_200)
        site = Site(client_id=shop.kestrel, name="Annex", city="Troy")
        session.add_all([wage, site])
        session.flush()
        wage_id, site_id = wage.id, site.id
    seen = version(store, shop.kestrel)
    with store.step("Both") as session:
        session.get_one(Wage, wage_id).per_hour = 4_300
        session.get_one(Site, site_id).city = "Utica"
        touch(session.get_one(Client, shop.kestrel))
    with pytest.raises(Conflict) as caught, store.step("Mine") as session:
        as_seen(session, Wage, wage_id, 1)
    (private,) = caught.value.moved
    assert private.private
    assert (private.was, private.was_words, private.now_words) == (None, "", "")
    assert "per_hour" not in caught.value.theirs
    assert "43" not in caught.value.text
    with pytest.raises(Conflict) as caught:
        saved(store, shop.kestrel, seen)
    assert caught.value.parts == ("site: city Troy to Utica",)
    with store.step("Away") as session:
        session.delete(session.get_one(Site, site_id))
    with pytest.raises(Conflict, match="deleted this site") as caught:
        store.do(actions.edit_site, site_id, 2, {"city": "Mine"})
    assert caught.value.gone


def test_a_form_shows_it_takes_theirs_where_nothing_was_typed_and_asks_for_the_rest(
    qtbot: QtBot, store: Store, shop: Sample
) -> None:
    store.name_person = name_of
    store.do(
        actions.edit_client,
        shop.kestrel,
        version(store, shop.kestrel),
        {"city": "Troy", "phone": "1", "website": "old.example"},
    )
    page = ClientForm(
        Desk(store), on_done=lambda _id: None, on_cancel=lambda: None, client_id=shop.kestrel
    )
    qtbot.addWidget(page)
    page.resize(1000, 800)
    page.show()
    form = page.form

    def typed(name: str, words: str) -> None:
        field = form.entry(name).field
        field.setFocus()
        QTest.keyClick(field, Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClicks(field, words)

    typed("city", "Ithaca")
    typed("phone", "2")
    typed("plan", "Gold")
    by_marcus(store, shop, shop.kestrel, city="Utica", phone="3", website="new.example")
    QTest.keyClick(form.save_button, Key.Key_Return)
    assert form.meanwhile is not None
    said = form.meanwhile.words()
    assert said.startswith("Marcus Oduya changed the city, phone and website of this client at ")
    assert "Web site is Marcus Oduya's now: new.example." in said
    assert "it was Troy, Marcus Oduya wrote Utica, you typed Ithaca." in said
    assert form.entry("city").text() == "Ithaca"
    assert form.entry("plan").text() == "Gold"
    # The keyboard is on the first choice: Enter takes theirs, Enter again puts mine back.
    for stands in ("Utica", "Ithaca", "Utica"):
        assert page.focusWidget() is form.meanwhile.choices[0].button
        QTest.keyClick(page.focusWidget(), Key.Key_Return)
        assert form.entry("city").text() == stands
    # Changed once more, theirs that was taken follows, and what was typed is asked about again.
    by_marcus(store, shop, shop.kestrel, city="Olean", phone="4")
    QTest.keyClick(form.save_button, Key.Key_Return)
    assert "Phone: it was 3, Marcus Oduya wrote 4, you typed 2." in form.meanwhile.words()
    assert form.entry("city").text() == "Olean"
    QTest.keyClick(form.save_button, Key.Key_Return)
    now = held(store, shop.kestrel)
    assert (now.city, now.phone, now.website, now.plan) == ("Olean", "2", "new.example", "Gold")
    assert form.meanwhile.isHidden()
    assert not form.dirty()


def test_a_form_of_a_record_that_is_gone_keeps_what_was_typed(
    qtbot: QtBot, store: Store, shop: Sample
) -> None:
    site_id = store.do(actions.add_site, shop.kestrel, {"name": "Annex"})
    (row,) = [one for one in store.ask(queries.sites, shop.kestrel) if one.id == site_id]
    page = SiteForm(Desk(store), shop.kestrel, row, on_done=print, on_cancel=lambda: None)
    qtbot.addWidget(page)
    page.show()
    page.form.entry("city").set_value("Ithaca")
    with store.step("Away") as session:
        session.delete(session.get_one(Site, site_id))
    assert not page.form.submit()
    assert "deleted this site" in page.form.error()
    assert "What you typed stays here" in page.form.error()
    assert page.form.entry("city").text() == "Ithaca"
