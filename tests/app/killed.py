"""A program of its own in which somebody types; the test kills it.

python -m tests.app.killed BOOKS HOME
"""

import sys
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mspdesk import dates, paths
from mspdesk.app import crash
from mspdesk.app.areas import AREAS
from mspdesk.app.program import Program
from mspdesk.app.start import make_application
from mspdesk.app.window import Window
from mspdesk.settings import MachineSettings
from mspdesk.widgets import theme
from mspdesk.widgets.editgrid import EditGrid, GridField, GridSource
from mspdesk.widgets.entry import NoteEntry, SecretEntry, TextEntry
from mspdesk.widgets.form import Field, Form

CLOCK = datetime(2026, 3, 11, 10, 6)


class Desktop(QWidget):
    """A page with everything in which words can stand unsaved."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Site visit")
        self.form = Form([Field("name", "Name", TextEntry()), Field("town", "Town", TextEntry())])
        self.secrets = Form(
            [Field("user", "User", TextEntry()), Field("pin", "PIN", SecretEntry())], save="Seal"
        )
        self.note = NoteEntry(name="Note of the day")
        self.saved = NoteEntry(name="Saved long ago")
        self.grid = EditGrid("Lines")
        lines = QVBoxLayout(self)
        for part in (self.form, self.note, self.saved, self.secrets, self.grid):
            lines.addWidget(part)
        nothing = GridSource(list, lambda _ids: [], lambda *_: [], lambda _: None, lambda _: 0)
        self.grid.show_source([GridField("name", "Name"), GridField("place", "Place")], nothing)
        self.form.set_values({"name": "Kestrel", "town": "Mankato"})
        self.saved.set_value("This stands in the books.")

    def type(self) -> None:
        """Type into all of it as a person does, the last cell half."""
        town = self.form.entry("town").field
        town.setFocus()
        QTest.keyClicks(town, "Rockford or ")
        QTest.keyClicks(self.note.field, "Looked at it twice.")
        QTest.keyClicks(self.secrets.entry("user").field, "not for anybody")
        self.grid.begin_new()
        view = self.grid.view
        QTest.keyClicks(view, "F")
        editor = view.editing()
        assert editor is not None
        QTest.keyClicks(editor.field, "iber")
        QTest.keyClick(editor.field, Qt.Key.Key_Tab)
        QTest.keyClicks(view, "C")
        editor = view.editing()
        assert editor is not None
        QTest.keyClicks(editor.field, "ellar")


def main() -> None:
    """Open the books, type, say so, and wait to be killed."""
    place, home = sys.argv[1:]
    paths.set_home(Path(home))
    dates.set_clock(lambda: CLOCK)
    app = make_application(["mspdesk"])
    theme.apply(app, "light", 100)
    settings = MachineSettings()
    window = Window(AREAS, settings)
    program = Program(window, settings)
    crash.watch(window)
    window.show()
    program.begin(place)
    while window.desk is None:
        app.processEvents()
    page = Desktop()
    window.lay_over(page)
    page.type()
    app.exec()  # the beat keeps what was typed


if __name__ == "__main__":
    main()
