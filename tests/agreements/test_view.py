"""The Agreements tab as somebody at the keyboard meets it."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mspdesk.agreements import actions, queries
from mspdesk.agreements.printables import AGREEMENT
from mspdesk.agreements.rules import State
from mspdesk.agreements.view import AgreementsView
from mspdesk.agreements.view.screen import _groups
from mspdesk.agreements.view.sheets import SheetPage
from mspdesk.catalog.models import PlanCell, PlanPrice, PlanRow, PlanTier, PricingGrid
from mspdesk.database.store import Store
from mspdesk.desk.area import Place
from mspdesk.desk.desk import Desk
from mspdesk.money import USD
from mspdesk.widgets import theme
from mspdesk.widgets.buttons import Button
from mspdesk.widgets.form import Form
from tests.sample import Sample

from .made import GOLD, START, draft, held, sheet, signed, with_sheet

pytestmark = pytest.mark.usefixtures("clock")
TODAY = date(2026, 3, 11)


@pytest.fixture
def view(desk: Desk, qtbot: QtBot, qapp: QApplication) -> AgreementsView:
    """The tab in a window of its own."""
    theme.apply(qapp, "light", 100)
    made = AgreementsView(desk)
    qtbot.addWidget(made)
    made.resize(1140, 840)
    made.show()
    qtbot.waitExposed(made)
    return made


def move(view: AgreementsView) -> Form:
    """The form of the step that is open."""
    form = view.page.move_form
    assert form is not None
    return form


def notices(view: AgreementsView) -> list[str]:
    """The titles of what waits for somebody."""
    return view.page.waiting.titles()


def grid(store: Store) -> None:
    """Three plans with prices and two rows."""
    with store.step("Prepare") as session:
        made = PricingGrid(revision=6, state="current", effective_on=date(2026, 1, 1))
        session.add(made)
        session.flush()
        rows = [
            PlanRow(grid_id=made.id, position=n, text=text)
            for n, text in enumerate(("Monitoring and updates", "On site, business hours"))
        ]
        session.add_all(rows)
        session.flush()
        cells = {
            "silver": (("yes", ""), ("no", "")),
            "gold": (("yes", ""), ("words", "4 h a month, then $150")),
            "platinum": (("yes", ""), ("yes", "")),
        }
        for n, (code, price) in enumerate((("silver", 30), ("gold", 65), ("platinum", 105))):
            tier = PlanTier(grid_id=made.id, code=code, name=code.capitalize(), position=n)
            session.add(tier)
            session.flush()
            session.add(PlanPrice(tier_id=tier.id, unit="workstation", price=price * 100))
            for row, (said, words) in zip(rows, cells[code], strict=True):
                session.add(PlanCell(row_id=row.id, tier_id=tier.id, included=said, words=words))


def test_the_first_sight_is_the_agreement_that_runs(view: AgreementsView, sample: Sample) -> None:
    assert view.picker.headings() == ["Current", "No agreement, hourly"]
    assert view.picker.selected_key() == ("agreement", sample.gold)
    assert view.page.head.title() == "Brightwater Veterinary"
    assert view.page.term.bar.story() == ("Today, month 6 of 12. Notice by Aug 31, ends Sep 30")
    assert view.page.pay.sum.text() == "$1,485.00 a month"
    assert view.page.main_button.words() == "Prepare renewal"
    assert notices(view) == ["Not billed here"]
    front = view.client_in_front()
    assert front is not None
    assert (front.client_id, front.client) == (sample.brightwater, "Brightwater Veterinary")


def test_the_plans_stand_side_by_side_with_the_clients_tinted(
    view: AgreementsView, sqlite_store: Store, sample: Sample
) -> None:
    grid(sqlite_store)
    row = held(sqlite_store, sample.gold)
    sqlite_store.do(actions.edit_agreement, row.id, row.version, {"tier": "gold"})
    compared = view.page.plans.comparison
    assert compared.isVisible()
    assert [(one.name, one.price, one.tag) for one in compared.offers()] == [
        ("Silver", "$30", ""),
        ("Gold", "$65", "This client"),
        ("Platinum", "$105", ""),
    ]
    assert [one.cells for one in compared.rows()] == [
        (True, True, True),
        (False, "4 h a month, then $150", True),
    ]
    assert "On site, business hours 4 h a month, then $150" in compared.story()


def test_an_agreement_is_written_sent_signed_and_billed_by_its_forms(
    view: AgreementsView, sqlite_store: Store, sample: Sample
) -> None:
    view.show_place(Place("agreements", do="new", about={"client_id": sample.kestrel}))
    form = view.form.form if view.form else None
    assert form is not None
    form.entry("plan").set_value("Gold")
    form.entry("start_on").set_value(START)
    form.entry("end_on").set_value(date(2026, 1, 1))
    assert not form.submit()
    assert form.error("end_on") == "The last day cannot be before the first."
    form.entry("end_on").set_value(date(2027, 3, 31))
    form.entry("target_1").set_value(60)
    assert form.submit(), form.error()
    row = view.page.held
    assert row is not None
    assert (row.state, row.plan, row.auto_renew, row.periods_ahead) == ("draft", "Gold", True, 3)
    assert notices(view) == ["Have a lawyer read this"]
    assert view.page.facts.facts._values["from"] == "Apr 1, 2026, once signed"

    view.page.new_sheet()
    over = view.page.over
    assert isinstance(over, SheetPage)
    for text, quantity, price in GOLD:
        over.edit_line(None)
        line = over.line_form
        assert line is not None
        values = {"text": text, "quantity": quantity, "price": price}
        for name, value in values.items():
            line.entry(name).set_value(value)
        assert line.submit(), line.error()
    assert over.table.column("monthly") == ["$250.00", "$600.00"]
    view.page.back()

    view.page.main_button.click()
    move(view).entry("waiver").set_value("Same words as A0001")
    assert move(view).submit(), move(view).error()
    view.page.main_button.click()
    assert not move(view).submit()
    move(view).entry("signer_theirs").set_value("Marta Kestrel")
    assert move(view).submit(), move(view).error()
    row = view.page.held
    assert row is not None
    assert (row.state, row.bill_from) == ("active", START)
    assert view.page.facts.facts._values["from"] == "Apr 1, 2026"
    assert view.page.pay.table.column("monthly") == ["$250.00", "$600.00"]
    assert view.page.pay.sum.text() == "$850.00 a month"
    assert ("agreement", row.id) in view.picker.keys()  # noqa: SIM118 -- no mapping


def test_a_sheet_is_neither_saved_nor_accepted_over_somebody_elses_words(
    desk: Desk, sqlite_store: Store, sample: Sample, qtbot: QtBot
) -> None:
    made = with_sheet(sqlite_store, sample.gold)

    def theirs(changes: dict[str, str]) -> None:
        sqlite_store.do(actions.edit_sheet, made, sheet(sqlite_store, made).version, changes)

    page = SheetPage(desk, made, lambda: None, lambda _: None)
    qtbot.addWidget(page)
    page.show()
    form, accept = page.form, page.accept
    assert form is not None
    assert accept is not None
    theirs({"title": "Silver"})
    # Nothing was typed here yet.
    assert form.entry("title").text() == "Silver"
    form.entry("words").set_value("On site on Mondays")
    theirs({"title": "Bronze"})
    accept.entry("accepted_by").set_value("Tom Kessel")
    assert not accept.submit()
    assert "title" in accept.error()
    assert not form.submit()
    assert form.entry("title").text() == "Bronze"
    assert sheet(sqlite_store, made).words == ""
    assert form.submit(), form.error()
    assert accept.submit(), accept.error()
    now = sheet(sqlite_store, made)
    assert (now.title, now.words) == ("Bronze", "On site on Mondays")
    assert now.state != "draft"


def test_a_half_typed_agreement_is_not_lost(view: AgreementsView, sample: Sample) -> None:
    view.begin_new(sample.kestrel)
    assert view.form is not None
    view.form.form.entry("plan").set_value("Sil")
    view.picker.select(("agreement", sample.gold))
    assert view.form is not None
    assert view.form.form.entry("plan").text() == "Sil"


def test_the_renewal_is_prepared_and_opened(
    view: AgreementsView, sqlite_store: Store, sample: Sample
) -> None:
    view.page.main_button.click()
    move(view).entry("percent").set_value(50_000)
    assert move(view).submit(), move(view).error()
    row = view.page.held
    assert row is not None
    assert (row.renews_id, row.state) == (sample.gold, "draft")
    assert "It renews A0001" in notices(view)
    view.show_place(Place("agreements", sample.gold))
    assert view.page.main_button.words() == f"Open {row.number}"


def test_prices_are_planned_and_announced_from_the_page(
    view: AgreementsView, sqlite_store: Store, sample: Sample
) -> None:
    view.show_place(Place("agreements", sample.gold, do="raise"))
    form = move(view)
    form.entry("percent").set_value(50_001)
    assert not form.submit()
    assert "two decimals" in form.error("percent")
    form.entry("percent").set_value(50_000)
    form.entry("effective_on").set_value(date(2026, 4, 1))
    assert not form.submit()
    assert "30 days ahead" in form.error("effective_on")
    form.entry("effective_on").set_value(date(2026, 5, 1))
    assert form.submit(), form.error()
    assert "New prices are planned from May 1, 2026" in notices(view)
    (planned,) = sqlite_store.ask(queries.raises_of, sample.gold)
    view.page._desk.attempt(actions.announce_raise, planned.id, planned.version)
    assert "New prices hold from May 1, 2026" in notices(view)


def test_a_signed_copy_is_attached_from_a_file(
    view: AgreementsView, sqlite_store: Store, sample: Sample, tmp_path: Path
) -> None:
    paper = tmp_path / "signed.pdf"
    view.show_place(Place("agreements", sample.gold, do="attach"))
    move(view).entry("file").set_value(paper)
    assert not move(view).submit()
    assert "cannot be read" in move(view).error("file")
    paper.write_bytes(b"%PDF-1.4")
    assert move(view).submit(), move(view).error()
    assert "signed.pdf" in view.page.history.table.column("words")


def test_enter_goes_from_the_list_to_the_page_and_esc_closes_a_form(
    view: AgreementsView, sample: Sample
) -> None:
    view.picker.rows.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(view.picker.rows, Qt.Key.Key_Return)
    focus = QApplication.focusWidget()
    assert focus is not None
    assert view.page.isAncestorOf(focus)
    view.page.begin("notice")
    QTest.keyClick(QApplication.focusWidget() or view, Qt.Key.Key_Escape)
    assert view.page.move_form is None


def test_ctrl_p_prints_the_agreement(view: AgreementsView, desk: Desk, sample: Sample) -> None:
    asked: list[tuple[Any, Any, str]] = []
    desk.asked_to_print.connect(lambda *what: asked.append(what))
    view.print_shown()
    assert asked == [(AGREEMENT, sample.gold, "Agreement A0001")]


def test_every_agreement_is_exported_with_its_client(
    view: AgreementsView, desk: Desk, sqlite_store: Store, sample: Sample
) -> None:
    draft(sqlite_store, sample.kestrel)
    asked: list[tuple[str, Any, Any]] = []
    desk.asked_to_export.connect(lambda *what: asked.append(what))
    view.export_list()
    ((title, columns, rows),) = asked
    shown = [{column.title: column.value(row) for column in columns} for row in rows]
    assert title == "Agreements"
    assert [(one["Client"], one["State"], one["Monthly"]) for one in shown] == [
        ("Brightwater Veterinary", "Active", 148_500),
        ("Kestrel Machine & Tool", "Draft", 0),
    ]


def test_the_print_menu_names_every_sheet(
    view: AgreementsView, sqlite_store: Store, sample: Sample
) -> None:
    with_sheet(sqlite_store, sample.gold)
    names = [entry[0] for entry in view.page.papers() if entry]
    assert names == ["Agreement", "Plan sheet 1", "Price sheet"]


def test_billing_is_begun_where_it_is_known_what_was_billed(
    view: AgreementsView, desk: Desk, sample: Sample
) -> None:
    asked: list[Place] = []
    desk.asked_to_go.connect(asked.append)
    press = next(b for b in view.findChildren(Button) if b.words() == "Begin billing here")
    press.click()
    steps = dict(entry for entry in view.page.more() if entry is not None)
    steps["Begin billing here"]()
    assert asked == [Place("billing", sample.gold, "agreements")] * 2


@pytest.mark.parametrize("state", [State.DRAFT, State.LEGAL_REVIEW, State.SENT, State.ACTIVE])
def test_every_step_of_the_menu_can_be_taken(
    view: AgreementsView, sqlite_store: Store, sample: Sample, state: State
) -> None:
    made = draft(sqlite_store, sample.kestrel)
    if state is State.LEGAL_REVIEW:
        sqlite_store.do(actions.to_legal_review, made, held(sqlite_store, made).version)
    elif state is State.SENT:
        row = held(sqlite_store, made)
        sqlite_store.do(actions.send, made, row.version, TODAY, TODAY)
    elif state is State.ACTIVE:
        made = signed(sqlite_store, sample.kestrel)
    view.show_place(Place("agreements", made))
    steps = [entry for entry in view.page.more() if entry is not None]
    assert len(steps) > 4
    for words, act in steps:
        if words.startswith(("Drop", "Back to", "Take it back", "Give to", "Let it end")):
            continue
        act()
        view.page.put_away()
        view.page.back()
    assert view.page.held is not None


def test_a_client_without_an_agreement_is_offered_one(view: AgreementsView, sample: Sample) -> None:
    view.picker.select(("client", sample.kestrel))
    assert view._hourly.isVisible()
    assert view._hourly.words()[0] == "Kestrel Machine & Tool has no agreement"
    front = view.client_in_front()
    assert front is not None
    assert (front.client_id, front.client) == (sample.kestrel, "Kestrel Machine & Tool")
    view._new()
    assert view.form is not None
    assert view.form._client.text() == "Kestrel Machine & Tool"


def test_a_block_stands_with_its_rate_and_hours_and_leads_to_its_page(
    view: AgreementsView, sqlite_store: Store, sample: Sample
) -> None:
    begun = {"bucket": "block", "monthly_fee": 75_000, "included_minutes": 300}
    made = signed(sqlite_store, sample.oldmill, "block", **begun)
    assert view.picker.headings() == ["Current", "No agreement, hourly"]
    seen = sqlite_store.ask(queries.overview)
    current, hourly = _groups(seen, USD)
    assert (current.right, hourly.right) == ("1, $1,485 a month", "2")
    assert [(one.key, one.title, one.text, one.right_top) for one in hourly.picks] == [
        (("client", sample.kestrel), "Kestrel Machine & Tool", "Hourly", "$165/h"),
        (("agreement", made), "Old Mill Brewing", "Prepaid 0.00 h", "$165/h"),
    ]
    view.picker.select(("agreement", made))
    assert view.page.held is not None
    assert view.page.held.id == made


def test_the_tab_of_a_shop_without_clients_says_what_it_is_for(
    bare_view: AgreementsView,
) -> None:
    assert bare_view._empty.isVisible()
    assert bare_view._empty.words()[0] == "No agreements yet"


@pytest.fixture
def bare_view(
    sqlite_store: Store, sample: Sample, desk: Desk, qtbot: QtBot, qapp: QApplication
) -> AgreementsView:
    """The tab where nobody is worked for and nothing is agreed."""
    from mspdesk.clients.models import Client

    with sqlite_store.step("Prepare") as session:
        for client in (sample.kestrel, sample.brightwater, sample.oldmill):
            session.get_one(Client, client).status = "former"
        from mspdesk.agreements.models import Agreement

        session.delete(session.get_one(Agreement, sample.gold))
    made = AgreementsView(desk)
    qtbot.addWidget(made)
    made.show()
    return made


def facts(view: AgreementsView) -> set[str]:
    """What the card of facts says something about."""
    return set(view.page.facts.facts._values)


@pytest.mark.parametrize(
    ("kind", "paid", "said", "not_said"),
    [
        ("nda", "", {"kind", "review"}, {"rate", "pays", "notice", "targets", "from"}),
        ("contractor", "", {"rate", "notice", "terms"}, {"trip", "from", "targets"}),
        ("hourly", "Work is billed as it is done.", {"rate", "trip", "targets"}, {"hours"}),
        ("project", "The price stands on its sheet.", {"rate", "pays"}, {"renewal", "targets"}),
        ("block", "10.00 h for $1,500.00", {"hours", "notice"}, {"setup"}),
    ],
)
def test_the_page_shows_what_its_kind_is_about(
    view: AgreementsView,
    sqlite_store: Store,
    sample: Sample,
    kind: str,
    paid: str,
    said: set[str],
    not_said: set[str],
) -> None:
    more: dict[str, Any] = {"plan": "", "end_on": None}
    if kind == "block":
        more |= {"bucket": "block", "included_minutes": 600, "monthly_fee": 150_000}
    if kind == "contractor":
        more |= {"person_id": sample.marcus}
    made = draft(sqlite_store, sample.kestrel, kind, **more)
    view.show_place(Place("agreements", made))
    assert view.page.pay.isVisible() == bool(paid)
    assert paid in view.page.pay.none.text()
    assert said <= facts(view)
    assert not not_said & facts(view)
