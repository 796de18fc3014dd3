"""The leaves of a plan in its binder: each is blocks for a page, without head and foot."""

from collections.abc import Sequence

from ...printing import blocks
from ...printing.blocks import Big, Blank, Block, CallBox, Column, Item, TickBox
from ...printing.styles import REMARK_LARGE
from ..queries.leaves import (
    BackupsDocument,
    CallsDocument,
    ContinuityDocument,
    ExercisesDocument,
    JobLine,
    RestoreLine,
    ShoppingDocument,
    SystemDocument,
    SystemsDocument,
    WorkaroundsDocument,
)

_LEAST_CALLS = 6
_LEAST_STEPS = 8
_LEAST_ROWS = 6


def calls_leaf(document: CallsDocument) -> list[Block]:
    """Whom to call in which order: the tree, then numbers that can be read in the dark."""
    tree = [
        CallBox(call.number, call.name, call.does, call.after)
        for call in document.calls
        if call.does
    ]
    rows: list[tuple[str | Item | Big, ...]] = [
        (
            Big(str(call.number)),
            Item(call.name, call.role),
            Big(call.phone, call.other_phone),
            call.say,
            "",
        )
        for call in document.calls
    ]
    rows += [
        (Big(str(number)), "", "", "", "") for number in range(len(rows) + 1, _LEAST_CALLS + 1)
    ]
    found: list[Block] = [
        blocks.title("Who to call, in this order"),
        blocks.paragraph(
            "Keep calling until a person answers. Write the time next to every call.",
            REMARK_LARGE,
        ),
    ]
    if tree:
        first = ("You, whoever noticed", "write down what you saw")
        found.append(blocks.call_tree(first, tree))
    found.append(
        blocks.table(
            [
                Column("", 26, ruled=False),
                Column("Name", share=1.35, wrap=True, ruled=False),
                Column("Phone", 122, ruled=False),
                Column("Say this number", 92, ruled=False),
                Column("Time called, result", 92),
            ],
            rows,
            framed=True,
            row_height=38,
        )
    )
    return found + _calls_below(document)


def _calls_below(document: CallsDocument) -> list[Block]:
    found: list[Block] = []
    if document.envelope:
        found.append(
            blocks.paragraph(
                f"Codes and combinations are in the sealed envelope {document.envelope}. If you "
                "open it, write your name on it."
            )
        )
    else:
        found.append(blocks.fill_in(Blank("The sealed envelope with codes lies")))
    if document.meeting_place:
        found.append(blocks.inline_facts([("We meet at", document.meeting_place)]))
    if document.staff:
        found.append(blocks.section("Who calls the staff"))
        found += [blocks.item(line) for line in document.staff]
    return found


def systems_leaf(document: SystemsDocument) -> list[Block]:
    """All systems in the order they are brought back."""
    rows: list[Sequence[str | Item | Big]] = [
        (
            Big(str(one.number)),
            Item(one.name, one.does),
            one.rto,
            Item(one.rpo, one.remark) if one.remark else one.rpo,
            one.needs,
            one.workaround,
        )
        for one in document.systems
    ]
    rows += [
        (Big(str(number)), "", "", "", "", "") for number in range(len(rows) + 1, _LEAST_ROWS + 1)
    ]
    return [
        blocks.title("What comes back, in this order"),
        blocks.paragraph("Begin at 1. What a system needs works before it does.", REMARK_LARGE),
        blocks.table(
            [
                Column("", 26),
                Column("System", share=1.3, wrap=True),
                Column("Back within", 62, wrap=True),
                Column("May lose", 62, wrap=True),
                Column("Needs first", share=0.9, wrap=True),
                Column("Meanwhile", share=1.4, wrap=True),
            ],
            rows,
            framed=True,
            row_height=30,
        ),
    ]


def system_leaf(document: SystemDocument) -> list[Block]:
    """One system when it is down: warning, steps to tick, who signs; then what it is."""
    found: list[Block] = [blocks.title(document.name, "when it is down")]
    if document.where:
        found.append(blocks.paragraph(document.where, REMARK_LARGE))
    if document.warning:
        found.append(blocks.callout(document.warning, document.warning_more, danger=True))
    found.append(
        blocks.inline_facts(
            [
                (
                    "Last tested",
                    document.tested or ("never by a person" if document.backup else ""),
                ),
                ("Expect", document.expect),
                ("Back within", document.rto),
                ("May lose", document.rpo),
            ]
        )
    )
    found.append(steps_table(document))
    found.append(
        blocks.signatures(
            Blank("Back in service, signed by the client", 1.9),
            Blank("Date and time", 0.9),
            Blank("Technician", 1.4),
        )
    )
    return [*found, blocks.facts(_of_system(document), columns=3)]


