"""The figures of the seed, for tests of the sums."""

from dataclasses import replace
from datetime import date, timedelta

from mspdesk.hiring.rules.facts import ClientFact, Facts, WeekFact
from mspdesk.hiring.rules.maths import Option

DAY = date(2026, 3, 11)
HOUR = 60

A = Option("Part time", wage=15_00, minutes_week=20 * HOUR, id=1)
B = Option("First years", wage=18_00, minutes_week=40 * HOUR, id=2)
C = Option("Senior", wage=30_00, minutes_week=40 * HOUR, id=3)


def weeks(*flows: tuple[int, int, int]) -> tuple[WeekFact, ...]:
    """Whole weeks before the day, in hours: in, out, and the part that was a bump."""
    monday = date(2026, 2, 9)
    return tuple(
        WeekFact(monday + timedelta(days=7 * n), came * HOUR, went * HOUR, bump * HOUR)
        for n, (came, went, bump) in enumerate(flows)
    )


def team(came: int = 130, bump: int = 0) -> Facts:
    """The team of S015: 124 of 200 paid hours are productive, week after week; backlog 310 h."""
    return Facts(
        DAY,
        tickets=90,
        backlog=310 * HOUR,
        remaining=280 * HOUR,
        paid=800 * HOUR,
        productive=496 * HOUR,
        logged=800 * HOUR,
        paid_week=200 * HOUR,
        weeks=weeks(*[(came, 124, bump)] * 4),
        percent=620_000,
        per_hour=25_00,
    )


def even_clients(count: int = 25, profit: int = 300_00) -> Facts:
    """The team, and clients that all bring the same profit without any hours."""
    rows = tuple(ClientFact(n, f"Client {n:03}", profit, 0, 0) for n in range(1, count + 1))
    return replace(team(), clients=rows)


def garden() -> Facts:
    """The garden of S019: 25 clients of $500 and five hours each."""
    rows = tuple(ClientFact(n, f"Client {n:03}", 500_00, 0, 5 * HOUR) for n in range(1, 26))
    return replace(team(), clients=rows)
