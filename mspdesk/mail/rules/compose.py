"""A mail that is about to be written: what stands in its fields first, and what was typed."""

from ...rows import dataclass


@dataclass(frozen=True, slots=True)
class Compose:
    """What the composer shows first; `about` names what is carried, `files` are names only.

    `key` makes queueing idempotent, however often the button is pressed.
    """

    title: str
    about: str
    client_id: int | None
    to: str
    cc: str
    subject: str
    body: str
    files: tuple[str, ...]
    key: str


@dataclass(frozen=True, slots=True)
class Typed:
    """What a person left in the composer's fields."""

    to: str
    cc: str
    subject: str
    body: str
    key: str
