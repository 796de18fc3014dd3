"""What a list of companies would bring before it is taken (S125)."""

from collections.abc import Iterable, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...clients.rules import WORDS, WORKED_FOR, Status
from ...rows import dataclass
from ..models import CallTarget, DoNotCall
from ..rules.calling import is_number, number_of
from ..rules.target_files import contact_of
from .calling import known_clients


@dataclass(frozen=True, slots=True)
class ReadTarget:
    """A company of a list with what was found about it; `wrong` says why it stays out.

    `client_id` is the prospect it is already, whose row the calls then hang on.
    """

    line: int
    company: str
    contact: str
    title: str
    phone: str
    email: str
    city: str
    industry: str
    website: str
    notes: str
    client_id: int | None = None
    client: str = ""
    wrong: str = ""
    stopped: bool = False

    @property
    def id(self) -> int:
        """The line it stands on."""
        return self.line

    @property
    def ready(self) -> bool:
        """Whether it comes onto the list."""
        return not self.wrong


def read_targets(
    session: Session, list_id: int, lines: Iterable[tuple[int, Mapping[str, str]]]
) -> list[ReadTarget]:
    """Look at each company: can it be dialed, is it there already, may it be called at all."""
    stopped = set(session.scalars(select(DoNotCall.phone_digits)))
    there = set(
        session.scalars(select(CallTarget.phone_digits).where(CallTarget.list_id == list_id))
    )
    numbers, names = known_clients(session)
    seen: dict[str, int] = {}
    found = []
    for line, cells in lines:
        row = {name: " ".join(value.split())[:200] for name, value in cells.items()}
        digits = number_of(row.get("phone", ""))
        company = row.get("company", "")
        known = numbers.get(digits) or names.get(company.casefold())
        wrong = ""
        if not company:
            wrong = "No company is named."
        elif not is_number(row.get("phone", "")):
            wrong = "No phone number that can be dialed."
        elif digits in stopped:
            wrong = "Asked never to be called again."
        elif digits in there:
            wrong = "On this list already."
        elif digits in seen:
            wrong = f"The same number as line {seen[digits]}."
        elif known is not None and known[2] in WORKED_FOR:
            wrong = f"{known[1]} is a client already."
        elif known is not None and known[2] == Status.DECLINED:
            wrong = f"{WORDS[Status.DECLINED]} by us."
        if not wrong:
            seen[digits] = line
        found.append(_read(line, row, known, wrong, stopped=digits in stopped and bool(digits)))
    return found


def _read(
    line: int,
    row: Mapping[str, str],
    known: tuple[int, str, str] | None,
    wrong: str,
    *,
    stopped: bool,
) -> ReadTarget:
    return ReadTarget(
        line,
        row.get("company", ""),
        contact_of(row),
        row.get("title", ""),
        row.get("phone", ""),
        row.get("email", ""),
        row.get("city", ""),
        row.get("industry", ""),
        row.get("website", ""),
        row.get("notes", ""),
        known[0] if known is not None and not wrong else None,
        known[1] if known is not None else "",
        wrong,
        stopped,
    )
