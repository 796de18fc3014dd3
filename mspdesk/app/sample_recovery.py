"""The disaster-recovery plans of the made-up shop: one whole and approved, others begun.

Brightwater Veterinary has calls, systems, nine steps for its server, a restore test of fifty days
ago and no phone number for its insurer.
"""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from .. import dates
from ..documentation.actions import backups
from ..documentation.models.backup import BackupJob
from ..documentation.models.device import Device
from ..documentation.models.software import Application
from ..recovery.actions import calls, lists, plan, systems
from ..recovery.queries.plan import StepRow

WHOLE = "Brightwater Veterinary"
TESTED_DAYS, APPROVED_DAYS, OFFLINE_DAYS = 50, 36, 10

CALLS = (
    ("client", "Ines Varga", "Practice manager", "507-555-0142", "home 507-555-0190", "",
     "decides if the clinic closes", ""),
    ("us", "Quillfeather IT", "After hours 218-555-0101", "218-555-0100", "any hour", "client 2",
     "starts recovery, day or night", ""),
    ("client", "Dr. Tom Kessel", "Owner, approves over $500", "507-555-0143", "cell 507-555-0188",
     "", "approves spending", "Ines Varga"),
    ("internet", "Prairie Fiber", "Internet, both sites", "800-555-0117", "", "44-0187",
     "internet is out", "Quillfeather IT"),
    ("vendor", "VetCharts support", "Practice database", "800-555-0163", "6 am to 9 pm Central",
     "BV-2291", "database is out", "Quillfeather IT"),
    ("utility", "North Valley Electric", "Electrician, generator", "507-555-0129", "", "", "", ""),
)  # fmt: skip
"""Kind, name, role, phone, below it, what to say, what they do, whom they are called by."""

STEPS = (
    ("Call Quillfeather IT and say “server down”.", "Tab 1, line 2. Stay on the phone if you can.",
     5),
    ("Look at the UPS at the bottom of the rack.",
     "Green light: go on. Beeping or dark: plug the server into the orange wall outlet.", 5),
    ("Hold the power button 10 seconds, wait one minute, press once.",
     "Starts: stop here and tell us. Does not start: go on.", 5),
    ("Write down every light and message you see.",
     "Use the TSR log behind this page. Take a photo too.", 5),
    ("Put the backup appliance in stand-in mode.",
     "Small black box, top shelf. Button held until it blinks blue. Two PCs will work from it.",
     20),
    ("Check one record from today on the front desk PC.",
     "It should show visits up to 1 am. Enter newer visits from paper.", 10),
    ("Unlock the spare server, cable it as the network map shows.",
     "Gray cable to port 1, yellow to port 2.", 30),
    ("Start the full restore with Quillfeather IT on the phone.",
     "Recovery USB is in the sleeve inside the back cover.", 120),
    ("Two people open two charts each and sign below.", "Then move the PCs back from the stand-in.",
     20),
)  # fmt: skip
"""What to do when the server does not start: title, detail, minutes."""

WORDS: dict[str, Any] = {
    "objectives": "See patients the same day; lose no record older than one night.",
    "scope": "Main clinic and large-animal barn: records, phones, mail, X-ray.",
    "assumptions": "The spare server stands in the closet. Somebody with a key lives in town.",
    "what_counts": "The server, the internet or the building cannot be used for two hours.",
    "who_declares": "Ines Varga, or Dr. Tom Kessel when she cannot be reached.",
    "meeting_place": "Parking lot behind the clinic, then the barn",
    "staff_calls": "Ines Varga calls the front desk and the technicians.\n"
    "Dr. Tom Kessel calls the doctors.",
    "continuity": "bdr_local",
    "continuity_start": "Tell everybody to leave their programs.\n"
    "Hold the button of the black box on the top shelf until it blinks blue.\n"
    "Start the two front desk PCs again.\n"
    "Open one chart of today.\n"
    "Write the time on the first-hour card.",
    "continuity_back": "Run one backup of the stand-in, and wait until it is done.\n"
    "Restore it to the new server.\n"
    "Two people open two charts each.\n"
    "Move the PCs back, then switch the stand-in off.",
    "return_steps": "Two people test what they use every day.\n"
    "Enter what was written on paper.\n"
    "Run a full backup, and one that goes offline.\n"
    "Say thank you, and close the ticket.",
    "envelope_place": "behind this page",
    "insurer": "Lakes Mutual",
    "insurer_policy": "BOP-118-2207",
    "budget": 1_500_000,
}
"""What the plan says; the insurer's phone number is not known yet."""

PURCHASES = (
    ("PC for the front desk, with screen", 2, 98_000, "Tern Distribution"),
    ("UPS, 1500 VA, for the rack", 1, 54_000, "Tern Distribution"),
    ("Rent of a cellular router, a month", 1, None, "Northern Cellular"),
)

