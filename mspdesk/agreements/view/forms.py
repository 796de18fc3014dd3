"""The form of an agreement: what its kind asks for, in one place."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from PySide6.QtWidgets import QWidget

from ...catalog.queries.plans import plan_grid
from ...clients.queries import choose_client
from ...clients.queries import client as client_of
from ...dates import add_months, today
from ...desk.desk import Desk
from ...errors import UserError
from ...letters.queries import texts
from ...people.queries import people
from ...shop.queries import shop
from ...widgets.entry import (
    CheckEntry,
    ChoiceEntry,
    DateEntry,
    Found,
    HoursEntry,
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
from .kinds import ABOUT_HOURS, NOTHING, PERIODS, TARGETS, Chosen, asked, called, said

_ZEROS = ("monthly_fee", "included_minutes", "setup_fee", "rollover_minutes", "rollover_months")
_CHOICES = ("kind", "bucket", "rollover", "state", "end_on")
"""Fields on which depends what else is asked."""

_RUNS = {State.DRAFT: "Draft, to be sent and signed", State.ACTIVE: "Signed already, it runs"}


class AgreementForm(QWidget):
    """A new agreement, or one that is changed; `on_done` gets its id.

    It asks for what the kind needs. A field that another kind asks for keeps what was typed while
    it is hidden; on saving it says nothing.
    """

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
        self._said: frozenset[str] = frozenset()
        self._usual: dict[str, Any] = {}
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
        for name in _CHOICES:
            if name in self.form.names():
                self.form.entry(name).changed.connect(self._chosen)
        self.form.entry("start_on").left.connect(self._follow)
        self._chosen()
        self.form.mark_clean()
        stack(self, self.form)
        lead_focus(self, self.form)

    # What it asks.

    def _fields(self) -> list[Field | Heading]:
        return [
            Heading("What is agreed"),
            *self._what(),
            Heading("Payment"),
            *self._payment(),
            Heading("Hours paid ahead"),
            *self._prepaid(),
            Heading("Work", "Empty means the client's or the shop's"),
            *self._work(),
            Heading("Renewal and end"),
            *self._ends(),
            Heading("First answer", "How soon, by priority; empty where nothing is promised"),
            *(
                Field(f"target_{priority}", words, MinutesEntry("4h"), help=_target_help(priority))
                for priority, words in rules.PRIORITIES.items()
            ),
            Heading("Words and signatures"),
            *self._words(),
        ]

    def _what(self) -> list[Field]:
        workers = [(one.id, one.name) for one in self._desk.ask(people) if one.kind == "contractor"]
        tiers = self._desk.ask(plan_grid)
        named = [(one.code, one.name) for one in tiers.tiers] if tiers else []
        fields = [
            Field("kind", "Kind", ChoiceEntry(list(rules.KINDS.items())), required=True),
            Field("plan", "Plan or name", TextEntry()),
            Field("tier", "Tier of the plans", ChoiceEntry([("", "None"), *named])),
            Field("title", "What is to be done", TextEntry(), help="The name of the project."),
            Field("person_id", "Contractor", ChoiceEntry([(None, "Nobody"), *workers])),
            Field("start_on", "From", DateEntry(), required=True),
            Field("end_on", "To", DateEntry()),
        ]
        if self._held is not None:
            return fields
        return [
            Field("client_id", "Client", self._client, required=True),
            *fields,
            Field("state", "How far it is", ChoiceEntry(list(_RUNS.items()))),
            Field("signed_on", "Signed on", DateEntry(), help="Who signed stands at the end."),
        ]

    def _payment(self) -> list[Field]:
        money = self._desk.ask(shop).money
        units = [(one, words.capitalize()) for one, words in rules.EVERY.items()]
        return [
            Field("payment_type", "Pays by", ChoiceEntry(list(rules.PAYMENT_TYPES.items()))),
            Field("monthly_fee", "Fee a month", MoneyEntry(money)),
            Field("setup_fee", "Setup fee, once", MoneyEntry(money)),
            Field("every", "An invoice every", NumberEntry(1, 365)),
            Field("every_unit", "Counted in", ChoiceEntry(units)),
            Field(
                "periods_ahead",
                "Periods paid at once",
                NumberEntry(1, 36),
                help="3 for who pays by check.",
            ),
            Field("terms_days", "Terms", NumberEntry(0, 365, "days")),
            Field("bill_from", "Billed here from", DateEntry(), help=self._unless_said()),
            Field(
                "proration", "A change within a period", ChoiceEntry(list(rules.PRORATIONS.items()))
            ),
            Field(
                "day_rule",
                "A period begins on",
                TextEntry("15th"),
                help="15, last, 2nd Monday; empty: as it starts.",
            ),
            Field("days_before", "Draft is made", NumberEntry(0, 90, "days before")),
        ]

    def _unless_said(self) -> str:
        """What holds where nobody says from when it is billed."""
        if self._held is None or self._held.state in rules.BEGINNING:
            return "Empty: its first day, once signed here."
        return "Empty: not billed here."

    def _prepaid(self) -> list[Field]:
        money = self._desk.ask(shop).money
        return [
            Field("bucket", "Paid ahead", ChoiceEntry(list(rules.BUCKETS.items()))),
            Field("included_minutes", "Hours", HoursEntry(), help="Such as 10."),
            Field("overage_rate", "Rate past them", MoneyEntry(money)),
            Field("rollover", "Unused hours", ChoiceEntry(list(rules.ROLLOVERS.items()))),
            Field("rollover_minutes", "Roll over at most", HoursEntry()),
            Field("rollover_months", "Keep them for", NumberEntry(0, 60, "months")),
        ]

    def _work(self) -> list[Field]:
        money = self._desk.ask(shop).money
        return [
            Field("rate", "Hourly rate", MoneyEntry(money)),
            Field("factor", "After hours, times", QuantityEntry()),
            Field("trip_charge", "Trip charge", MoneyEntry(money)),
            Field("increment_minutes", "Bill in steps of", NumberEntry(1, 60, "minutes")),
            Field("minimum_minutes", "Bill at least", NumberEntry(0, 480, "minutes")),
            Field("after_hours_bills", "After hours", CheckEntry("Covered work bills after hours")),
        ]

    def _ends(self) -> list[Field]:
        return [
            Field("notice_days", "Notice", NumberEntry(0, 730, "days")),
            Field("term_months", "Renewed for", NumberEntry(1, 120, "months")),
            Field("auto_renew", "Renewal", CheckEntry("Goes on by itself until notice")),
            Field("no_hiring", "Hiring", CheckEntry("Neither hires the other's people")),
        ]

    def _words(self) -> list[Field]:
        named = [(one.name, one.title) for one in self._desk.ask(texts, "agreements")]
        return [
            Field("signer_theirs", "Signs for the client", TextEntry()),
            Field("signer_theirs_title", "Title of who signs", TextEntry()),
            Field("signer_ours", "Signs for us", TextEntry()),
            Field("reviewed_on", "Lawyer reviewed on", DateEntry()),
            Field("review_waiver", "Or why no review", TextEntry()),
            Field("body_form", "Text", ChoiceEntry([("", "The one of its kind"), *named])),
            Field("notes", "Notes, not printed", NoteEntry(lines=2), span=3),
        ]

    # What is shown.

    def _now(self) -> Chosen:
        """The choices as they stand in the form."""
        value = {name: self.form.entry(name).value() for name in ("kind", "bucket", "rollover")}
        runs = self._held is None and self.form.entry("state").value() == State.ACTIVE
        ends = not self.form.entry("end_on").is_empty()
        return Chosen(value["kind"] or "", value["bucket"], value["rollover"], ends, runs)

    def _chosen(self) -> None:
        """Show what the choices ask for, and what is called otherwise by them."""
        self._follow()
        now = self._now()
        self.form.show_only(asked(now) | self._kept(now))
        for name, (label, help_text) in called(now).items():
            self.form.box(name).call(label, help_text)

    def _kept(self, now: Chosen) -> frozenset[str]:
        """What the record says beyond its kind; it is shown as long as the kind is the same."""
        held = self._held
        if held is None or now.kind != held.kind:
            return frozenset()
        return self._said if now.bucket == held.bucket else self._said - ABOUT_HOURS

    def _follow(self) -> None:
        """Fill in what is usual for the kind and first day, where nobody typed otherwise."""
        if self._held is not None:
            return
        usual = _usual(self._read("kind"), self._read("start_on"))
        before, self._usual = self._usual, usual
        for name, value in usual.items():
            if before[name] != value and self._read(name) == before[name]:
                self.form.entry(name).set_value(value)

    def _read(self, name: str) -> Any:
        """What stands in a field, or the very words where nobody can read them."""
        entry = self.form.entry(name)
        try:
            return entry.value()
        except UserError:
            return entry.text()

    # Filling and saving.

    def _begin(self) -> None:
        start = today().replace(day=1)
        start = add_months(start, 1) if today().day > 1 else start
        self._usual = _usual("managed", start)
        self.form.set_values(
            {
                "kind": "managed",
                "state": State.DRAFT,
                "start_on": start,
                "every_unit": "month",
                "rollover": "none",
                "proration": "next",
                "payment_type": "",
                "tier": "",
                "body_form": "",
                "person_id": None,
                "auto_renew": True,
                "no_hiring": True,
                **self._usual,
                **PERIODS,
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
        values["day_rule"] = rules.day_rule_words(held.day_rule)
        values |= {name: None for name in _ZEROS if not values[name]}
        targets = self._desk.ask(queries.targets_of, held.id)
        values |= {f"target_{priority}": targets.get(priority) for priority in rules.PRIORITIES}
        nothing = {name: 0 for name in _ZEROS if values[name] is None}
        self._said = said(values | nothing)
        self.form.set_values(values)

    def _find(self, text: str) -> list[Found]:
        rows = self._desk.ask(choose_client, text, 20)
        return [Found(row.id, row.name, row.city) for row in rows]

    def _save(self, typed: dict[str, Any]) -> None:
        values = {**NOTHING, **typed}
        targets = {
            priority: values.pop(name)
            for priority, name in zip(rules.PRIORITIES, TARGETS, strict=True)
        }
        values |= {name: values[name] or 0 for name in _ZEROS}
        empty = [name for name in PERIODS if values[name] is None]
        if self._held is None:
            left_out = [name for name in PERIODS if name not in typed]
            id_ = self._add({k: v for k, v in values.items() if k not in {*empty, *left_out}})
        else:
            values |= {name: PERIODS[name] for name in empty}
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


def _usual(kind: str, start_on: object) -> dict[str, Any]:
    """What a new agreement of a kind usually says about its end and about hours paid ahead."""
    end = None
    if kind in ("managed", "block") and isinstance(start_on, date):
        end = add_months(start_on, 12) - timedelta(days=1)
    return {"end_on": end, "bucket": "block" if kind == "block" else ""}
