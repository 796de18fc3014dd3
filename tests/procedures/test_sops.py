"""Procedures from draft to retired: guards, revisions, reading, exceptions, shipped updates."""

from datetime import date, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from mspdesk import dates
from mspdesk.database.store import Store
from mspdesk.errors import Conflict, UserError
from mspdesk.exchange.shelf import Shelf
from mspdesk.procedures.actions import rollouts, sops
from mspdesk.procedures.models import Sop as SopRow
from mspdesk.procedures.models import SopRevision
from mspdesk.procedures.queries import kept
from mspdesk.procedures.queries import rollouts as rollout_queries
from mspdesk.procedures.queries import sops as queries
from mspdesk.procedures.queries.sops import SopPage
from mspdesk.procedures.rules.sop import Sop, read, write
from tests.procedures.conftest import Written, written


def page(store: Store, code: str) -> SopPage:
    return store.ask(queries.sop_page, code)


def test_a_procedure_is_taught_then_put_in_force_and_read_over(store: Store, made: Written) -> None:
    code = made.code
    before = page(store, code)
    assert (before.row.state, before.row.revision, before.words.title) == (
        "draft",
        0,
        "Handing a call on",
    )
    with pytest.raises(UserError, match="Teach it first"):
        store.do(sops.go_live, code)
    with pytest.raises(UserError, match="nothing to acknowledge"):
        store.do(sops.acknowledge, code, made.oskar)
    store.do(sops.start_training, code, "First time")
    store.do(sops.acknowledge, code, made.oskar)
    store.do(sops.acknowledge, code, made.oskar)
    taught = page(store, code)
    assert (taught.row.state, taught.row.revision, taught.draft) == ("training", 1, None)
    assert [one.on is not None for one in taught.readers].count(True) == 1
    store.do(sops.go_live, code)
    live = page(store, code).row
    assert (live.state, live.effective_on, live.review_by) == (
        "live",
        dates.today(),
        dates.add_months(dates.today(), 12),
    )
    assert [one.note for one in page(store, code).revisions] == ["First time"]
    with pytest.raises(UserError, match="nothing changed"):
        store.do(sops.go_live, code)
    assert store.ask(queries.review_due) == []
    with dates.frozen(datetime(2027, 6, 1, 9)):
        assert [row.code for row in store.ask(queries.review_due)] == [code]
        store.do(sops.reviewed, code)
        assert store.ask(queries.review_due) == []
        assert page(store, code).row.review_by == date(2028, 6, 1)


def test_a_draft_of_something_live_changes_nothing_until_it_is_put_in_force(
    store: Store, made: Written
) -> None:
    code = made.code
    store.do(sops.start_training, code)
    store.do(sops.acknowledge, code, made.oskar)
    store.do(sops.go_live, code)
    force = page(store, code).words
    longer = written(force, body=f"{force.body}\n\n4. Thank them.", title="Passing a call on")
    version = store.do(sops.save_draft, code, longer)
    held = page(store, code)
    assert (held.words, held.row.title, held.row.writing) == (force, "Handing a call on", True)
    assert held.editing == longer
    with pytest.raises(Conflict):
        store.do(sops.save_draft, code, force, version - 1)
    store.do(sops.save_draft, code, force, version)
    assert page(store, code).draft is None
    store.do(sops.save_draft, code, longer)
    store.do(sops.drop_draft, code)
    assert page(store, code).draft is None
    store.do(sops.save_draft, code, longer)
    store.do(sops.go_live, code, note="Thanks at the end")
    now = page(store, code)
    assert (now.row.revision, now.row.title, now.words) == (2, "Passing a call on", longer)
    assert store.ask(queries.revision_words, now.row.id or 0, 1) == force
    # Whoever read the first has the second before them.
    oskar = next(one for one in now.readers if one.person_id == made.oskar)
    assert (oskar.on, oskar.earlier) == (None, 1)
    assert [row.code for row in store.ask(queries.to_read, made.oskar)] == [code]


def test_each_step_of_a_life_can_be_undone(store: Store, made: Written) -> None:
    before = page(store, made.code)
    store.do(sops.start_training, made.code)
    store.do(sops.go_live, made.code)
    store.undo()
    assert page(store, made.code).row.state == "training"
    store.undo()
    again = page(store, made.code)
    assert (again.row, again.draft) == (before.row, before.draft)
    store.redo()
    assert page(store, made.code).row.revision == 1


def test_a_revision_is_never_changed(store: Store, made: Written) -> None:
    store.do(sops.start_training, made.code)
    with pytest.raises(UserError, match="never changed"), store.step("Tamper") as session:
        session.scalars(select(SopRevision)).one().body = "other"


def test_a_text_that_lacks_something_is_not_taught(store: Store, made: Written) -> None:
    draft = page(store, made.code).editing
    for field, changes in (("purpose", {"purpose": ""}), ("audiences", {"audiences": ()})):
        store.do(sops.save_draft, made.code, written(draft, **changes))
        with pytest.raises(UserError) as refused:
            store.do(sops.start_training, made.code)
        assert refused.value.field == field
        # Nothing typed was lost by the refusal.
        assert page(store, made.code).editing == written(draft, **changes)
    with pytest.raises(UserError) as refused:
        store.do(sops.new_sop, "  ")
    assert refused.value.field == "title"
    assert store.do(sops.new_sop, "Handing a call on!") == "handing-a-call-on-2"


