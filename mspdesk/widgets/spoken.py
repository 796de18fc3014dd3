"""What a screen reader is told of widgets that paint themselves: what they are and what they say.

A class says it with `spoken_as`, a role of QAccessible, and with `spoken()`, its words, where it
has no accessible name. Qt asks for none of it until a screen reader is there.
"""

from functools import cache

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QWidget

Role = QAccessible.Role


class _Spoken(QAccessibleWidget):
    """A painted widget as readers meet it."""

    def text(self, kind: QAccessible.Text) -> str:
        """Its name, its description, its value; the same words are not said twice."""
        painted = self.widget()
        words = getattr(painted, "spoken", None)
        if words is None or painted.accessibleName():
            return super().text(kind)
        said = str(words())
        if kind == QAccessible.Text.Name:
            return said
        told = super().text(kind)
        return "" if told == said else told


def _told(_kind: str, thing: QObject) -> QAccessibleInterface | None:
    """How readers meet a thing; None leaves it to Qt."""
    role = getattr(type(thing), "spoken_as", None)
    return _Spoken(thing, role) if role is not None and isinstance(thing, QWidget) else None


@cache
def install() -> None:
    """Tell Qt once whom to ask."""
    QAccessible.installFactory(_told)
