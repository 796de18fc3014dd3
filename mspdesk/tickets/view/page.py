"""One ticket: its facts, first contact, description, notes and time, and the note at its foot."""

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from ...dates import clock_time, hours_h, short_date, today
from ...desk.area import Place
from ...desk.desk import Desk
from ...errors import UserError
from ...people.rules import first_name
from ...widgets import theme
from ...widgets.buttons import IconButton, LinkButton, MenuButton
from ...widgets.drop import FileDrop
from ...widgets.glyphs import Glyph, face_of, guest_face
from ...widgets.layout import STRETCH, Fact, Facts, Scroll, Section, clear, row, stack
from ...widgets.safe import Label
from ...widgets.strip import Cell, FirstContactStrip
from ...widgets.timeline import Entry, Timeline
from .. import actions, queries, rules
from ..queries import EscalationRow, TicketPage, TimelineRow
from .composer import Composer
from .editor import FieldEditor
from .escalating import escalate
from .files import FilesPart, attach, choose_and_attach, drop_words
from .modes import Modes
from .recipes import RECIPES, Kitchen, Recipe, priority
from .status import status

Deed = Callable[[], object]


class TicketPane(QWidget):
    """The right side of the Tickets tab; `looked_at` asks for one of its files by id and name."""

    looked_at = Signal(int, str)

    def __init__(self, desk: Desk, *, tiers: bool, on_print: Deed, on_leave: Deed) -> None:
        super().__init__()
        self.setAccessibleName("Ticket")
        self._desk, self._tiers, self._on_leave = desk, tiers, on_leave
        self._page: TicketPage | None = None
        self.number = Label("", "row", "ink2")
        self.opened = Label("", "meta", "ink3", elide=True)
        self.parts: list[Any] = [panel.make(desk) for panel in desk.panels("ticket.actions")]
        self._offers: list[Any] = [panel.make(desk) for panel in desk.panels("ticket.offer")]
        self._providers: list[Any] = [panel.make(desk) for panel in desk.panels("ticket.timeline")]
        self.title = Label("", "record", wrap=True, selectable=True)
        self.facts = Facts(3)
        self.remark = Label("", "meta", "ink2", wrap=True)
        self.editor = FieldEditor()
        self.editor.closed.connect(self._field_closed)
        self.editor.outdated.connect(self.reload)
        self.strip = FirstContactStrip("First contact", self.edit)
        self.description = Label("", "body", "ink2", wrap=True, selectable=True)
        self.resolution = Label("", "body", "ink2", wrap=True, selectable=True)
        self.files = FilesPart(self._look_at, self.attach)
        self.clip = LinkButton("Attach a file", self.attach, role="meta")
        self.section = Section("Notes and time")
        self.timeline = Timeline()
        self._links = QVBoxLayout()
        self._moves_head = Section("Status changes")
        self._moves = QVBoxLayout()
        self.composer = Composer(desk, self._note_saved)
        self.more = MenuButton("", "ellipsis", "More about this ticket", self._entries)
        self._lay_out(on_print)

    def _lay_out(self, on_print: Deed) -> None:
        body = QWidget()
        head = row(
            self.number,
            self.opened,
            STRETCH,
            *self.parts,
            IconButton("printer", "Print this ticket", on_print),
            self.more,
        )
        self._moves.setSpacing(2)
        stack(
            body,
            head,
            2,
            self.title,
            10,
            self.facts,
            4,
            self.remark,
            *self._offers,
            self.editor,
            6,
            self.strip,
            12,
            self.description,
            self.resolution,
            self._links,
            self.files,
            12,
            row(self.section, self.clip),
            6,
            self.timeline,
            10,
            self._moves_head,
            self._moves,
            STRETCH,
            gap=2,
            margin=(20, 14, 20, 12),
        )
        self._body = body
        self.paper = Scroll(body)
        foot = QWidget()
        foot.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        stack(foot, self.composer, margin=(16, 0, 16, 14))
        ticket = QWidget()
        stack(ticket, self.paper, foot)
        self._foot = foot
        self.modes = Modes(self._desk, ticket)
        stack(self, self.modes)
        self.drop = FileDrop(self, self._drop_words, self._dropped)

    # Showing.

    def page(self) -> TicketPage | None:
        """The ticket as it was last read."""
        return self._page

    def show_ticket(self, ticket_id: int) -> bool:
        """Show a ticket from its top; False when it is gone."""
        if self._page is None or self._page.id != ticket_id:
            self.editor.close_field()
            self.paper.verticalScrollBar().setValue(0)
        return self._show(ticket_id)

    def reload(self) -> bool:
        """Read the ticket again; False when it is gone."""
        return self._page is not None and self._show(self._page.id)

    def _show(self, ticket_id: int) -> bool:
        page = self._desk.ask(queries.ticket_page, ticket_id)
        self._page = page
        if page is None:
            return False
        may = self._desk.may("tickets")
        self._foot.setVisible(may)
        self.number.set_text(rules.number_words(page.number))
        self.opened.set_text(_opened(page))
        self.title.set_text(page.title)
        self.facts.show_facts(self._facts(page))
        self._say_remark(page)
        self._show_first_contact(page)
        self.description.set_text(page.description)
        self.description.setVisible(bool(page.description))
        self.resolution.set_text(f"Solved: {page.resolution}")
        self.resolution.setVisible(bool(page.resolution))
        self._show_links(page)
        self.files.show_page(page, may=may)
        self.clip.setVisible(may and not page.files)
        self._show_timeline(page)
        for part in (*self.parts, *self._offers):
            part.show_id(page.id)
        self.composer.show_id(page.id)
        self.modes.show_ticket(page.id, f"{rules.number_words(page.number)} {page.title}")
        return True

    def _facts(self, page: TicketPage) -> list[Fact]:
        who = face_of(page.assigned, page.assigned_id or 0) if page.assigned else None
        ninth = ("tier", "Tier", str(page.tier))
        if not self._tiers:
            ninth = ("type", "Kind", rules.KIND_WORDS[rules.Kind(page.type)])
        return [
            self._fact(
                "status", "Status", rules.status_words(page.status), Glyph.status(page.status)
            ),
            self._fact(
                "priority",
                "Priority",
                rules.PRIORITY_WORDS[page.priority],
                Glyph.priority(page.priority),
            ),
            self._fact(
                "assigned",
                "Assigned",
                first_name(page.assigned) if page.assigned else "Nobody yet",
                Glyph.avatar(who, 18),
            ),
            self._fact("client", "Client", page.client),
            self._fact("contact", "Contact", _contact(page)),
            self._fact(*ninth),
            self._fact("agreement", "Agreement", _agreement(page)),
            self._fact("device", "Device", _device(page)),
            self._fact("estimate", "Estimate / used", _estimate(page)),
        ]

    def _fact(self, name: str, label: str, value: str, glyph: Glyph | None = None) -> Fact:
        """A fact that a press changes; missing ones are asked for in blue."""
        missing = not value
        words = value or _ASK.get(name, "Choose")
        if not self._desk.may("tickets"):
            return Fact(name, label, value or "Not said", glyph=glyph)
        return Fact(name, label, words, lambda: self.edit(name), glyph, plain=not missing)

    def _say_remark(self, page: TicketPage) -> None:
        """Say why it is critical, what it waits for, when it starts and when it is due."""
        words = []
        if page.critical_fact:
            words.append(f"Critical: {rules.FACT_WORDS[rules.Fact(page.critical_fact)]}.")
        if page.follow_up_on is not None:
            again = "Look again" if page.status == rules.Status.ON_HOLD else "Ask again"
            reason = page.waiting_reason.rstrip(".")
            words.append(f"{reason}. {again} {short_date(page.follow_up_on)}.")
        elif page.status == rules.Status.SCHEDULED and page.scheduled_at is not None:
            span = f", {hours_h(page.scheduled_minutes)}" if page.scheduled_minutes else ""
            words.append(f"Starts {_when(page.scheduled_at)}{span}.")
        if page.due_at is not None and page.status in rules.OPEN:
            words.append(f"Due {_when(page.due_at)}.")
        if page.status == rules.Status.NEW and page.acknowledged_at is None:
            answer = self._desk.ask(queries.response_due, page.id)
            if answer is not None:
                words.append(f"Answer due {_when(answer)}.")
        if page.escalations:
            words.append(_passed_up(page.escalations[-1]))
        if page.watchers:
            names = ", ".join(first_name(name) for _id, name in page.watchers)
            words.append(f"Watched by {names}.")
        self.remark.set_text(" ".join(words))
        self.remark.setVisible(bool(words))

    def _show_first_contact(self, page: TicketPage) -> None:
        cells = list(page.cells)
        missing = any(not cell.verified for cell in cells)
        self.strip.show_cells(
            [Cell(one.key, one.words, one.verified) for one in cells],
            rules.first_contact_words(cells),
        )
        ended = page.status in rules.ENDED
        self.strip.setVisible(not ended and (missing or page.status == rules.Status.NEW))

    def _show_links(self, page: TicketPage) -> None:
        clear(self._links)
        for one in page.links:
            words = f"{one.words} {rules.number_words(one.number)} {one.title}"
            if one.merged and one.words == rules.LINK_BACK_WORDS[rules.Link.MERGED]:
                # Its number leads back here.
                self._links.addWidget(Label(words, "meta", "ink3", wrap=True))
                continue
            self._links.addWidget(
                row(
                    LinkButton(words, self._goer(one.ticket_id)),
                    Label(rules.status_words(one.status), "meta", "ink3"),
                    STRETCH,
                )
            )

    def _goer(self, ticket_id: int) -> Deed:
        return lambda: self._desk.go(Place("tickets", ticket_id))

    def _show_timeline(self, page: TicketPage) -> None:
        rows = [one for one in page.timeline if one.how != "status"]
        for provider in self._providers:
            rows += provider.rows(page.id)
        rows.sort(key=lambda one: one.at)
        self.timeline.show_notes([_entry(at, one) for at, one in enumerate(rows)])
        used = f"{hours_h(page.logged_minutes)} on this ticket"
        self.section.set_note(used if page.logged_minutes or rows else "Nothing written yet")
        moves = [one for one in page.timeline if one.how == "status"]
        clear(self._moves)
        self._moves_head.setVisible(bool(moves))
        for one in moves:
            words = ", ".join(
                filter(None, (one.text.rstrip("."), first_name(one.who), _when(one.at)))
            )
            self._moves.addWidget(Label(words, "meta", "ink3", wrap=True))

    # Changing.

    def edit(self, key: str) -> None:
        """Open a field for change, in place."""
        page = self._page
        if page is None or not self._desk.may("tickets"):
            return
        at = self._kitchen(page)
        if key == "status":
            self._open_status(at)
        elif key == "escalate":
            self._open_escalation(at)
        else:
            self._open_field(key, RECIPES[key](at))

    def _open_field(self, key: str, recipe: Recipe, *, first: str = "") -> None:
        """Offer a field for change and bring it into sight."""
        self.editor.open(key, recipe, first=first)
        QTimer.singleShot(0, self.editor, lambda: self.paper.ensureWidgetVisible(self.editor))

    def edit_status(self) -> None:
        """Open the ways out of the status."""
        self.edit("status")

    def _open_status(self, at: Kitchen) -> None:
        if not rules.moves_from(at.page.status):
            words = rules.status_words(at.page.status).lower()
            self._desk.say(f"A {words} ticket stays as it is. Open a new one.")
            return
        self._open_field("status", status(at))

    def _open_escalation(self, at: Kitchen) -> None:
        if at.page.status in rules.ENDED or at.page.standing:
            words = rules.status_words(at.page.status).lower()
            self._desk.say(f"It is {words}; there is nothing to pass up.")
            return
        self._open_field("escalate", escalate(at))

    def attach(self) -> None:
        """Ask for a file and keep it with the ticket."""
        if self._page is not None and self._desk.may("tickets"):
            choose_and_attach(self._desk, self, self._page.id)

    def _look_at(self, file_id: int) -> None:
        held = self._page.files if self._page is not None else ()
        for one in held:
            if one.id == file_id:
                self.looked_at.emit(one.id, one.name)

    def _drop_words(self, paths: Sequence[Path]) -> str:
        """What letting files go here does, nothing for who may not."""
        if self._page is None or not self._desk.may("tickets"):
            return ""
        return drop_words(self._page.number, paths)

    def _dropped(self, paths: Sequence[Path]) -> None:
        if self._page is not None:
            attach(self._desk, self._page.id, paths)

    def set_priority(self, number: int) -> None:
        """Set High, Medium or Low at once; Critical asks for its fact (S044)."""
        page = self._page
        if page is None or not self._desk.may("tickets"):
            return
        if number == 1:
            self._open_field("priority", priority(self._kitchen(page), 1), first="fact")
            return
        self._do(lambda: self._kitchen(page).do(actions.set_priority, number))

    def _kitchen(self, page: TicketPage) -> Kitchen:
        return Kitchen(self._desk, page, lambda: self._page or page, self._begin)

    def _begin(self) -> bool:
        """Start time on the ticket where timekeeping offers it."""
        for part in self.parts:
            begin = getattr(part, "begin", None)
            if begin is not None:
                begin()
                return True
        return False

    def _do(self, deed: Deed) -> None:
        """Do something that has no field; what is wrong is said in the status bar."""
        try:
            deed()
        except UserError as error:
            self._desk.refuse(error)

    def _entries(self) -> Sequence[tuple[str, Deed] | None]:
        """What else can be done; made as the menu opens."""
        page = self._page
        if page is None or not self._desk.may("tickets"):
            return [("Nothing to change here", lambda: None)]
        me = self._desk.person_id
        watching = any(id_ == me for id_, _name in page.watchers)
        found: list[tuple[str, Deed] | None] = [
            ("Change title", lambda: self.edit("title")),
            ("Change description", lambda: self.edit("description")),
            ("Kind and queue", lambda: self.edit("type")),
            ("How it came in", lambda: self.edit("source_kind")),
            ("Covered or billable", lambda: self.edit("coverage")),
            ("Due date", lambda: self.edit("due")),
            ("Project", lambda: self.edit("project")),
            None,
            ("Attach a file", self.attach),
            ("Escalate", lambda: self.edit("escalate")),
            ("Link to another ticket", lambda: self.edit("link")),
            ("Merge into another ticket", lambda: self.edit("merge")),
            ("New ticket that follows this one", self._follow),
        ]
        if me is not None:
            words = "Stop watching" if watching else "Watch this ticket"
            found.append((words, lambda: self._watch(page.id, me, watching=not watching)))
        if page.acknowledged_at is None and page.status in rules.OPEN:
            found.append(("Acknowledge", lambda: self._acknowledge(page.id)))
        found += [
            (f"Remove the link to {rules.number_words(one.number)}", self._unlinker(one.id))
            for one in page.links
            if not one.merged
        ]
        return found

    def _follow(self) -> None:
        page = self._page
        if page is None:
            return
        about = {
            "client_id": page.client_id,
            "contact_id": page.contact_id,
            "title": page.title,
            "follows_id": page.id,
            "note": f"Follows {rules.number_words(page.number)}",
        }
        self._desk.go(Place("tickets", do="new", about=about))

    def _watch(self, ticket_id: int, person_id: int, *, watching: bool) -> None:
        self._do(lambda: self._desk.do(actions.watch, ticket_id, person_id, watching))

    def _acknowledge(self, ticket_id: int) -> None:
        self._do(lambda: self._desk.do(actions.acknowledge, ticket_id))

    def _unlinker(self, link_id: int) -> Deed:
        return lambda: self._do(lambda: self._desk.do(actions.unlink, link_id))

    def _note_saved(self) -> None:
        """Show the newest note."""
        bar = self.paper.verticalScrollBar()
        bar.setValue(bar.maximum())
        self.composer.note.setFocus(Qt.FocusReason.OtherFocusReason)

    def _field_closed(self) -> None:
        self._on_leave()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow pane has narrow margins."""
        super().resizeEvent(event)
        side = 16 if self.width() < theme.current().px(NARROW) else 20
        layout = self._body.layout()
        if layout is not None:
            layout.setContentsMargins(side, 14, side, 12)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back to the ticket, and from there to the list."""
        if event.key() == Qt.Key.Key_Escape:
            if not self.modes.leave():
                self._on_leave()
        else:
            super().keyPressEvent(event)


