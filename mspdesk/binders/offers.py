"""What binders offer the desk: verbs for the palette."""

from ..desk.area import Place, Verb

VERBS = (
    Verb(
        "Print DR plan of {client}",
        Place("clients", do="documents", about={"print": "dr"}),
        icon="printer",
        for_client=True,
        words="binder paper disaster",
    ),
    Verb(
        "Print network binder of {client}",
        Place("clients", do="documents", about={"print": "ndb"}),
        icon="printer",
        for_client=True,
        words="binder paper documentation NDB",
    ),
    Verb(
        "Hand over documentation of {client}",
        Place("clients", do="handover"),
        icon="folder",
        for_client=True,
        words="package successor provider leaving",
    ),
)
