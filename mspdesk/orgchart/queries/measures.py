"""Live figures for what a role is measured by; of the whole shop, never of one person (S030).

Upper areas bring more of them at the spot `role.figure`.
"""

from collections.abc import Callable, Iterable, Mapping

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ...agreements.queries.overview import overview
from ...checklists.queries.status import late_runs
from ...clients.models import Client
from ...clients.rules import WORKED_FOR, Status
from ...database.action import reading_as
from ...dates import hours_h, today
from ...documentation.queries.completeness import completeness_of_all
from ...money import half_up, shown
from ...people.queries import permits
from ...rows import dataclass
from ...shop.queries import shop
from ...tickets.queries import backlog
from ...timekeeping.queries.months import billability
from .balance import usual_weeks
from .roles import role_boxes


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure the books know by itself; `needs` is the permit to see it."""

    ask: Callable[[Session], str]
    needs: str = ""


def _docs(session: Session) -> str:
    """The mean of how complete the documentation of clients we work for is."""
    known = completeness_of_all(session)
    ours = select(Client.id).where(Client.status.in_(WORKED_FOR), Client.internal.is_(False))
    shares = [known[id_] for id_ in session.scalars(ours) if id_ in known]
    return f"{half_up(sum(shares), len(shares))}%" if shares else "No clients yet"


def _open_tickets(session: Session) -> str:
    return str(backlog(session).open_tickets)


def _backlog(session: Session) -> str:
    return hours_h(backlog(session).estimated_minutes)


def _billability(session: Session) -> str:
    # The weeks of the hours of hats and of the hire worksheet, so that one figure stands on all.
    found = billability(session, *usual_weeks(today()))
    return f"{found.words} of the team" if found.paid else "Nothing paid yet"


def _late(session: Session) -> str:
    return str(len(late_runs(session, today())))


def _recurring(session: Session) -> str:
    return shown(overview(session).monthly, shop(session).money)


def _unfilled(session: Session) -> str:
    boxes = role_boxes(session)
    return f"{sum(box.for_now for box in boxes)} of {len(boxes)}"


def _prospects(session: Session) -> str:
    asked = (Status.PROSPECT, Status.ASSESSED, Status.PROPOSED)
    found = select(func.count()).select_from(Client).where(Client.status.in_(asked))
    return str(session.scalar(found) or 0)


FIGURES: Mapping[str, Figure] = {
    "Average docs": Figure(_docs),
    "Open tickets": Figure(_open_tickets),
    "Backlog": Figure(_backlog),
    "Billability": Figure(_billability),
    "Late checklists": Figure(_late),
    "Monthly recurring revenue": Figure(_recurring, "money"),
    "Hats unfilled": Figure(_unfilled),
    "Open prospects": Figure(_prospects),
}
"""By the words of a line of "measured by", whatever their letters."""


def parts(line: str) -> tuple[str, str]:
    """What a line measures, and the figure somebody wrote behind it: "Calls a day: 12"."""
    name, _, value = (part.strip() for part in line.partition(":"))
    return name, value


def own_figure(name: str) -> str:
    """The name of a figure of FIGURES whatever its letters, empty where there is none such."""
    return next((own for own in FIGURES if own.casefold() == name.casefold()), "")


def measured(
    session: Session, lines: Iterable[str], upper: Iterable[tuple[str, str]] = ()
) -> list[tuple[str, str]]:
    """Each line of "measured by" with its figure, as far as whoever asks may see it.

    `upper` are figures by name that areas above this one know.
    """
    reader = reading_as(session)
    held = permits(session, reader) if reader is not None else frozenset({"*"})
    above = {name.casefold(): value for name, value in upper}
    found = []
    for line in lines:
        name, value = parts(line)
        known = own_figure(name)
        if known and (not FIGURES[known].needs or held & {"*", FIGURES[known].needs}):
            value = figure(session, known)
        found.append((name, above.get(name.casefold()) or value))
    return found


def figure(session: Session, name: str) -> str:
    """A figure of FIGURES in words."""
    return FIGURES[name].ask(session)
