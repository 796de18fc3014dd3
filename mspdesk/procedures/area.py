"""Procedures as the rest of the program sees them: two rooms, a card, a guideline, papers."""

from ..desk.area import Area, Lazy, Panel, asked, made_by, nothing

_OFFERS = "mspdesk.procedures.offers"
_VIEW = "mspdesk.procedures.view"

# Here and not among the offers, which bring the questions about procedures along.
PANELS = (
    Panel(
        "checklists.room",
        "Procedures",
        made_by(f"{_VIEW}.room:ProceduresRoom"),
        30,
        key="procedures",
    ),
    Panel("checklists.room", "Library", made_by(f"{_VIEW}.library:LibraryRoom"), 40, key="library"),
    Panel("client.rail", "How we work with you", made_by(f"{_VIEW}.cards:EtiquetteCard"), 80),
    Panel(
        "ticket.offer",
        "Training",
        made_by(f"{_VIEW}.offer:TrainingOffer"),
        30,
        needs="time",
    ),
    Panel(
        "checklist.process",
        "Procedure",
        nothing,
        10,
        words=asked("mspdesk.procedures.queries.sops:title_of"),
    ),
    # Beside a ticket only once somebody asks for it.
    Panel(
        "ticket.mode",
        "Guideline",
        made_by(f"{_VIEW}.guideline:GuidelineMode"),
        40,
        needs="tickets",
        key="guideline",
    ),
)

AREA = Area(
    "procedures",
    "Procedures",
    finders=Lazy(f"{_OFFERS}:FINDERS"),
    verbs=Lazy(f"{_OFFERS}:VERBS"),
    today=Lazy(f"{_OFFERS}:TODAY"),
    panels=lambda: PANELS,
    papers=Lazy("mspdesk.procedures.printables:PAPERS"),
    reports=Lazy("mspdesk.procedures.reports:REPORTS"),
)
