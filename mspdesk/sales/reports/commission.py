"""The report of what a month's sales earn, and of what is offered and waits for an answer."""

from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from ...desk.area import Period, Report
from ...exchange.columns import DATE, TEXT, OutColumn, money_in
from ...money import USD, Currency
from ..queries.commission import CommissionRow, between
from ..queries.proposals import ProposalRow, waiting


def commission_rows(
    session: Session, period: Period, filters: Mapping[str, int]
) -> list[CommissionRow]:
    """The sales of a time and what they earn: one's own, or all for who leads people (S133)."""
    return between(session, period.first, period.last, filters.get("person"))


def _sum(rows: Sequence[CommissionRow]) -> dict[str, int]:
    return {
        "gross": sum(one.gross for one in rows),
        "profit": sum(one.profit for one in rows),
        "amount": sum(one.amount for one in rows),
    }


def waiting_rows(
    session: Session, _period: Period, _filters: Mapping[str, int]
) -> list[ProposalRow]:
    """Proposals that were sent and have no answer, the first to run out first."""
    return waiting(session)


def reports(currency: Currency = USD) -> tuple[Report, ...]:
    """Commission and proposals, sums in the shop's currency."""
    money = money_in(currency)
    return (
        Report(
            "commission",
            "Commission",
            "Month",
            "What each sale of the month earns whoever made it, under their own rule.",
            "month",
            (
                OutColumn[CommissionRow]("Won", DATE, lambda row: row.sold_on),
                OutColumn[CommissionRow]("Sale", TEXT, lambda row: row.title),
                OutColumn[CommissionRow]("Client", TEXT, lambda row: row.client),
                OutColumn[CommissionRow]("Made by", TEXT, lambda row: row.person),
                OutColumn[CommissionRow]("Gross", money, lambda row: row.gross, "gross"),
                OutColumn[CommissionRow]("Profit", money, lambda row: row.profit, "profit"),
                OutColumn[CommissionRow]("Rule", TEXT, lambda row: row.terms.words),
                OutColumn[CommissionRow]("Commission", money, lambda row: row.amount, "amount"),
                OutColumn[CommissionRow]("State", TEXT, lambda row: row.state),
            ),
            commission_rows,
            totals=_sum,
            filters=("person",),
        ),
        Report(
            "proposals",
            "Proposals that wait",
            "Week",
            "What was offered and has no answer, and until when it stands.",
            "as_of",
            (
                OutColumn[ProposalRow]("Client", TEXT, lambda row: row.client),
                OutColumn[ProposalRow]("Proposal", TEXT, lambda row: row.title),
                OutColumn[ProposalRow]("Number", TEXT, lambda row: row.name),
                OutColumn[ProposalRow]("Stands until", DATE, lambda row: row.valid_until),
                OutColumn[ProposalRow]("A month", money, lambda row: row.sums.monthly, "monthly"),
                OutColumn[ProposalRow]("Once", money, lambda row: row.sums.once, "once"),
                OutColumn[ProposalRow]("State", TEXT, lambda row: row.state_words),
            ),
            waiting_rows,
            needs="clients",
            totals=lambda rows: {
                "monthly": sum(one.sums.monthly for one in rows),
                "once": sum(one.sums.once for one in rows),
            },
        ),
    )
