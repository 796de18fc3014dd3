"""What several questions of one reading ask alike is asked once.

A page asks many areas, and most of them ask who works here, when the shop is open, what is on the
board. The first answer holds for the whole reading, so all of a page says the same.
"""

from collections.abc import Callable
from copy import copy
from functools import update_wrapper
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

from sqlalchemy.orm import Session

P = ParamSpec("P")
R = TypeVar("R")

_KNOWN = "answers"


def begin(session: Session) -> None:
    """Let a session that only reads remember answers until it is closed."""
    session.info[_KNOWN] = {}


def once(
    question: Callable[Concatenate[Session, P], R],
) -> Callable[Concatenate[Session, P], R]:
    """Answer a question once within a reading; a step that writes asks anew each time.

    What can be changed is handed out as a copy, so that nobody sorts somebody else's list.
    """

    def ask(session: Session, /, *about: P.args, **named: P.kwargs) -> R:
        known: dict[Any, Any] | None = session.info.get(_KNOWN)
        if known is None:
            return question(session, *about, **named)
        key = (question, about, tuple(named.items()))
        if key not in known:
            known[key] = question(session, *about, **named)
        found = known[key]
        return cast("R", copy(found)) if isinstance(found, list | dict | set) else found

    update_wrapper(ask, question)
    return ask
