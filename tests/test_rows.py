"""Rows are Python's frozen dataclasses in every way but what they cost before they are used."""

import copy
import dataclasses
import pickle
import time
from collections.abc import Callable
from dataclasses import asdict, field, fields, replace
from typing import Any, ClassVar

import pytest

from mspdesk.rows import dataclass


@dataclass(frozen=True, slots=True)
class Visit:
    """A row with every usual kind of field, and a method."""

    client: str
    minutes: int = 15
    notes: list[str] = field(default_factory=list)
    tags: tuple[str, ...] = field(default=())

    def hours(self) -> int:
        """Whole hours."""
        return self.minutes // 60


@dataclass(frozen=True, slots=True)
class Only:
    """A row of one field."""

    number: int


@dataclass(frozen=True, slots=True)
class Nothing:
    """A row of none."""


class Longer(Visit):
    """A plain class on top of a row."""

    __slots__ = ()


def test_a_row_is_made_by_place_and_by_name() -> None:
    made = Visit("Birch", 90, tags=("day",))
    assert (made.client, made.minutes, made.notes, made.tags) == ("Birch", 90, [], ("day",))
    assert made.hours() == 1
    assert Visit("Birch").minutes == 15


def test_each_row_has_a_list_of_its_own() -> None:
    one, other = Visit("Birch"), Visit("Birch")
    one.notes.append("called")
    assert other.notes == []


@pytest.mark.parametrize("wrong", [{}, {"client": "Birch", "hours": 2}])
def test_what_is_missing_or_unknown_is_named(wrong: dict[str, Any]) -> None:
    with pytest.raises(TypeError, match=r"Visit\.__init__\(\) .*'(client|hours)'"):
        Visit(**wrong)


def test_rows_are_the_same_when_their_kind_and_their_values_are() -> None:
    assert Only(3) == Only(3)
    assert len({Only(3), Only(3), Only(4)}) == 2
    assert Only(3) != Only(4)
    assert Only(3).__eq__((3,)) is NotImplemented
    assert Nothing() == Nothing()
    assert Visit("Birch") == Visit("Birch", 15, [])
    assert Longer("Birch") != Visit("Birch")


def test_a_row_never_changes() -> None:
    made = Only(3)
    changes: tuple[Callable[[], object], ...] = (
        lambda: setattr(made, "number", 4),
        lambda: setattr(made, "other", 4),
        lambda: delattr(made, "number"),
    )
    for change in changes:
        with pytest.raises(dataclasses.FrozenInstanceError):
            change()
    assert made == Only(3)
    assert not hasattr(made, "__dict__")


def test_a_row_prints_as_it_is_written() -> None:
    assert repr(Visit("Birch")) == "Visit(client='Birch', minutes=15, notes=[], tags=())"
    assert (repr(Only(3)), repr(Nothing())) == ("Only(number=3)", "Nothing()")


def test_a_row_can_be_copied_packed_and_matched() -> None:
    made = Visit("Birch", 90, ["called"])
    assert copy.deepcopy(made) == copy.copy(made) == pickle.loads(pickle.dumps(made)) == made  # noqa: S301 - packed right here
    assert copy.deepcopy(made).notes is not made.notes
    match made:
        case Visit(client, minutes):
            assert (client, minutes) == ("Birch", 90)


def test_python_can_ask_for_the_fields() -> None:
    made = Visit("Birch")
    assert [one.name for one in fields(Visit)] == ["client", "minutes", "notes", "tags"]
    assert fields(Visit)[1].default == 15
    assert replace(made, minutes=30) == Visit("Birch", 30)
    assert asdict(made) == {"client": "Birch", "minutes": 15, "notes": [], "tags": ()}
    assert dataclasses.is_dataclass(Only)


def test_a_class_on_top_of_a_row_is_made_like_it() -> None:
    assert Longer("Birch", 120).hours() == 2


def test_rare_kinds_are_pythons_own() -> None:
    @dataclass(frozen=True, slots=True)
    class Checked:
        limit: ClassVar[int] = 3
        number: int

        def __post_init__(self) -> None:
            if self.number > self.limit:
                raise ValueError(self.number)

    @dataclass(frozen=True, slots=True)
    class Quiet:
        number: int
        secret: str = field(default="", repr=False)

    @dataclass(slots=True)
    class Open:
        number: int

    assert Checked(3).number == 3
    with pytest.raises(ValueError, match="4"):
        Checked(4)
    assert repr(Quiet(1, "x")).endswith("Quiet(number=1)")
    held = Open(1)
    held.number = 2
    assert held.number == 2


def test_a_row_costs_little_until_it_is_used() -> None:
    def took(make: Any) -> float:
        kinds = [_kind(n) for n in range(30)]
        begun = time.process_time()
        for kind in kinds:
            make(kind)
        return time.process_time() - begun

    ours = min(took(dataclass(frozen=True, slots=True)) for _ in range(3))
    usual = min(took(dataclasses.dataclass(frozen=True, slots=True)) for _ in range(3))
    assert ours < usual / 5


def _kind(number: int) -> type:
    names = [f"field_{n}" for n in range(8)]
    return type(f"Kind{number}", (), {"__annotations__": dict.fromkeys(names, int)})
