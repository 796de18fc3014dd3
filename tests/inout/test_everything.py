"""All of a shop goes out as plain files and comes back byte for byte, secrets and sums apart."""

import shutil
from collections.abc import Callable
from contextlib import closing
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from mspdesk.app import keeping
from mspdesk.app.bringing import bring
from mspdesk.app.giving import give
from mspdesk.app.whole_shop import everything
from mspdesk.app.whole_shop.look import look_at_folder
from mspdesk.audits.actions import answer, begin
from mspdesk.audits.queries.audits import audit_page
from mspdesk.campaigns.models import Campaign, CampaignMail, CampaignMember, CampaignStep
from mspdesk.clients.actions import add_client
from mspdesk.database import blobs
from mspdesk.database.action import action
from mspdesk.database.books import open_books
from mspdesk.database.catalogue import whole
from mspdesk.database.store import Store
from mspdesk.dates import now
from mspdesk.employment.models import Employment
from mspdesk.errors import UserError
from mspdesk.goals.models import Goal, GoalAffects
from mspdesk.mail.models import OutboxMail
from mspdesk.people.actions import set_wage
from mspdesk.progress import Progress
from mspdesk.sales.actions import commission, opportunities, winning
from mspdesk.sales.queries.commission import between
from mspdesk.shop.models import Shop
from mspdesk.shop.queries import shop
from mspdesk.tickets.actions.files import add_file
from tests.bookcase import Bookcase
from tests.sample import SHOP, furnish, open_ticket

from .test_own_rows import WORKED, work

WRITTEN = """
access address advice after_hours_yes agreement agreement_file agreement_line alert alert_type
allocation applicant application audit audit_question auto_payment backlog_review backup_job batch
benefit_plan bill billed_period billing_run budget_line budget_place call_list call_record
call_target campaign campaign_cost campaign_lead campaign_letter campaign_mail campaign_member
campaign_month campaign_step cash_week catalog_item catalog_member certificate chart_review
chart_revision checklist checklist_difference checklist_revision checklist_run circuit client
collection_rule collection_step commission compensation_plan contact credential data_place
day_reason deposit deposit_payment device directory_user do_not_call document_copy domain dr_call
dr_dependency dr_event dr_event_state dr_event_step dr_exercise dr_plan dr_plan_change dr_purchase
dr_step dr_system dr_workaround duty edition employment enrolment escalation firewall_rule
form_factor form_text garden_choice goal goal_affects goal_shared grid_review hand_over handed_over
handover hat_ticket hat_to_come hire_alternative hire_case hire_option holiday import_field
import_link import_source invoice invoice_event invoice_line invoice_tax invoice_time issued_thing
job_post kit_piece leave letter letter_file library_piece license mail_account mail_bounce
mail_system map_link map_node map_sheet meeting meeting_voice monthly_single network number_series
objection objection_met offering offering_step on_call on_call_call online_profile open_hours
opportunity opportunity_answer opportunity_move opt_out outbox_file outbox_mail own_purpose
paid_hours pay_date payment payment_promise person pipeline_stage plan_cell plan_price plan_row
plan_sheet plan_tier policy prepaid_block prepaid_draw price_raise pricing_grid printer profile_look
proposal proposal_line qualification question remote_access response_target restore_test review
review_goal reviewed_ticket roadmap_answer roadmap_decision roadmap_guest roadmap_item roadmap_mark
roadmap_meeting roadmap_rest role rollout rollout_reach run_photo run_result schedule script
script_slot script_version section_mark share shift shop single_ticket site skill sop
sop_acknowledgement sop_exception sop_revision status_change stint stock_item stock_move
subscription talk tax_code tech_of_day ticket ticket_file ticket_link ticket_note ticket_text tier
time_entry timer timesheet_week tool training training_topic tsr_log tsr_row understanding vendor
vendor_account vendor_call_log vendor_contact vendor_person vendor_purchase visit watcher wearing
web_site worksheet worksheet_answer
""".split()
"""The tables a whole shop is written with. A new table fails here: decide whether it holds facts of
the shop, which then stand in its folder, or add it to `everything.LEFT_OUT` with the reason."""


def test_every_table_is_written_or_left_out_with_a_reason() -> None:
    written = [table.name for table in everything.tables()]
    assert sorted(written) == WRITTEN
    assert set(written) | set(everything.LEFT_OUT) == set(whole().tables)
    assert all(everything.LEFT_OUT.values())
    for table in everything.tables():
        for column in table.c:
            if column.info.get("private") and table.name not in everything.PAY:
                assert column not in everything.columns(table)
            assert column.type.python_type is not bytes, f"{table.name}: bytes cannot be a cell"


