"""What the screens of documentation do alike."""

from __future__ import annotations

from typing import Any

from ...desk.desk import Desk
from ...errors import UserError


def attempt(desk: Desk, verb: Any, *args: Any, **more: Any) -> Any:
    """Do something at a press; what is wrong is said in the status bar and answers None."""
    try:
        return desk.do(verb, *args, **more)
    except UserError as error:
        desk.say(error.text)
        return None
