"""What sales offers the palette."""

from ..desk.area import Place, Verb

VERBS = (
    Verb(
        "Technology worksheet of {client}",
        Place("clients", do="worksheet"),
        "file-pen-line",
        for_client=True,
        words="prospect questions inventory",
    ),
)
