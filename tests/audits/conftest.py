"""The small shop with what is written of Kestrel: enough to answer an insurer."""

from datetime import date, datetime
from typing import Any

import pytest

from mspdesk.database.store import Store
from mspdesk.documentation import actions as documentation
from mspdesk.documentation.actions.backups import add_backup_job, record_restore_test
from mspdesk.documentation.actions.facts import add_fact, mark_checked
from mspdesk.documentation.models.software import Credential
from mspdesk.documentation.queries.devices import devices_of
from tests.bookcase import Furnish, Standing
from tests.sample import Sample, furnish

CANARY = "canary-of-a-secret"
"""Stands wherever a secret, or the place of one, is kept; it must never come out."""


def furnish_audits(store: Store) -> Sample:
    """Write down Kestrel's protection, backup, ways in, keys."""
    made = furnish(store)
    kestrel = made.kestrel
    checked = {"checked_on": date(2026, 3, 3)}
    store.do(
        documentation.add_device,
        kestrel,
        {"kind": "workstation", "name": "KMT-01", "os": "Windows 10 Pro"} | checked,
    )
    here = [one.id for one in store.ask(devices_of, kestrel)]
    store.do(mark_checked, "device", here, date(2026, 3, 3))
    job = store.do(
        add_backup_job,
        kestrel,
        {
            "name": "Nightly image",
            "retention": "30 days",
            "key_place": CANARY,
            "last_good_on": date(2026, 3, 10),
        }
        | checked,
    )
    store.do(
        record_restore_test,
        job,
        {
            "on": date(2026, 2, 12),
            "item": "Orders 2025.xlsx",
            "minutes": 12,
            "person_id": made.marcus,
            "verified_by": "Lou Brandt",
        },
    )
    facts: dict[str, dict[str, Any]] = {
        "subscription": {"kind": "antivirus", "name": "Sentinel AV", "quantity": 2},
        "remote_access": {
            "kind": "vpn",
            "name": "Office VPN",
            "address": CANARY,
            "security": "IKEv2 with MFA",
        },
        "firewall_rule": {"name": "Web", "port": "443", "verdict": "allow"},
    }
    for key, values in facts.items():
        store.do(add_fact, kestrel, key, values | checked)
    with store.step("Keep a key") as session:
        session.add(
            Credential(
                client_id=kestrel,
                label=CANARY,
                notes=CANARY,
                sealed="user secret",
                changed_on=date(2025, 6, 2),
            )
        )
    return made


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """The small shop with facts."""
    return furnish_audits


@pytest.fixture
def shop(store: Store, standing: Standing, clock: datetime) -> Sample:
    """The shop on both kinds of books."""
    made: Sample = standing(store)
    return made


@pytest.fixture
def desk_shop(sqlite_store: Store, standing: Standing, clock: datetime) -> Sample:
    """The shop in a file, for windows."""
    made: Sample = standing(sqlite_store)
    return made
