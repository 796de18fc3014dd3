"""What a person says about a file before it comes in, and what must be asked about it."""

from collections.abc import Mapping

from ...exchange.values import DateOrder
from ...rows import dataclass

FILE = "file"
APP = "app"
OWNERS = {FILE: "File wins", APP: "App wins"}
"""Whose word holds when a row comes again and a field differs (S142)."""

NOT_READ = "-"
"""What stands instead of a header for a field that a person chose not to read."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a person said of a file; what is empty is as it was kept, or as the file shows.

    `client_id` is whose the rows are that name no client, 0 for nobody's. `columns` are headers by
    field (`-` for a field not to be read, "" for what the tables of names say), `owners` file or
    app by field; fields that are not among them stay as they were kept.
    """

    order: DateOrder | None = None
    encoding: str = ""
    client_id: int | None = None
    source: str = ""
    columns: Mapping[str, str] | None = None
    owners: Mapping[str, str] | None = None
    decimals: str = ""


@dataclass(frozen=True, slots=True)
class Way:
    """One answer: its key, what it is called, and rows of the file as they would read then."""

    key: str
    words: str
    samples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """What a file does not tell: its `encoding`, the `order` of dates, `decimals`, its `client`.

    `ways` are the answers; none for the client, which is chosen among all. `answer` is the key of
    what was said, now or of an earlier file of the same source; "" until then.
    """

    about: str
    words: str
    ways: tuple[Way, ...] = ()
    answer: str = ""


@dataclass(frozen=True, slots=True)
class FieldSeen:
    """A field of ours: where it stands in the file (`header`, "" for nowhere) and who owns it.

    `kept` is the header as a person chose it, "" where the tables of names decided.
    """

    name: str
    title: str
    header: str
    owner: str
    required: bool
    kept: str = ""


@dataclass(frozen=True, slots=True)
class Differs:
    """A field that is one thing here and another in the file; `owner` says which one holds."""

    title: str
    here: str
    there: str
    owner: str

    @property
    def words(self) -> str:
        """Both values in one sentence."""
        here, there = self.here or "empty", self.there or "empty"
        if self.owner == FILE:
            return f"{self.title}: {here} becomes {there}"
        return f"{self.title} stays {here} (the file says {there})"
