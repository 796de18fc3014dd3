"""The short forms behind the steps of an agreement: send, sign, renew, raise, end."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from ...dates import today
from ...desk.desk import Desk
from ...errors import UserError
from ...rows import dataclass
from ...shop.queries import shop
from ...widgets import dialogs
from ...widgets.entry import (
    CheckEntry,
    DateEntry,
    FileEntry,
    MoneyEntry,
    NumberEntry,
    PercentEntry,
    TextEntry,
)
from ...widgets.form import Field
from .. import actions, queries
from ..queries import AgreementRow

__all__ = ["MOVES", "Move"]

Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Move:
    """A step with its form: title, fields, what is filled in already, what saving does.

    `act` answers the id of another agreement to go to, or None to stay.
    """

    title: str
    note: str
    save: str
    fields: Callable[[Desk, AgreementRow], list[Field]]
    usual: Callable[[Desk, AgreementRow], Values]
    act: Callable[[Desk, AgreementRow, Values], int | None]


def _send_fields(_desk: Desk, _held: AgreementRow) -> list[Field]:
    return [
        Field("sent_on", "Sent on", DateEntry(), required=True),
        Field("reviewed_on", "A lawyer reviewed it on", DateEntry()),
        Field("waiver", "Or why it goes out without that", TextEntry()),
    ]


def _send(desk: Desk, held: AgreementRow, typed: Values) -> None:
    desk.do(
        actions.send,
        held.id,
        held.version,
        typed["sent_on"],
        typed["reviewed_on"],
        typed["waiver"],
    )


def _sign_fields(_desk: Desk, _held: AgreementRow) -> list[Field]:
    return [
        Field("signed_on", "Signed on", DateEntry(), required=True),
        Field("signer_theirs", "Who signed for the client", TextEntry(), required=True),
        Field("signer_theirs_title", "Title", TextEntry()),
        Field("signer_ours", "Who signed for us", TextEntry()),
    ]


def _sign_usual(desk: Desk, held: AgreementRow) -> Values:
    known = desk.ask(queries.signers, held.id)
    return {
        "signed_on": today(),
        "signer_theirs": known.theirs,
        "signer_theirs_title": known.title,
        "signer_ours": known.ours or desk.person_name,
    }


def _sign(desk: Desk, held: AgreementRow, typed: Values) -> None:
    desk.do(
        actions.sign,
        held.id,
        held.version,
        typed["signed_on"],
        typed["signer_theirs"],
        typed["signer_theirs_title"],
        typed["signer_ours"],
    )


def _price_fields(desk: Desk) -> list[Field]:
    money = desk.ask(shop).money
    return [
        Field("percent", "All prices rise by", PercentEntry("5"), help="Percent; empty for none."),
        Field("new_rate", "New hourly rate", MoneyEntry(money), help="Empty: as it is."),
    ]


def _percent(typed: Values) -> int:
    """Percent as typed, in ten-thousandths; raises UserError for less than a hundredth of one."""
    value = typed["percent"] or 0
    if value % 100:
        raise UserError("Type the percentage with at most two decimals.", "percent")
    return int(value) // 100


def _renew_fields(desk: Desk, _held: AgreementRow) -> list[Field]:
    return [Field("start_on", "The next one begins", DateEntry()), *_price_fields(desk)]


def _renew_usual(_desk: Desk, held: AgreementRow) -> Values:
    term = held.term_on(today())
    return {"start_on": term.renews_on if term else None}


def _renew(desk: Desk, held: AgreementRow, typed: Values) -> int:
    return desk.do(
        actions.prepare_renewal,
        held.id,
        held.version,
        _percent(typed),
        typed["new_rate"],
        typed["start_on"],
    )


def _raise_fields(desk: Desk, _held: AgreementRow) -> list[Field]:
    days = desk.ask(queries.price_notice)
    told = f"At least {days} days ahead."
    return [
        Field("effective_on", "New prices from", DateEntry(), help=told, required=True),
        *_price_fields(desk),
    ]


def _raise_usual(desk: Desk, _held: AgreementRow) -> Values:
    days = desk.ask(queries.price_notice)
    soonest = today() + timedelta(days=days)
    first = soonest.replace(day=1)
    if first < soonest:
        first = (first + timedelta(days=32)).replace(day=1)
    return {"effective_on": first}


def _raise(desk: Desk, held: AgreementRow, typed: Values) -> None:
    desk.do(actions.plan_raise, held.id, typed["effective_on"], _percent(typed), typed["new_rate"])


def _notice_fields(_desk: Desk, held: AgreementRow) -> list[Field]:
    return [
        Field("notice_on", "Notice given on", DateEntry(), required=True),
        Field(
            "last_on",
            "Last day",
            DateEntry(),
            help=f"{held.notice_days} days' notice were agreed.",
            required=True,
        ),
        Field("why", "Why, and from whom", TextEntry()),
        Field("agreed", "Shorter", CheckEntry("Both sides agree to a shorter notice"), span=2),
    ]


def _notice_usual(_desk: Desk, held: AgreementRow) -> Values:
    return {"notice_on": today(), "last_on": today() + timedelta(days=held.notice_days)}


def _notice(desk: Desk, held: AgreementRow, typed: Values) -> None:
    desk.do(
        actions.give_notice,
        held.id,
        held.version,
        typed["notice_on"],
        typed["last_on"],
        typed["why"],
        agreed=typed["agreed"],
    )


def _end_fields(_desk: Desk, _held: AgreementRow) -> list[Field]:
    return [
        Field("ended_on", "It ended on", DateEntry(), required=True),
        Field("why", "Why", TextEntry()),
    ]


def _end_usual(_desk: Desk, held: AgreementRow) -> Values:
    last = held.end_on if held.notice_on and held.end_on else today()
    return {"ended_on": last, "why": held.ended_why}


def _end(desk: Desk, held: AgreementRow, typed: Values) -> None:
    desk.do(actions.terminate, held.id, held.version, typed["ended_on"], typed["why"])


def _extend(desk: Desk, held: AgreementRow, typed: Values) -> None:
    desk.do(actions.extend, held.id, held.version, typed["months"])


def _attach_fields(_desk: Desk, _held: AgreementRow) -> list[Field]:
    return [
        Field("file", "The signed copy", FileEntry(_choose), required=True, span=2),
        Field("name", "Call it", TextEntry()),
    ]


def _choose() -> Path | None:
    from PySide6.QtWidgets import QApplication

    parent = QApplication.activeWindow()
    return dialogs.choose_file(parent, "Signed copy") if parent else None


def _attach(desk: Desk, held: AgreementRow, typed: Values) -> None:
    path: Path = typed["file"]
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UserError(f"This file cannot be read: {error.strerror}.", "file") from error
    desk.do(actions.attach_file, held.id, typed["name"] or path.name, content)


def _nothing(_desk: Desk, _held: AgreementRow) -> Values:
    return {}


MOVES: dict[str, Move] = {
    "send": Move(
        "Send it to the client",
        "Its words are frozen as they go out. Have a lawyer read them first.",
        "Mark as sent",
        _send_fields,
        lambda _desk, held: {"sent_on": today(), "reviewed_on": held.reviewed_on},
        _send,
    ),
    "sign": Move(
        "Signed",
        "From now on it is kept to: its sheets hold and it is billed from its first day.",
        "Make it active",
        _sign_fields,
        _sign_usual,
        _sign,
    ),
    "renew": Move(
        "Prepare renewal",
        "Makes the next agreement as a draft, with these prices on its plan sheet.",
        "Make the next agreement",
        _renew_fields,
        _renew_usual,
        _renew,
    ),
    "raise": Move(
        "Raise prices",
        "Plans new prices. Announcing them writes the letter; they hold from their day.",
        "Plan new prices",
        _raise_fields,
        _raise_usual,
        _raise,
    ),
    "notice": Move(
        "Give notice",
        "From now on this client's work is paid ahead. What is not used is refunded at the end.",
        "Write down the notice",
        _notice_fields,
        _notice_usual,
        _notice,
    ),
    "terminate": Move(
        "End it",
        "The agreement ends on this day and asks for nothing after it.",
        "End the agreement",
        _end_fields,
        _end_usual,
        _end,
    ),
    "extend": Move(
        "Extend it as it stands",
        "The same words and prices for another stretch of time.",
        "Extend",
        lambda _desk, _held: [Field("months", "For", NumberEntry(1, 120, "months"), required=True)],
        lambda _desk, held: {"months": held.term_months},
        _extend,
    ),
    "attach": Move(
        "Attach the signed copy",
        "The file is kept with the books and their backups.",
        "Attach",
        _attach_fields,
        _nothing,
        _attach,
    ),
}
"""Every step that asks something first, by the word the tab is told."""