@action("Write what no export has")
def _private(session: Session, person: int, client: int) -> None:
    """A private note, two private goals with a shared one on them, a mail that waits, a logo."""
    session.add(Employment(person_id=person, private_note="canary of the note"))
    goals = [
        Goal(level="person", person_id=person, year=2026, quarter=1, text=text, sharing=sharing)
        for text, sharing in (("canary of a goal", "private"), ("Read the manual", "company"))
    ]
    session.add_all(goals)
    session.flush()
    goals[1].parent_id = goals[0].id
    session.add(GoalAffects(goal_id=goals[0].id, person_id=person))
    told = Campaign(title="Told", starts_on=now().date(), ends_on=now().date())
    session.add(told)
    session.flush()
    for state in ("queued", "drafted"):
        session.add(
            OutboxMail(
                key=state, state=state, to="a@b.c", subject=state, made_at=now(), client_id=client
            )
        )
    # A mail to many whose only letter still waits.
    step = CampaignStep(
        campaign_id=told.id, on=now().date(), kind="mail", title="A", queued_at=now()
    )
    member = CampaignMember(campaign_id=told.id, client_id=client)
    session.add_all((step, member))
    session.flush()
    waits = session.scalars(select(OutboxMail.id).where(OutboxMail.state == "queued")).one()
    session.add(CampaignMail(step_id=step.id, member_id=member.id, mail_id=waits, address="a@b.c"))
    picture = BytesIO()
    Image.new("RGB", (30, 10), "navy").save(picture, "PNG")
    # As an older release might have kept it: a picture, but not drawn by us.
    session.scalars(select(Shop)).one().logo = blobs.put(session, picture.getvalue() + b"tail")


def _answer_twice(store: Store, client: int) -> None:
    """An insurer asks in two years: what was sent is frozen, and leads to the year before."""
    details: dict[str, object] = {"title": "Renewal", "questions": "Is there a firewall?"}
    for _year in range(2):
        made = store.do(begin.begin_audit, client, details)
        seen = store.ask(audit_page, made)
        assert seen is not None
        (asked,) = seen.questions
        store.do(answer.answer_question, asked.id, asked.version, "no", "There is none.")
        store.do(begin.mark_sent, made, seen.audit.version, "Harbor Mutual")
        details = {"before_id": made}


def _sell(store: Store, client: int, people: tuple[int, int]) -> None:
    """Two people sell the same; one sale is settled and paid, the other is not settled yet."""
    store.do(commission.set_compensation, None, date(2020, 1, 1), "gross", 123_456)
    for person in people:
        value = {"once": 2_000_000, "once_cost": 1_400_000, "owner_id": person}
        sale = store.do(opportunities.open_opportunity, client, "New server", value)
        store.do(winning.win, sale, None, {"make": "none", "onboard": False})
    store.do(commission.settle_month, now().date(), people[0])
    store.do(commission.mark_paid, now().date(), people[0])


