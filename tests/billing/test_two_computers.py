"""The billing run on two computers at the same moment: nothing is billed twice, nobody is lost."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from mspdesk.billing import actions
from mspdesk.billing.actions.drafts import RunMade
from mspdesk.billing.models import BilledPeriod, Invoice, InvoiceLine
from mspdesk.database.store import Store
from tests.billing.moneyshop import MoneyShop
from tests.billing.test_recurring import RUN, line, on, sound
from tests.bookcase import Standing

Again = Callable[[], Store]


@pytest.fixture
def shop(store: Store, standing: Standing) -> Iterator[MoneyShop]:
    """Two clients with a plan, a late line, and work that bills."""
    with on(RUN):
        made = replace(standing(store), store=store)
        for client, span in ((made.kestrel, "9:00-10:30"), (made.dunmore, "11:00-12:30")):
            held = made.plan(client, bill_from=date(2026, 12, 1), setup_fee=50_000)
            line(made, held, 25_000, text="Server")
            made.log(made.ticket(client), date(2026, 11, 20), span)
        yield made


def together(*works: Callable[[], RunMade]) -> list[RunMade | BaseException]:
    """Begin works at the same moment and wait for all; what each answered, or how it ended."""
    ready = threading.Barrier(len(works))
    ends: list[RunMade | BaseException] = [AssertionError("never ended")] * len(works)

    def do(place: int, work: Callable[[], RunMade]) -> None:
        ready.wait()
        try:
            ends[place] = work()
        except BaseException as error:  # noqa: BLE001 -- the test looks at whatever it was
            ends[place] = error

    threads = [threading.Thread(target=do, args=one) for one in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return ends


def counted(session: Session) -> tuple[int, int, int]:
    """Drafts, billed periods, and what all lines come to."""
    drafts = session.scalar(select(func.count()).select_from(Invoice)) or 0
    many = session.scalar(select(func.count()).select_from(BilledPeriod)) or 0
    return drafts, many, int(session.scalar(select(func.sum(InvoiceLine.amount))) or 0)


WHOLE = (2, 4, 2 * (25_000 + 50_000 + 22_500))
"""Two drafts, each with a month, a setup fee and an hour and a half."""


def test_two_runs_at_once_bill_everything_once(shop: MoneyShop, again: Again) -> None:
    stores = (shop.store, again())
    ends = together(*(lambda store=store: store.do(actions.make_drafts, RUN) for store in stores))
    made = [one for one in ends if isinstance(one, RunMade)]
    assert len(made) == 2, ends
    assert sorted(one.plans for one in made) == [0, 2]
    assert sorted(one.entries for one in made) == [0, 2]
    assert shop.store.ask(counted) == WHOLE
    sound(shop)


def test_the_second_is_told_that_nothing_is_new(shop: MoneyShop, again: Again) -> None:
    other = again()
    told: list[str] = []
    other.listen(lambda done: told.append(done.words))
    shop.store.do(actions.make_drafts, RUN)
    other.do(actions.make_drafts, RUN)
    assert told[-1] == "Nothing new to bill through Nov 21, 2026"


def test_a_run_waits_for_one_that_has_not_ended(shop: MoneyShop, again: Again) -> None:
    other = again()
    ends: list[RunMade] = []
    second = threading.Thread(target=lambda: ends.append(other.do(actions.make_drafts, RUN)))
    with shop.store.step("Run") as session:
        first = actions.make_drafts(session, RUN)
        second.start()
        second.join(0.3)
        assert second.is_alive()
    second.join(60)
    assert (first.plans, [one.plans for one in ends]) == (2, [0])
    assert shop.store.ask(counted) == WHOLE


def test_a_run_for_all_and_the_draft_of_one_client_at_once(shop: MoneyShop, again: Again) -> None:
    other = again()
    ends = together(
        lambda: shop.store.do(actions.make_drafts, RUN),
        lambda: other.do(actions.make_drafts, RUN, shop.kestrel),
    )
    assert all(isinstance(one, RunMade) for one in ends), ends
    assert shop.store.ask(counted) == WHOLE
