"""What a reading has answered once, it does not ask again."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from mspdesk.database.action import action
from mspdesk.database.reading import once
from mspdesk.database.store import Store
from mspdesk.people.models import Person

asked: list[str] = []


@once
def names(session: Session, begins: str = "") -> list[str]:
    """Everybody whose name begins so."""
    asked.append(begins)
    found = select(Person.name).where(func.lower(Person.name).startswith(begins))
    return list(session.scalars(found.order_by(Person.name)))


@once
def numbers(session: Session) -> dict[str, int]:
    """Everybody's number."""
    return dict(session.execute(select(Person.name, Person.id)).all())


@action("Add a person")
def add(session: Session, name: str) -> list[str]:
    """Add somebody between two looks."""
    names(session)
    session.add(Person(name=name))
    session.flush()
    return names(session)


def test_one_reading_asks_once_for_each_wish(empty_store: Store) -> None:
    empty_store.do(add, "Ada")
    asked.clear()
    with empty_store.read() as session:
        assert names(session) == names(session) == ["Ada"]
        assert names(session, "b") == []
    assert asked == ["", "b"]


def test_the_next_reading_asks_anew(empty_store: Store) -> None:
    empty_store.do(add, "Ada")
    assert empty_store.ask(names) == ["Ada"]
    empty_store.do(add, "Ben")
    assert empty_store.ask(names) == ["Ada", "Ben"]


def test_a_step_sees_what_it_wrote(empty_store: Store) -> None:
    assert empty_store.do(add, "Ada") == ["Ada"]


def test_nobody_gets_somebody_elses_list(empty_store: Store) -> None:
    empty_store.do(add, "Ada")
    with empty_store.read() as session:
        names(session).clear()
        assert names(session) == ["Ada"]
        numbers(session).clear()
        assert numbers(session) == {"Ada": 1}