def _of_system(document: SystemDocument) -> list[tuple[str, str]]:
    """What a system is today, and what it is replaced with (S086, S087)."""
    found = [
        ("Today", document.today),
        ("Replace with, newer and not the same", document.replace_with),
        ("The replacement costs", f"About {document.cost}" if document.cost else ""),
    ]
    if document.legacy:
        found += [
            ("Legacy: the platform it needs", document.platform),
            ("Legacy: its media lie", document.media),
        ]
    known = (
        ("Its data lie", document.data_place),
        ("Backed up by", document.backup),
        ("Needs first", document.needs),
        ("Meanwhile", document.workaround),
        ("Who knows it at the client", document.owner),
    )
    return found + [(caption, fact) for caption, fact in known if fact]


def steps_table(document: SystemDocument) -> Block:
    """Numbered steps with a box to tick, how long they take, room for when and who."""
    rows: list[Sequence[str | Item | Big | TickBox]] = [
        (
            Big(str(number)),
            TickBox(),
            Item(step.title, step.detail),
            step.takes,
            "",
            "",
        )
        for number, step in enumerate(document.steps, 1)
    ]
    if not rows:
        rows = [
            (Big(str(number)), TickBox(), "", "", "", "") for number in range(1, _LEAST_STEPS + 1)
        ]
    return blocks.table(
        [
            Column("", 25, align="center"),
            Column("", 23, ruled=False),
            Column("Step", wrap=True, ruled=False),
            Column("Takes", 52, ruled=False),
            Column("Time done", 74),
            Column("Initials", 48),
        ],
        rows,
        framed=True,
        row_height=33,
    )


def backups_leaf(document: BackupsDocument) -> list[Block]:
    """Where the backups are, how they are restored, and what proves it."""
    found: list[Block] = [
        blocks.title("Backups"),
        blocks.paragraph(
            "Use the newest one that is known to be good. Never write over it.", REMARK_LARGE
        ),
    ]
    for job in document.jobs:
        found += job_blocks(job)
    if not document.jobs:
        words = document.none_signed or "No backup is written down."
        found.append(blocks.callout("No backup", words))
        found += [blocks.fill_in(Blank("Found on the day: what, where, from when"))]
        found.append(blocks.lines(3))
    found.append(blocks.section("Last restore tests", "by a person, confirmed by another"))
    found.append(tests_table(document.tests))
    return found


def tests_table(tests: Sequence[RestoreLine]) -> Block:
    """Restore tests that count; rows to write on where there is none."""
    return blocks.table(
        [
            Column("Day", 70),
            Column("What came back", share=1.5, wrap=True),
            Column("To", share=1, wrap=True),
            Column("Took", 58),
            Column("By", 84, wrap=True),
            Column("Confirmed by", 84, wrap=True),
            Column("Result", 44),
        ],
        [
            (
                test.on,
                Item(test.item, test.name),
                test.restored_to,
                test.took,
                test.person,
                test.confirmed,
                test.result,
            )
            for test in tests
        ]
        or [("",) * 7] * 3,
        framed=True,
        row_height=26,
        size=0.92,
    )


def job_blocks(job: JobLine, *, titled: bool = True) -> list[Block]:
    """One backup job: where it is, when it runs, how it comes back (S092)."""
    takes = ", ".join(filter(None, (job.takes, job.fits.lower())))
    facts = [
        ("What", job.what),
        ("Kept on", job.kept_on),
        ("Goes to", job.goes_to),
        ("Runs", job.runs),
        ("Window", job.window),
        ("Takes", takes),
        ("Kept for", job.retention),
        ("Watched by", job.watched),
        ("The encryption key lies", job.key_place),
        ("Offline full copy, never overwritten", job.offline),
        ("The offline copy lies", job.offline_place),
        ("Last proved", job.proved),
    ]
    found: list[Block] = [blocks.section(job.name)] if titled else []
    found.append(blocks.facts(facts, columns=3))
    if job.steps:
        return [*found, _restore_steps(job.steps)]
    return [*found, blocks.note("How it is restored:"), blocks.lines(3)]


