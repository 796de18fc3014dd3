"""What a letter may be drawn from: a disaster, an agreement, a declined piece of advice."""

from dataclasses import field

from ...rows import dataclass


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A paper that goes out with a letter: its title, the printable's path, what it prints from."""

    title: str
    printable: str
    key: int


@dataclass(frozen=True, slots=True)
class Source:
    """Something the books know that fills a letter's fields.

    `about` is what the letter then concerns (dr_event:3), `title` how it is offered. A source that
    names an `addressee` sends the letter there instead of to the client.
    """

    about: str
    title: str
    fields: dict[str, str] = field(default_factory=dict)
    addressee: tuple[str, ...] = ()
    encloses: tuple[Enclosed, ...] = ()
