"""Questions about what people find of the shop online, and who looked last."""

from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ...people.models import Person
from ...rows import dataclass
from ...shop.queries import shop as the_shop
from ..models import OnlineProfile, ProfileLook
from ..rules.profiles import STATES, due_on, is_due


@dataclass(frozen=True, slots=True)
class ProfileRow:
    """A place online, who looks after it, and how it was when somebody last looked."""

    id: int
    version: int
    place: str
    address: str
    owner_id: int | None
    owner: str
    every_months: int
    looked_on: date | None
    state: str
    notes: str
    words: str

    @property
    def state_words(self) -> str:
        """How it was."""
        return STATES.get(self.state, self.state)

    @property
    def due_on(self) -> date | None:
        """The day to look again; none where nobody has looked."""
        return due_on(self.looked_on, self.every_months)

    def is_due(self, day: date) -> bool:
        """Whether it is time to look, or something is still wrong."""
        return self.state == "wrong" or is_due(self.looked_on, self.every_months, day)


def profiles(session: Session) -> list[ProfileRow]:
    """The places online that are kept, in the shop's order, with the words of the last look."""
    last = (
        select(ProfileLook.words)
        .where(ProfileLook.profile_id == OnlineProfile.id)
        .order_by(ProfileLook.on.desc(), ProfileLook.id.desc())
        .limit(1)
        .correlate(OnlineProfile)
        .scalar_subquery()
    )
    found = (
        select(
            OnlineProfile.id,
            OnlineProfile.version,
            OnlineProfile.place,
            OnlineProfile.address,
            OnlineProfile.owner_id,
            func.coalesce(Person.name, ""),
            OnlineProfile.every_months,
            OnlineProfile.looked_on,
            OnlineProfile.state,
            OnlineProfile.notes,
            func.coalesce(last, ""),
        )
        .outerjoin(Person, Person.id == OnlineProfile.owner_id)
        .where(OnlineProfile.active)
        .order_by(OnlineProfile.position, OnlineProfile.id)
    )
    return [ProfileRow(*row) for row in session.execute(found)]


def profiles_due(session: Session, day: date) -> list[ProfileRow]:
    """The places to look at on a day."""
    return [row for row in profiles(session) if row.is_due(day)]


def should_say(session: Session) -> tuple[tuple[str, str], ...]:
    """What every place should say of the shop: its name, address, phone and website."""
    shop = the_shop(session)
    said = (
        ("Name", shop.name),
        ("Address", ", ".join(shop.address_lines) if shop.city or shop.address else ""),
        ("Phone", shop.phone),
        ("Website", shop.website),
        ("E-mail", shop.email),
    )
    return tuple((label, words) for label, words in said if words)
