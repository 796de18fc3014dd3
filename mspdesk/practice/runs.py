"""Bringing in a file of alerts: first it is looked at, then taken (S060)."""

from collections.abc import Sequence
from pathlib import Path

from sqlalchemy.orm import Session

from ..database.action import action, tell
from ..database.store import Store
from ..dates import now
from ..errors import UserError
from ..exchange.reading import open_table
from ..progress import Progress
from ..rows import dataclass
from .actions.alerts import take
from .queries.alert_files import Line, ReadAlert, read_alerts
from .queries.alerts import meanings
from .rules.alert_files import MOST_ROWS, places


def look_at_alerts(store: Store, progress: Progress, path: Path) -> list[ReadAlert]:
    """Read a CSV file or a workbook of alerts and find what each line means.

    Raises UserError when it cannot be read or names no alerts.
    """
    table = open_table(path, progress)
    found = places(table.headers)
    lines = []
    for number, cells in table.records(progress):
        lines.append(Line(number, **{name: cells[at].strip() for name, at in found.items()}))
        if len(lines) > MOST_ROWS:
            raise UserError(f"{table.name} has more than {MOST_ROWS:,} alerts. Bring it in parts.")
    if not lines:
        raise UserError(f"Below its first line {table.name} is empty.")
    return store.ask(read_alerts, lines)


@dataclass(frozen=True, slots=True)
class Brought:
    """What a file of alerts did: opened, joined an open ticket, kept without one, passed by."""

    opened: int
    joined: int
    kept: int
    passed: int

    @property
    def words(self) -> str:
        """The same in a line."""
        said = [
            f"{self.opened} ticket{'' if self.opened == 1 else 's'} opened",
            f"{self.joined} joined an open one" if self.joined else "",
            f"{self.kept} kept without a ticket" if self.kept else "",
            f"{self.passed} passed by" if self.passed else "",
        ]
        return ", ".join(filter(None, said))


@action("Bring in alerts")
def take_alerts(session: Session, alerts: Sequence[ReadAlert]) -> Brought:
    """Take the alerts of a file that can be taken, the oldest first, all in one step."""
    ready = [one for one in alerts if one.ready]
    moment = now()
    known = meanings(session)
    sums = {"opened": 0, "joined": 0, "kept": 0}
    for one in sorted(ready, key=lambda alert: (alert.at or moment, alert.line)):
        taken = take(
            session, one.client_id, one.text, one.device_id, one.at or moment, one.mark, None, known
        )
        what = "joined" if taken.joined else "opened" if taken.ticket_id else "kept"
        sums[what] += not taken.known
    done = Brought(passed=len(alerts) - len(ready), **sums)
    tell(session, done.words)
    return done


def bring_in(store: Store, progress: Progress, alerts: Sequence[ReadAlert]) -> Brought:
    """Take what a file brought, on the worker."""
    progress.step(0, 0, f"{len(alerts):,} alerts")
    return store.do(take_alerts, alerts)
