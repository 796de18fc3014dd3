"""The fixed lists of the board, and the words people see for them."""

from collections.abc import Mapping
from enum import StrEnum

from ...errors import UserError


class Status(StrEnum):
    """The ten statuses there are (E08); nobody types another (S045)."""

    NEW = "new"
    ASSIGNED = "assigned"
    SCHEDULED = "scheduled"
    IN_PROGRESS = "in_progress"
    WAITING_CLIENT = "waiting_client"
    WAITING_THIRD_PARTY = "waiting_third_party"
    ON_HOLD = "on_hold"
    COMPLETED = "completed"
    CLOSED = "closed"
    CANCELLED = "cancelled"


STATUS_WORDS: Mapping[Status, str] = {
    Status.NEW: "New",
    Status.ASSIGNED: "Assigned",
    Status.SCHEDULED: "Scheduled",
    Status.IN_PROGRESS: "In progress",
    Status.WAITING_CLIENT: "Waiting on client",
    Status.WAITING_THIRD_PARTY: "Waiting on third party",
    Status.ON_HOLD: "On hold",
    Status.COMPLETED: "Completed",
    Status.CLOSED: "Closed",
    Status.CANCELLED: "Cancelled",
}


def status_words(status: str) -> str:
    """A status as people read it."""
    return STATUS_WORDS[Status(status)]


ENDED = (Status.COMPLETED, Status.CLOSED, Status.CANCELLED)
OPEN = tuple(one for one in Status if one not in ENDED)
WAITING = (Status.WAITING_CLIENT, Status.WAITING_THIRD_PARTY)
RESTING = (*WAITING, Status.ON_HOLD)


class Queue(StrEnum):
    """The four boards; Sales never counts in billability (S134)."""

    SERVICE = "service"
    PROJECTS = "projects"
    INTERNAL = "internal"
    SALES = "sales"


QUEUE_WORDS: Mapping[Queue, str] = {
    Queue.SERVICE: "Service",
    Queue.PROJECTS: "Projects",
    Queue.INTERNAL: "Internal",
    Queue.SALES: "Sales",
}


class Kind(StrEnum):
    """What sort of work a ticket asks for."""

    INCIDENT = "incident"
    REQUEST = "request"
    PROJECT = "project"
    MAINTENANCE = "maintenance"
    MONTHLY_SINGLE = "monthly_single"
    INTERNAL = "internal"
    SALES = "sales"


KIND_WORDS: Mapping[Kind, str] = {
    Kind.INCIDENT: "Incident",
    Kind.REQUEST: "Request",
    Kind.PROJECT: "Project",
    Kind.MAINTENANCE: "Maintenance",
    Kind.MONTHLY_SINGLE: "Monthly single",
    Kind.INTERNAL: "Internal",
    Kind.SALES: "Sales",
}


def queue_for(kind: str) -> Queue:
    """The queue a kind of ticket belongs in; sales work stands apart (S134)."""
    own = {Kind.PROJECT: Queue.PROJECTS, Kind.INTERNAL: Queue.INTERNAL, Kind.SALES: Queue.SALES}
    return own.get(Kind(kind), Queue.SERVICE)


class Source(StrEnum):
    """How we came to know of it."""

    PHONE = "phone"
    CONVERSATION = "conversation"
    EMAIL = "email"
    FOUND = "found"
    RMM = "rmm"
    STAFF = "staff"
    OTHER = "other"


SOURCE_WORDS: Mapping[Source, str] = {
    Source.PHONE: "Phone",
    Source.CONVERSATION: "Conversation",
    Source.EMAIL: "E-mail",
    Source.FOUND: "Found by us",
    Source.RMM: "Monitoring alert",
    Source.STAFF: "Our staff",
    Source.OTHER: "Portal or other",
}

SOURCE_BY: Mapping[str, str] = {
    Source.PHONE: "by phone",
    Source.CONVERSATION: "in person",
    Source.EMAIL: "by e-mail",
    Source.FOUND: "found by us",
    Source.RMM: "by a monitoring alert",
    Source.STAFF: "by our staff",
    Source.OTHER: "another way",
}


