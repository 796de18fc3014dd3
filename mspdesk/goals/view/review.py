"""One quarterly review: each goal with both comments, the quarter, what comes next, signatures.

What is typed is kept whenever a field is left, so that a talk is never lost.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from ...dates import full_date
from ...desk.desk import Desk
from ...errors import UserError
from ...widgets.boxes import clear
from ...widgets.buttons import Button, IconButton, LinkButton
from ...widgets.entry import NoteEntry
from ...widgets.layout import STRETCH, Card, PageHead, Scroll, column, lead_focus, row, stack
from ...widgets.safe import Label
from ...widgets.tags import Tag
from ..actions import reviews as actions
from ..actions.reviews import LEADS, THEIRS
from ..queries import reviews as queries
from ..queries.reviews import ReviewPage, TalkRow
from .outline import STATE_TONES

Key = tuple[int, str]
"""A field: the goal it is about (0 for the whole review), and whose words it holds."""

_BOTH = "Somebody else wrote here meanwhile; both stand below."
_PROMISE = "A signature says that it was talked about, not that both agree."


class ReviewView(QWidget):
    """A review to write in until somebody signs it, and to read from then on."""

    def __init__(self, desk: Desk, on_back: Callable[[], object]) -> None:
        super().__init__()
        self.setAccessibleName("Quarterly review")
        self._desk = desk
        self.page: ReviewPage | None = None
        self.fields: dict[Key, NoteEntry] = {}
        self._kept: dict[Key, str] = {}
        self._on_back = on_back
        back = IconButton("arrow-left", "Back to the reviews of the quarter", on_back)
        self.sign_button = Button("Sign", "primary", on_click=self.sign)
        self.head = PageHead("", actions=(self.sign_button,))
        self._body = QVBoxLayout()
        self._body.setSpacing(12)
        inner = QWidget()
        stack(inner, self._body, STRETCH, margin=(22, 4, 22, 22))
        inner.setMaximumWidth(1060)
        self._said = Label("", "meta", "red", wrap=True)
        top = row(back, self.head, gap=10, margin=(14, 14, 22, 8), shares=(0, 1))
        top.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        said = column(self._said, margin=(22, 0, 22, 6))
        said.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        stack(self, top, said, Scroll(inner))
        self._said.hide()
        self._back = back
        lead_focus(self, back)

    # --- showing -------------------------------------------------------------------------------

    def show_review(self, review_id: int) -> None:
        """Show a review as it stands; one in which something cannot be kept stays in front."""
        self.keep()
        if self.dirty() and self.page is not None and self.page.row.id != review_id:
            return
        try:
            self.page = self._desk.ask(queries.review_page, review_id)
        except UserError as error:
            self.page = None
            self._say(error.text)
            return
        self._say("")
        self._show_head(self.page)
        self._show_body(self.page)

    def refresh(self) -> None:
        """Show what others changed meanwhile; the fields stay where only words did."""
        held = self.page
        if held is None:
            return
        try:
            page = self._desk.ask(queries.review_page, held.row.id)
        except UserError:
            self.page = None
            self.fields, self._kept = {}, {}
            self._on_back()
            return
        if _shape(page) != _shape(held):
            if not self.dirty():
                self.show_review(held.row.id)
            return
        self.page = page
        for key, words in _written(page).items():
            field = self.fields.get(key)
            if field is not None and field.value() == self._kept[key] != words:
                field.set_value(words)
                self._kept[key] = words

    def _show_head(self, page: ReviewPage) -> None:
        one = page.row
        meta = [f"with {one.lead}" if one.lead else "the owner's own"]
        if one.before:
            meta.append(f"before with {one.before}")
        if one.opened_on:
            meta.append(f"opened {full_date(one.opened_on)}")
        tone = "green" if one.closed else "amber" if one.signed else "accent"
        self.head.set_head(f"{one.person}, {one.when.title}", meta, [Tag(one.state, tone)])
        self.sign_button.setVisible(self._side() != "")

    def _side(self) -> str:
        """The side the person at work may sign now, empty for none."""
        page = self.page
        if page is None or page.row.closed:
            return ""
        me = self._desk.person_id
        if me == page.row.person_id and page.row.signed_on is None:
            return THEIRS
        if me == page.row.lead_id and page.row.lead_signed_on is None:
            return LEADS
        return ""

    def _show_body(self, page: ReviewPage) -> None:
        clear(self._body)
        self.fields, self._kept = {}, {}
        for number, one in enumerate(page.goals, 1):
            self._add(self._goal(page, number, one))
        whole = Card("The quarter", "what it was like")
        whole.add(self._both(page, 0, page.their_words, page.lead_words, 4))
        self._add(whole)
        after = Card("What comes next", "for the next 13 weeks")
        after.add(self._words((0, "next_steps"), page.next_steps, "What comes next", True, 3))
        self._add(after)
        self._add(self._signatures(page))

    def _add(self, widget: QWidget) -> None:
        self._body.addWidget(widget)
        widget.show()

    def _goal(self, page: ReviewPage, number: int, one: TalkRow) -> Card:
        card = Card(f"{number}. {one.text}")
        tags = [Tag("Whole year")] if one.whole_year else []
        card.add_right(*tags, Tag(one.state_words, STATE_TONES.get(one.state, "grey")))
        if one.measure:
            card.add(Label(f"Measured by: {one.measure}", "meta", "ink2", wrap=True))
        if one.outcome:
            card.add(Label(one.outcome, wrap=True))
        card.add(self._both(page, one.goal_id, one.their_words, one.lead_words, 3))
        return card

    def _both(self, page: ReviewPage, goal_id: int, theirs: str, leads: str, lines: int) -> QWidget:
        """The two comments beside each other; the owner's own review has one."""
        about = f"on goal {self._number(goal_id)}" if goal_id else "on the quarter"
        name = f"{page.row.person} {about}"
        left = self._words((goal_id, "their_words"), theirs, name, True, lines, page.row.person)
        if page.row.lead_id is None and not leads:
            return left
        lead = page.row.lead or page.row.before
        may = page.is_leads and page.row.lead_id is not None
        right = self._words((goal_id, "lead_words"), leads, f"{lead} {about}", may, lines, lead)
        return row(left, right, gap=14)

    def _number(self, goal_id: int) -> int:
        goals = self.page.goals if self.page else ()
        return next((at for at, one in enumerate(goals, 1) if one.goal_id == goal_id), 0)

    def _words(
        self, key: Key, words: str, name: str, may: bool, lines: int, label: str = ""
    ) -> QWidget:
        """A comment: a field while it may be written, plain words from then on."""
        page = self.page
        head = Label(label, "label", "ink2") if label else None
        if page is None or page.row.signed or not may:
            said = Label(words or "Nothing written", "body", "ink" if words else "ink3", wrap=True)
            said.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
            return column(head, said, STRETCH, gap=3)
        field = NoteEntry("", name, lines=lines)
        field.set_value(words)
        field.left.connect(self.keep)
        field.committed.connect(self.keep)
        self.fields[key] = field
        self._kept[key] = field.value()
        return column(head, field, gap=3)

    def _signatures(self, page: ReviewPage) -> Card:
        card = Card("Signatures")
        card.add(Label(_PROMISE, "meta", "ink2", wrap=True))
        one = page.row
        sides = [(THEIRS, one.person, one.person_id, one.signed_on)]
        if one.lead_id is not None:
            sides.append((LEADS, one.lead, one.lead_id, one.lead_signed_on))
        me = self._desk.person_id
        for side, name, who, on in sides:
            end: QWidget | None = None
            if on is None and who != me and page.is_leads:
                end = LinkButton(
                    "Signed on paper",
                    partial(self._sign, side, True),
                    name=f"{name} signed on paper",
                )
            elif on is not None and not one.closed and (who == me or page.is_leads):
                end = LinkButton(
                    "Take back", partial(self._take_back, side), name=f"Take {name}'s back"
                )
            said = f"Signed {full_date(on)}" if on else "Not signed yet"
            words = Label(said, "body", "ink" if on else "ink3")
            card.add(row(Label(name, "row"), 8, words, STRETCH, end))
        if not one.id or one.signed:
            return card
        drop = LinkButton("Drop this review", self._drop, color="ink2")
        card.add(row(drop, STRETCH, margin=(0, 4, 0, 0)))
        return card

    # --- keeping -------------------------------------------------------------------------------

    def _say(self, words: str) -> None:
        self._said.set_text(words)
        self._said.setVisible(bool(words))

    def dirty(self) -> bool:
        """Whether something was typed that is not kept yet."""
        return any(field.value() != self._kept[key] for key, field in self.fields.items())

    def keep(self) -> None:
        """Write what was typed since; a refusal is said above and nothing typed is lost."""
        page = self.page
        if page is None or not self.dirty():
            return
        words: dict[str, str] = {}
        of_goals: dict[int, dict[str, str]] = {}
        both = self._put_together(page.row.id)
        typed = {key: field.value() for key, field in self.fields.items()}
        for (goal_id, name), value in typed.items():
            if value == self._kept[goal_id, name]:
                continue
            if goal_id:
                of_goals.setdefault(goal_id, {})[name] = value
            else:
                words[name] = value
        try:
            version = self._desk.ask(queries.review_page, page.row.id).version
            self._desk.do(actions.write_review, page.row.id, version, words, of_goals)
        except UserError as error:
            self._say(error.text)
            return
        self._kept = typed
        self._say(_BOTH if both else "")

    def _put_together(self, review_id: int) -> bool:
        """Put what somebody else wrote into a field that is typed in meanwhile before that.

        Such words cannot be brought back by Undo, so neither takes the place of the other.
        """
        try:
            written = _written(self._desk.ask(queries.review_page, review_id))
        except UserError:
            return False
        both = False
        for key, field in self.fields.items():
            said, held, mine = written.get(key, ""), self._kept[key], field.value()
            if mine != held and said and said.strip() not in (held.strip(), mine.strip()):
                field.set_value(f"{said}\n{mine}")
                self._kept[key], both = said, True
        return both

    # --- deeds ---------------------------------------------------------------------------------

    def sign(self) -> None:
        """Sign as the person at work."""
        if side := self._side():
            self._sign(side, False)

    def _sign(self, side: str, on_paper: bool) -> None:
        def sign(made: int) -> None:
            read = self.page.version if self.page is not None else None
            self._desk.do(actions.sign_review, made, side, on_paper=on_paper, version=read)

        self._do(sign)

    def _take_back(self, side: str) -> None:
        self._do(lambda made: self._desk.do(actions.take_back, made, side))

    def _do(self, deed: Callable[[int], object]) -> None:
        """Keep what is typed, do it, and show the review as it is then."""
        self.keep()
        page = self.page
        if page is None or self.dirty():
            return
        try:
            deed(page.row.id)
        except UserError as error:
            self._say(error.text)
            return
        self.show_review(page.row.id)
        self._back.setFocus(Qt.FocusReason.OtherFocusReason)

    def _drop(self) -> None:
        self.keep()
        page = self.page
        if page is None or self.dirty():
            return
        try:
            self._desk.do(actions.drop_review, page.row.id)
        except UserError as error:
            self._say(error.text)
            return
        self.page = None
        self._back.click()

    def focus_first(self) -> None:
        """Put the keyboard into the first comment that can be written."""
        first = next(iter(self.fields.values()), None)
        (first or self._back).setFocus(Qt.FocusReason.OtherFocusReason)

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep what was typed when something else is shown."""
        super().hideEvent(event)
        self.keep()


def _shape(page: ReviewPage) -> object:
    """What a review shows besides the words of both: a change of it lays the page out anew."""
    goals = [(one.goal_id, one.text, one.measure, one.state, one.outcome) for one in page.goals]
    return goals, page.row.signed_on, page.row.lead_signed_on


def _written(page: ReviewPage) -> dict[Key, str]:
    """The words of both by field."""
    found: dict[Key, str] = {
        (0, "their_words"): page.their_words,
        (0, "lead_words"): page.lead_words,
        (0, "next_steps"): page.next_steps,
    }
    for one in page.goals:
        found[one.goal_id, "their_words"] = one.their_words
        found[one.goal_id, "lead_words"] = one.lead_words
    return found