WORKAROUNDS = (
    ("Front desk", "Appointments, bills", "Green pad: name, animal, time, phone. Bills later.",
     "Front desk, blue bin"),
    ("Exam rooms", "Patient records", "Paper charts; print outs of chronic cases are in the bin.",
     "Front desk, blue bin"),
    ("Pharmacy", "Labels, stock", "Handwritten labels; count what goes out on the yellow sheet.",
     "Pharmacy, top drawer"),
)  # fmt: skip

JOB: dict[str, Any] = {
    "method": "bdr",
    "product": "Backup appliance",
    "gigabytes": 1_700,
    "speed": 600,
    "window_from": 18 * 60,
    "window_to": 6 * 60,
    "every_minutes": 24 * 60,
    "growth": 140_000,
    "offline_full": True,
    "offline_every": "month",
    "offline_media": "USB drive, 2 TB",
    "media_cost": 15_000,
    "media_a_year": 12,
    "restore_steps": "Call Quillfeather IT and stay on the phone.\n"
    "Start the spare server from the recovery USB.\n"
    "Choose the newest image that is marked good.\n"
    "Restore the system disk, then the data disk.\n"
    "Start it and open two charts with two people.",
}

FACTORS = (
    ("USB drive, 2 TB", (4, 4, 3, 3, 4, 5), 180_000, True),
    ("Cloud", (5, 2, 5, 5, 4, 4), 262_800, False),
    ("Tape", (5, 4, 5, 4, 2, 0), 310_000, False),
)
"""Name, six scores, cost a year, whether it was chosen."""

OTHERS: dict[str, tuple[dict[str, Any], str, int]] = {
    "Alder Street Dental": ({"gigabytes": 900, "speed": 450}, "restored", 12),
    "Calloway & Finch CPAs": ({"gigabytes": 2_000, "speed": 400}, "screenshot", 20),
    "Kestrel Machine & Tool": ({"gigabytes": 2_000, "speed": 600}, "restored", 5),
    "Hollis Orchards": ({"gigabytes": 350, "speed": 800}, "", 0),
}
"""Backups of others: sizes, what the newest test was, how many days ago."""


def plan_recovery(
    session: Session, known: Mapping[str, int], people: Mapping[str, int], now: datetime
) -> None:
    """Write the plans of the made-up shop; `known` are clients and `people` persons by name."""
    day = now.date()
    for name, (sizes, evidence, ago) in OTHERS.items():
        _other(session, known[name], sizes, evidence, day - timedelta(days=ago))
    job = _job(session, known[WHOLE], day - timedelta(days=OFFLINE_DAYS))
    with dates.frozen(datetime.combine(day - timedelta(days=APPROVED_DAYS), time(15))):
        _whole(session, known[WHOLE], job, people["Dana Whitlock"])


def _whole(session: Session, client_id: int, job: int, dana: int) -> None:
    """The plan of Brightwater, as it was approved on the day it is called."""
    day = dates.today()
    test = {
        "on": day - timedelta(days=TESTED_DAYS - APPROVED_DAYS),
        "item": "All of BWV-SRV1, charts of the day before",
        "restored_to": "The spare server",
        "minutes": 190,
        "person_id": dana,
        "verified_by": "Ines Varga",
    }
    backups.record_restore_test(session, job, test)
    boot = test | {"on": day, "evidence": "boot", "item": "BWV-SRV1", "minutes": None}
    backups.record_restore_test(session, job, boot | {"verified_by": ""})
    for name, scores, cost, chosen in FACTORS:
        weighed = dict(zip(_CRITERIA, scores, strict=True))
        said = {"name": name, "cost": cost, "chosen": chosen, **weighed}
        backups.add_form_factor(session, client_id, said)
    _calls(session, client_id)
    _systems(session, client_id, job)
    for what, quantity, each, where in PURCHASES:
        bought = {"what": what, "quantity": quantity, "unit_cost": each, "where": where}
        lists.add_purchase(session, client_id, bought)
    for department, needs, on_paper, place in WORKAROUNDS:
        said = {"department": department, "needs": needs, "on_paper": on_paper, "place": place}
        lists.add_workaround(session, client_id, said)
    walked = {
        "on": day - timedelta(days=120),
        "kind": "table",
        "who": "Ines Varga, Dana Whitlock",
        "what": "The server does not start, on a Saturday",
        "result": "The key of the closet was missing; a second one is in the safe now.",
        "next_on": day + timedelta(days=245),
    }
    lists.add_exercise(session, client_id, walked)
    plan.save_plan(session, client_id, 0, WORDS)
    session.flush()
    plan.approve_plan(
        session, client_id, {"approved_by_client": "Dr. Tom Kessel", "approved_by_id": dana}
    )


_CRITERIA = (
    "capacity",
    "speed",
    "media_life",
    "durability",
    "format_life",
    "restore_knowledge",
)


