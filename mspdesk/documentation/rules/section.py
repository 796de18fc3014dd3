"""What a section of facts is: a kind of fact, its fields, and what must be written of each row."""

from ...rows import dataclass
from .fields import FactField, date, ref, words


@dataclass(frozen=True, slots=True)
class Section:
    """A kind of fact: what it is called, where its rows are, what is written of each.

    `model` names the table as module:Class below documentation.models; `needed` are the fields
    without which a row is not done, `a|b` where either will do; `binder` is the chapter of the
    network binder in which it prints, `one` what a single row is called, `icon` its sign. `gone`
    is the column that takes a row away, `order` the columns rows are sorted by, `search` those the
    search looks into.
    """

    key: str
    title: str
    model: str
    fields: tuple[FactField, ...]
    needed: tuple[str, ...]
    binder: str
    one: str
    icon: str = "file-text"
    gone: str = "gone_on"
    order: tuple[str, ...] = ()
    search: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The field that names a row."""
        return self.fields[0].name

    def field(self, name: str) -> FactField:
        """One of its fields by name; raises KeyError."""
        found = next((one for one in self.fields if one.name == name), None)
        if found is None:
            raise KeyError(name)
        return found

    def has(self, name: str) -> bool:
        """Whether a field is kept of its rows."""
        return any(one.name == name for one in self.fields)


def fact(*fields: FactField) -> tuple[FactField, ...]:
    """The fields of a section, followed by those that every fact has."""
    return (
        *fields,
        ref("site_id", "Site", 130, "site", "Location", "Where"),
        words("notes", "Notes", 200, "Remarks", "Comment", "Description"),
        date("checked_on", "Checked", 100, "Verified"),
    )
