"""The form of an agreement: everything that is agreed, in one place."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from PySide6.QtWidgets import QWidget

from ...catalog.queries.plans import plan_grid
from ...clients.queries import choose_client
from ...clients.queries import client as client_of
from ...dates import add_months, today
from ...desk.desk import Desk
from ...letters.queries import texts
from ...people.queries import people
from ...shop.queries import shop
from ...widgets.entry import (
    CheckEntry,
    ChoiceEntry,
    DateEntry,
    Found,
    LookupEntry,
    MinutesEntry,
    MoneyEntry,
    NoteEntry,
    NumberEntry,
    QuantityEntry,
    TextEntry,
)
from ...widgets.form import Field, Form, Heading
from ...widgets.layout import lead_focus, stack
from .. import actions, queries, rules
from ..queries import AgreementRow
from ..rules import State

_ZEROS = ("monthly_fee", "included_minutes", "setup_fee", "rollover_minutes", "rollover_months")
_ONES = {"term_months": 12, "notice_days": 30, "every": 1, "periods_ahead": 1, "days_before": 10}
_TARGETS = tuple(f"target_{priority}" for priority in rules.PRIORITIES)
_NEW_ONLY = ("client_id", "state", "signed_on")
_RUNS = {State.DRAFT: "Draft, to be sent and signed", State.ACTIVE: "Signed already, it runs"}


class AgreementForm(QWidget):
    """A new agreement, or one that is changed; `on_done` gets its id."""

    def __init__(
        self,
        desk: Desk,
        held: AgreementRow | None,
        on_done: Callable[[int], object],
        on_cancel: Callable[[], object],
    ) -> None:
        super().__init__()
        self._desk, self._held, self._on_done = desk, held, on_done
        self._client = LookupEntry(self._find, "Type a few letters")
        self.form = Form(
            self._fields(),
            columns=3,
            on_save=self._save,
            save="Save agreement",
            on_cancel=on_cancel,
        )
        if held is None:
            self._begin()
        else:
            self._fill(held)
        stack(self, self.form)
        lead_focus(self, self.form)

    # What it asks.

    def _fields(self) -> list[Field | Heading]:
        return [
            Heading("What is agreed"),
            *self._what(),
            Heading("Term", "How long it runs and how it ends"),
            *self._term(),
            Heading("Work", "Empty means the client's or the shop's"),
            *self._work(),
            Heading("Billing", "Prices stand on the plan sheet; a fee here is for one without"),
            *self._billing(),
            Heading("Hours paid ahead"),
            *self._prepaid(),
            Heading("First answer", "How soon, by priority; empty where nothing is promised"),
            *(
                Field(f"target_{priority}", words, MinutesEntry("4h"), help=_target_help(priority))
                for priority, words in rules.PRIORITIES.items()
            ),
            Heading("Words and signatures"),
            *self._words(),
        ]

    def _what(self) -> list[Field]:
        new = self._held is None
        workers = [(one.id, one.name) for one in self._desk.ask(people) if one.kind == "contractor"]
        tiers = self._desk.ask(plan_grid)
        named = [(one.code, one.name) for one in tiers.tiers] if tiers else []
        fields = [
            Field("kind", "Kind", ChoiceEntry(list(rules.KINDS.items())), required=True),
            Field("plan", "Plan or name", TextEntry(), help="As clients and invoices call it."),
            Field("tier", "Tier of the plans", ChoiceEntry([("", "None"), *named])),
            Field("title", "What is to be done", TextEntry(), help="The name of a project."),
            Field("person_id", "Contractor", ChoiceEntry([(None, "Nobody"), *workers])),
        ]
        if not new:
            return fields
        return [
            Field("client_id", "Client", self._client, required=True),
            *fields,
            Field("state", "How far it is", ChoiceEntry(list(_RUNS.items()))),
            Field("signed_on", "Signed on", DateEntry(), help="Where it was signed already."),
        ]

    def _term(self) -> list[Field]:
        return [
            Field("start_on", "From", DateEntry(), required=True),
            Field("end_on", "To", DateEntry(), help="Empty for an open end."),
            Field("term_months", "Renewed for", NumberEntry(1, 120, "months")),
            Field("notice_days", "Notice", NumberEntry(0, 730, "days")),
            Field("auto_renew", "Renewal", CheckEntry("Goes on by itself until notice")),
            Field("no_hiring", "Hiring", CheckEntry("Neither hires the other's people")),
        ]

    def _work(self) -> list[Field]:
        money = self._desk.ask(shop).money
        return [
            Field("rate", "Hourly rate", MoneyEntry(money)),
            Field("factor", "After hours, times", QuantityEntry()),
            Field("after_hours_bills", "After hours", CheckEntry("Covered work bills after hours")),
            Field("trip_charge", "Trip charge", MoneyEntry(money)),
            Field("increment_minutes", "Bill in steps of", NumberEntry(1, 60, "minutes")),
            Field("minimum_minutes", "Bill at least", NumberEntry(0, 480, "minutes")),
        ]

    def _billing(self) -> list[Field]:
        money = self._desk.ask(shop).money
        units = [(one, words.capitalize()) for one, words in rules.EVERY.items()]
        return [
            Field(
                "monthly_fee",
                "Fee a month",
                MoneyEntry(money),
                help="Of a block of hours: its price.",
            ),
            Field("setup_fee", "Setup fee, once", MoneyEntry(money)),
            Field("payment_type", "Pays by", ChoiceEntry(list(rules.PAYMENT_TYPES.items()))),
            Field("every", "An invoice every", NumberEntry(1, 365)),
            Field("every_unit", "Of", ChoiceEntry(units)),
            Field(
                "periods_ahead",
                "Periods paid at once",
                NumberEntry(1, 36),
                help="3 for who pays by check.",
            ),
            Field(
                "day_rule",
                "Begins on",
                TextEntry("day:15"),
                help="day:15, last, nth:2:mon; empty: as it starts.",
            ),
            Field("days_before", "Draft is made", NumberEntry(0, 90, "days before")),
            Field("terms_days", "Terms", NumberEntry(0, 365, "days")),
            Field("proration", "A change within", ChoiceEntry(list(rules.PRORATIONS.items()))),
            Field("bill_from", "Billed here from", DateEntry(), help="Empty: not billed here."),
        ]

    def _prepaid(self) -> list[Field]:
        money = self._desk.ask(shop).money
        return [
            Field("bucket", "Paid ahead", ChoiceEntry(list(rules.BUCKETS.items()))),
            Field(
                "included_minutes",
                "Hours",
                MinutesEntry(),
                help="In a block, or each month, such as 10h.",
            ),
            Field("overage_rate", "Rate past them", MoneyEntry(money)),
            Field("rollover", "Unused hours", ChoiceEntry(list(rules.ROLLOVERS.items()))),
            Field("rollover_minutes", "Roll over at most", MinutesEntry()),
            Field("rollover_months", "Keep them for", NumberEntry(0, 60, "months")),
        ]

    def _words(self) -> list[Field]:
        named = [(one.name, one.title) for one in self._desk.ask(texts, "agreements")]
        return [
            Field("body_form", "Text", ChoiceEntry([("", "The one of its kind"), *named])),
            Field("signer_theirs", "Signs for the client", TextEntry()),
            Field("signer_theirs_title", "Title of who signs", TextEntry()),
            Field("signer_ours", "Signs for us", TextEntry()),
            Field("reviewed_on", "Lawyer reviewed on", DateEntry()),
            Field("review_waiver", "Or why no review", TextEntry()),
            Field("notes", "Notes, not printed", NoteEntry(lines=2), span=3),
        ]

    # Filling and saving.

    def _begin(self) -> None:
        start = today().replace(day=1)
        start = add_months(start, 1) if today().day > 1 else start
        self.form.set_values(
            {
                "kind": "managed",
                "state": State.DRAFT,
                "start_on": start,
                "end_on": add_months(start, 12) - timedelta(days=1),
                "every_unit": "month",
                "rollover": "none",
                "bucket": "",
                "proration": "next",
                "payment_type": "",
                "tier": "",
                "body_form": "",
                "person_id": None,
                "auto_renew": True,
                "no_hiring": True,
                **_ONES,
                "periods_ahead": None,
            }
        )

    def begin_for(self, client_id: int) -> None:
        """Begin a new agreement with a client."""
        found = self._desk.ask(client_of, client_id)
        if found is not None and self._held is None:
            self._client.set_value(Found(found.id, found.name))
            self.form.mark_clean()

    def _fill(self, held: AgreementRow) -> None:
        values = {name: getattr(held, name) for name in AgreementRow.__dataclass_fields__}
        values["title"] = values.pop("title_words")
        values |= {name: None for name in _ZEROS if not values[name]}
        targets = self._desk.ask(queries.targets_of, held.id)
        values |= {f"target_{priority}": targets.get(priority) for priority in rules.PRIORITIES}
        self.form.set_values(values)

    def _find(self, text: str) -> list[Found]:
        rows = self._desk.ask(choose_client, text, 20)
        return [Found(row.id, row.name, row.city) for row in rows]

    def _save(self, typed: dict[str, Any]) -> None:
        values = dict(typed)
        targets = {
            priority: values.pop(name)
            for priority, name in zip(rules.PRIORITIES, _TARGETS, strict=True)
        }
        values |= {name: values[name] or 0 for name in _ZEROS}
        given = {name: values.pop(name) for name in _ONES if values[name] is None}
        if self._held is None:
            id_ = self._add(values)
        else:
            values |= {name: usual for name, usual in _ONES.items() if name in given}
            id_ = self._held.id
            self._desk.do(actions.edit_agreement, id_, self._held.version, values)
        if targets != self._before(id_):
            self._desk.do(actions.set_targets, id_, targets)
        self.form.mark_clean()
        self._on_done(id_)

    def _add(self, values: dict[str, Any]) -> int:
        client_id, kind = values.pop("client_id"), str(values.pop("kind"))
        start = values.pop("start_on")
        return self._desk.do(actions.add_agreement, client_id, kind, start, values)

    def _before(self, agreement_id: int) -> dict[int, int | None]:
        held = self._desk.ask(queries.targets_of, agreement_id)
        return {priority: held.get(priority) for priority in rules.PRIORITIES}

    def focus_first(self) -> None:
        """Begin at the first field."""
        self.form.focus_first()


def _target_help(priority: int) -> str:
    return {1: "0:30 is half an hour, 4h four."}.get(priority, "")
