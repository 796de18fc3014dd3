"""What time offers the desk: verbs, lines on Today, and pieces on the header and on tickets."""

from datetime import date

from sqlalchemy.orm import Session

from ..dates import clock_time, hours_h, short_date
from ..desk.area import Place, TodayList, TodayRow, Verb
from . import queries

AREA = "timekeeping"

VERBS = (
    Verb(
        "Start or stop the timer",
        Place(AREA, do="timer"),
        icon="play",
        key="T",
        needs="time",
        words="begin pause clock",
    ),
    Verb("Add time", Place(AREA, do="add"), icon="clock", needs="time", words="log hours entry"),
    Verb(
        "Print my time sheet",
        Place(AREA, do="print"),
        icon="printer",
        needs="time",
        words="timesheet week paper",
    ),
    Verb("Submit my week", Place(AREA, do="week"), icon="file-check-2", needs="time"),
)


def my_time(session: Session, person_id: int | None, day: date) -> list[TodayRow]:
    """A person's own missing time of the last working day, and the timer they left running."""
    if person_id is None:
        return []
    before = queries.last_working_day(session, day)
    rows = [
        TodayRow(
            f"{hours_h(one.missing)} missing on {one.day:%a}, {short_date(one.day)}",
            f"{hours_h(one.logged)} of {hours_h(one.paid)} logged",
            "Fill in",
            Place(AREA, do="day", about={"day": one.day.isoformat()}),
            icon="clock",
        )
        for one in queries.missing_on(session, before, person_id)
    ]
    timer = queries.running(session, person_id)
    if timer is not None and timer.began_at.date() < day:
        began = f"{short_date(timer.began_at.date())}, {clock_time(timer.began_at)}"
        rows.append(
            TodayRow(
                f"Timer on #{timer.number_int} since {began}",
                timer.title,
                "Stop it",
                Place(AREA, do="timer"),
                icon="play",
            )
        )
    return rows


def everybodys_time(session: Session, person_id: int | None, day: date) -> list[TodayRow]:
    """Others' missing time of the last working day, by name and without any order of merit."""
    before = queries.last_working_day(session, day)
    return [
        TodayRow(
            one.person,
            f"{hours_h(one.missing)} missing on {one.day:%a}, {short_date(one.day)}",
            "Look",
            Place(AREA, do="day", about={"day": one.day.isoformat(), "person_id": one.person_id}),
            icon="clock",
        )
        for one in queries.missing_on(session, before)
        if one.person_id != person_id
    ]


def weeks_to_approve(session: Session, _person_id: int | None, _day: date) -> list[TodayRow]:
    """Time sheets that were handed in and wait for somebody trusted with everybody's time."""
    return [
        TodayRow(
            f"{one.person}, week of {short_date(one.monday)}",
            f"handed in {short_date(one.submitted_at.date())}",
            "Approve",
            Place(
                AREA,
                do="week",
                about={"day": one.monday.isoformat(), "person_id": one.person_id},
            ),
            icon="file-check-2",
        )
        for one in queries.handed_in(session)
    ]


TODAY = (
    TodayList("Your time", my_time, order=40, needs="time"),
    TodayList("Missing time", everybodys_time, order=45, needs="time_all"),
    TodayList("Weeks to approve", weeks_to_approve, order=46, needs="time_all"),
)
