"""The Campaigns room of the clients: the year, one campaign, who gets none, online profiles."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from ...dates import today
from ...desk.area import Place
from ...desk.desk import Desk
from ...widgets.buttons import Button, IconButton
from ...widgets.layout import GAP, MARGIN, STRETCH, Panel, lead_focus, row, stack
from ...widgets.safe import Label
from ...widgets.segments import SegmentControl
from .year import YearPart

YEAR, CAMPAIGN, OUT, PROFILES = "year", "campaign", "optouts", "profiles"
PARTS = (
    (YEAR, "Year"),
    (CAMPAIGN, "Campaigns"),
    (OUT, "Opt-outs and bounces"),
    (PROFILES, "Online profiles"),
)
_NEW = {
    YEAR: "New campaign",
    CAMPAIGN: "New campaign",
    OUT: "Opt out",
    PROFILES: "Add place",
}


class CampaignsRoom(QWidget):
    """Four parts; each is made when somebody first looks at it."""

    noted = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setAccessibleName("Campaigns")
        self._desk = desk
        self.note = ""
        self.year = today().year
        self._made: dict[str, Any] = {}
        self._pages = QStackedWidget()
        self.parts = SegmentControl("Parts of campaigns", PARTS, on_change=self._turn)
        self.before = IconButton("chevron-left", "The year before", lambda: self.step(-1))
        self.after = IconButton("chevron-right", "The year after", lambda: self.step(1))
        self.when = Label("", "row")
        self._stepper = row(self.before, self.when, self.after, gap=4)
        self.said = Label("", "meta", "ink3", elide=True)
        head = Panel("sheet", rule="bottom")
        line = row(self.parts, 10, self._stepper, self.said, STRETCH, gap=GAP)
        stack(head, line, margin=(MARGIN, 9, MARGIN, 9))
        self.print_button = Button("Print", icon="printer", on_click=self.print_shown)
        self.new_button = Button(_NEW[YEAR], "primary", "plus", self.new_here)
        self.head_parts = (self.print_button, self.new_button)
        stack(self, head, self._pages)
        lead_focus(self, self.part)
        self._turn(YEAR)

    # --- parts ---------------------------------------------------------------------------------

    def part(self, key: str = "") -> Any:
        """The part of a key, the one in front without; made when first looked at."""
        key = key or self.parts.current()
        if key not in self._made:
            made = self._made[key] = self._make(key)
            self._pages.addWidget(made)
            self._desk.keep_fresh(made, _ALL, self._tell)
        return self._made[key]

    def _make(self, key: str) -> QWidget:
        if key == YEAR:
            return YearPart(self._desk, self.open_campaign, self.open_step, self.new)
        if key == CAMPAIGN:
            from .campaigns import CampaignsPart

            return CampaignsPart(self._desk)
        if key == OUT:
            from .out import OutPart

            return OutPart(self._desk)
        from .profiles import ProfilesPart

        return ProfilesPart(self._desk)

    def _turn(self, key: str) -> None:
        focused: QWidget | None = QApplication.focusWidget()
        inside = focused is not None and self._pages.isAncestorOf(focused)
        part = self.part(key)
        if hasattr(part, "show_year") and part.year != self.year:
            part.show_year(self.year)
        self._pages.setCurrentWidget(part)
        if inside:
            part.setFocus(Qt.FocusReason.OtherFocusReason)
        self._stepper.setVisible(key in (YEAR, CAMPAIGN))
        self._tell()

    def _tell(self) -> None:
        """Say what the part in front counts, and offer what it adds."""
        key = self.parts.current()
        part = self._made.get(key)
        if part is None:
            return
        if hasattr(part, "year"):
            self.year = part.year
        self.when.set_text(str(self.year))
        self.note = str(part.note)
        self.noted.emit(self.note)
        self.new_button.set_text(_NEW[key])
        for button, shown in (
            (self.new_button, not part.bare),
            (self.print_button, key in (YEAR, PROFILES) and not part.bare),
        ):
            # Until the tab has put it into its head it must not be shown.
            if not shown or button.parentWidget() is not None:
                button.setVisible(shown)

    def step(self, by: int) -> None:
        """Go some years on."""
        self.year += by
        self.part().show_year(self.year)
        self._tell()

    # --- what the tab asks of a room -------------------------------------------------------------

    def open_campaign(self, campaign_id: int) -> None:
        """Go to a campaign."""
        self.parts.choose(CAMPAIGN)
        self._turn(CAMPAIGN)
        self.part(CAMPAIGN).open_campaign(campaign_id)
        self._tell()

    def open_step(self, campaign_id: int, step_id: int) -> None:
        """Go to a day of a campaign."""
        self.open_campaign(campaign_id)
        self.part(CAMPAIGN).arrive({"step": step_id})

    def show_place(self, place: Place) -> None:
        """Go to a part, a campaign, a mail that came back or a profile; begin what was asked."""
        about = dict(place.about)
        key = str(about.get("part") or (CAMPAIGN if place.id is not None else YEAR))
        if key in dict(PARTS):
            self.parts.choose(key)
            self._turn(key)
        if place.id is not None:
            self.open_campaign(place.id)
            self.part(CAMPAIGN).arrive(about)
        elif key == OUT and about.get("bounce") is True:
            self.part(OUT).note_bounce()
        elif key == OUT and about.get("bounce"):
            self.part(OUT).show_bounce(int(about["bounce"]))
        elif key == PROFILES and about.get("profile"):
            self.part(PROFILES).show_profile(int(about["profile"]))
        elif about.get("new"):
            self.new_here()

    def new(self, *_: object) -> None:
        """Begin a campaign."""
        self.parts.choose(CAMPAIGN)
        self._turn(CAMPAIGN)
        self.part(CAMPAIGN).new()

    def new_here(self, *_: object) -> bool:
        """N begins a campaign, writes down an opt-out, or adds a place."""
        if self.parts.current() in (YEAR, CAMPAIGN):
            self.new()
        else:
            self.part().new()
        return True

    def focus_filter(self) -> None:
        """The / key goes to the search over campaigns, or to the list in front."""
        part = self.part()
        target = part.picker.search if hasattr(part, "picker") else part
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def print_shown(self) -> None:
        """Ctrl+P prints the year's plan, the campaign, or the list of profiles."""
        part = self.part()
        if hasattr(part, "print_shown"):
            part.print_shown()

    def export_list(self) -> None:
        """Write what the part in front lists into a file."""
        part = self.part()
        if hasattr(part, "export_list"):
            part.export_list()

    def next_pane(self) -> bool:
        """F6 goes between the list of campaigns and the page beside it."""
        if self.parts.current() != CAMPAIGN:
            return False
        part, focused = self.part(), QApplication.focusWidget()
        inside = focused is not None and part.page.isAncestorOf(focused)
        (part.picker if inside else part.page).setFocus(Qt.FocusReason.OtherFocusReason)
        return True


_ALL = {
    "campaign",
    "campaign_step",
    "campaign_cost",
    "campaign_lead",
    "opt_out",
    "mail_bounce",
    "online_profile",
    "profile_look",
}