class Coverage(StrEnum):
    """Whether the agreement pays for it; ask means nobody has decided."""

    COVERED = "covered"
    BILLABLE = "billable"
    ASK = "ask"


COVERAGE_WORDS: Mapping[Coverage, str] = {
    Coverage.COVERED: "Covered by plan",
    Coverage.BILLABLE: "Billable",
    Coverage.ASK: "Not decided",
}


class Link(StrEnum):
    """How two tickets belong together."""

    RELATED = "related"
    FOLLOWS = "follows"
    DUPLICATE = "duplicate"
    MERGED = "merged"


LINK_WORDS: Mapping[Link, str] = {
    Link.RELATED: "Belongs with",
    Link.FOLLOWS: "Follows",
    Link.DUPLICATE: "Same as",
    Link.MERGED: "Merged into",
}

LINKS_BY_HAND: Mapping[Link, str] = {
    link: words for link, words in LINK_WORDS.items() if link is not Link.MERGED
}
"""What people may say of two tickets; merging them says the last by itself."""

LINK_BACK_WORDS: Mapping[Link, str] = {
    Link.RELATED: "Belongs with",
    Link.FOLLOWS: "Followed by",
    Link.DUPLICATE: "Same as",
    Link.MERGED: "Holds",
}


# Priority (S044): people choose two to four, a fact makes one.

PRIORITY_WORDS: Mapping[int, str] = {1: "Critical", 2: "High", 3: "Medium", 4: "Low"}

PRIORITY_MEANS: Mapping[int, str] = {
    1: "work has stopped",
    2: "several people stopped, or everyone slowed",
    3: "to be done this week",
    4: "can wait",
}


class Fact(StrEnum):
    """What alone makes a ticket Critical."""

    SERVER = "server_down"
    NETWORK = "network_down"
    EMAIL = "email_down"
    APPLICATION = "application_down"
    HAZARD = "hazard"


FACT_WORDS: Mapping[Fact, str] = {
    Fact.SERVER: "Server down",
    Fact.NETWORK: "Network down",
    Fact.EMAIL: "E-mail down",
    Fact.APPLICATION: "Line-of-business app down",
    Fact.HAZARD: "Fire, flood or another hazard",
}


class Impact(StrEnum):
    """Whom it touches."""

    COMPANY = "company"
    SEVERAL = "several"
    ONE = "one"


IMPACT_WORDS: Mapping[Impact, str] = {
    Impact.COMPANY: "Whole company",
    Impact.SEVERAL: "Several people",
    Impact.ONE: "One person",
}


class Urgency(StrEnum):
    """How much it holds people up."""

    STOPPED = "stopped"
    HAMPERED = "hampered"
    CAN_WAIT = "can_wait"


URGENCY_WORDS: Mapping[Urgency, str] = {
    Urgency.STOPPED: "Work stopped",
    Urgency.HAMPERED: "Hampered",
    Urgency.CAN_WAIT: "Can wait",
}

_MATRIX: Mapping[Impact, tuple[int, int, int]] = {
    Impact.COMPANY: (2, 2, 3),
    Impact.SEVERAL: (2, 3, 4),
    Impact.ONE: (3, 3, 4),
}


def suggested_priority(impact: str, urgency: str, fact: str = "") -> int:
    """The priority the impact and urgency matrix suggests (B2); a critical fact makes it 1."""
    if fact in list(Fact):
        return 1
    return _MATRIX[Impact(impact)][list(Urgency).index(Urgency(urgency))]


def check_priority(priority: int, fact: str) -> str:
    """The critical fact a priority stands on; raises UserError when 1 comes without one.

    The answer is the fact for priority 1 and empty for the others.
    """
    if priority not in PRIORITY_WORDS:
        raise UserError("Choose Critical, High, Medium or Low.", field="priority")
    if priority != 1:
        return ""
    if fact not in list(Fact):
        raise UserError("Say which fact makes it critical, or choose High.", field="fact")
    return fact
