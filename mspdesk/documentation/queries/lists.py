"""Facts as lists for files: one column a field, under the names by which they are read back."""

from collections.abc import Callable
from typing import Any

from ...exchange.columns import DATE, FLAG, TEXT, WHOLE, OutColumn, money_in
from ...money import USD, Currency
from ..rules.fields import FactField
from ..rules.sections import section
from .facts import FactRow

_KINDS = {"date": DATE, "flag": FLAG, "count": WHOLE}
"""Fields that are written as what they are; the rest in words."""


def columns_of(key: str, currency: Currency = USD) -> tuple[OutColumn[FactRow], ...]:
    """The columns of a section for CSV and workbooks; what is written reads back as it was."""
    return tuple(_column(kept, currency) for kept in section(key).fields)


def _column(kept: FactField, currency: Currency) -> OutColumn[FactRow]:
    if kept.kind == "money":
        return OutColumn(kept.label, money_in(currency), _value(kept.name), kept.name)
    if kept.kind in _KINDS:
        return OutColumn(kept.label, _KINDS[kept.kind], _value(kept.name), kept.name)
    return OutColumn(kept.label, TEXT, lambda row: row.words[kept.name], kept.name)


def _value(name: str) -> Callable[[FactRow], Any]:
    return lambda row: row.values[name]
