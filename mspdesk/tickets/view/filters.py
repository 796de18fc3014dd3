"""The chips above the board and what they let through."""

from collections.abc import Callable, Hashable, Mapping, Sequence

from ...dates import now
from ...widgets.chips import Chip, ChipBar, FilterChip
from ...widgets.entry import TextEntry
from .. import rules
from ..queries import TicketRow

_EXTRA: tuple[tuple[str, str], ...] = (
    ("unestimated", "Without estimate"),
    ("new", "First contact open"),
    ("late", "Response overdue"),
    ("follow_up", "Follow-up due"),
    ("unacknowledged", "Not acknowledged"),
)
"""What a review of the backlog looks for (S077)."""
_MORE = (*_EXTRA, ("queue", "Queue"), ("text", "Words"))


class Filters(ChipBar):
    """Order, client, tier, age, agreement, and more behind the dashed chip."""

    def __init__(self, on_change: Callable[[], object], *, tiers: bool) -> None:
        self._on_change = on_change
        self.order = Chip("Priority order", "arrow-down-narrow-wide", on=True)
        self.order.toggled.connect(self._moved)
        self.client = FilterChip(
            "Filter by client", "Any client", on_change=self._moved, icon="building-2"
        )
        self.tier = FilterChip("Filter by tier", "Any tier", _TIERS, self._moved)
        self.age = FilterChip("Filter by age", "Age", _AGES, self._moved)
        self.agreement = FilterChip("Filter by agreement", "Agreement", _COVERAGE, self._moved)
        self.queue = FilterChip("Filter by queue", "Any queue", _QUEUES, self._moved)
        self.queue.hide()
        self.text = TextEntry("Filter this list", "Filter this list", width=170)
        self.text.hide()
        self.text.changed.connect(self._moved)
        super().__init__(
            self.order,
            self.client,
            self.tier,
            self.age,
            self.agreement,
            self.queue,
            more=_MORE,
            on_more=self._add,
        )
        self._tiers, self._past = tiers, False
        self.tier.setVisible(tiers)
        self._extra: dict[str, Chip] = {}
        for key, words in _EXTRA:
            chip = Chip(words, on=False)
            chip.hide()
            chip.toggled.connect(lambda on, key=key: self._extra_moved(key, on=on))
            self._extra[key] = chip
            self.add(chip)
        self.add(self.text)

    def turn_to(self, *, past: bool) -> None:
        """Offer what narrows history, which is the client and words, or the open board."""
        if past == self._past:
            return
        self._past = past
        for chip in (self.order, self.age, self.agreement):
            chip.setVisible(not past)
        self.tier.setVisible(self._tiers and not past)
        self.queue.setVisible(not past and self.queue.lit())
        for chip in self._extra.values():
            chip.setVisible(not past and chip.lit())
        self.set_more((("text", "Words"),) if past else _MORE)

    def grouped(self) -> bool:
        """Whether the board stands in priority order."""
        return self.order.lit()

    def words(self) -> str:
        """What is typed to narrow the list."""
        return self.text.text().strip()

    def focus_text(self) -> None:
        """Put the keyboard into the field that filters by words."""
        self.text.show()
        self.text.setFocus()

    def drop_text(self) -> None:
        """Take the words back and hide their field."""
        self.text.set_value("")
        self.text.hide()

    def offer_clients(self, names: Mapping[int, str]) -> None:
        """Offer clients by name."""
        self.client.set_options(sorted(names.items(), key=lambda pair: pair[1].casefold()))

    def let_through(
        self, rows: Sequence[TicketRow], late: Callable[[], set[int]]
    ) -> list[TicketRow]:
        """The rows that pass every chip; `late` answers which lack an answer by now."""
        moment = now()
        kept = [row for row in rows if self._passes(row)]
        chosen = {key for key, chip in self._extra.items() if chip.lit()}
        if "unestimated" in chosen:
            kept = [row for row in kept if row.estimate_minutes is None]
        if "new" in chosen:
            kept = [row for row in kept if row.status == rules.Status.NEW]
        if "unacknowledged" in chosen:
            kept = [row for row in kept if row.acknowledged_at is None]
        if "follow_up" in chosen:
            kept = [row for row in kept if row.follow_up_on and row.follow_up_on <= moment.date()]
        if "late" in chosen:
            overdue = late()
            kept = [row for row in kept if row.id in overdue]
        return kept

    def _passes(self, row: TicketRow) -> bool:
        words = self.words().casefold().lstrip("#").split()
        text = f"{row.number} {row.title} {row.client}".casefold()
        days = self.age.value()
        return (
            _same(self.client, row.client_id)
            and _same(self.tier, row.tier)
            and _same(self.queue, row.queue)
            and _same(self.agreement, _covered(row))
            and (not isinstance(days, int) or (now() - row.opened_at).days >= days)
            and all(word in text for word in words)
        )

    def _add(self, key: str) -> None:
        if key == "text":
            self.focus_text()
        elif key == "queue":
            self.queue.show()
            self.queue.open_menu()
        else:
            self._extra[key].show()
            self._extra[key].setChecked(True)

    def _extra_moved(self, key: str, *, on: bool) -> None:
        self._extra[key].setVisible(on)
        self._moved()

    def _moved(self, _value: object = None) -> None:
        self._on_change()


_TIERS: list[tuple[Hashable, str]] = [(1, "Tier 1"), (2, "Tier 2"), (3, "Tier 3")]
_AGES: list[tuple[Hashable, str]] = [(3, "3 days"), (7, "A week"), (30, "30 days")]
_COVERAGE: list[tuple[Hashable, str]] = [
    ("plan", "Under an agreement"),
    ("hourly", "Hourly"),
    ("ask", "Not decided"),
]
_QUEUES: list[tuple[Hashable, str]] = [(one.value, rules.QUEUE_WORDS[one]) for one in rules.Queue]


def _same(chip: FilterChip, value: Hashable) -> bool:
    return chip.value() is None or chip.value() == value


def _covered(row: TicketRow) -> str:
    if row.agreement_id is not None:
        return "plan"
    return "hourly" if row.no_agreement else "ask"