def _restore_steps(steps: tuple[str, ...]) -> Block:
    return blocks.table(
        [
            Column("", 25, align="center", ruled=False),
            Column("", 23, ruled=False),
            Column("To restore", wrap=True, ruled=False),
        ],
        [(Big(str(number)), TickBox(), step) for number, step in enumerate(steps, 1)],
        framed=True,
        row_height=22,
    )


def continuity_leaf(document: ContinuityDocument) -> list[Block]:
    """How to work on meanwhile, and how to come back."""
    found: list[Block] = [
        blocks.title("Work on meanwhile"),
        blocks.inline_facts([("What there is", document.option)]),
        blocks.section("Start it", "write the time next to each step"),
        _timed(document.start),
        blocks.write_on(Blank("Running since, date and time"), Blank("Started by")),
        blocks.section("Back to the real thing", "when it has been tested"),
        _timed(document.back),
    ]
    return found


def _timed(steps: tuple[str, ...]) -> Block:
    """Steps with a box and room for the time; empty ones where none is known."""
    rows = [
        (Big(str(number)), TickBox(), step, "") for number, step in enumerate(steps or ("",) * 4, 1)
    ]
    return blocks.table(
        [
            Column("", 25, align="center", ruled=False),
            Column("", 23, ruled=False),
            Column("Step", wrap=True, ruled=False),
            Column("Time done", 86),
        ],
        rows,
        framed=True,
        row_height=28,
    )


def shopping_leaf(document: ShoppingDocument) -> list[Block]:
    """What to buy after a disaster, with estimates and their sum (S086)."""
    rows: list[tuple[str | Item, ...]] = [
        (Item(line.what, line.where), line.quantity, line.each, line.cost, "")
        for line in document.lines
    ]
    rows += [("", "", "", "", "")] * max(3, _LEAST_ROWS - len(rows))
    unknown = document.unknown
    open_ = f"{unknown} without an estimate" if unknown else ""
    totals = [("Estimated in all", "", open_, document.total, "")] if document.total else []
    return [
        blocks.title("What to buy"),
        blocks.paragraph(
            "Buy newer, not the same again. Estimates are of the day of print.", REMARK_LARGE
        ),
        blocks.table(
            [
                Column("What", share=1, wrap=True),
                Column("Pieces", 44, align="right"),
                Column("Each", 76, align="right", wrap=True),
                Column("Estimate", 80, align="right"),
                Column("Ordered, from whom", 116),
            ],
            rows,
            totals=totals,
            framed=True,
            row_height=28,
        ),
        blocks.facts(
            [
                ("Set aside for it", document.budget),
                ("Insurer", document.insurer),
                ("Policy", document.policy),
                ("The insurer's phone", document.insurer_phone),
            ],
            columns=2,
        ),
    ]


def workarounds_leaf(document: WorkaroundsDocument) -> list[Block]:
    """How each department goes on working on paper."""
    rows: list[tuple[str | Item, ...]] = [
        (Item(line.name, line.needs), line.on_paper, line.place) for line in document.lines
    ]
    rows += [("", "", "")] * max(3, _LEAST_ROWS - len(rows))
    return [
        blocks.title("Work on paper"),
        blocks.paragraph("Keep what is written: it is entered when all works again.", REMARK_LARGE),
        blocks.table(
            [
                Column("Who", share=1, wrap=True),
                Column("How they go on", share=2, wrap=True),
                Column("The paper lies", share=1, wrap=True),
            ],
            rows,
            framed=True,
            row_height=36,
        ),
    ]


def exercises_leaf(document: ExercisesDocument) -> list[Block]:
    """When the plan was gone through, with room for the next times."""
    rows: list[tuple[str | Item, ...]] = [
        (line.on, line.kind, line.who, Item(line.what, line.result), line.next_on)
        for line in document.lines
    ]
    rows += [("", "", "", "", "")] * max(6, 12 - len(rows))
    return [
        blocks.title("Tests and exercises"),
        blocks.paragraph(
            "Go through the plan once a year at least, and restore something every month.",
            REMARK_LARGE,
        ),
        blocks.table(
            [
                Column("Day", 74),
                Column("How", 84, wrap=True),
                Column("Who", 96, wrap=True),
                Column("What, and how it went", wrap=True),
                Column("Next", 74),
            ],
            rows,
            framed=True,
            row_height=32,
        ),
    ]
