"""What the pay calendar offers the desk."""

from ...desk.area import Place, Verb

PAY_VERBS = (
    Verb(
        "Pay calendar",
        Place("orgchart", do="pay"),
        icon="calendar",
        words="pay dates wages periods holidays handout",
    ),
    Verb(
        "Say how wages are paid",
        Place("orgchart", do="pay", about={"new": True}),
        icon="calendar",
        needs="people",
        words="weekly biweekly semimonthly monthly schedule",
    ),
)
