"""What is owed to the shop, by age, always on top of the tab."""

from collections.abc import Callable

from ...dates import short_date, today
from ...money import shown_whole
from ...widgets.charts import AgeingBar, Bucket
from ...widgets.layout import STRETCH, Panel, row, stack
from ...widgets.safe import Label
from ..queries import Receivables
from ..rules.ageing import BUCKET_WORDS, BUCKETS


class AgeingBand(Panel):
    """The band under the toolbar: the sum, the oldest debt, and the bar with its legend."""

    def __init__(self, on_bucket: Callable[[str], object]) -> None:
        super().__init__("sheet", "bottom")
        self._sum = Label("", "meta", "ink2")
        self._oldest = Label("", "meta", "ink2", elide=True, align="right")
        self.bar = AgeingBar("Owed to us by age", on_bucket)
        head = row(Label("Owed to us", "strong"), self._sum, STRETCH, self._oldest)
        stack(self, head, self.bar, gap=6, margin=(16, 11, 16, 6))

    def show_receivables(self, found: Receivables) -> None:
        """Show what is open today."""
        ageing, currency = found.ageing, found.currency
        owing = sum(1 for one in found.clients if one.open_total > 0)
        total = shown_whole(ageing.open_total, currency)
        words = f"{total} from {owing} client{'s' if owing != 1 else ''}"
        if ageing.unapplied:
            words += f", {shown_whole(ageing.unapplied, currency)} not applied yet"
        self._sum.set_text(words if ageing.open_total or ageing.unapplied else "nothing")
        oldest = found.oldest
        if oldest is None or oldest.oldest_due_on is None:
            self._oldest.set_text("Nothing is overdue" if owing else "")
        else:
            days = (today() - oldest.oldest_due_on).days
            last = oldest.standing.last
            step = f", next: {oldest.next.words.lower()}" if oldest.next else ""
            step = f", {last[1].lower()} noted {short_date(last[0])}" if last else step
            self._oldest.set_text(
                f"Oldest: {oldest.client}, {days} day{'s' if days != 1 else ''}{step}"
            )
        self.bar.show_buckets(
            [
                Bucket(
                    key,
                    BUCKET_WORDS[key],
                    max(0, ageing.amounts[key]),
                    shown_whole(ageing.amounts[key], currency),
                )
                for key in BUCKETS
            ]
        )

    def words(self) -> tuple[str, str]:
        """The sum and the oldest debt, as shown."""
        return self._sum.text(), self._oldest.text()
