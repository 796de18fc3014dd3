"""The Proposals tab of a client's page: what was offered, one of them open below."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from ...agreements.rules import PAYMENT_TYPES
from ...catalog.rules import TIERS
from ...clients.queries import contacts
from ...dates import full_date
from ...desk.area import Place
from ...desk.desk import Desk
from ...money import quantity, shown
from ...shop.queries import shop
from ...widgets.buttons import Button, MenuButton
from ...widgets.entry import ChoiceEntry
from ...widgets.form import Field, Form
from ...widgets.laid import Laid
from ...widgets.layout import (
    STRETCH,
    Card,
    EmptyState,
    Fact,
    Facts,
    PageHead,
    Scroll,
    column,
    lead_focus,
    stack,
)
from ...widgets.safe import Label
from ...widgets.table import Column, Table
from ...widgets.tags import Tag
from ..actions import proposal_lines as line_actions
from ..actions import proposals as actions
from ..printables.proposal import PROPOSAL
from ..queries import pipeline
from ..queries import proposals as queries
from ..queries.proposals import LineRow, ProposalPage, ProposalRow
from .proposal_forms import answer_form, line_form, words_form
from .proposals import TONES, columns

_TABLES = {"proposal", "proposal_line", "opportunity", "client"}
_WHY = (
    "A proposal takes its counts and prices from the plans and the catalog, and what was found"
    " from the assessment. Accepted, it becomes the draft of the agreement."
)
_SAID = (
    ("intro", "To begin with"),
    ("we_see", "What we found"),
    ("we_do", "What we will do"),
    ("you_do", "What we need from them"),
    ("next_step", "What comes next"),
    ("answer_words", "What they said"),
)


class ProposalsPart(QWidget):
    """The list of proposals over the one that is open; forms are laid over both."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._money = desk.ask(shop).money
        self._client_id = 0
        self._wanted: int | None = None
        self.page: ProposalPage | None = None
        self.first = Button("New proposal", "primary", "plus", self.new)
        self.empty = EmptyState("file-pen-line", "Nothing offered in writing", _WHY, self.first)
        self.table = Table[ProposalRow](
            columns(self._money),
            name="Proposals",
            row="card",
            side=14,
            fit=True,
            on_select=self._picked,
        )
        self.every = Card("Proposals", action="New proposal", on_action=self.new, flush=True)
        self.every.add(self.table)
        self._build()
        body = column(self.empty, self.every, self.body, STRETCH, gap=12, margin=(22, 12, 20, 22))
        self.laid = Laid(Scroll(body), self.table)
        stack(self, self.laid)
        lead_focus(self, self.laid)
        desk.keep_fresh(self, _TABLES, self._reload)

    def _build(self) -> None:
        """The parts of one proposal."""
        self.print_button = Button("Print", icon="printer", on_click=self.print_shown)
        self.change = Button("Change", on_click=self._change, name="Change proposal")
        self.send = Button("Mark sent", "primary", on_click=self._send)
        self.accept = Button("Accepted", "primary", "check", self._accept)
        self.edition = Button("New edition", on_click=self._edition)
        self.more = MenuButton("", "ellipsis", "More about this proposal", self._more)
        self.head = PageHead(
            actions=(
                self.print_button,
                self.change,
                self.edition,
                self.send,
                self.accept,
                self.more,
            ),
            role="record",
        )
        self.facts = Facts(4)
        self.lines = Table[LineRow](
            (
                Column("text", "What", "title", lambda r: r.text.split("\n")[0], stretch=3),
                Column("when", "", "muted", _when, width=96),
                Column("quantity", "Count", "num", lambda r: quantity(r.quantity), width=64),
                Column("price", "Each", "money", lambda r: shown(r.price, self._money), width=96),
                Column(
                    "amount", "Amount", "money", lambda r: shown(r.amount, self._money), width=104
                ),
                Column("cost", "Costs us", "money", self._cost, width=92, hide_under=760),
            ),
            name="Lines of the proposal",
            row="card",
            side=14,
            fit=True,
            on_activate=self._line,
            empty="Nothing on it yet. Put a plan on it, or add a line.",
        )
        self.asked = Card("What it asks", action="Add line", on_action=self._add, flush=True)
        self.asked.add(self.lines)
        self.words = Card("What it says")
        self.body = column(self.head, self.facts, self.asked, self.words, gap=12)

    # --- showing -------------------------------------------------------------------------------

    def show_id(self, client_id: int) -> None:
        """Show the proposals of another client."""
        if client_id != self._client_id:
            self._client_id, self._wanted = client_id, None
            self.laid.step_aside()
        self._reload()

    def arrive(self, place: Place) -> None:
        """Go to a proposal, or draft one for an opportunity."""
        about = place.about
        if about.get("proposal"):
            self._open(int(about["proposal"]))
        elif about.get("draft"):
            self.new(opportunity_id=about.get("opportunity"))

    def _open(self, proposal_id: int) -> None:
        self._wanted = proposal_id
        self._reload()

    def _reload(self) -> None:
        if not self._client_id:
            return
        rows = self._desk.ask(queries.proposals_of, None, self._client_id)
        self.empty.setVisible(not rows)
        self.every.setVisible(bool(rows))
        may = bool(self._desk.ask(pipeline.open_of, self._client_id))
        self.first.setEnabled(may)
        self.every.action.setVisible(may)
        self.table.show_rows(rows)
        wanted, self._wanted = self._wanted, None
        if wanted is not None:
            self.table.select(wanted)
        elif rows and self.table.selected() is None:
            self.table.select_first()
        self._picked(self.table.selected())

    def _picked(self, one: ProposalRow | None) -> None:
        page = self._desk.ask(queries.proposal_page, one.id) if one is not None else None
        self.page = page
        self.body.setVisible(page is not None)
        if page is not None:
            self._show(page)

    def _show(self, page: ProposalPage) -> None:
        one = page.row
        tone = "amber" if one.run_out else TONES[one.state]
        meta = [f"Proposal {one.name}", page.opportunity]
        self.head.set_head(one.title, meta, [Tag(one.state_words, tone)])
        draft, sent = one.draft, one.state == "sent"
        self.change.setVisible(draft)
        self.send.setVisible(draft)
        self.accept.setVisible(sent)
        self.edition.setVisible(one.state in ("sent", "declined", "replaced"))
        self.asked.action.setVisible(draft)
        self.facts.show_facts(self._facts(page))
        self.lines.show_rows(page.lines)
        self.words.clear()
        said = [(label, getattr(page, name)) for name, label in _SAID]
        for label, words in said:
            if words:
                self.words.add(Label(label, "strong"))
                self.words.add(Label(words, "body", wrap=True, selectable=True), 4)
        self.words.setVisible(any(words for _, words in said))

    def _facts(self, page: ProposalPage) -> list[Fact]:
        one, money = page.row, self._money
        sums = one.sums
        left = sums.monthly - sums.monthly_cost
        pays = PAYMENT_TYPES.get(page.payment_type, "As the client pays")
        found = [
            Fact("monthly", "A month", shown(sums.monthly, money)),
            Fact("once", "Once, with setup", shown(sums.once, money)),
            Fact("left", "Left a month", shown(left, money)),
            Fact("until", "Stands until", full_date(one.valid_until)),
            Fact("plan", "Plan", TIERS.get(one.tier, "None")),
            Fact("begins", "Would begin", full_date(one.start_on)),
            Fact("term", "Term", f"{page.term_months} months"),
            Fact("pays", "Paid by", pays),
        ]
        if page.sent_on is not None:
            found.append(Fact("sent", "Sent", full_date(page.sent_on)))
        if page.answered_on is not None:
            who = f", {page.answered_by}" if page.answered_by else ""
            found.append(Fact("answer", "Answered", f"{full_date(page.answered_on)}{who}"))
        if one.agreement_id is not None:
            place = Place("agreements", one.agreement_id)
            found.append(Fact("agreement", "Agreement", "Open draft", lambda: self._desk.go(place)))
        return found

    def _cost(self, one: LineRow) -> str:
        return shown(one.cost, self._money) if one.cost else ""

    # --- deeds ---------------------------------------------------------------------------------

    def new(self, *_: object, opportunity_id: int | None = None) -> None:
        """Draft a proposal for what is open, the newest of it where nothing is said."""
        rows = self._desk.ask(pipeline.open_of, self._client_id)
        wanted = opportunity_id or (max(one.id for one in rows) if rows else None)
        if wanted is None:
            self._desk.say("Open an opportunity for this client first.")
            return
        made = self._desk.attempt(actions.draft_proposal, wanted)
        if made is not None:
            self._open(made)

    def _lay(self, title: str, words: str, form: Form) -> None:
        if self.laid.busy():
            self.laid.resume()
            return
        self.laid.lay(title, words, form)

    def _change(self, *_: object) -> None:
        page = self.page
        if page is None:
            return

        def save(typed: dict[str, Any]) -> None:
            self._desk.do(actions.edit_proposal, page.row.id, page.row.version, typed)
            self.laid.back()

        self._lay(page.row.title, "", words_form(self._desk, page, save, self.laid.back))

    def _add(self, *_: object) -> None:
        self._lay_line(None)

    def _line(self, one: LineRow) -> None:
        if self.page is not None and self.page.row.draft:
            self._lay_line(one)
        else:
            self._desk.say("It was sent and stays as it is. Make a new edition to change it.")

    def _lay_line(self, held: LineRow | None) -> None:
        page = self.page
        if page is None:
            return

        def save(typed: dict[str, Any]) -> None:
            if held is None:
                self._desk.do(line_actions.add_proposal_line, page.row.id, typed)
            else:
                self._desk.do(line_actions.edit_proposal_line, held.id, held.version, typed)
            self.laid.back()

        form = line_form(self._desk, held, save, self.laid.back)
        self._lay("Change line" if held else "Add a line", page.row.title, form)

    def _send(self, *_: object) -> None:
        if self.page is not None:
            one = self.page.row
            self._desk.attempt(actions.send_proposal, one.id, one.version)

    def _edition(self, *_: object) -> None:
        if self.page is not None:
            made = self._desk.attempt(actions.new_edition, self.page.row.id)
            if made is not None:
                self._open(made)

    def _accept(self, *_: object) -> None:
        page = self.page
        if page is None:
            return

        def save(typed: dict[str, Any]) -> None:
            one = page.row
            verb = actions.accept_proposal
            self._desk.do(verb, one.id, one.version, typed["by"], typed["on"])
            self.laid.back()

        words = (
            "Its lines become the plan sheet of a draft agreement. What is paid once is put on the"
            " client's draft invoice, so that it is paid before we begin."
        )
        form = answer_form(True, self._decider(), save, self.laid.back)
        self._lay(f"{page.row.name} was accepted", words, form)

    def _decider(self) -> str:
        """Who decides at the client, else whoever is known there; nobody types the name again."""
        people = self._desk.ask(contacts, self._client_id, all_of_them=False)
        found = next((one for one in people if one.decides), None) or next(iter(people), None)
        return found.name if found is not None else ""

    def _decline(self) -> None:
        page = self.page
        if page is None:
            return

        def save(typed: dict[str, Any]) -> None:
            one = page.row
            said = (typed["by"], typed["words"], typed["on"])
            self._desk.do(actions.decline_proposal, one.id, one.version, *said)
            self.laid.back()

        words = "The opportunity stays open; a new edition may follow."
        form = answer_form(False, self._decider(), save, self.laid.back)
        self._lay(f"{page.row.name} was declined", words, form)

    def _plan(self) -> None:
        page = self.page
        if page is None:
            return

        def save(typed: dict[str, Any]) -> None:
            one = page.row
            self._desk.do(line_actions.choose_plan, one.id, one.version, typed["tier"])
            self.laid.back()

        options = [("", "No plan"), *TIERS.items()]
        form = Form(
            [Field("tier", "Plan", ChoiceEntry(options))],
            on_save=save,
            save="Put it on",
            on_cancel=self.laid.back,
        )
        form.set_values({"tier": page.row.tier})
        words = "At the counts that are documented, else those written on the opportunity."
        self._lay("Put a plan on the proposal", words, form)

    def _drop_line(self) -> None:
        one = self.lines.selected()
        if one is not None:
            self._desk.attempt(line_actions.drop_proposal_line, one.id)

    def _drop(self) -> None:
        if self.page is not None:
            one = self.page.row
            self._desk.attempt(actions.drop_proposal, one.id, one.version)

    def _more(self) -> list[Any]:
        if self.page is None:
            return []
        if self.page.row.draft:
            return [
                ("Put a plan on it", self._plan),
                ("Take the chosen line off", self._drop_line),
                None,
                ("Drop this draft", self._drop),
            ]
        found: list[Any] = [("To the opportunity", self._opportunity)]
        if self.page.row.state == "sent":
            found.append(("They said no", self._decline))
        return found

    def _opportunity(self) -> None:
        if self.page is not None:
            self._desk.go(Place("clients", self.page.row.opportunity_id, "prospects"))

    def print_shown(self, *_: object) -> None:
        """Print the proposal that is open."""
        if self.page is not None:
            one = self.page.row
            self._desk.print_document(PROPOSAL, one.id, f"Proposal {one.name}")


def _when(one: LineRow) -> str:
    return "Every month" if one.recurring else "Once"
