"""What an action is: a verb of the shop that changes the books in one step."""

from collections.abc import Callable
from typing import Concatenate, Generic, ParamSpec, TypeVar

from sqlalchemy.orm import Session

P = ParamSpec("P")
R = TypeVar("R")


class Action(Generic[P, R]):
    """A verb with the words History and Undo use for it.

    `undoable` is False for what left the building; `batch` lets it write many rows at once,
    journalled as one row with its counts.
    """

    def __init__(
        self,
        verb: Callable[Concatenate[Session, P], R],
        label: str,
        *,
        undoable: bool,
        batch: bool,
    ) -> None:
        self._verb = verb
        self.label = label
        self.undoable = undoable
        self.batch = batch
        self.__name__ = verb.__name__
        self.__doc__ = verb.__doc__
        self.__module__ = verb.__module__

    def __call__(self, session: Session, *args: P.args, **kwargs: P.kwargs) -> R:
        """Do it inside a step that is already open."""
        return self._verb(session, *args, **kwargs)


def action(
    label: str, *, undoable: bool = True, batch: bool = False
) -> Callable[[Callable[Concatenate[Session, P], R]], Action[P, R]]:
    """Mark a function as an action and give it the label History and Undo show."""

    def mark(verb: Callable[Concatenate[Session, P], R]) -> Action[P, R]:
        return Action(verb, label, undoable=undoable, batch=batch)

    return mark


def acting(session: Session) -> int | None:
    """The person this step is done as, by id; None from a script that named nobody."""
    found = session.info.get("person_id")
    return found if isinstance(found, int) else None


def reading_as(session: Session) -> int | None:
    """The person who asks, by id: for what only some may read; None from a script."""
    found = session.info.get("reader_id", session.info.get("person_id"))
    return found if isinstance(found, int) else None


def tell(session: Session, words: str) -> None:
    """Say in the status bar and in History what this step did: "Note saved on #1181"."""
    session.info["words"] = words


def touched(session: Session, *tables: str) -> None:
    """Name tables that a batch changed, so that screens which show them are asked again."""
    session.info.setdefault("touched", set()).update(tables)
