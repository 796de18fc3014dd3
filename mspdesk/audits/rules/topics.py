"""The topics that the books know something about, and the words by which a question names them.

The order matters: the first topic whose words stand in a question is its topic.
"""

import re
from datetime import date

from ...rows import dataclass


@dataclass(frozen=True, slots=True)
class Topic:
    """Something audits ask about: its key, its name, what it says when the answer is yes.

    `words` is a pattern; a topic without one is only reached by its key. `lines` are the keys of
    checklist lines that look at it.
    """

    key: str
    title: str
    means: str
    words: str
    lines: tuple[str, ...] = ()


TOPICS: tuple[Topic, ...] = (
    Topic(
        "mfa",
        "Second factor",
        "A second factor is asked for.",
        r"multi.?factor|two.?factor|second factor|two.?step|\b[m2]fa\b|authenticator",
        ("mfa",),
    ),
    Topic(
        "remote_desktop",
        "Remote desktop",
        "Remote desktop cannot be reached from outside.",
        r"remote desktop|\brdp\b|\b3389\b",
        ("remote-desktop", "open-ports"),
    ),
    Topic(
        "restore",
        "Restore test",
        "Something was brought back from the backup within 90 days, and somebody else saw it.",
        r"(test|try|tried|verif|prove|practi)\w*.{0,40}(restor|recover|backup|back up)"
        r"|(restor|recover|backup|back up)\w*.{0,40}(test|tried|verif|proved)",
    ),
    Topic(
        "offline",
        "Offline copy",
        "A full copy is kept where nobody can overwrite it.",
        r"off.?line|air.?gap|immutab|cannot be (changed|overwritten|altered)"
        r"|disconnected (copy|backup)",
    ),
    Topic(
        "retention",
        "How long copies are kept",
        "It is written how long copies are kept.",
        r"(backup|back up|copies|copy).{0,60}(retain|retention|how long|kept for)"
        r"|(retain|retention|how long).{0,60}(backup|copies)",
    ),
    Topic(
        "backup_key",
        "Encrypted backup",
        "Backups are encrypted, their key is kept apart.",
        r"(encrypt\w*).{0,40}(backup|back up|copies)|(backup|back up|copies).{0,40}encrypt",
    ),
    Topic(
        "offsite",
        "Copy in another place",
        "Copies are kept in another place, too.",
        r"off.?site|(another|different|second) (place|location|site)|cloud backup",
    ),
    Topic(
        "backup",
        "Backup",
        "Backups run and their newest copy was confirmed.",
        r"back.?ups?\b|backed up",
    ),
    Topic(
        "exercise",
        "Practiced plan",
        "The plan was gone through within twelve months.",
        r"(test|exercis|drill|practi|rehears|table.?top)\w*.{0,40}(plan|disaster|incident|continuity)"
        r"|(plan|disaster|incident|continuity)\w*.{0,40}(test|exercis|drill|practi|rehears|table.?top)",
    ),
    Topic(
        "past",
        "Past incidents",
        "There was an incident within three years.",
        r"(past|last|previous|within).{0,30}(incident|breach|attack|claim|outage)"
        r"|(had|suffer|experienc)\w*.{0,40}(incident|breach|attack|ransom|outage)",
    ),
    Topic(
        "plan",
        "Disaster-recovery plan",
        "There is an approved plan for a disaster.",
        r"disaster|incident response|incident plan|response plan|continuity|recovery plan",
    ),
    Topic(
        "mail_records",
        "SPF, DKIM, DMARC",
        "Mail is signed and others can check it.",
        r"\bspf\b|\bdkim\b|\bdmarc\b",
        ("mail-records", "mail-safety"),
    ),
    Topic(
        "mail_filter",
        "Mail filter",
        "Incoming mail is filtered.",
        r"(spam|phish|mail|e-?mail).{0,40}(filter|scan|screen|protect|gateway|secur)"
        r"|(filter|scan|screen|quarantin)\w*.{0,40}(spam|mail|e-?mail|attachment)",
        ("mail-filter",),
    ),
    Topic(
        "encryption",
        "Encrypted disks",
        "Laptops are encrypted.",
        r"(laptop|disk|drive|device|mobile|notebook|portable).{0,50}encrypt"
        r"|encrypt\w*.{0,50}(laptop|disk|drive|device|mobile|notebook|portable|rest)",
        ("encryption-proof", "encryption"),
    ),
    Topic(
        "leavers",
        "Accounts of leavers",
        "Accounts of people who left are closed the same day.",
        r"leaver|terminat|(leave|left|leaving|depart)\w*.{0,40}(account|access|employ|compan)"
        r"|(former|ex-?)\s?(employee|staff)",
        ("leavers",),
    ),
    Topic(
        "admins",
        "Administrators",
        "Administrators have named accounts of their own, few of them.",
        r"administrator|admin (account|right|privilege)|privileged",
        ("admins", "admins-named", "user-admins"),
    ),
    Topic(
        "users",
        "Accounts",
        "Every account belongs to somebody on the list.",
        r"(user|staff|login).{0,20}(account|list)|accounts? (are )?review"
        r"|how many (users|accounts|people)",
        ("users", "user-list"),
    ),
    Topic(
        "passwords",
        "Passwords",
        "Passwords are kept sealed and follow rules.",
        r"password",
        ("password-rules",),
    ),
    Topic(
        "training",
        "Training",
        "People are trained to notice attacks.",
        r"train|awareness|phishing (test|simul|exercis)",
        ("training-proof", "training"),
    ),
    Topic(
        "payments",
        "Changed bank details",
        "Changed bank details are checked by a call to a known number.",
        r"bank (detail|account)|wire|payment|funds transfer|call.?back",
        ("payments",),
    ),
    Topic(
        "patches",
        "Patches",
        "Computers got their patches within 30 days.",
        r"patch|security updates|software updates|critical updates",
        ("patch-proof", "ws-patches"),
    ),
    Topic(
        "unsupported",
        "Systems without updates",
        "No system is in use for which its maker has no more updates.",
        r"unsupported|end.?of.?(life|support)|no longer (supported|receiv)|out.?of.?date system"
        r"|legacy (system|operating)|obsolete",
        ("unsupported",),
    ),
    Topic(
        "legacy",
        "Old programs",
        "No program needs an older platform.",
        r"legacy (program|application|software)|old(er)? (program|application|software)",
    ),
    Topic(
        "antivirus",
        "Protection on computers",
        "Every computer runs protection that somebody watches.",
        r"anti.?(virus|malware)|endpoint|\bedr\b|\bmdr\b|\bxdr\b|virus protection|malware",
        ("protection-proof", "protection"),
    ),
    Topic(
        "firewall",
        "Firewall",
        "A firewall stands between the network and the internet.",
        r"firewall",
        ("firewall", "fw-firmware"),
    ),
    Topic(
        "remote_access",
        "Ways in from outside",
        "People come in from outside over an encrypted way.",
        r"remote (access|work|connect|user)|\bvpn\b|from (home|outside)|telework",
        ("remote-access",),
    ),
    Topic(
        "wireless",
        "Wireless",
        "Guests use a wireless network of their own.",
        r"wireless|wi-?fi|guest network",
    ),
    Topic(
        "segments",
        "Separate networks",
        "The network is divided.",
        r"segment|separate network|\bvlans?\b|divided|flat network",
        ("segments",),
    ),
    Topic(
        "monitoring",
        "Monitoring",
        "Somebody watches the systems.",
        r"monitor|watch(ed|es)|\bsiem\b|\bsoc\b|alert",
        ("logging",),
    ),
    Topic(
        "vendors",
        "Outside people with access",
        "It is known which outside people have access.",
        r"(vendor|third.?part|supplier|contractor|outside (people|compan))",
        ("vendor-access",),
    ),
    Topic(
        "inventory",
        "List of machines",
        "Every machine is on a list that somebody checked.",
        r"inventor|asset|list of (machine|device|computer|hardware|equipment)"
        r"|how many (machines|devices|computers|servers|workstations|laptops|endpoints)",
        ("inventory",),
    ),
    Topic(
        "private_data",
        "Private records",
        "It is known where private records are.",
        r"(personal|private|sensitive|confidential|health|card).{0,30}(data|record|information)|\bp[hi]i\b",
        ("private-data",),
    ),
    Topic(
        "provider",
        "Who looks after the technology",
        "Somebody with a name looks after it.",
        r"\b(it|technology|managed|service) (provider|department|support|staff)"
        r"|\b(msp|cso|ciso)\b|outsourc|(who|person).{0,30}responsible",
    ),
)

BY_KEY = {topic.key: topic for topic in TOPICS}
_PATTERNS = tuple((topic.key, re.compile(topic.words, re.IGNORECASE)) for topic in TOPICS)


def topic_of(words: str) -> str:
    """The key of the topic that a question names, empty where none does."""
    flat = " ".join(words.split())
    return next((key for key, pattern in _PATTERNS if pattern.search(flat)), "")


@dataclass(frozen=True, slots=True)
class Known:
    """What the books say about a topic: the answer, its words, where it is written, as of when.

    `answer` is yes, no or partly. `kept` leads there: the section of the documentation, `plan`,
    `restores`, or `run-` with the id of a checklist.
    """

    answer: str
    text: str
    from_words: str
    kept: str
    as_of: date | None = None
