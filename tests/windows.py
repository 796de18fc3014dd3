"""Nothing comes up as a window of its own: refused where it is asked for, in every test.

A widget that is shown before it stands in its parent becomes a window for a moment, and takes the
keyboard along. No picture shows that afterwards, and no rule about words finds it.
"""

import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

OURS = "/mspdesk/"
MAY = ("/mspdesk/app/start.py", "/mspdesk/widgets/dialogs.py")
"""Who shows windows because somebody asked for one."""


def guard() -> None:
    """Refuse from now on that the program shows a widget without parent; once is enough."""
    widgets: Any = sys.modules.get("PySide6.QtWidgets")
    if widgets is None or getattr(widgets.QWidget, "guarded", False):
        return
    kind = widgets.QWidget
    set_visible, show = kind.setVisible, kind.show

    def guarded_set_visible(self: "QWidget", shown: bool) -> None:
        if shown:
            _refuse_alone(self, sys._getframe(1).f_code.co_filename)
        set_visible(self, shown)

    def guarded_show(self: "QWidget") -> None:
        _refuse_alone(self, sys._getframe(1).f_code.co_filename)
        show(self)

    kind.setVisible, kind.show, kind.guarded = guarded_set_visible, guarded_show, True


def _refuse_alone(widget: "QWidget", asker: str) -> None:
    """Fail where a file of the program shows a widget that stands in no other."""
    from PySide6.QtCore import Qt

    if OURS not in asker or asker.endswith(MAY) or widget.parentWidget() is not None:
        return
    if widget.windowType() in (Qt.WindowType.Widget, Qt.WindowType.Window):
        raise AssertionError(
            f"{type(widget).__name__} “{widget.accessibleName()}” is shown without a parent, so it"
            " becomes a window and takes the keyboard. Put it into its place first."
        )