def _job(session: Session, client_id: int, offline_on: date) -> int:
    """The nightly image, written down already or now, with all that is known of it."""
    job = session.scalars(select(BackupJob).where(BackupJob.client_id == client_id)).first()
    if job is None:
        first = {"name": "Image nightly + off site"}
        job = session.get_one(BackupJob, backups.add_backup_job(session, client_id, first))
    said = JOB | {"device_id": _server(session, client_id).id, "offline_on": offline_on}
    backups.edit_backup_job(session, job.id, job.version, said)
    session.flush()
    return job.id


def _server(session: Session, client_id: int) -> Device:
    found = select(Device).where(Device.client_id == client_id, Device.kind == "server")
    return session.scalars(found.order_by(Device.id).limit(1)).one()


def _calls(session: Session, client_id: int) -> None:
    made: dict[str, int] = {}
    for kind, name, role, phone, other, say, does, after in CALLS:
        said = {"kind": kind, "name": name, "role": role, "phone": phone, "other_phone": other}
        said |= {"say": say, "does": does}
        placed: dict[str, Any] = {**said, "after_id": made.get(after)}
        made[name] = calls.add_call(session, client_id, placed)


def _systems(session: Session, client_id: int, job: int) -> None:
    server = _server(session, client_id)
    server.serial = "7QX-2041"
    charts = session.scalars(
        select(Application).where(
            Application.client_id == client_id, Application.business.is_(True)
        )
    ).first()
    internet = systems.add_system(
        session,
        client_id,
        {
            "name": "Internet and firewall",
            "does": "Mail, phones, the barn",
            "rto_minutes": 4 * 60,
            "today": "Edge 60 firewall, fiber of Prairie Fiber",
            "replace_with": "Newest firewall of the same line, cellular line beside the fiber",
            "estimated_cost": 185_000,
            "workaround": "Cell phones; the barn's cellular router can be brought over.",
        },
        steps=(
            StepRow("Look at the fiber box in the closet.", "Red light: call Prairie Fiber.", 5),
            StepRow("Unplug the firewall, wait one minute, plug it in.", "", 10),
            StepRow("Bring the cellular router from the barn.", "Yellow cable, port 1.", 60),
        ),
    )
    whole = systems.add_system(
        session,
        client_id,
        {
            "name": "Server",
            "does": "Records, files, X-ray images",
            "rto_minutes": 8 * 60,
            "rpo_minutes": 24 * 60,
            "device_id": server.id,
            "backup_job_id": job,
            "data_place": "Drives D and E of BWV-SRV1",
            "today": "Tower server of 2023, two hard disks mirrored",
            "replace_with": "Newest tower server with solid-state disks, virtual machines",
            "estimated_cost": 640_000,
            "warning": "Do not reinstall, format or swap a disk before step 4.",
            "warning_more": "The paper charts are in the blue bin. The clinic can work from them "
            "for two days.",
            "workaround": "Paper charts from the blue bin.",
        },
        steps=[StepRow(*step) for step in STEPS],
    )
    systems.add_system(
        session,
        client_id,
        {
            "name": "VetCharts",
            "does": "Patient records, bills",
            "rto_minutes": 9 * 60,
            "rpo_minutes": 24 * 60,
            "application_id": charts.id if charts else None,
            "backup_job_id": job,
            "data_place": r"BWV-SRV1, D:\VetCharts",
            "replace_with": "The maker's hosted edition",
            "workaround": "Green pad and paper charts.",
        },
        needs=(whole,),
        steps=(
            StepRow("Start the database on the server.", "It asks for nothing.", 5),
            StepRow("Open a chart of yesterday.", "Missing: call VetCharts support.", 10),
        ),
    )
    systems.add_system(
        session,
        client_id,
        {
            "name": "X-ray console",
            "does": "Takes and shows pictures",
            "rto_minutes": 3 * 24 * 60,
            "today": "Console of 2014 with its own PC",
            "replace_with": "A new plate with a console of today",
            "legacy": True,
            "platform": "Windows 7, 32 bit, with its serial card",
            "media_place": "Server closet, red folder",
            "workaround": "Films to the hospital in St. Peter.",
        },
        needs=(whole, internet),
    )


def _other(
    session: Session, client_id: int, sizes: Mapping[str, Any], evidence: str, on: date
) -> None:
    """A thinner draft: what is known became calls and systems; one backup, perhaps tested."""
    server = select(Device).where(Device.client_id == client_id, Device.kind == "server")
    device = session.scalars(server).first()
    said = {
        "name": "Server image",
        "method": "disk",
        "window_from": 20 * 60,
        "window_to": 6 * 60,
        "every_minutes": 24 * 60,
        "schedule": "Every night",
        "device_id": device.id if device else None,
        **sizes,
    }
    job = backups.add_backup_job(session, client_id, said)
    if evidence:
        test = {"on": on, "item": "A folder of last week", "evidence": evidence, "minutes": 25}
        backups.record_restore_test(session, job, test | {"verified_by": "The office manager"})
    plan.begin_plan(session, client_id)
