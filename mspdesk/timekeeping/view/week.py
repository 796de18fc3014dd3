"""The week in figures, and what is done about it: reasons, handing in, approving."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ...dates import hours, hours_h, short_date, today
from ...desk.desk import Desk
from ...errors import UserError
from ...money import half_up
from ...widgets.buttons import Button
from ...widgets.cards import Card
from ...widgets.charts import Legend, WeekBars, WeekDay
from ...widgets.entry import TextEntry
from ...widgets.form import EntryBar
from ...widgets.layout import STRETCH, Metric, Rule, column, stack
from ...widgets.safe import Label
from .. import actions, rules
from ..queries import DayPage, WeekPage


class WeekCard(QWidget):
    """Seven bars, the line of a full day, and two figures beside them."""

    def __init__(self, on_day: Callable[[date], object]) -> None:
        super().__init__()
        self._days: list[date] = []
        self.bars = WeekBars("Hours this week", 480, lambda at: on_day(self._days[at]))
        self.tickets = Metric("", "", "on tickets so far")
        self.share = Metric("", "", "of logged time")
        self.card = Card("This week", "line marks 8 hours")
        self.card.add_right(Legend(("On tickets", "accent"), ("Overhead", "series")))
        body = QWidget()
        line = QHBoxLayout(body)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(18)
        line.addWidget(self.bars, 1)
        line.addWidget(Rule(upright=True))
        line.addWidget(column(self.tickets, 8, self.share, STRETCH))
        self.card.add(body)
        stack(self, self.card)

    def show_week(self, page: WeekPage, chosen: date) -> None:
        """Show a week with the chosen day marked; what is on the timer counts as so far."""
        ours = page.timer_kind == rules.Kind.INTERNAL
        runs, runs_ours = (0, page.timer_minutes) if ours else (page.timer_minutes, 0)
        on_tickets, logged = page.on_tickets + runs, page.logged + page.timer_minutes
        self._days = [one.day for one in page.days]
        this = page.monday <= today() <= page.days[-1].day
        words = "This week" if this else f"Week of {short_date(page.monday)}"
        self.card.set_title(words)
        self.bars.show_days(
            [
                WeekDay(
                    f"{one.day:%a} {one.day.day}",
                    max(0, one.on_tickets + (runs if one.day == page.timer_on else 0)),
                    max(0, one.overhead + (runs_ours if one.day == page.timer_on else 0)),
                    today=one.day == chosen,
                    quiet=one.paid == 0,
                )
                for one in page.days
            ]
        )
        so_far = "on tickets so far" if this else "on tickets"
        self.tickets.set_metric(f"{hours(on_tickets)} h", so_far)
        share = half_up(on_tickets * 100, logged) if logged > 0 else 0
        self.share.set_metric(f"{share}%")


class DayStrip(QWidget):
    """Below a past day that is not complete: why, in a few words (S050)."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._day, self._person = today(), 0
        self.reason = TextEntry("Why is it not there?", "Reason for missing time")
        self.save_button = Button("Save reason", on_click=self._save)
        self.reason.committed.connect(self._save)
        self.bar = EntryBar("", self.reason, self.save_button, stretch=0)
        self._title = Card("", "")
        self._title.add(self.bar)
        stack(self, self._title)

    def show_day(self, page: DayPage) -> None:
        """Show what is missing on a past day; a complete one needs no words."""
        self._day, self._person = page.day, page.person_id
        self.setVisible(page.missing > 0 and page.day < today() and page.week_state == "open")
        self._title.set_title(f"{hours_h(page.missing)} missing")
        logged = f"{hours_h(page.logged)} of {hours_h(page.paid)} logged"
        self._title.set_subtitle(logged)
        if not self.reason.line.hasFocus():
            self.reason.set_value(page.reason)

    def words(self) -> str:
        """What is said to be missing."""
        return self._title.subtitle()

    def _save(self) -> None:
        try:
            self._desk.do(actions.explain_day, self._day, self.reason.value(), self._person)
        except UserError as error:
            self.bar.say(error.text)
            return
        self.bar.say("")


class WeekStrip(QWidget):
    """Below the week: how far its sheet is, and the next thing to do with it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._page: WeekPage | None = None
        self.card = Card("", "")
        self.submit = Button("Submit week", "primary", on_click=self._submit)
        self.approve = Button("Approve week", "primary", on_click=self._approve)
        self.reopen = Button("Reopen", on_click=self._reopen)
        self.lock = Button("Lock", on_click=self._lock)
        self.buttons = (self.submit, self.approve, self.reopen, self.lock)
        self.card.add_right(*self.buttons)
        # A line of its own, which wraps: beside the buttons it would hold the page wide.
        self._said = Label("", "meta", "ink2", wrap=True)
        self.card.add(self._said)
        stack(self, self.card)

    def show_week(self, page: WeekPage) -> None:
        """Show the state of a week's sheet and what may be done."""
        self._page = page
        state, may_all = page.state, self._desk.may("time_all")
        mine = page.person_id == self._desk.person_id
        self.card.set_title(f"Time sheet: {rules.WEEK_WORDS[rules.WeekState(state)].lower()}")
        self._said.set_text(_words(page))
        shown = {
            self.submit: state == "open" and (mine or may_all),
            self.approve: state == "submitted" and may_all,
            self.reopen: (state == "submitted" and (mine or may_all))
            or (state == "approved" and may_all),
            self.lock: state == "approved" and may_all,
        }
        for button, visible in shown.items():
            button.setVisible(visible)

    def words(self) -> str:
        """What is said about the week."""
        return self._said.text()

    def focus_next(self) -> None:
        """Give the keyboard to the next thing to do with the week."""
        for button in self.buttons:
            if button.isVisibleTo(self):
                button.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def submit_now(self) -> None:
        """Hand in the week that is shown."""
        self._submit()

    def _submit(self) -> None:
        self._try(lambda page: self._desk.do(actions.submit_week, page.monday, page.person_id))

    def _approve(self) -> None:
        self._try(lambda page: self._desk.do(actions.approve_week, page.person_id, page.monday))

    def _reopen(self) -> None:
        self._try(lambda page: self._desk.do(actions.reopen_week, page.monday, page.person_id))

    def _lock(self) -> None:
        self._try(lambda page: self._desk.do(actions.lock_week, page.person_id, page.monday))

    def _try(self, deed: Callable[[WeekPage], object]) -> None:
        if self._page is None:
            return
        try:
            deed(self._page)
        except UserError as error:
            self._said.set_text(error.text)
            self.setFocus(Qt.FocusReason.OtherFocusReason)


def _words(page: WeekPage) -> str:
    sums = f"{hours_h(page.logged)} of {hours_h(page.paid)} logged"
    short = [f"{one.day:%a}" for one in page.days if not one.explained and one.day < today()]
    if page.state == "approved" and page.approved_by:
        return f"{sums}, approved by {page.approved_by}"
    return f"{sums}, {', '.join(short)} not complete" if short and page.state == "open" else sums
