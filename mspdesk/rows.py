"""Frozen rows that cost next to nothing until the first of them is made.

Python puts six functions together for each frozen dataclass, most of a millisecond of work. The
areas define hundreds of such classes, and a start uses one in four of them before its first list.
So `dataclass` here makes the class and its slots alone. Rows share what does not depend on their
fields; the one function that does is put together when the first row of its class is made.

Take `dataclass` from here and everything else (`field`, `replace`) from `dataclasses`. Other kinds
than frozen rows with slots are Python's own.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from operator import attrgetter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import dataclass
else:

    def dataclass(kind: type | None = None, /, **how: bool) -> Any:
        """Make dataclasses as Python's own does, but frozen rows with slots cheaply."""
        if how == {"frozen": True, "slots": True}:
            return _row
        return dataclasses.dataclass(kind, **how)


__all__ = ["dataclass"]

_NONE: Any = dataclasses.MISSING


class _Row:
    """What all rows share: they compare, print and pack by their values, and never change."""

    __slots__ = ()
    __match_args__: tuple[str, ...]
    __row_values__: Callable[[Any], tuple[Any, ...]]

    def __repr__(self) -> str:
        named = zip(self.__match_args__, self.__row_values__(self), strict=True)
        words = ", ".join(f"{name}={value!r}" for name, value in named)
        return f"{type(self).__qualname__}({words})"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, _Row) or other.__class__ is not self.__class__:
            return NotImplemented
        return self.__row_values__(self) == self.__row_values__(other)

    def __hash__(self) -> int:
        return hash(self.__row_values__(self))

    def __setattr__(self, name: str, value: object) -> None:
        raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")

    def __delattr__(self, name: str) -> None:
        raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")

    def __getstate__(self) -> tuple[Any, ...]:
        return self.__row_values__(self)

    def __setstate__(self, values: tuple[Any, ...]) -> None:
        for name, value in zip(self.__match_args__, values, strict=True):
            object.__setattr__(self, name, value)


def _row(named: type) -> type:
    """The class of a row; one with bases or rare kinds of fields is left to Python's own."""
    body = dict(vars(named))
    kinds: dict[str, Any] = body.get("__annotations__", {})
    usual = {name: body.pop(name) for name in kinds if name in body}
    if named.__bases__ != (object,) or "__post_init__" in body or _rare(kinds, usual):
        return dataclasses.dataclass(frozen=True, slots=True)(named)
    del body["__dict__"], body["__weakref__"]
    fields = tuple(kinds)
    body |= {
        "__qualname__": named.__qualname__,
        "__slots__": fields,
        "__match_args__": fields,
        "__init__": _first_init(named.__qualname__, fields, usual),
        "__row_values__": attrgetter(*fields) if len(fields) > 1 else _Few(fields),
        "__dataclass_fields__": _Told(kinds, usual),
        "__dataclass_params__": _Told(kinds, usual),
    }
    return type(named.__name__, (_Row,), body)


def _rare(kinds: dict[str, Any], usual: dict[str, Any]) -> bool:
    """Whether a field is anything but a value, one with a default, or one with a factory of it."""
    return any("ClassVar" in str(kind) for kind in kinds.values()) or any(
        isinstance(value, dataclasses.Field) and not (value.init and value.repr and value.compare)
        for value in usual.values()
    )


def _first_init(named: str, fields: tuple[str, ...], usual: dict[str, Any]) -> Callable[..., None]:
    """An `__init__` that puts the lasting one together and leaves it to the class."""

    def init(row: Any, /, *values: Any, **others: Any) -> None:
        of = next(kind for kind in type(row).__mro__ if vars(kind).get("__init__") is init)
        lasting = _init(of, fields, usual)
        lasting.__qualname__ = f"{named}.__init__"
        type.__setattr__(of, "__init__", lasting)
        lasting(row, *values, **others)

    return init


def _init(of: type, fields: tuple[str, ...], usual: dict[str, Any]) -> Callable[..., None]:
    """The function that fills a row, with the defaults its fields have.

    Each value goes straight into its slot: that takes two thirds of what `object.__setattr__` does.
    """
    known: dict[str, Any] = {"_none": _NONE}
    known |= {f"_put_{name}": vars(of)[name].__set__ for name in fields}
    heads, lines = ["self"], ["pass"]
    for name in fields:
        head = value = name
        given = usual.get(name, _NONE)
        if isinstance(given, dataclasses.Field):
            if given.default_factory is not _NONE:
                known[f"_make_{name}"] = given.default_factory
                head = f"{name}=_none"
                value = f"_make_{name}() if {name} is _none else {name}"
            given = given.default
        if given is not _NONE:
            known[f"_usual_{name}"] = given
            head = f"{name}=_usual_{name}"
        heads.append(head)
        lines.append(f"_put_{name}(self, {value})")
    body = "\n    ".join(lines)
    # Python's own does it like this as well; all words in it are the names of fields.
    exec(f"def __init__({', '.join(heads)}):\n    {body}", known)  # noqa: S102 - see above
    found: Callable[..., None] = known["__init__"]
    return found


class _Few:
    """The values of a row of one field or none, for which `attrgetter` gives no tuple."""

    def __init__(self, fields: tuple[str, ...]) -> None:
        self._fields = fields

    def __call__(self, row: Any) -> tuple[Any, ...]:
        return tuple(getattr(row, name) for name in self._fields)


class _Told:
    """What Python tells of the fields of a dataclass (`fields`, `replace`), once it is asked."""

    def __init__(self, kinds: dict[str, Any], usual: dict[str, Any]) -> None:
        self._kinds, self._usual = kinds, usual

    def __set_name__(self, _owner: type, name: str) -> None:
        self._name = name

    def __get__(self, _row: object, owner: type) -> Any:
        body = {"__annotations__": self._kinds, "__module__": owner.__module__, "__doc__": "A row."}
        # Without the functions this is cheap; many a question names its columns by these fields.
        bare = {"init": False, "repr": False, "eq": False, "match_args": False}
        frozen = self._name == "__dataclass_params__"
        kind: Any = type(owner.__name__, (), body | self._usual)
        found = getattr(dataclasses.dataclass(frozen=frozen, **bare)(kind), self._name)
        type.__setattr__(owner, self._name, found)
        return found