def test_going_live_without_somebody_needs_a_reason_that_is_kept(
    store: Store, made: Written
) -> None:
    code = made.code
    store.do(sops.start_training, code)
    store.do(rollouts.roll_out, code, "employees", [made.oskar, made.shop.marcus])
    store.do(sops.acknowledge, code, made.oskar)
    with pytest.raises(UserError, match="Marcus Oduya did not acknowledge") as refused:
        store.do(sops.go_live, code)
    assert refused.value.field == "reason"
    store.do(sops.go_live, code, "He is back on Monday.")
    kept = page(store, code).exceptions[0]
    assert kept.reason == "Live before Marcus Oduya acknowledged it. He is back on Monday."
    assert kept.approved_by == "Dana Whitlock"


def test_leaving_aside_is_kept_with_reason_and_approver(store: Store, made: Written) -> None:
    code, shop = made.code, made.shop
    early = date(2020, 1, 1)
    for field, reason, who, until in (
        ("reason", " ", shop.dana, None),
        ("approved_by", "Payroll", None, None),
        ("until", "Payroll", shop.dana, early),
    ):
        with pytest.raises(UserError) as refused:
            store.do(sops.log_exception, code, reason, who, until=until)
        assert refused.value.field == field
    store.do(sops.log_exception, code, "Payroll day", shop.dana, client_id=shop.kestrel)
    found = store.ask(kept.exceptions)
    assert [(one.sop, one.client, one.approved_by) for one in found] == [
        ("Handing a call on", "Kestrel Machine & Tool", "Dana Whitlock")
    ]


def test_retiring_ends_roll_outs_and_can_be_taken_back(store: Store, made: Written) -> None:
    code = made.code
    store.do(sops.start_training, code)
    store.do(rollouts.roll_out, code, "employees", [made.oskar])
    store.do(sops.back_to_draft, code)
    assert page(store, code).row.state == "draft"
    store.do(sops.retire, code)
    assert store.ask(rollout_queries.rollouts)[0].ended_on == dates.today()
    assert store.ask(queries.to_read, made.oskar) == []
    store.do(sops.back_to_draft, code)
    assert page(store, code).editing.body


def test_what_ships_is_listed_without_a_row_and_updates_are_only_offered(
    store: Store, made: Written
) -> None:
    code = "priorities-and-order"
    found = next(row for row in store.ask(queries.sops) if row.code == code)
    assert (found.id, found.state, found.shipped) == (None, "draft", True)
    own = page(store, code).words
    mine = written(own, body=f"{own.body}\n\nOurs.")
    store.do(sops.save_draft, code, mine)
    assert page(store, code).row.id is not None
    assert not page(store, code).row.update
    with pytest.raises(UserError, match="no newer text"):
        store.do(sops.take_update, code)
    _taken_from(store, code, written(own, title="An older title"))
    held = page(store, code)
    assert held.row.update
    assert held.editing == mine
    store.do(sops.decline_update, code)
    assert not page(store, code).row.update
    assert page(store, code).editing == mine
    store.undo()
    update = store.ask(queries.update_of, code)
    assert update is not None
    assert [(one.line, one.gone, one.new) for one in update.changes] == [
        ("An older title", True, False),
        (own.title, False, True),
    ]
    store.do(sops.take_update, code)
    # What the shop wrote stays, what we changed comes.
    assert page(store, code).editing == mine
    assert page(store, code).editing.title == own.title
    assert not page(store, code).row.update
    assert store.ask(queries.update_of, code) is None
    store.undo()
    assert page(store, code).editing == mine


def _taken_from(store: Store, code: str, older: Sop) -> None:
    """As if the shop had taken a procedure over from an earlier release."""
    with store.step("Earlier release") as session:
        row = session.scalars(select(SopRow).where(SopRow.code == code)).one()
        row.shipped = write(older)


def test_a_file_with_a_mistake_is_named_and_the_rest_stand(tmp_path: Path) -> None:
    good = write(Sop("calls", "Taking calls", ("clients",)))
    (tmp_path / "calls.toml").write_text(good, encoding="utf-8")
    (tmp_path / "again.toml").write_text(good, encoding="utf-8")
    (tmp_path / "bad.toml").write_text('code = "bad"\ntitle = "Bad"\nkind = "rule"\n')
    (tmp_path / "latin.toml").write_bytes(b'code = "\xe9"')
    shelf = Shelf(lambda: tmp_path, read)
    assert list(shelf.found()) == ["calls"]
    missing = 'audiences = ["clients", "employees", "vendors", "internal"]'
    assert list(shelf.mistakes()) == [
        f"bad.toml, line 1: say whom it is for: {missing}.",
        "calls.toml, line 1: again.toml has this code already; write another.",
        "latin.toml: save this file as UTF-8.",
    ]
    (tmp_path / "bad.toml").unlink()
    (tmp_path / "latin.toml").unlink()
    assert len(shelf.mistakes()) == 1


def test_the_core_line_is_put_away_for_good_for_one_person(store: Store, made: Written) -> None:
    assert store.ask(queries.core_progress) == (0, 10)
    assert not store.ask(queries.core_put_away, made.shop.dana)
    store.do(sops.put_core_away, made.shop.dana)
    store.do(sops.put_core_away, made.shop.dana)
    assert store.ask(queries.core_put_away, made.shop.dana)
    assert not store.ask(queries.core_put_away, made.oskar)
