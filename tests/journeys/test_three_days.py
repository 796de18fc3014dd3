"""The three days of domain.md G in one go, on one set of books.

The owner wins a client on a new laptop (G1), the client's plan goes on paper and through a flood
(G3), and the assistant bills that client and two more (G2). Each day has its own figures.
"""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from mspdesk.database.books import open_books
from mspdesk.database.store import Store
from mspdesk.people.queries import people
from tests.mail.postoffice import PostOffice

from . import clinic, cold_call, monday, owner, paper_plan
from .hands import Hands

WEDNESDAY = datetime(2026, 3, 11, 13, 0)


@pytest.mark.timeout(600)  # three whole days; on a busy machine they take minutes
def test_three_days_on_one_set_of_books(
    sit_down: Callable[[datetime], Hands], tmp_path: Path, office: PostOffice
) -> None:
    hands = sit_down(WEDNESDAY)
    hands.begin()
    the_owners_week(hands, tmp_path)
    client, place = cold_call.client_id(hands, cold_call.COMPANY), place_of(hands)
    go_home(hands)

    with_books(place, lambda store: clinic.furnish(store, client))
    hands = sit_down(paper_plan.WEDNESDAY)
    hands.begin(place)
    paper_plan.a_plan_on_paper(hands, client, tmp_path)
    go_home(hands)

    with_books(place, lambda store: monday.furnish(store, who(store, monday.TECH), client, office))
    hands = sit_down(monday.MONDAY)
    hands.begin(place)
    monday.the_money(hands, office, tmp_path)
    go_home(hands)
    assert list(Path(place).parent.glob("backups/books-*.db"))


def place_of(hands: Hands) -> str:
    """Where the books are."""
    return str(cold_call.desk_of(hands).store.place)


def who(store: Store, name: str) -> int:
    """The id of somebody who works here."""
    return next(one.id for one in store.ask(people) if one.name == name)


def with_books(place: str, furnish: Callable[[Store], object]) -> None:
    """Put into the books what happened while nobody sat at the window; the owner did it."""
    store = open_books(place, durable=False)
    store.person_id = who(store, owner.OWNER)
    furnish(store)
    store.close()


def go_home(hands: Hands) -> None:
    """No dialog came that nobody opened; the window is closed, which makes one more copy."""
    assert hands.dialogs() == []
    hands.window.close()


def the_owners_week(hands: Hands, papers: Path) -> None:
    """From a new laptop over a cold call and a signature to Friday and the first bill."""
    owner.set_up(hands)
    owner.see_the_hats(hands)
    win_a_client(hands, papers)
    be_kind_to_another(hands, papers)
    hands.clock.moment = datetime(2026, 3, 11, 16, 30)
    owner.take_the_call(hands)
    owner.work_with_the_timer(hands)
    owner.look_at_friday(hands)
    owner.bill(hands)
    owner.save_the_paper(hands, papers / "first invoice.pdf")
    owner.look_at_history(hands)


def win_a_client(hands: Hands, papers: Path) -> None:
    """A cold call becomes a signed Gold client, with nothing typed twice."""
    cold_call.begin_a_list(hands)
    cold_call.call_them(hands)
    cold_call.set_prices(hands)
    cold_call.print_a_blank_one(hands, papers / "blank.pdf")
    cold_call.fill_the_worksheet(hands, cold_call.COMPANY, cold_call.KNOWN)
    cold_call.know_the_street(hands)
    cold_call.say_what_they_need(hands)
    cold_call.propose(hands, papers / "proposal.pdf")
    cold_call.win(hands)
    cold_call.sign_the_agreement(hands)
    cold_call.see_nothing_was_typed_twice(hands)


def be_kind_to_another(hands: Hands, papers: Path) -> None:
    """The second one is declined: a kind letter, and no list but one."""
    cold_call.fill_the_worksheet(hands, cold_call.KENNEL, {1: "Lakes DSL"})
    cold_call.decline(hands)
    cold_call.write_a_kind_letter(hands, papers / "letter.pdf")
    cold_call.see_it_nowhere_but_there(hands)
