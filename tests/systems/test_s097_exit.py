"""S097: each device has an owner, and the receipt lists whose roles move before it goes back."""

from datetime import date, datetime
from pathlib import Path

import pytest

from mspdesk.binders.queries.handover import exits
from mspdesk.binders.runs.handover import To, hand_over
from mspdesk.database.store import Store
from mspdesk.documentation.actions import facts
from mspdesk.printing.page import Paper
from mspdesk.progress import Progress
from tests.binders.binding import Documented, furnish
from tests.bookcase import Furnish, Standing
from tests.printing.pdftext import flat, text_of

pytestmark = pytest.mark.system(97)


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """The documented client."""
    return furnish


def test_a_leased_domain_controller_moves_its_roles_first(
    sqlite_store: Store, standing: Standing, clock: datetime, tmp_path: Path
) -> None:
    known: Documented = standing(sqlite_store)
    sqlite_store.do(
        facts.add_fact,
        known.client,
        "device",
        {
            "name": "DC1",
            "kind": "server",
            "owner": "lessor",
            "lessor": "Tern Leasing",
            "lease_until": date(2027, 6, 30),
            "serial": "TL-77",
            "job": "Domain controller, DHCP",
        },
    )
    (found,) = sqlite_store.ask(exits, known.client)
    assert (found.name, found.owner, found.job) == ("DC1", "A lessor", "Domain controller, DHCP")
    to = To(known.client, "Nora Lind", "", "leaves", Paper.LETTER)
    handed = hand_over(sqlite_store, Progress(), to, tmp_path)
    text = flat(text_of((handed.folder / "Receipt - please sign.pdf").read_bytes()))
    for words in ("Roles to move first", "DC1", "Domain controller, DHCP", "Roles moved, day"):
        assert flat(words) in text
    assert (handed.folder / "Lists/Devices to give back.csv").exists()
