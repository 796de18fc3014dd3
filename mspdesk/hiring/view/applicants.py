"""The Applicants room: who would work here, how far it is, and the posts that invite them."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from ...dates import short_date
from ...desk.area import Place
from ...desk.desk import Desk
from ...widgets.buttons import Button
from ...widgets.laid import Laid
from ...widgets.layout import EmptyState, Ground, lead_focus, row, stack
from ...widgets.picker import Pick, Picker, PickerPage, PickGroup
from ..queries.applicants import ApplicantRow, applicants
from ..queries.posts import PostRow, posts
from ..rules import applicants as rules
from .applicant import ApplicantPage
from .applicant_form import lay_applicant
from .posts import PostPage, lay_post

_TABLES = {"applicant", "job_post", "role", "person", "hire_case"}

Key = tuple[str, int]


class ApplicantsRoom(QWidget):
    """Applicants by stage and job posts at the left, one of them at the right."""

    noted = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.note = ""
        self._back_to: Key | None = None
        self.post_button = Button("New post", icon="file-pen-line", on_click=self.new_post)
        self.new = Button("New applicant", "primary", "user-plus", self.new_applicant)
        self.head_parts = (self.post_button, self.new)
        self.picker = Picker[Key](
            "Applicants and posts",
            placeholder="Find an applicant",
            on_select=self._show,
            on_enter=self._to_page,
            lines=2,
        )
        self._pages = QStackedWidget()
        lead_focus(self._pages, self._keys)
        self.laid = Laid(self._pages)
        self.first = Button("Write the post", "primary", "file-pen-line", self.new_post)
        self.empty = EmptyState(
            "users",
            "Nobody has applied yet",
            "Write the post first, with an invitation. Then write down each applicant, "
            "and answer within three days.",
            row(self.first, Button("Somebody applied already", on_click=self.new_applicant)),
        )
        self.applicant = ApplicantPage(desk, self.laid)
        self.post = PostPage(desk, self.laid, self.open_applicant)
        for page in (self.empty, self.applicant, self.post):
            self._pages.addWidget(page)
        side = Ground()
        stack(side, 8, self.picker)
        stack(self, PickerPage("applicants", side, self.laid, width=262))
        lead_focus(self, self._keys)
        desk.keep_fresh(self, _TABLES, self._reload)
        desk.person_changed.connect(self._reload)

    # --- showing -------------------------------------------------------------------------------

    def _keys(self) -> QWidget:
        """Where the keyboard begins: in a form, on the list, or on writing the first post."""
        if self.laid.in_front() and self.laid.form is not None:
            return self.laid.form
        return self.first if self._pages.currentWidget() is self.empty else self.picker

    def _offer(self, known: bool) -> None:
        """The head offers posts and applicants; in the empty room its middle does."""
        for button in (self.post_button, self.new):
            # Until the tab has put them into its head they must not be shown.
            if not known or button.parentWidget() is not None:
                button.setVisible(known)

    def _reload(self) -> None:
        people, offers = self._desk.ask(applicants), self._desk.ask(posts)
        groups = []
        for stage, words in rules.STAGES.items():
            some = [_pick(one) for one in people if one.stage == stage]
            groups.append(PickGroup(words, str(len(some)), some))
        shown = [group for group in groups if group.picks]
        if offers:
            shown.append(
                PickGroup("Job posts", str(len(offers)), [_post_pick(one) for one in offers])
            )
        self.picker.show_groups(shown)
        count = sum(one.stage in rules.OPEN for one in people)
        out = sum(one.state == "open" for one in offers)
        told = f"{count} open, {out} {'post' if out == 1 else 'posts'} out"
        self.note = told if people or offers else ""
        self.noted.emit(self.note)
        if self.picker.selected_key() is None:
            self.picker.select_first()
        self._offer(bool(people or offers))
        self._fill(self.picker.selected_key())

    def _show(self, key: Key | None) -> None:
        """Show what was chosen, unless something is being typed that would be lost."""
        if key is None or key == self._back_to:
            return
        if self.laid.busy() and self._back_to is not None:
            self._desk.say("Save or cancel what you typed first.")
            self.picker.select(self._back_to)
            self.laid.resume()
            return
        self.laid.back()
        self._fill(key)

    def _fill(self, key: Key | None) -> None:
        self._back_to = key
        if key is None:
            self._pages.setCurrentWidget(self.empty)
        elif key[0] == "post":
            self.post.show_post(key[1])
            self._pages.setCurrentWidget(self.post)
        else:
            self.applicant.show_applicant(key[1])
            self._pages.setCurrentWidget(self.applicant)

    def open_applicant(self, applicant_id: int) -> None:
        """Go to an applicant."""
        self.picker.filter("")
        self.picker.select(("applicant", applicant_id))

    def open_post(self, post_id: int) -> None:
        """Go to a job post."""
        self.picker.filter("")
        self.picker.select(("post", post_id))

    def _to_page(self) -> None:
        front = self._pages.currentWidget()
        if front is self.applicant:
            self.applicant.step.setFocus()
        elif front is self.post:
            self.post.change.setFocus()

    # --- deeds ---------------------------------------------------------------------------------

    def new_applicant(self) -> None:
        """Show the form of a new applicant, for the post in front."""
        key = self.picker.selected_key()
        about = {"post": key[1]} if key is not None and key[0] == "post" else {}
        lay_applicant(self._desk, self.laid, None, about, self.open_applicant)

    def new_post(self) -> None:
        """Show the form of a new post."""
        lay_post(self._desk, self.laid, None, {}, self.open_post)

    def show_place(self, place: Place) -> None:
        """Go to an applicant or a post, or begin a new one."""
        about = dict(place.about)
        if place.id is not None:
            self.open_applicant(place.id)
        elif about.get("new"):
            lay_applicant(self._desk, self.laid, None, about, self.open_applicant)
        elif about.get("new_post"):
            lay_post(self._desk, self.laid, None, about, self.open_post)
        elif about.get("post"):
            self.open_post(int(about["post"]))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes from the page back to the list."""
        if not self.picker.takes_back(event):
            super().keyPressEvent(event)

    def new_here(self) -> bool:
        """N writes down an applicant."""
        self.new_applicant()
        return True

    def print_shown(self) -> None:
        """Ctrl+P prints the post in front, or the checks of the applicant."""
        front = self._pages.currentWidget()
        if front is self.post:
            self.post.print_shown()
        elif front is self.applicant:
            self.applicant.print_shown()

    def focus_filter(self) -> None:
        """The / key goes to the search over applicants."""
        self.picker.search.setFocus()


def _pick(one: ApplicantRow) -> Pick[Key]:
    words = f"{one.job}, {short_date(one.stage_at.date())}"
    return Pick(("applicant", one.id), one.name, words, hint=f"{one.job}. {one.waits}".strip())


def _post_pick(one: PostRow) -> Pick[Key]:
    count = f"{one.applicants} open" if one.applicants else ""
    return Pick(("post", one.id), one.title, one.state_words, right=count)
