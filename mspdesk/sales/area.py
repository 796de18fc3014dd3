"""Sales as the rest of the program sees it: the Prospects room, and what a client's page shows."""

from ..desk.area import Area, Lazy, Panel, asked, made_by, nothing

_OFFERS = "mspdesk.sales.offers.all_of_them"

PANELS = (
    Panel(
        "clients.room",
        "Prospects",
        made_by("mspdesk.sales.view.room:ProspectsRoom"),
        10,
        key="prospects",
        needs="clients",
    ),
    Panel(
        "client.tab",
        "Sales",
        made_by("mspdesk.sales.view.client:SalesPart"),
        4,
        key="sales",
        needs="clients",
        count=asked("mspdesk.sales.queries.pipeline:count_of"),
        shown=asked("mspdesk.sales.queries.pipeline:any_of"),
    ),
    Panel(
        "client.tab",
        "Worksheet",
        made_by("mspdesk.sales.view.worksheet:WorksheetPart"),
        5,
        key="worksheet",
        shown=asked("mspdesk.sales.queries.worksheet:wanted"),
    ),
    Panel(
        "client.tab",
        "Proposals",
        made_by("mspdesk.sales.view.proposal_part:ProposalsPart"),
        6,
        count=asked("mspdesk.sales.queries.proposals:count_of"),
        key="proposals",
        needs="clients",
        shown=asked("mspdesk.sales.queries.proposals:any_of"),
    ),
    Panel(
        "opportunity.main",
        "Objections",
        made_by("mspdesk.sales.view.objections:ObjectionsCard"),
        10,
        key="objections",
    ),
    Panel(
        "opportunity.main",
        "Proposals",
        made_by("mspdesk.sales.view.proposals:ProposalsCard"),
        20,
        key="proposals",
    ),
    Panel(
        "opportunity.main",
        "Letter of understanding",
        made_by("mspdesk.sales.view.understanding:UnderstandingCard"),
        30,
        key="understanding",
    ),
    Panel(
        "offerings.list",
        "Objections",
        made_by("mspdesk.sales.view.objection_list:ObjectionList"),
        10,
        key="objections",
    ),
    Panel(
        "offerings.list",
        "Commission",
        made_by("mspdesk.sales.view.commission:CommissionPage"),
        20,
        key="commission",
    ),
    Panel(
        "client.tab",
        "Advice",
        made_by("mspdesk.sales.view.advice:AdvicePart"),
        76,
        key="advice",
        needs="clients",
        shown=asked("mspdesk.sales.queries.advice:anything"),
    ),
    Panel("client.letters", "Advice", made_by("mspdesk.sales.view.advice:AdviceButton"), 10),
    Panel(
        "letter.source",
        "letters/denial-of-services",
        nothing,
        10,
        words=asked("mspdesk.sales.queries.advice:sources"),
    ),
    Panel(
        "letter.source",
        "letters/understanding",
        nothing,
        10,
        words=asked("mspdesk.sales.queries.understanding:sources"),
    ),
    Panel(
        "letter.source",
        "letters/prospect-decline",
        nothing,
        10,
        words=asked("mspdesk.sales.queries.parting:partings"),
    ),
)

AREA = Area(
    "sales",
    "Sales",
    finders=Lazy(f"{_OFFERS}:FINDERS"),
    verbs=Lazy(f"{_OFFERS}:VERBS"),
    today=Lazy(f"{_OFFERS}:TODAY"),
    panels=lambda: PANELS,
    papers=Lazy("mspdesk.sales.printables.papers:PAPERS"),
    reports=Lazy("mspdesk.sales.reports.all_of_them:reports"),
    glances=Lazy("mspdesk.sales.reports.pipeline:GLANCES"),
    checks=Lazy("mspdesk.sales.queries.checks:CHECKS"),
)
