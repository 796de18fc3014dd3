"""Preferences: this computer's own, and the pages every area adds for the shop."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

from .. import settings as machine
from ..desk.area import Page
from ..desk.desk import Desk
from ..settings import MachineSettings
from ..widgets import theme
from ..widgets.entry import CheckEntry, ChoiceEntry
from ..widgets.form import Field, Form
from ..widgets.layout import STRETCH, Scroll, column, lead_focus, stack
from ..widgets.picker import Pick, Picker, PickerPage, PickGroup
from ..widgets.safe import Label

SIZES = ((90, "Small, 90%"), (100, "Usual, 100%"), (115, "Large, 115%"), (130, "Larger, 130%"))
THEMES = (("system", "As the system"), ("light", "Light"), ("dark", "Dark"))


class PreferencesPage(QWidget):
    """Pages at the left, the chosen one at the right; each saves itself."""

    def __init__(self, desk: Desk, settings: MachineSettings) -> None:
        super().__init__()
        self.setAccessibleName("Preferences")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._desk = desk
        self._made: dict[str, QWidget] = {}
        self._makers: dict[str, Callable[[], QWidget]] = {
            "computer": lambda: ComputerPage(settings)
        }
        shop = [page for area in desk.areas for page in area.pages() if desk.may(page.needs)]
        shop.sort(key=lambda page: page.order)
        for page in shop:
            self._makers[page.title] = self._maker(page)
        self.picker = Picker[str](
            "Preferences",
            title="Preferences",
            placeholder="Find a page",
            on_select=self._show,
            lines=1,
        )
        self._pages = QStackedWidget()
        stack(self, PickerPage("preferences", self.picker, self._pages))
        self.picker.show_groups(
            [
                PickGroup("This computer", "", [Pick("computer", "Appearance and keys")]),
                PickGroup("The shop", "", [Pick(page.title, page.title) for page in shop]),
            ]
        )
        self.picker.select("computer")
        lead_focus(self, self.picker)

    def _maker(self, page: Page) -> Callable[[], QWidget]:
        def make() -> QWidget:
            made: QWidget = page.make(self._desk)
            return made

        return make

    def _show(self, key: str | None) -> None:
        if key is None:
            return
        if key not in self._made:
            self._made[key] = self._makers[key]()
            self._pages.addWidget(self._made[key])
        self._pages.setCurrentWidget(self._made[key])

    def focus_filter(self) -> None:
        """The / key goes to the search over the pages."""
        self.picker.search.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_page(self, title: str) -> None:
        """Go to a page by its title."""
        self.picker.select(title)


class ComputerPage(QWidget):
    """What this computer keeps for itself: colors, text size, single-letter keys."""

    def __init__(self, settings: MachineSettings) -> None:
        super().__init__()
        self._settings = settings
        self.form = Form(
            [
                Field("theme", "Colors", ChoiceEntry(list(THEMES))),
                Field("text_size", "Text size", ChoiceEntry(list(SIZES))),
                Field(
                    "single_keys",
                    "Keys",
                    CheckEntry("Single letters do things while no text field has the focus"),
                ),
            ],
            on_save=self._save,
            save="Use these",
        )
        self.form.set_values(
            {
                "theme": settings.theme,
                "text_size": settings.text_size,
                "single_keys": settings.single_keys,
            }
        )
        words = (
            "Kept on this computer only. Roles of people decide what is offered here; they are a"
            " courtesy, not a lock: whoever has the file can read it."
        )
        body = column(
            Label("Appearance and keys", role="title"),
            Label(words, color="ink2", wrap=True),
            6,
            self.form,
            STRETCH,
            margin=(22, 18, 22, 22),
        )
        body.setMaximumWidth(560)
        stack(self, Scroll(body))

    def _save(self, values: dict[str, object]) -> None:
        self._settings.theme = str(values["theme"])
        self._settings.text_size = int(str(values["text_size"]))
        self._settings.single_keys = bool(values["single_keys"])
        machine.save(self._settings)
        theme.apply_again(self._settings.theme, self._settings.text_size)
