"""The sections of the network binder: the sixteen that count (S081), and what stands beside them.

Each says which rows it is made of and what must be written of them before it is done.
"""

from collections.abc import Mapping
from dataclasses import field

from ...errors import UserError
from ...rows import dataclass
from .devices import COMPUTERS, GEAR


@dataclass(frozen=True, slots=True)
class Need:
    """Rows of one section of facts that belong to a chapter, and what each of them must say.

    `fields` are names, `a|b` where either will do; none mean those that the section itself needs.
    `only` narrows the rows: a column and the values it may have. A chapter without any row of a
    need with `must` is not begun; the other needs only ask of the rows that are there.
    """

    section: str
    fields: tuple[str, ...] = ()
    only: Mapping[str, tuple[object, ...]] = field(default_factory=dict)
    must: bool = True


@dataclass(frozen=True, slots=True)
class Chapter:
    """A section of the network binder: `hint` says in a sentence what belongs there.

    `counted` ones are the sixteen of S081, of which completeness is worked out.
    """

    key: str
    title: str
    hint: str
    needs: tuple[Need, ...]
    icon: str = "file-text"
    counted: bool = True

    @property
    def sections(self) -> tuple[str, ...]:
        """The kinds of facts it is made of, each once."""
        return tuple(dict.fromkeys(need.section for need in self.needs))


CHAPTERS: tuple[Chapter, ...] = (
    Chapter(
        "map",
        "Network map",
        "Somebody walked it and says that it is so, or a picture stands in its place.",
        (),
        "map-pin",
    ),
    Chapter(
        "addresses",
        "Network addresses",
        "Every range of addresses with its gateway and name servers.",
        (Need("network"),),
        "wifi",
    ),
    Chapter(
        "machines",
        "Machines",
        "Servers, computers and the gear between them, each with make, model, serial and place.",
        (Need("device"), Need("device", ("os",), {"kind": COMPUTERS}, must=False)),
        "monitor",
    ),
    Chapter(
        "ip_allocation",
        "IP allocation",
        "Which address is whose, of all that are not handed out by DHCP.",
        (Need("address"),),
        "list",
    ),
    Chapter(
        "isp",
        "Internet and domains",
        "Lines to the internet, domains, web sites and certificates, and who to call for each.",
        (
            Need("circuit"),
            Need("domain"),
            Need("web_site", must=False),
            Need("certificate", must=False),
        ),
        "globe",
    ),
    Chapter(
        "data",
        "Data",
        "What data there are, where they lie and what backs them up.",
        (Need("data_place"),),
        "database",
    ),
    Chapter(
        "printers",
        "Printers",
        "Each printer as people see it: address, driver, queue.",
        (Need("printer"),),
        "printer",
    ),
    Chapter(
        "policies",
        "Group policies",
        "What is set for many computers or people at once, and for whom.",
        (Need("policy"),),
        "sliders-horizontal",
    ),
    Chapter(
        "mail",
        "Mail",
        "Where mail lives, who manages it and what filters it.",
        (Need("mail_system"),),
        "mail",
    ),
    Chapter(
        "backup",
        "Backup",
        "What is backed up, when and to where, and how it comes back.",
        (Need("backup_job"),),
        "hard-drive",
    ),
    Chapter(
        "licenses",
        "Licenses",
        "What was bought, how many may use it, where its key and its proof lie.",
        (Need("license"),),
        "file-check-2",
    ),
    Chapter(
        "shares",
        "Shares",
        "Shared folders, what for, and which groups may.",
        (Need("share"),),
        "folder",
    ),
    Chapter(
        "warranties",
        "Warranties",
        "Until when the maker stands by each computer and the gear others depend on.",
        (Need("device", ("warranty_until|purchased_on",), {"kind": (*COMPUTERS, *GEAR)}),),
        "shield-check",
    ),
    Chapter(
        "users",
        "Users",
        "The accounts in the directory and their groups, never a password.",
        (Need("directory_user"),),
        "users",
    ),
    Chapter(
        "firewall",
        "Firewall",
        "What is let through, from where to where, and why.",
        (Need("firewall_rule"),),
        "brick-wall",
    ),
    Chapter(
        "passwords",
        "Key passwords",
        "What must be opened in need: sealed in the vault, or a word on where it lies.",
        (Need("credential"),),
        "key-round",
    ),
    Chapter(
        "applications",
        "Applications and vendors",
        "Programs the business cannot do without, and who to call for each.",
        (Need("application", only={"business": (True,)}),),
        "panel-top",
        counted=False,
    ),
    Chapter(
        "services",
        "Subscriptions",
        "What is paid for again and again: who pays, who manages it.",
        (Need("subscription"),),
        "receipt",
        counted=False,
    ),
    Chapter(
        "remote_access",
        "Remote access",
        "Ways in: VPN, wireless, cloud tenants.",
        (Need("remote_access"),),
        "link-2",
        counted=False,
    ),
)
"""The sections of the network binder in the order of S081; those that do not count come after."""

COUNTED = tuple(one for one in CHAPTERS if one.counted)
"""The sixteen (S081, E42)."""

_BY_KEY = {one.key: one for one in CHAPTERS}


def chapter(key: str) -> Chapter:
    """A chapter by its key; raises UserError for one nobody knows."""
    found = _BY_KEY.get(key)
    if found is None:
        raise UserError(f"The binder has no section called {key}.")
    return found


NOUNS = {
    "place": "place",
    "os": "operating system",
    "applies_to": "scope",
    "does": "effect",
    "groups": "groups",
    "who_may": "groups",
    "key_place": "place of the key",
    "credential_id": "key in the vault",
    "sealed": "key in the vault",
    "proof_place": "place of the proof",
    "from_where": "source",
    "to_where": "destination",
    "reason": "reason",
    "what": "source",
    "goes_to": "target",
    "used_on": "place of use",
    "backed_up_by": "backup",
    "manager": "manager",
    "managed_by": "manager",
    "paid_by": "payer",
    "purpose": "purpose",
    "expires_on": "last day",
    "warranty_until": "warranty",
    "purchased_on": "purchase date",
    "vendor_id": "vendor",
    "device_id": "device",
    "name_servers": "name servers",
}
"""What a field is called where it is missing; all others by their label in small letters."""