@pytest.fixture(scope="module")
def folder(bookcase: Bookcase, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A whole shop as MSPDesk writes it."""
    place = tmp_path_factory.mktemp("whole")
    made = bookcase.copy(furnish, place / "books")
    with closing(open_books(place / "books", durable=False)) as store:
        store.person_id = made.person_id
        work(store)
        ticket = open_ticket(store, made.answer.kestrel, "Rack photo")
        store.do(add_file, ticket, "a \\ odd\tname.txt", b"canary of nothing: a file")
        store.do(set_wage, made.answer.priya, WORKED.date(), 3_123, 12_500)
        store.do(_private, made.answer.priya, made.answer.kestrel)
        _answer_twice(store, made.answer.kestrel)
        _sell(store, made.answer.kestrel, (made.answer.dana, made.answer.priya))
        give(store, Progress(), "shop", place / "shop")
    return place / "shop"


def files_of(path: Path) -> dict[str, bytes]:
    """Everything below a folder by name."""
    return {
        str(one.relative_to(path)): one.read_bytes() for one in path.rglob("*") if one.is_file()
    }


def test_a_shop_comes_back_byte_for_byte(folder: Path, shop_store: Store, tmp_path: Path) -> None:
    seen = look_at_folder(shop_store, Progress(), folder)
    assert (seen[-1].name[:10], seen[-1].rows > 100) == ("All tables", True)
    tried = bring(shop_store, Progress(), "shop", folder, dry_run=True)
    assert "ticket: 7 added" in tried.lines
    assert shop_store.ask(shop).name == "Test IT"
    assert bring(shop_store, Progress(), "shop", folder).lines == tried.lines
    assert shop_store.ask(shop).name == SHOP
    give(shop_store, Progress(), "shop", tmp_path / "once")
    once, before = files_of(tmp_path / "once"), files_of(folder)
    # The logo was drawn anew by the process that may look at it, and from then on it is the same.
    logo = {name for name in before if before[name].endswith(b"tail")}
    assert len(logo) == 1
    other = set(once) ^ set(before)
    assert logo < other
    assert len(other) == 2
    assert {n for n in set(once) & set(before) if once[n] != before[n]} == {"tables/shop.csv"}
    assert keeping.check(shop_store, Progress()) == []
    # What a sale earned comes along, so that nobody is paid for it again.
    sales = shop_store.ask(between, date(2020, 1, 1), date(2099, 1, 1))
    assert sorted((one.state, one.amount) for one in sales) == [
        ("Not settled", 246_912),
        ("Paid", 246_912),
    ]
    # New rows are numbered on, whatever came.
    client = shop_store.do(add_client, "After all of it", {})
    assert client == 1 + max(int(line.split(",")[0]) for line in lines_of(folder, "client"))
    with pytest.raises(UserError, match="work was done in these books already"):
        bring(shop_store, Progress(), "shop", folder)


def lines_of(folder: Path, table: str) -> list[str]:
    """The rows of a table in a folder."""
    return (folder / "tables" / f"{table}.csv").read_text().splitlines()[1:]


def test_what_is_private_or_waits_is_not_in_the_folder(folder: Path) -> None:
    everything_in_it = b"".join(files_of(folder).values())
    assert b"canary of the note" not in everything_in_it
    assert b"canary of a goal" not in everything_in_it
    (goal,) = lines_of(folder, "goal")
    assert "Read the manual" in goal
    assert lines_of(folder, "goal_affects") == []
    assert lines_of(folder, "campaign_mail") == []
    assert [line.split(",")[1] for line in lines_of(folder, "outbox_mail")] == ["drafted"]
    assert not (folder / "tables" / "wage.csv").exists()
    said = (folder / "README.txt").read_text()
    assert "- employment.private_note" in said
    assert "in tables/commission.csv and tables/compensation_plan.csv" in said
    assert "- sealed: a secret of the vault" in said


def _spoil(table: str, old: str, new: str) -> Callable[[Path], None]:
    def spoil(path: Path) -> None:
        file = path / "tables" / f"{table}.csv"
        text = file.read_text()
        assert old in text
        file.write_text(text.replace(old, new, 1))

    return spoil


def _attach(name: str) -> Callable[[Path], None]:
    def spoil(path: Path) -> None:
        (path / "files" / name).symlink_to("/etc/hostname")

    return spoil


def _swap(path: Path) -> None:
    next(iter((path / "files").iterdir())).write_bytes(b"something else")


SPOILED = [
    (_spoil("client", "Kestrel", "Kestrel\0"), "client.csv, line"),
    (_spoil("ticket", "client_id", "clientele"), "tables/ticket.csv, line 1: the column clientele"),
    (_spoil("contact", "\n1,", "\n1,7"), "contact.csv"),
    (_spoil("invoice", ",issued,", ",issued,,"), "cells, the header has"),
    (lambda path: (path / "tables" / "wand.csv").write_text("id\n"), "newer MSPDesk: wand.csv"),
    (lambda path: (path / "tables" / "shop.csv").unlink(), "no tables/shop.csv"),
    (_swap, "does not hold what its name says"),
    (_attach("f" * 64), "is no file"),
    (_spoil("invoice_line", ",23800,", ",23801,"), "does not hold together"),
]


@pytest.mark.parametrize(("spoil", "words"), SPOILED)
def test_a_folder_that_was_changed_leaves_nothing_behind(
    folder: Path, shop_file: Store, tmp_path: Path, spoil: Callable[[Path], object], words: str
) -> None:
    path = Path(shutil.copytree(folder, tmp_path / "given"))
    spoil(path)
    with pytest.raises(UserError) as refused:
        bring(shop_file, Progress(), "shop", path)
    assert words in refused.value.text
    assert shop_file.ask(shop).name == "Test IT"
    with shop_file.read() as session:
        assert session.scalar(select(func.count()).select_from(whole().tables["ticket"])) == 0
