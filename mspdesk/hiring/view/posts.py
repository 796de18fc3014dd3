"""A job post: what it says, what a welcome has of it, and who applied."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from ...dates import full_date
from ...desk.area import Place
from ...desk.desk import Desk
from ...people.queries import roles
from ...widgets.buttons import Button, MenuButton
from ...widgets.entry import ChoiceEntry, DateEntry, NoteEntry, TextEntry
from ...widgets.form import Field, Form
from ...widgets.laid import Laid
from ...widgets.layout import STRETCH, Card, PageHead, Scroll, column, row, stack
from ...widgets.safe import Label
from ...widgets.table import Column, IconCell, Table
from ...widgets.tags import Tag
from ..actions import posts as actions
from ..printables.posts import POST
from ..queries.applicants import ApplicantRow, applicants
from ..queries.posts import PostRow, post
from ..rules import applicants as stages
from ..rules import posts as rules
from ..rules.posts import Welcome

_TONES = {"draft": "hi", "open": "green", "closed": "grey"}


class PostPage(QWidget):
    """The head with what can be done, the welcome, the words, the applicants."""

    def __init__(self, desk: Desk, laid: Laid, open_applicant: Callable[[int], object]) -> None:
        super().__init__()
        self._desk, self._laid = desk, laid
        self._post: PostRow | None = None
        self.turn = Button("Open post", on_click=self._turn)
        self.change = Button("Change post", on_click=self.edit)
        self.more = MenuButton("", "ellipsis", "More about this post", self._more)
        self.head = PageHead(actions=(self.change, self.turn, self.more), role="record")
        self.welcome = Table[Welcome](
            (
                Column("there", "", "icon", _sign, width=34),
                Column("what", "What", "title", lambda r: r.title, width=160),
                Column("words", "In this post", "text", lambda r: r.words, stretch=1),
            ),
            name="Welcome",
            row="compact",
            key=lambda r: r.key,
            fit=True,
        )
        self.walk = Button("Work the job post list", icon="list-checks", on_click=self._walk)
        welcome = Card("A post that welcomes", "nobody is asked more than a name")
        welcome.add(self.welcome, row(self.walk, STRETCH))
        self.words = Card("The post")
        self.table = Table[ApplicantRow](
            (
                Column("name", "Who", "title", lambda r: r.name, stretch=2),
                Column("stage", "Stage", "text", lambda r: stages.STAGES[r.stage], width=120),
                Column("waits", "", "muted", lambda r: r.waits, stretch=3),
            ),
            name="Applicants of this post",
            row="compact",
            fit=True,
            on_activate=lambda r: open_applicant(r.id),
            empty="Nobody yet.",
        )
        people = Card("Applicants")
        people.add(self.table)
        body = column(welcome, self.words, people, STRETCH, gap=12, margin=(22, 6, 22, 22))
        body.setMaximumWidth(900)
        stack(self, row(self.head, margin=(22, 12, 16, 6)), Scroll(body))

    def show_post(self, post_id: int) -> None:
        """Show another post, or the same one anew."""
        found = self._post = self._desk.ask(post, post_id)
        if found is None:
            return
        posted = f"posted {full_date(found.posted_on)}" if found.posted_on else ""
        closes = f"closes {full_date(found.closes_on)}" if found.closes_on else ""
        meta = [words for words in (found.role, posted, closes, found.case) if words]
        self.head.set_head(found.title, meta, [Tag(found.state_words, _TONES[found.state])])
        self.turn.set_text("Close post" if found.state == "open" else "Open post")
        self.welcome.show_rows(found.welcomes)
        self._show_words(found.body)
        self.table.show_rows(self._desk.ask(applicants, post_id))

    def _show_words(self, body: str) -> None:
        """The post under its headings; those nobody has written below are told apart."""
        self.words.clear()
        said = rules.parts(body) or {"": body}
        for title, words in said.items():
            if title:
                self.words.add(Label(title, "strong"))
            quiet = not words
            self.words.add(
                Label(words or "Nothing yet.", "body", "ink3" if quiet else "ink", wrap=True), 4
            )

    # --- deeds ---------------------------------------------------------------------------------

    def edit(self) -> None:
        """Show the form of this post."""
        lay_post(self._desk, self._laid, self._post, {})

    def _turn(self) -> None:
        if self._post is not None:
            opened = self._post.state == "open"
            if opened:
                self._desk.attempt(actions.close_post, self._post.id)
            else:
                self._desk.attempt(actions.open_post, self._post.id)

    def _walk(self) -> None:
        if self._post is not None:
            run = self._desk.attempt(actions.walk, self._post.id)
            if run is not None:
                self._desk.go(Place("checklists", run))

    def _more(self) -> list[Any]:
        return [("Print this post", self.print_shown)]

    def print_shown(self) -> None:
        """Ctrl+P prints the post."""
        if self._post is not None:
            self._desk.print_document(POST, self._post.id, self._post.title)


def lay_post(
    desk: Desk,
    laid: Laid,
    held: PostRow | None,
    about: dict[str, Any],
    then: Callable[[int], object] | None = None,
) -> None:
    """Show the form of a post, or of a new one; one in which something was typed comes back."""
    if laid.busy():
        laid.resume()
        return
    options: list[tuple[int | None, str]] = [(None, "No role named")]
    options += [(one.id, one.title) for one in desk.ask(roles)]

    def save(values: dict[str, Any]) -> None:
        facts = values if held else values | {"case_id": about.get("case_id")}
        made = desk.do(
            actions.save_post, facts, held.id if held else None, held.version if held else 0
        )
        laid.back()
        if then is not None:
            then(made)

    form = Form(
        [
            Field("title", "Title people search for", TextEntry(), required=True),
            Field("role_id", "Role on the chart", ChoiceEntry(options)),
            Field("closes_on", "Closes on", DateEntry(), help="Empty: until it is filled."),
            Field("body", "The post; # begins a heading", NoteEntry(lines=22), span=3),
        ],
        columns=3,
        on_save=save,
        save="Save post",
        on_cancel=laid.back,
    )
    role = about.get("role_id")
    title = next((words for id_, words in options if id_ == role and role), "")
    values: dict[str, Any] = {"title": title, "role_id": role, "closes_on": None}
    names = ("title", "role_id", "closes_on", "body")
    form.set_values(
        {name: getattr(held, name) for name in names} if held else values | {"body": rules.BODY}
    )
    laid.lay(held.title if held else "New job post", "", form)


def _sign(one: Welcome) -> IconCell:
    if one.done:
        return IconCell("circle-check", "There", "green")
    return IconCell("circle-dashed", "Not yet", "amber")
