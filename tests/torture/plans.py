"""Kill the billing run in the middle: every period is billed once, and none is lost.

python -m tests.torture.plans [--small|--full] [--seed N]
"""

import time
from datetime import date, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from mspdesk import dates
from mspdesk.agreements.models import Agreement
from mspdesk.billing import actions
from mspdesk.billing.models import BilledPeriod, Invoice, InvoiceLine

from .deeds import Say, furnish_books
from .rig import Child, Rig, main, opened, wrong_with

LONGEST = 0.25
"""Seconds a run lives at most after it has opened the books."""
MADE = datetime(2026, 11, 21, 9, 0)
FEE = 85_000


def promise(place: str, clients: list[int]) -> None:
    """Give every client a plan that is billed from December on, some three months at once."""
    with opened(place, durable=False) as store, store.step("Prepare") as session:
        for n, client_id in enumerate(clients):
            session.add(
                Agreement(
                    number=f"A{n:04}",
                    client_id=client_id,
                    kind="managed",
                    plan="Gold",
                    state="active",
                    start_on=date(2026, 1, 1),
                    bill_from=date(2026, 12, 1),
                    auto_renew=True,
                    monthly_fee=FEE,
                    setup_fee=10_000,
                    periods_ahead=1 + 2 * (n % 2),
                )
            )


def billed(session: Session) -> tuple[int, int, int]:
    """Periods, different periods, and what lines of agreements come to."""
    keys = (BilledPeriod.agreement_id, BilledPeriod.what, BilledPeriod.period_from)
    many = session.scalar(select(func.count()).select_from(BilledPeriod)) or 0
    apart = len(set(session.execute(select(*keys))))
    lines = select(func.sum(InvoiceLine.amount)).where(InvoiceLine.agreement_id.is_not(None))
    return many, apart, int(session.scalar(lines) or 0)


def torture(rig: Rig, kind: str, lives: int) -> None:
    """Kill so many runs, and let another run to its end after each."""
    place = rig.fresh("postgresql" if kind == "postgresql" else "sqlite")
    owner, clients = furnish_books(place, 20 if rig.full else 12)
    promise(place, clients)
    now = MADE
    for _ in range(lives):

        def work(say: Say, today: datetime = now) -> None:
            with dates.frozen(today), opened(place, durable=True) as store:
                store.person_id = owner
                say("warm")
                made = store.do(actions.make_drafts, today.date())
                say(f"made {made.plans}")

        child = Child(work)
        child.lines_until("warm")
        time.sleep(rig.luck.random() * LONGEST)
        child.kill()
        with dates.frozen(now), opened(place, durable=False) as store:
            store.do(actions.make_drafts, now.date())
            again = store.do(actions.make_drafts, now.date())
            rig.report.expect(not again.plans, f"{kind}: a second run billed something again")
            many, apart, lines = store.ask(billed)
            rig.report.expect(many == apart, f"{kind}: a period stands twice")
            wanted = store.ask(_wanted)
            rig.report.expect(
                lines == wanted, f"{kind}: {lines} is billed where the periods say {wanted}"
            )
            for draft in store.ask(unissued):
                store.do(actions.mark_ready, draft)
                store.do(actions.issue, [draft])
        now += timedelta(days=31)
        # A run that was idle for long would ask about the clock.
        now = now.replace(day=25)
    rig.report.count(f"{kind} runs killed", lives)
    rig.report.faults += [f"{kind}: {line}" for line in wrong_with(place)]


def _wanted(session: Session) -> int:
    return int(session.scalar(select(func.sum(BilledPeriod.amount))) or 0)


def unissued(session: Session) -> list[int]:
    """The drafts, oldest first."""
    found = select(Invoice.id).where(Invoice.state != "issued")
    return list(session.scalars(found.order_by(Invoice.id)))


def work(rig: Rig) -> None:
    """Files and a server."""
    lives = 150 if rig.full else 3
    torture(rig, "wal", lives)
    torture(rig, "postgresql", lives)


if __name__ == "__main__":
    main("plans", work)
