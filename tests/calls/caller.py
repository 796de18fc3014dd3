"""A shop that calls: one script in use, one list of three companies."""

from dataclasses import dataclass

from mspdesk.calls.actions import lists, scripts
from mspdesk.calls.queries.scripts import script_row, version_page
from mspdesk.database.store import Store
from tests.sample import Sample
from tests.sample import furnish as small_shop

COMPANIES = (
    {
        "company": "Lakeside Insurance",
        "contact": "Ruth Halvorsen",
        "title": "Owner",
        "phone": "(218) 555-0171",
        "email": "ruth@lakeside.example",
        "city": "Duluth",
        "industry": "Insurance",
    },
    {"company": "Iron Range Freight", "phone": "218-555-0172", "city": "Virginia"},
    {"company": "Hawk Ridge Optical", "contact": "Lena Moe", "phone": "218.555.0173 x4"},
)


@dataclass(frozen=True, slots=True)
class Caller:
    """Ids of the shop, its script, its list and the companies on it."""

    shop: Sample
    script: int
    version: int
    list_id: int
    lakeside: int
    freight: int
    optical: int


def furnish(store: Store) -> Caller:
    """The small shop with the usual script published and a list to call."""
    shop = small_shop(store)
    store.person_id = shop.dana
    return Caller(shop, *with_calls(store))


def with_calls(store: Store) -> tuple[int, int, int, int, int, int]:
    """Publish the usual script and begin a list; ids of script, version, list and companies."""
    script = store.do(scripts.bring_script)
    row = store.ask(script_row, script)
    assert row is not None
    page = store.ask(version_page, row.draft_id)
    assert page is not None
    store.do(scripts.publish, page.id, page.version)
    made = store.do(lists.add_list, "Downtown offices", {"script_id": script})
    one, two, three = (store.do(lists.add_target, made, each) for each in COMPANIES)
    return script, page.id, made, one, two, three
