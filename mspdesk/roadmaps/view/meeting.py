"""The page of one meeting: agenda and minutes, questions, decisions, and what is known beside."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from ... import paths
from ...dates import full_date, long_date, today
from ...desk.area import Place
from ...desk.desk import Desk
from ...shop.queries import shop
from ...widgets import dialogs, theme
from ...widgets.buttons import Button, MenuButton
from ...widgets.entry import DateEntry, NoteEntry
from ...widgets.form import Form
from ...widgets.glyphs import Glyph, GlyphBox, face_of, guest_face
from ...widgets.laid import Laid
from ...widgets.layout import (
    STRETCH,
    Card,
    Notice,
    PageHead,
    Panel,
    Scroll,
    column,
    lead_focus,
    row,
    stack,
)
from ...widgets.safe import Label
from ...widgets.tags import Tag
from ..actions import meetings as actions
from ..queries import meetings as queries
from ..queries.meetings import MeetingPage, minutes_words
from ..queries.packet import packet
from ..queries.places import place
from ..rules.rhythm import usual_next
from ..rules.words import TONES
from .answers import AnswersCard
from .decisions import DecisionsCard
from .facts import BudgetCard, PacketCard
from .forms import Away, Done, cancel_form, meeting_form, place_form
from .items import AgendaCard
from .kept import Kept

RAIL, NARROW_RAIL = 330, 280
"""Px of what is known beside the minutes, on a page of `WIDE` and on a narrower one."""
WIDE = 1100


class MeetingView(QWidget):
    """One meeting; whatever is typed is kept when its field is left."""

    def __init__(self, desk: Desk, on_gone: Callable[[], object]) -> None:
        super().__init__()
        self._desk, self._on_gone = desk, on_gone
        self.page: MeetingPage | None = None
        money = desk.ask(shop).money
        self.main = Button("Finish minutes", "primary", on_click=self.next_step)
        self.printer = MenuButton(
            "Print", "printer", "Print agenda, minutes or packet", self._papers
        )
        more = MenuButton("", "ellipsis", "More about this meeting", self._more)
        self.head = PageHead("", actions=(self.printer, more, self.main))
        self.notice = Notice("", "")
        self.agenda = AgendaCard(desk)
        self.answers = AnswersCard(desk, self.ask_budget)
        self.decisions = DecisionsCard(desk, money)
        self.words = Kept(
            NoteEntry("What holds for all of it", "Words on the whole meeting", lines=2),
            self._save_words,
        )
        self.next_on = Kept(DateEntry("Day", "Next meeting", width=150), self._save_next)
        self.propose = Button("In three months", on_click=self.take_usual)
        self.later = Label("", "meta", "amber", wrap=True)
        self.whole = Card("All in all")
        self.whole.add(
            self.words,
            row(Label("Next meeting", "label", "ink2"), self.next_on, self.propose, STRETCH),
            self.later,
        )
        self.people = Card("Who comes", "", "Change", self.edit)
        self.budget = BudgetCard(self.ask_budget)
        self.known = PacketCard(self.print_packet)
        main = column(
            self.notice, self.agenda, self.decisions, self.answers, self.whole, STRETCH, gap=12
        )
        rail = column(self.people, self.budget, self.known, STRETCH, gap=12)
        self._rail = rail
        rail.setFixedWidth(theme.current().px(RAIL))
        body = row(main, rail, gap=14, margin=(22, 6, 22, 22), shares=(1,))
        sheet = Panel("paper")
        stack(sheet, column(self.head, margin=(22, 14, 22, 8)), Scroll(body))
        self.laid = Laid(sheet)
        stack(self, self.laid)
        lead_focus(self, self._keys)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Narrow what stands beside the minutes on a narrow page."""
        px = theme.current().px
        self._rail.setFixedWidth(px(RAIL if self.width() >= px(WIDE) else NARROW_RAIL))
        super().resizeEvent(event)

    def _keys(self) -> QWidget:
        """Where the keyboard begins: in a form, in the first point, or on the next step."""
        if self.laid.in_front() and self.laid.form is not None:
            return self.laid.form
        first = next(iter(self.agenda.lines.values()), None)
        return first.said if first is not None else self.main

    # --- showing ---------------------------------------------------------------------------------

    def show_meeting(self, meeting_id: int) -> bool:
        """Show a meeting; False where something typed could not be kept, or it is gone."""
        other = self.page is None or self.page.row.id != meeting_id
        if other:
            self.keep()
            if self.unkept():
                return False
            self.laid.step_aside()
        found = self._desk.ask(queries.meeting_page, meeting_id)
        if found is None:
            self.page = None
            self._on_gone()
            return False
        self.page = found
        self._fill(found, other=other)
        return True

    def _fill(self, page: MeetingPage, *, other: bool) -> None:
        row_ = page.row
        meta = [", ".join(filter(None, (long_date(row_.on), row_.time_words)))]
        meta += [minutes_words(row_.minutes)]
        meta += [row_.place] if row_.place else []
        meta += [f"{row_.lead} leads"] if row_.lead else []
        meta += [f"Invitation {page.letter}"] if page.letter else []
        self.head.set_head(row_.client, meta, [Tag(row_.state_words, TONES[row_.state])])
        self.main.set_text(self._next_words(page))
        known = self._desk.ask(packet, row_.client_id)
        self._notice(page, known.ask)
        self.agenda.show_page(page, other=other)
        self.decisions.show_page(page, other=other)
        self.answers.show_page(page, other=other)
        self.words.show_value(row_.words)
        self.words.setEnabled(not row_.over)
        self.next_on.show_value(row_.next_on)
        self.next_on.setEnabled(row_.state != "canceled")
        self.propose.setVisible(row_.next_on is None and row_.state != "canceled")
        self.later.set_text(page.next_words)
        self.later.setVisible(bool(page.next_words))
        self._show_people(page)
        said = self._desk.ask(place, row_.client_id)
        may = self._desk.may("money")
        self.budget.setVisible(may)
        self.budget.show_section(known.section("budget"), known.ask, said.lasting if said else "")
        self.known.setVisible(may)
        self.known.show_packet(known)

    def _next_words(self, page: MeetingPage) -> str:
        """What comes next in the life of a meeting."""
        row_ = page.row
        if row_.state == "planned" and row_.on > today():
            return "Write invitation" if self._to_invite(page) else "Print agenda"
        words = {"planned": "Finish minutes", "held": "Change minutes", "canceled": "Plan it again"}
        return words[row_.state]

    def _to_invite(self, page: MeetingPage) -> bool:
        """Whether nobody is invited yet, and whoever is at work may write letters."""
        return not page.letter and self._desk.may("clients")

    def _notice(self, page: MeetingPage, ask: tuple[str, ...]) -> None:
        row_ = page.row
        if row_.state == "canceled":
            self.notice.set_notice("Called off", row_.why)
        elif row_.state == "held":
            self.notice.hide()
            return
        elif page.late_words:
            self.notice.set_notice("Later than three months", page.late_words)
        elif ask and self._desk.may("money"):
            said = ", ".join(ask)
            self.notice.set_notice("Ask about their budget first", f"{said[:1].upper()}{said[1:]}.")
        else:
            self.notice.hide()
            return
        self.notice.show()

    def _show_people(self, page: MeetingPage) -> None:
        self.people.clear()
        for one in page.guests:
            ours = one.person_id
            face = face_of(one.name, ours) if ours is not None else guest_face(one.name)
            words = column(
                Label(one.name, "row"),
                Label(one.title or ("One of us" if one.ours else ""), "meta", "ink2"),
                gap=0,
            )
            self.people.add(row(GlyphBox(Glyph.avatar(face, 24)), words, STRETCH))
        if not page.guests:
            self.people.add(Label("Nobody is asked yet.", "meta", "ink3"))

    # --- keeping ---------------------------------------------------------------------------------

    def keep(self) -> None:
        """Write everything that was typed."""
        for part in (self.agenda, self.answers, self.words, self.next_on):
            part.keep()

    def unkept(self) -> bool:
        """Whether something was typed that could not be written."""
        if self.page is None:
            return False
        return any(part.unkept() for part in (self.agenda, self.answers, self.words, self.next_on))

    def _save_words(self, value: object) -> None:
        if self.page is not None:
            row_ = self.page.row
            changes = {"words": str(value or "")}
            self._desk.do(actions.edit_meeting, row_.id, row_.version, changes)

    def _save_next(self, value: object) -> None:
        if self.page is not None:
            row_ = self.page.row
            self._desk.do(actions.edit_meeting, row_.id, row_.version, {"next_on": value})

    # --- doing -----------------------------------------------------------------------------------

    def take_usual(self) -> None:
        """Agree on the last working day within three months."""
        if self.page is not None:
            self.next_on.entry.set_value(usual_next(self.page.row.on))
            self.next_on.keep()

    def next_step(self) -> None:
        """Invite to what is ahead, finish its minutes, or write on in them."""
        self.keep()
        if self.page is None or self.unkept():
            return
        row_ = self.page.row
        if row_.state == "planned" and row_.on > today():
            if self._to_invite(self.page):
                self.invite()
            else:
                self.print_agenda()
        elif row_.state == "planned":
            self._desk.attempt(actions.hold_meeting, row_.id, row_.version)
        else:
            self._desk.attempt(actions.reopen_minutes, row_.id, row_.version)

    def edit(self) -> None:
        """Change when and where it is and who comes."""
        if self.page is None or self.page.row.state == "canceled":
            return
        self._lay("Roadmap meeting", partial(meeting_form, self._desk, self.page))

    def ask_budget(self) -> None:
        """Write down what they said of their budget, at this meeting."""
        if self.page is None:
            return
        row_ = self.page.row
        held = self._desk.ask(place, row_.client_id)
        meeting_id = row_.id if row_.on <= today() else None
        make = partial(place_form, self._desk, row_.client_id, held, meeting_id=meeting_id)
        self._lay("Their budget", make)

    def call_off(self) -> None:
        """Ask why it is called off."""
        if self.page is not None:
            self._lay(
                "Call it off", partial(cancel_form, self._desk, self.page), "Nothing is sent."
            )

    def _lay(self, title: str, make: Callable[[Done, Away], Form], words: str = "") -> None:
        self.keep()
        if self.laid.busy():
            self.laid.resume()
            return
        page = self.page
        name = f"{page.row.client}, {full_date(page.row.on)}" if page else ""
        form = make(self._saved, self.laid.back)
        self.laid.lay(title, words or name, form)

    def _saved(self, _id: int) -> None:
        self.laid.back()

    def invite(self) -> None:
        """Write the invitation as a draft and go to it."""
        if self.page is None:
            return
        row_ = self.page.row
        made = self._desk.attempt(actions.invite, row_.id)
        if made is not None:
            self._desk.go(Place("clients", row_.client_id, "letters", {"letter_id": made}))

    def save_file(self) -> None:
        """Save the meeting as a calendar file for those who are invited."""
        from ..runs.calendar import save_meeting

        if self.page is None:
            return
        row_ = self.page.row
        file = ask_calendar_file(self, self._desk, f"Roadmap {row_.client} {row_.on.isoformat()}")
        if file is not None:
            job = self._desk.fetch("Saving the calendar file", save_meeting, file, row_.id)
            job.then(lambda _count: self._desk.say(f"Saved as {file.name}"))

    def remove(self) -> None:
        """Take the meeting away; Undo brings it back."""
        if self.page is not None:
            self._desk.attempt(actions.remove_meeting, self.page.row.id)

    def _more(self) -> list[tuple[str, Callable[[], object]]]:
        page = self.page
        if page is None:
            return []
        found: list[tuple[str, Callable[[], object]]] = []
        if page.row.state != "canceled":
            found.append(("Change day, place or guests", self.edit))
        writes = self._desk.may("clients")
        if page.row.state == "planned" and writes:
            again = "Write the invitation anew" if page.letter else "Write the invitation"
            found.append((again, self.invite))
        if page.row.state == "planned":
            found.append(("Call it off", self.call_off))
        if page.letter_id is not None and writes:
            found.append((f"Open letter {page.letter}", self.open_letter))
        found.append(("Save as calendar file", self.save_file))
        found.append((f"Go to {page.row.client}", self.open_client))
        if page.row.state != "held":
            found.append(("Remove it", self.remove))
        return found

    def open_client(self) -> None:
        """Go to the client's Roadmap tab."""
        if self.page is not None:
            self._desk.go(Place("clients", self.page.row.client_id, "roadmap"))

    def open_letter(self) -> None:
        """Go to the invitation."""
        if self.page is not None and self.page.letter_id is not None:
            about = {"letter_id": self.page.letter_id}
            self._desk.go(Place("clients", self.page.row.client_id, "letters", about))

    # --- paper -----------------------------------------------------------------------------------

    def _papers(self) -> list[tuple[str, Callable[[], object]]]:
        found: list[tuple[str, Callable[[], object]]] = [
            ("Agenda, one page", self.print_agenda),
            ("Minutes", self.print_minutes),
        ]
        if self._desk.may("money"):
            found.append(("Packet, for us", self.print_packet))
        return found

    def print_shown(self) -> None:
        """Print the agenda of what is ahead, and the minutes from its day on."""
        page = self.page
        if page is not None and not page.row.over and page.row.on > today():
            self.print_agenda()
        else:
            self.print_minutes()

    def print_agenda(self) -> None:
        """Print the agenda on one page."""
        from ..printables.meeting import AGENDA

        self._print(AGENDA, "Agenda")

    def print_minutes(self) -> None:
        """Print the minutes, or the form to write them on."""
        from ..printables.meeting import MINUTES

        self._print(MINUTES, "Minutes")

    def _print(self, paper: object, name: str) -> None:
        self.keep()
        if self.page is not None:
            row_ = self.page.row
            title = f"{name}, {row_.client}, {full_date(row_.on)}"
            self._desk.print_document(paper, row_.id, title)

    def print_packet(self) -> None:
        """Print what is known, for us."""
        from ..printables.packet import PACKET

        if self.page is not None:
            row_ = self.page.row
            self._desk.print_document(PACKET, row_.client_id, f"Packet, {row_.client}")


def ask_calendar_file(where: QWidget, desk: Desk, name: str) -> Path | None:
    """Ask where a calendar file is saved; the folder is remembered."""
    folder = Path(desk.settings.last_folder.get("export", str(paths.documents_folder())))
    safe = "".join(" " if letter in '/\\:*?"<>|' else letter for letter in name)
    file = dialogs.save_file(
        where, "Save calendar file", "Calendar (*.ics)", folder / f"{safe}.ics"
    )
    if file is None:
        return None
    desk.settings.last_folder["export"] = str(file.parent)
    return file if file.suffix else file.with_suffix(".ics")
