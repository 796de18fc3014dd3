"""The form of an agreement asks for what its kind needs, and keeps what was typed for another."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mspdesk.agreements import actions, queries, rules
from mspdesk.agreements.view.forms import AgreementForm
from mspdesk.agreements.view.kinds import NOTHING, Chosen, asked
from mspdesk.clients.queries import client
from mspdesk.database.store import Store
from mspdesk.desk.desk import Desk
from mspdesk.widgets import theme
from mspdesk.widgets.form import FieldBox
from mspdesk.widgets.safe import Label
from tests.sample import Sample

from .made import draft, held

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture(autouse=True)
def looks(qapp: QApplication) -> None:
    """The looks of a window."""
    theme.apply(qapp, "light", 100)


def opened(desk: Desk, qtbot: QtBot, agreement_id: int | None = None) -> AgreementForm:
    """The form in a window: a new agreement, or one that is."""
    row = desk.ask(queries.agreement, agreement_id) if agreement_id else None
    made = AgreementForm(desk, row, lambda _id: None, lambda: None)
    qtbot.addWidget(made)
    made.resize(900, 900)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def choose(form: AgreementForm, **values: object) -> None:
    """Choose or type into some fields."""
    for name, value in values.items():
        form.form.entry(name).set_value(value)


@pytest.mark.parametrize(
    ("kind", "has", "has_not", "most"),
    [
        ("managed", {"plan", "tier", "monthly_fee", "every", "target_1"}, {"title"}, 40),
        ("hourly", {"rate", "target_1", "terms_days"}, {"plan", "tier", "monthly_fee"}, 30),
        ("block", {"included_minutes", "monthly_fee", "overage_rate"}, {"tier", "every"}, 36),
        ("project", {"title", "setup_fee", "rate"}, {"auto_renew", "target_1", "plan"}, 24),
        ("contractor", {"person_id", "rate", "notice_days"}, {"bill_from", "target_1"}, 18),
        ("nda", {"client_id", "signer_theirs"}, {"rate", "end_on", "payment_type"}, 11),
    ],
)
def test_a_kind_asks_for_what_it_needs(
    desk: Desk, qtbot: QtBot, kind: str, has: set[str], has_not: set[str], most: int
) -> None:
    form = opened(desk, qtbot)
    choose(form, kind=kind)
    shown = set(form.form.shown())
    assert has <= shown
    assert not has_not & shown
    assert len(shown) <= most


def test_sections_without_fields_are_not_headed(desk: Desk, qtbot: QtBot) -> None:
    form = opened(desk, qtbot)
    choose(form, kind="nda")
    headings = [one.text() for one in form.findChildren(Label) if one.isVisible()]
    assert "What is agreed" in headings
    for gone in ("Payment", "Hours paid ahead", "Work", "Renewal and end", "First answer"):
        assert gone not in headings
    choose(form, kind="managed")
    headings = [one.text() for one in form.findChildren(Label) if one.isVisible()]
    assert headings.index("Payment") < headings.index("Work") < headings.index("First answer")


def test_nothing_typed_is_lost_between_kinds(desk: Desk, qtbot: QtBot, sample: Sample) -> None:
    form = opened(desk, qtbot)
    form.begin_for(sample.kestrel)
    typed = {"plan": "Gold", "rate": 15_000, "target_2": 240, "setup_fee": 50_000}
    choose(form, **typed, end_on=date(2027, 6, 30))
    before = form.form.values()
    for kind in [*rules.KINDS, "managed"]:
        choose(form, kind=kind)
    assert form.form.values() == before
    assert {name: before[name] for name in typed} == typed


def test_what_is_usual_follows_the_kind_until_somebody_types(desk: Desk, qtbot: QtBot) -> None:
    form = opened(desk, qtbot)
    entry = form.form.entry
    assert entry("end_on").value() == date(2027, 3, 31)
    choose(form, kind="hourly")
    assert entry("end_on").value() is None
    assert "auto_renew" not in form.form.shown()
    choose(form, kind="block")
    assert entry("bucket").value() == "block"
    assert entry("end_on").value() == date(2027, 3, 31)
    assert "auto_renew" in form.form.shown()
    choose(form, bucket="month")
    choose(form, kind="managed")
    assert entry("bucket").value() == "month"
    entry("start_on").set_value(date(2026, 7, 1))
    entry("start_on").left.emit()
    assert entry("end_on").value() == date(2027, 6, 30)
    choose(form, end_on=date(2026, 12, 31), start_on=date(2026, 8, 1))
    entry("start_on").left.emit()
    assert entry("end_on").value() == date(2026, 12, 31)
    choose(form, kind="nda")
    choose(form, kind="managed")
    assert entry("end_on").value() == date(2026, 12, 31)


def test_hours_paid_ahead_ask_more_step_by_step(desk: Desk, qtbot: QtBot) -> None:
    form = opened(desk, qtbot)
    assert "included_minutes" not in form.form.shown()
    choose(form, bucket="month")
    assert {"included_minutes", "rollover"} <= set(form.form.shown())
    assert "rollover_months" not in form.form.shown()
    choose(form, rollover="cap")
    assert {"rollover_minutes", "rollover_months"} <= set(form.form.shown())
    choose(form, kind="block", bucket="block")
    assert "rollover" not in form.form.shown()
    box = form.form.box("rollover_months")
    assert box.field.label == "To be used within"
    assert form.form.box("monthly_fee").field.label == "Price of the block"


def test_an_nda_is_written_down_with_three_fields(
    desk: Desk, qtbot: QtBot, sample: Sample, sqlite_store: Store
) -> None:
    form = opened(desk, qtbot)
    form.begin_for(sample.kestrel)
    choose(form, plan="Gold", monthly_fee=10_000, target_1=60)
    choose(form, kind="nda")
    assert form.form.submit(), form.form.error()
    made = [
        row for row in sqlite_store.ask(queries.agreements_of, sample.kestrel) if row.kind == "nda"
    ]
    row = made[0]
    assert (row.plan, row.monthly_fee, row.end_on, row.auto_renew) == ("", 0, None, False)
    assert sqlite_store.ask(queries.targets_of, row.id) == {}
    assert (row.term_months, row.notice_days, row.days_before) == (12, 30, 10)


def test_one_signed_already_asks_for_the_day(desk: Desk, qtbot: QtBot) -> None:
    form = opened(desk, qtbot)
    assert "signed_on" not in form.form.shown()
    choose(form, state="active")
    assert "signed_on" in form.form.shown()


def test_a_record_shows_what_it_says_whatever_its_kind(
    desk: Desk, qtbot: QtBot, sample: Sample, sqlite_store: Store
) -> None:
    made = draft(sqlite_store, sample.kestrel, "hourly", monthly_fee=9_900, plan="Care")
    form = opened(desk, qtbot, made)
    assert {"monthly_fee", "plan"} <= set(form.form.shown())
    assert "tier" not in form.form.shown()
    choose(form, kind="nda")
    assert "monthly_fee" not in form.form.shown()
    choose(form, kind="hourly")
    assert form.form.entry("monthly_fee").value() == 9_900
    assert form.form.submit(), form.form.error()
    assert held(sqlite_store, made).monthly_fee == 9_900


def test_what_another_kind_asked_for_is_not_billed_after_a_change(
    desk: Desk, qtbot: QtBot, sample: Sample, sqlite_store: Store
) -> None:
    made = draft(
        sqlite_store, sample.kestrel, monthly_fee=85_000, bucket="month", included_minutes=240
    )
    sqlite_store.do(actions.set_targets, made, {1: 60})
    form = opened(desk, qtbot, made)
    choose(form, kind="hourly")
    assert form.form.submit(), form.form.error()
    row = held(sqlite_store, made)
    assert (row.kind, row.monthly_fee, row.bucket, row.included_minutes) == ("hourly", 0, "", 0)
    assert sqlite_store.ask(queries.targets_of, made) == {1: 60}


def test_the_tab_key_follows_what_is_shown(desk: Desk, qtbot: QtBot) -> None:
    form = opened(desk, qtbot)
    choose(form, kind="contractor")
    QApplication.processEvents()
    form.focus_first()
    came: list[str] = []
    for _ in form.form.shown():
        focus = QApplication.focusWidget()
        assert focus is not None
        came.append(focus.accessibleName())
        QTest.keyClick(focus, Qt.Key.Key_Tab)
    assert came == [form.form.box(name).field.label for name in form.form.shown()]
    tops = [box.mapTo(form, box.rect().topLeft()).y() for box in boxes(form)]
    assert tops == sorted(tops)


def boxes(form: AgreementForm) -> list[FieldBox]:
    """The fields in sight."""
    return [form.form.box(name) for name in form.form.shown()]


def test_every_field_of_the_form_is_asked_for_by_some_kind(desk: Desk, qtbot: QtBot) -> None:
    form = opened(desk, qtbot)
    every = {
        name
        for kind in rules.KINDS
        for bucket in rules.BUCKETS
        for rollover in rules.ROLLOVERS
        for name in asked(Chosen(kind, bucket, rollover, runs=True))
    }
    assert set(form.form.names()) == every
    always = asked(Chosen("nda", ends=False, runs=True))
    assert every - always == set(NOTHING)


def test_a_client_that_is_given_stands_in_the_form(
    desk: Desk, qtbot: QtBot, sample: Sample, sqlite_store: Store
) -> None:
    form = opened(desk, qtbot)
    form.begin_for(sample.kestrel)
    found = sqlite_store.ask(client, sample.kestrel)
    assert found is not None
    assert form.form.entry("client_id").text() == found.name
    assert not form.form.dirty()
