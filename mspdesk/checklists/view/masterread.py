"""A master as it is read: its lines, and beside them what it is, who works by it, its revisions."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Protocol

from PySide6.QtWidgets import QSizePolicy, QWidget

from ...dates import full_date
from ...desk.area import Place
from ...desk.desk import Desk
from ...errors import UserError
from ...people.queries import roles
from ...widgets.buttons import Button, LinkButton, MenuButton, Press
from ...widgets.layout import (
    STRETCH,
    Notice,
    PageHead,
    Panel,
    Scroll,
    Section,
    clear,
    column,
    lead_focus,
    row,
    stack,
)
from ...widgets.safe import Label
from ...widgets.splitter import CanvasInspector
from ...widgets.table import Table
from ...widgets.tags import Tag
from ..printables.paper import MASTER
from ..queries import masters as queries
from ..queries.reach import UserRow, users
from ..queries.shipped import mistakes
from ..rules.compare import FIELD_WORDS
from ..rules.master import DEPARTMENTS, TARGETS, Master
from .lineform import targets
from .masterlines import LineRow, columns, count_words, grouped

TABLES = {"checklist", "checklist_revision", "checklist_difference", "checklist_run", "schedule"}
CLIENTS_SHOWN = 14
REVISIONS_SHOWN = 8


class Ways(Protocol):
    """What the page can lead to."""

    def edit(self) -> None:
        """Go to the editor."""

    def compare(self, *, whole: bool = False) -> None:
        """Show what ships beside what the shop has."""

    def duplicate(self) -> None:
        """Begin a copy."""

    def retire(self) -> None:
        """Offer it no longer."""

    def bring_back(self) -> None:
        """Offer it again."""

    def edit_from(self, number: int) -> None:
        """Write on from an earlier revision."""


class ReadPage(QWidget):
    """Shows the revision in force of one master; `ways` are where its buttons lead."""

    def __init__(self, desk: Desk, on_start: Callable[[str], object], ways: Ways) -> None:
        super().__init__()
        self.setAccessibleName("Steps of a checklist")
        self._desk, self._ways = desk, ways
        self._page: queries.MasterPage | None = None
        self._code = ""
        self.start_button = Button("Start", "primary", "play", lambda: on_start(self._code))
        self.edit_button = Button("Edit", on_click=ways.edit)
        more = MenuButton("", "ellipsis", "More about this checklist", self._more)
        paper = Button("Print", icon="printer", on_click=self.print_shown, name="Print it blank")
        self._head = PageHead(actions=(paper, self.edit_button, self.start_button, more))
        self._draft = Notice(
            "", "", [Button("Go on", on_click=ways.edit)], icon="file-pen-line", color="accent"
        )
        self._update = Notice(
            "What ships has changed",
            "Nothing of yours moves until you say so.",
            [Button("Look at the changes", on_click=ways.compare)],
            icon="download",
            color="accent",
        )
        self._notices = column(self._draft, self._update, gap=8, margin=(22, 0, 16, 10))
        self.table = Table[LineRow](
            columns(hints=True),
            "Steps",
            row="two_line",
            on_select=self._show_step,
            spoken=lambda one: one.spoken,
            side=22,
            empty="This checklist has no steps yet.",
        )
        self._wrong = Label("", "meta", "amber", wrap=True)
        self._wrong_row = column(self._wrong, margin=(22, 6, 16, 8))
        ground = Panel("paper")
        top = column(self._head, margin=(22, 14, 16, 10))
        layout = stack(ground, top, self._notices, self.table, self._wrong_row)
        layout.setStretch(2, 1)
        side = Panel("sheet", "left")
        stack(side, Scroll(self._rail(), "sheet"))
        stack(self, CanvasInspector("checklist-master", ground, side))
        lead_focus(self, self.table)
        desk.keep_fresh(self, TABLES, self._reload)

    def _rail(self) -> QWidget:
        self._step = Label("", "card", wrap=True)
        self._step_words = QWidget()
        self._step_box = stack(self._step_words, gap=4)
        self._picked = column(self._step, self._step_words, 8, gap=4)
        self._picked.hide()
        self._about = QWidget()
        self._about_box = stack(self._about, gap=4)
        self._purpose = Label("", "body", "ink", wrap=True)
        self._clients_note = Label("", "meta", "ink2", wrap=True)
        self._revisions_note = Label("", "meta", "ink2", wrap=True)
        self._clients, self._revisions = QWidget(), QWidget()
        self._clients_box = stack(self._clients, gap=2)
        self._revisions_box = stack(self._revisions, gap=6)
        return column(
            self._picked,
            Label("About", "card"),
            self._purpose,
            self._about,
            8,
            Section("Clients"),
            self._clients_note,
            self._clients,
            8,
            Section("Revisions"),
            self._revisions_note,
            self._revisions,
            STRETCH,
            gap=6,
            margin=(16, 14, 14, 16),
        )

    # --- what is shown ---------------------------------------------------------------------------

    def show_code(self, code: str) -> None:
        """Show another master; raises UserError for one that is gone."""
        self._page = self._desk.ask(queries.master_page, code)
        self._code = code
        self._show(self._page)

    def unpublished(self) -> bool:
        """Whether there is nothing in force to be read yet."""
        return self._page is not None and self._page.master is None

    def _reload(self) -> None:
        if not self._code:
            return
        try:
            self.show_code(self._code)
        except UserError:
            self._code = ""

    def _show(self, page: queries.MasterPage) -> None:
        wrong = mistakes()
        self._wrong.set_text("\n".join(["A file was left out because of a mistake.", *wrong]))
        self._wrong_row.setVisible(bool(wrong))
        if page.master is None:
            return
        tags = [Tag("Retired", "grey")] if page.retired else []
        master = page.master
        meta = [
            count_words(master),
            f"for {TARGETS[master.target].lower()}",
            f"revision {page.revision}",
        ]
        self._head.set_head(page.title, meta, tags)
        self.start_button.setEnabled(not page.retired)
        self._draft.set_notice(*_draft_words(page))
        self._draft.setVisible(bool(page.draft))
        self._update.setVisible(page.update and not page.retired)
        self._notices.setVisible(bool(page.draft) or (page.update and not page.retired))
        self.table.show_groups(grouped(master))
        self._show_about(master)
        self._show_clients(self._desk.ask(users, page.code))
        self._show_revisions(page)

    def _show_about(self, master: Master) -> None:
        hats = {one.code: one.title for one in self._desk.ask(roles)}
        said = [
            ("Department", DEPARTMENTS[master.department]),
            ("Answers for it", hats.get(master.role, master.role)),
            ("Result", master.record),
            ("Shown", master.copies),
            ("Verified", "by a second person" if master.verify else ""),
            ("TSR log", "kept beside it" if master.log else ""),
        ]
        self._purpose.set_text(master.purpose)
        self._purpose.setVisible(bool(master.purpose))
        clear(self._about_box)
        for label, value in said:
            if value:
                words = Label(value, "body", "ink", wrap=True)
                self._about_box.addWidget(column(Label(label, "caption", "ink2"), words, gap=0))
        if master.process:
            title = self._process(master.process)
            link = LinkButton(title, self._to_procedure, role="body", pad=0)
            link.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
            head = Label("Procedure", "caption", "ink2")
            self._about_box.addWidget(column(head, row(link, STRETCH), gap=0))

    def _show_step(self, chosen: LineRow | None) -> None:
        """Show the step that is picked whole: the list has room for one line of each."""
        page = self._page
        master = page.master if page is not None else None
        line = master.line(chosen.key) if chosen is not None and master is not None else None
        clear(self._step_box)
        self._picked.setVisible(line is not None and chosen is not None)
        if line is None or chosen is None:
            return
        self._step.set_text(f"Step {line.number}")
        minutes = f"{line.minutes} min" if line.minutes else ""
        said = [
            ("", line.text),
            (FIELD_WORDS["expect"], line.expect),
            (FIELD_WORDS["otherwise"], line.otherwise),
            ("Asks for", chosen.asks),
            (FIELD_WORDS["doer"], ", ".join(part for part in (chosen.doer, minutes) if part)),
            (FIELD_WORDS["maps"], dict(targets()).get(line.maps, line.maps)),
        ]
        for label, value in said:
            if value:
                words = Label(value, "body", "ink", wrap=True)
                head = Label(label, "caption", "ink2") if label else None
                self._step_box.addWidget(column(head, words, gap=0))

    def _show_clients(self, rows: list[UserRow]) -> None:
        clear(self._clients_box)
        own = sum(bool(one.own) for one in rows)
        works = "works" if len(rows) == 1 else "work"
        own_words = ", one has steps of its own" if own == 1 else f", {own} have steps of their own"
        note = f"{len(rows)} {works} by it{own_words if own else ''}"
        self._clients_note.set_text(note if rows else "Nobody works by it yet")
        # Those with lines of their own first: they are what a change has to look at.
        for one in sorted(rows, key=lambda one: -bool(one.own))[:CLIENTS_SHOWN]:
            self._clients_box.addWidget(self._client_row(one))
        if len(rows) > CLIENTS_SHOWN:
            more = Label(f"and {len(rows) - CLIENTS_SHOWN} more", "meta", "ink3")
            self._clients_box.addWidget(more)

    def _client_row(self, one: UserRow) -> QWidget:
        go = partial(self._to_client, one.client_id)
        link = LinkButton(one.client, go, name=f"Checklist of {one.client}", role="body", pad=0)
        # Long names give way to the rail.
        link.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        words = f"{one.own} own" if one.own else ""
        return row(link, STRETCH, Label(words, "meta", "ink2"))

    def _process(self, code: str) -> str:
        """What a procedure is called, from who knows it; its code in words without."""
        for panel in self._desk.panels("checklist.process"):
            title = self._desk.ask(panel.words, code) if panel.words is not None else ""
            if title:
                return str(title)
        return code.replace("-", " ").capitalize()

    def _to_procedure(self) -> None:
        page = self._page
        if page is not None and page.master is not None:
            about = {"code": page.master.process}
            self._desk.go(Place("checklists", do="procedures", about=about))

    def _to_client(self, client_id: int) -> None:
        self._desk.go(Place("clients", client_id, "masters", {"code": self._code}))

    def _show_revisions(self, page: queries.MasterPage) -> None:
        clear(self._revisions_box)
        rows = self._desk.ask(queries.revisions, page.code)
        self._revisions_note.set_text("As it ships, never used yet")
        self._revisions_note.setVisible(not rows)
        for one in rows[:REVISIONS_SHOWN]:
            by = f", {one.by}" if one.by else ""
            head = Label(f"{one.number}  {full_date(one.at.date())}{by}", "meta", "ink2", wrap=True)
            words = Label(one.note, "body", "ink", wrap=True)
            self._revisions_box.addWidget(column(head, words, gap=0))

    def print_shown(self) -> None:
        """Print the checklist with boxes to tick by hand."""
        if self._page is not None and self._page.master is not None:
            self._desk.print_document(MASTER, self._code, self._page.title)

    # --- verbs -----------------------------------------------------------------------------------

    def _more(self) -> list[tuple[str, Press] | None]:
        page = self._page
        if page is None:
            return []
        entries: list[tuple[str, Press] | None] = [("Duplicate", self._ways.duplicate)]
        if not page.own and page.id is not None:
            whole = partial(self._ways.compare, whole=True)
            entries.append(("Compare with what ships", whole))
        if page.retired:
            entries.append(("Bring back", self._ways.bring_back))
        else:
            entries.append(("Retire", self._ways.retire))
        earlier = self._desk.ask(queries.revisions, page.code)[1:]
        if earlier:
            entries.append(None)
        for one in earlier[:REVISIONS_SHOWN]:
            press = partial(self._ways.edit_from, one.number)
            entries.append((f"Edit from revision {one.number}", press))
        return entries


def _draft_words(page: queries.MasterPage) -> tuple[str, str]:
    who = page.draft_by or "Somebody"
    begun = f"Begun from revision {page.draft_of}. " if page.draft_of else ""
    return (
        f"{who} is writing revision {page.revision + 1}",
        f"{begun}Nothing of it counts until it is published.",
    )
