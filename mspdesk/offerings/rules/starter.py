"""Offerings a new shop may begin with: words to change, none of them with a price (E14)."""

from ...rows import dataclass


@dataclass(frozen=True, slots=True)
class Starter:
    """One offering as it ships; models.Offering tells what the words mean."""

    name: str
    summary: str
    client_words: str
    functional: str
    emotional: str
    monetary: str
    social: str = ""
    leaves_out: str = ""
    tier: str = ""


STARTERS = (
    Starter(
        "Network assessment",
        "We look at every part of your network once and tell you in plain words what we found.",
        "Companies with 5 to 50 computers whose owner cannot say when a file was last brought"
        " back from a backup.",
        "Every point that can stop your work is looked at and written down.\n"
        "You get a report that anybody in the company can read.",
        "You know where you stand, and nobody can frighten you with what might be.",
        "What is worth mending first costs less now than after it has failed.",
        leaves_out="Repairs. We agree on those when you have read the report.",
    ),
    Starter(
        "Managed network",
        "For one price a month we keep your computers, servers and network in working order.",
        "Companies that lose money when the computers stand still and have nobody of their own"
        " to look after them.",
        "Trouble is seen before your people notice it, and mended.\n"
        "One number to call, and somebody who knows your network.",
        "You stop thinking about computers on the way home.",
        "The same price every month; no bill that nobody expected.",
        "Your own clients see a company that answers.",
        "New equipment, moves and changes. They are billed by the hour.",
        "platinum",
    ),
    Starter(
        "Backup and recovery plan",
        "Your files are copied every day, and once a month we prove that they come back.",
        "Companies that could not open on Monday if the server were gone on Friday.",
        "Copies inside and outside the building, each proved by bringing something back.\n"
        "A plan on paper that says who does what, and in which order.",
        "You are sure that the company goes on after a bad day.",
        "A day without work costs more than a year of this.",
        "You can show insurers and large clients that it was tested.",
    ),
    Starter(
        "Security lessons",
        "Short lessons and harmless test mails teach your people which mails to leave alone.",
        "Companies that pay bills by mail, and those whose insurer asks for lessons.",
        "Fewer people click; those who did know what to do then.",
        "Nobody needs to be ashamed to ask about a mail.",
        "One false transfer that was not made pays for many years.",
        "The answer to the question in every insurer's form is yes.",
    ),
)