LONGEST_CONTACT = 22
NARROW = 480
"""Width in px at 100 % below which the pane's margins shrink."""
_ASK = {
    "agreement": "Choose agreement",
    "device": "Choose device",
    "contact": "Choose contact",
    "estimate": "Estimate it",
}


def _opened(page: TicketPage) -> str:
    moment = page.opened_at
    when = clock_time(moment) if moment.date() == today() else short_date(moment.date())
    return f"opened {when} {rules.SOURCE_BY.get(rules.Source(page.source_kind), '')}".strip()


def _when(moment: datetime) -> str:
    """A moment in the shortest words that are clear: 9:14 am today, Mar 10, 9:14 am before."""
    hour = clock_time(moment)
    return hour if moment.date() == today() else f"{short_date(moment.date())}, {hour}"


def _passed_up(last: EscalationRow) -> str:
    """Who passed it up last, and where to."""
    ends = last.outside or f"tier {last.to_tier}"
    who = first_name(last.who) if last.who else "somebody"
    return f"Passed up to {ends} by {who}, {_when(last.at)}."


def _contact(page: TicketPage) -> str:
    """Who called, with the number; beside a long number the last name steps back."""
    whole = ", ".join(filter(None, (page.contact, page.contact_phone)))
    first, _, last = page.contact.partition(" ")
    if len(whole) <= LONGEST_CONTACT or not last or not page.contact_phone:
        return whole
    return f"{first} {last[0]}., {page.contact_phone}"


def _agreement(page: TicketPage) -> str:
    return "Hourly" if page.no_agreement else page.agreement


def _device(page: TicketPage) -> str:
    return "No device" if page.no_device else page.device


def _estimate(page: TicketPage) -> str:
    if page.estimate_minutes is None:
        return f"Estimate it / {hours_h(page.logged_minutes)}" if page.logged_minutes else ""
    return f"{hours_h(page.estimate_minutes)} / {hours_h(page.logged_minutes)}"


def _entry(at: int, one: TimelineRow) -> Entry:
    """A note or time entry as the timeline shows it."""
    known = one.person_id is not None
    who = one.who or "?"
    face = face_of(who, one.person_id) if one.person_id is not None else guest_face(who)
    name = first_name(one.who) if known else one.who or "Somebody"
    when = ", ".join(filter(None, (_when(one.at), one.how)))
    hours = hours_h(one.minutes) if one.minutes is not None else ""
    return Entry(at, face, name, when, one.text, hours, one.client_sees)
