"""Pages that are the same for every client: forms to be written by hand."""

from .content import Col, Page, Pairs, Steps, Table, Write

EVENT = Page(
    "The plan for this disaster",
    (
        Pairs(
            "",
            (
                ("What happened", ""),
                ("Declared by, date and time", ""),
                ("Damage, as seen with your own eyes", ""),
                ("Newest good backup, date and how you know", ""),
                ("What we have: people, machines, room, power", ""),
                ("Continuity running since", ""),
            ),
        ),
        Steps("Steps, in this order", (), 13, "Write them before you begin"),
    ),
    "Write a new one for each disaster.",
    "",
)
"""The blank plan of one event (B7, n+7; S088)."""

AFTER = Page(
    "After the disaster",
    (
        Pairs("", (("Disaster, date", ""), ("Gone through by, on", "")), 2),
        Write("What went well", 3),
        Write("What to do better", 4),
        Write("How to keep it from happening again", 3),
        Table(
            "Changes to the plan",
            (Col("What to change in the plan", wrap=True), Col("Who", 90), Col("By", 70)),
            (),
            blank=5,
            form=True,
        ),
    ),
    noted="",
)
"""What was learned (B7, n+11; S088)."""

NOTES = Page("Notes", (Write("", 0),), "Date and initial each one", "")
"""Room to write, the last page."""
