"""S027: an offer waits for three dated checks, a first day for the signed contract."""

from datetime import date

import pytest

from mspdesk.database.store import Store
from mspdesk.employment.queries.staff import employment, welcome_run
from mspdesk.errors import UserError
from mspdesk.hiring.actions import applicants as actions
from mspdesk.hiring.queries.applicants import ApplicantRow, applicant
from mspdesk.people.queries import access_of, coming_hats, paid_week, person, roles, wages
from tests.bookcase import Furnish, Standing
from tests.sample import furnish

pytestmark = [pytest.mark.system(27), pytest.mark.usefixtures("clock")]
TODAY = date(2026, 3, 11)
CHECKS = ("references_on", "training_proof_on", "skills_test_on")


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """The small shop of all tests."""
    return furnish


def held(store: Store, made: int) -> ApplicantRow:
    row = store.ask(applicant, made)
    assert row is not None
    return row


def apply(store: Store, **more: object) -> int:
    facts = {"name": "Noor Haddad", "email": "noor@mail.example", "minutes_week": 1_920}
    return store.do(actions.add_applicant, facts | {"wage": 2_400} | more)


def date_check(store: Store, made: int, **days: date | str | None) -> None:
    store.do(actions.set_checks, made, held(store, made).version, days)


def test_each_missing_check_stops_the_offer(store: Store, standing: Standing) -> None:
    standing(store)
    made = apply(store)
    for stage in ("talking", "checking"):
        store.do(actions.move, made, stage)
    for name in CHECKS:
        with pytest.raises(UserError, match="Before an offer") as refused:
            store.do(actions.move, made, "offer")
        assert refused.value.field == name
        date_check(store, made, **{name: TODAY})
    assert held(store, made).waits == ""
    store.do(actions.move, made, "offer")
    assert held(store, made).stage == "offer"
    with pytest.raises(UserError, match="Before an offer") as refused:
        date_check(store, made, references_on=None)
    assert refused.value.field == "references_on"
    assert held(store, made).references_on == TODAY


def test_no_first_day_before_the_signature(store: Store, standing: Standing) -> None:
    standing(store)
    tech = next(one for one in store.ask(roles) if one.code == "technician")
    made = apply(store, role_id=tech.id)
    with pytest.raises(UserError, match="Before an offer") as refused:
        date_check(store, made, contract_on=TODAY)
    assert refused.value.field == "references_on"
    date_check(store, made, **dict.fromkeys(CHECKS, TODAY))
    for stage in ("checking", "offer", "accepted"):
        store.do(actions.move, made, stage)
    assert "signed contract" in held(store, made).waits
    with pytest.raises(UserError, match="contract is signed") as refused:
        date_check(store, made, starts_on=date(2026, 3, 23))
    assert refused.value.field == "contract_on"
    with pytest.raises(UserError, match="contract is signed"):
        store.do(actions.start, made, date(2026, 3, 23))
    date_check(store, made, contract_on=TODAY, expectations="32 hours, one week on call in three")
    date_check(store, made, starts_on=date(2026, 3, 23))
    who = store.do(actions.start, made, date(2026, 3, 23))
    row = store.ask(person, who)
    assert row is not None
    assert (row.name, row.hired_on, row.kind) == ("Noor Haddad", date(2026, 3, 23), "employee")
    kept = store.ask(employment, who)
    assert kept is not None
    assert kept.contract_on == TODAY
    assert kept.expectations == "32 hours, one week on call in three"
    assert [one.per_hour for one in store.ask(wages, who)] == [2_400]
    assert sum(store.ask(paid_week, who).values()) == 1_920
    assert store.ask(access_of, who) == ("technician",)
    run = store.ask(welcome_run, who)
    assert run is not None
    assert (run.open, run.total) == (True, 36)
    assert held(store, made).person_id == who
    # The hat they applied for waits for their first day.
    promised = [(one.title, one.person_id, one.from_on) for one in store.ask(coming_hats)]
    assert promised == [("Technician", who, date(2026, 3, 23))]
    with pytest.raises(UserError, match="works here already"):
        store.do(actions.start, made, TODAY)


def test_an_offer_that_is_skipped_is_no_acceptance(store: Store, standing: Standing) -> None:
    standing(store)
    made = apply(store)
    with pytest.raises(UserError, match="offer first"):
        store.do(actions.move, made, "accepted")
    with pytest.raises(UserError, match="not ahead") as refused:
        date_check(store, made, references_on=date(2026, 3, 12))
    assert refused.value.field == "references_on"
