"""What hiring offers the desk: verbs, what a day asks for, papers."""

from ..desk.area import Place, TodayList, Verb

VERBS: tuple[Verb, ...] = (
    Verb(
        "We are busy: should we hire?",
        Place("orgchart", do="hiring", about={"new": True}),
        "users",
        needs="people",
        words="hire worksheet hiring busy new technician math question",
    ),
    Verb(
        "Hire worksheets",
        Place("orgchart", do="hiring"),
        "users",
        needs="people",
        words="hiring questions decisions math",
    ),
)

TODAY: tuple[TodayList, ...] = ()
