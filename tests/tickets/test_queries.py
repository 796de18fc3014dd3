"""Questions about tickets, on both kinds of books."""

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import text

from mspdesk import dates
from mspdesk.database.store import Store
from mspdesk.tickets import actions, queries, runs
from mspdesk.tickets.models import Ticket, TicketNote, TicketText
from mspdesk.tickets.queries import Past
from mspdesk.tickets.queries.page import agreement_words
from mspdesk.tickets.queries.search import tokens
from tests.tickets.board import Small, opened, with_time

NOW = datetime(2026, 3, 11, 15)


def titles(rows: list[queries.TicketRow]) -> list[str]:
    return [row.title for row in rows]


def at(moment: datetime, store: Store, client_id: int, title: str, **more: Any) -> int:
    with dates.frozen(moment):
        return opened(store, client_id, title, **more)


def test_the_board_is_in_queue_order_with_its_sums(store: Store, small: Small) -> None:
    at(NOW - timedelta(days=1), store, small.kestrel, "Newer", estimate_minutes=30)
    at(NOW - timedelta(days=3), store, small.kestrel, "Older", estimate_minutes=90)
    at(NOW, store, small.brightwater, "Urgent", priority=2, estimate_minutes=None)
    at(NOW, store, small.own, "Overhead", standing=True)
    ended = at(NOW, store, small.kestrel, "Twice")
    store.do(actions.cancel, ended, None, "Called twice")
    rows = store.ask(queries.open_tickets)
    assert titles(rows) == ["Urgent", "Older", "Newer"]
    assert (rows[0].client, rows[0].assigned, rows[0].status) == (
        "Brightwater Veterinary",
        None,
        "new",
    )
    groups = queries.by_priority(rows)
    assert [(one.priority, len(one.rows), one.estimated_minutes) for one in groups] == [
        (2, 1, 0),
        (3, 2, 120),
    ]


def test_the_board_uses_its_partial_index(sqlite_store: Store) -> None:
    with sqlite_store.read() as session:
        statement = str(queries.ticket_rows().where(queries.IS_OPEN))
        plan = session.execute(text(f"EXPLAIN QUERY PLAN {statement}")).all()
    assert "ix_ticket_open" in " ".join(str(row[3]) for row in plan)


def test_next_skips_what_cannot_be_done_now(store: Store, small: Small) -> None:
    marcus = small.marcus
    monday = datetime(2026, 3, 9, 9)
    at(monday, store, small.kestrel, "Too deep", priority=2, tier=2)
    at(monday, store, small.kestrel, "Dana's", priority=2, assigned_id=small.dana)
    waits = at(monday, store, small.kestrel, "Waits", priority=2, assigned_id=marcus)
    store.do(actions.begin_work, waits)
    store.do(actions.wait, waits, None, "waiting_client", "Their answer", date(2026, 3, 12))
    later = at(monday, store, small.kestrel, "Later", priority=2, assigned_id=marcus)
    store.do(actions.schedule, later, None, datetime(2026, 3, 11, 16))
    held = at(monday, store, small.kestrel, "Held", priority=2)
    store.do(actions.hold, held, None, "Budget", date(2026, 3, 20))
    at(monday, store, small.kestrel, "A lead", priority=2, type="sales")
    free = at(monday, store, small.kestrel, "Free", priority=3)
    found = store.ask(queries.my_next_ticket, marcus)
    assert found is not None
    assert found.id == free
    with dates.frozen(datetime(2026, 3, 11, 16)):
        assert titles(store.ask(queries.next_tickets, marcus)) == ["Later", "Free"]
    with dates.frozen(datetime(2026, 3, 12, 8)):
        assert titles(store.ask(queries.next_tickets, marcus)) == ["Waits", "Later", "Free"]
    with dates.frozen(datetime(2026, 3, 20, 8)):
        assert "Held" in titles(store.ask(queries.next_tickets, marcus))
    assert store.ask(queries.my_next_ticket, 999) is None


def test_the_primary_person_gets_it_else_who_has_least_to_do(store: Store, small: Small) -> None:
    opened(store, small.kestrel, assigned_id=small.dana, estimate_minutes=60)
    assert store.ask(queries.next_in_rotation, small.kestrel) == small.marcus
    opened(store, small.kestrel, assigned_id=small.marcus, estimate_minutes=120)
    assert store.ask(queries.next_in_rotation, small.kestrel) == small.dana
    with store.step("Prepare") as session:
        from mspdesk.clients.models import Client

        session.get_one(Client, small.kestrel).primary_person_id = small.marcus
    assert store.ask(queries.next_in_rotation, small.kestrel) == small.marcus


def test_the_backlog_at_an_earlier_day(store: Store, small: Small) -> None:
    first = at(NOW - timedelta(days=10), store, small.kestrel, "Old one", estimate_minutes=60)
    at(NOW, store, small.kestrel, "Of today", estimate_minutes=30)
    store.do(actions.cancel, first, None, "Twice")
    today = store.ask(queries.backlog)
    assert (today.open_tickets, today.estimated_minutes) == (1, 30)
    earlier = store.ask(queries.backlog, date(2026, 3, 10))
    assert (earlier.open_tickets, earlier.estimated_minutes) == (1, 60)
    assert store.ask(queries.backlog, date(2026, 2, 28)).open_tickets == 0
    assert titles(store.ask(queries.outstanding_tickets, date(2026, 3, 10))) == ["Old one"]


def test_choices_belong_to_the_client(store: Store, small: Small) -> None:
    found = store.ask(queries.client_choices, small.brightwater)
    assert found.contacts == ((small.ines, "Ines Varga, 555-0142"),)
    assert found.devices == ((small.server, "BRW-SRV1"),)
    assert found.only_agreement == small.gold
    assert found.agreements[0].words == "Gold, to Sep 30"
    other = store.ask(queries.client_choices, small.kestrel)
    assert (other.contacts, other.devices, other.only_agreement) == ((), (), None)
    assert other.hourly


def test_the_page_asks_few_questions(store: Store, small: Small) -> None:
    from sqlalchemy import event

    ticket_id = opened(store, small.kestrel)
    for n in range(5):
        store.do(actions.add_note, ticket_id, f"Note {n}")
    asked: list[str] = []

    def count(*args: Any) -> None:
        asked.append(args[2])

    with store.read() as session:
        engine = session.get_bind()
        event.listen(engine, "before_cursor_execute", count)
        queries.ticket_page(session, ticket_id)
        event.remove(engine, "before_cursor_execute", count)
    assert len(asked) <= 8


# Search


def test_search_finds_titles_descriptions_and_numbers(store: Store, small: Small) -> None:
    backup = opened(store, small.kestrel, "Nightly backup failed", description="Drive E is full")
    vpn = opened(store, small.kestrel, "VPN drops", description="Error 0x80070005 on blue-screen")

    def found(words: str) -> list[int]:
        return [row.id for row in store.ask(queries.search_tickets, words)]

    assert found("back") == [backup]
    assert found("BACKUP drive") == [backup]
    assert found("drive nightly") == [backup]
    assert found("backup vpn") == []
    assert found("blue-screen") == [vpn]
    assert found("0x8007") == [vpn]
    assert found("#1") == [backup]
    assert found("T000002") == [vpn]
    assert found("2") == [vpn]
    assert found("") == []
    assert found('"*"') == []
    assert found("backup' OR 1=1 --") == []


def test_a_word_of_one_letter_finds_what_the_index_would(store: Store, small: Small) -> None:
    bare: dict[str, Any] = {"description": "Unknown"}
    old = [
        opened(store, small.kestrel, f"Backup {word}", **bare) for word in ("slow", "Élan", "X1")
    ]
    new = [opened(store, small.kestrel, f"Backup {n}, aside", **bare) for n in range(9)]
    told = opened(store, small.kestrel, "Backup", description="Since Monday")
    store.do(actions.add_note, told, "Backup seen slow", False)

    def found(words: str, limit: int = 2) -> list[int]:
        return store.ask(queries.hits, words, limit)

    assert found("backup s") == [told, old[0]], "too few among the newest: the index is asked"
    assert found("backup s", 1) == [told]
    assert found("backup a") == [new[8], new[7]]
    assert found("backup e") == [old[1]]
    assert found("x backup") == [old[2]]
    assert found("backup z") == []
    assert found("backup 8") == [new[8]]
    assert found("s") == [told, old[0]]
    assert [hit.note_id for hit in store.ask(queries.search_notes, "backup s")]
    assert store.ask(queries.search_notes, "backup z") == []


def test_a_number_finds_those_that_begin_with_it(store: Store, small: Small) -> None:
    for n in range(12):
        opened(store, small.kestrel, f"Ticket {chr(65 + n)}")
    assert [row.number for row in store.ask(queries.search_tickets, "#1")] == [1, 12, 11, 10]
    assert [row.number for row in store.ask(queries.by_number, 1, 2)] == [1, 12]
    assert [row.number for row in store.ask(queries.by_number, 12)] == [12]
    assert store.ask(queries.by_number, 0) == []
    assert store.ask(queries.ticket_by_number, "T000012") == 12
    assert store.ask(queries.ticket_by_number, "12a") is None


def test_search_follows_changes_undo_and_deletion(store: Store, small: Small) -> None:
    ticket_id = opened(store, small.kestrel, "Alpha", description="first words")

    def found(words: str) -> bool:
        return bool(store.ask(queries.hits, words))

    store.do(actions.edit_ticket, ticket_id, None, {"title": "Omega"})
    store.do(actions.describe, ticket_id, None, "second words")
    assert (found("alpha"), found("first"), found("omega second")) == (False, False, True)
    store.undo()
    assert (found("omega first"), found("second")) == (True, False)
    store.undo()
    store.undo()
    assert not found("alpha")
    assert not found("omega")
    assert not found("words")
    if store.dialect == "sqlite":
        with store.step("Check", batch=True) as session:
            session.connection().execute(
                text("INSERT INTO fts_ticket (fts_ticket, rank) VALUES ('integrity-check', 1)")
            )


def test_notes_are_found_with_their_ticket(store: Store, small: Small) -> None:
    ticket_id = opened(store, small.kestrel, "Scanner")
    note = store.do(actions.add_note, ticket_id, "Replaced the fuser, case 4711")
    hit = store.ask(queries.search_notes, "fuser")[0]
    assert (hit.note_id, hit.ticket_id, hit.number, hit.client) == (
        note,
        ticket_id,
        1,
        "Kestrel Machine & Tool",
    )
    assert store.ask(queries.search_notes, "4711 replaced")[0].note_id == note
    store.undo()
    assert store.ask(queries.search_notes, "fuser") == []


WORDS = (
    "Café résumé naïve",
    "Größe Straße Łódź",
    "Ελληνικά άλφα",
    "Жёлтый й",
    "王小明 来电",
    "o'neil@example.com a_b x-1.2.3",
    "ﬁle ½ Ⅷ x² 192.168.0.1",
    "E\u0301te\u0301 combining",
    "C++ 100% #12",
)


QUERIES = (
    "cafe CAFÉ resum grosse größ straß lodz łódź αλφα άλφ желт жёл й 王小 小明 neil example.com"
    " a_b 1.2 file 168 ete été 100 c++ 12 x ½"
).split()


def test_both_kinds_of_books_give_the_same_answers(store: Store, small: Small) -> None:
    # The description of every ticket is the same and holds none of the words.
    for words in WORDS:
        opened(store, small.kestrel, words)
    for query in QUERIES:
        wanted = [
            n
            for n, words in reversed(list(enumerate(WORDS, 1)))
            if tokens(query)
            and all(any(have.startswith(one) for have in tokens(words)) for one in tokens(query))
        ]
        assert store.ask(queries.hits, query) == wanted, query


def test_a_paused_index_is_rebuilt_whole(store: Store, small: Small) -> None:
    opened(store, small.kestrel, "Before")
    with store.step("Import", batch=True) as session:
        runs.pause_search(session)
        session.add(
            Ticket(
                number="T000500",
                number_int=500,
                client_id=small.kestrel,
                title="During the import",
                opened_at=NOW,
                status="closed",
            )
        )
        session.flush()
        session.add(TicketText(ticket_id=2, description="brought in", resolution=""))
        session.add(TicketNote(ticket_id=2, at=NOW, text="with a note"))
        session.flush()
        runs.rebuild_search(session)
    opened(store, small.kestrel, "After")
    for words, count in (("before", 1), ("import brought", 1), ("after", 1)):
        assert len(store.ask(queries.hits, words)) == count
    assert len(store.ask(queries.search_notes, "note")) == 1


# History


def test_history_comes_by_pages_in_any_order(store: Store, small: Small) -> None:
    for n, title in enumerate(("Delta", "Alpha", "Charlie", "Bravo")):
        ticket_id = at(NOW - timedelta(days=n), store, small.kestrel, title)
        if title != "Bravo":
            store.do(actions.cancel, ticket_id, None, "Twice")
    everything = Past()
    assert store.ask(queries.past_count, everything) == 3
    for sort, descending, order in (
        ("opened", True, ["Delta", "Alpha", "Charlie"]),
        ("title", False, ["Alpha", "Charlie", "Delta"]),
        ("status", True, ["Delta", "Alpha", "Charlie"]),
    ):
        for limit in (1, 2, 3):
            for skip in range(5):
                page = store.ask(queries.past_rows, everything, sort, descending, skip, limit)
                assert titles(page) == order[skip : skip + limit]
    assert store.ask(queries.past_count, Past(words="char")) == 1
    assert store.ask(queries.past_count, Past(client_id=small.brightwater)) == 0
    assert store.ask(queries.past_count, Past(assigned_id=small.dana)) == 0


def test_logged_time_shortens_what_is_left(store: Store, small: Small) -> None:
    ticket_id = opened(store, small.kestrel, estimate_minutes=120)
    with_time(store, ticket_id, 30)
    assert store.ask(queries.open_tickets)[0].remaining_minutes == 90


def test_open_critical_tickets_of_a_client_are_counted(store: Store, small: Small) -> None:
    ended = opened(store, small.kestrel, "Network down", priority=1, critical_fact="network_down")
    opened(store, small.kestrel, "Server down", priority=1, critical_fact="server_down")
    opened(store, small.kestrel, "Slow", priority=2)
    opened(store, small.brightwater, "Mail down", priority=1, critical_fact="email_down")
    store.do(actions.cancel, ended, None, "Was the cable")
    assert store.ask(queries.critical_count, small.kestrel) == 1
    assert store.ask(queries.critical_count, small.brightwater) == 1
    assert store.ask(queries.critical_count, small.own) == 0


def test_work_in_and_out_by_week_with_what_stays_open(store: Store, small: Small) -> None:
    at(datetime(2026, 2, 24, 9), store, small.kestrel, "Old", estimate_minutes=60)
    ended = at(datetime(2026, 3, 3, 9), store, small.kestrel, "Done", estimate_minutes=90)
    at(datetime(2026, 3, 10, 9), store, small.brightwater, "Newer", estimate_minutes=None)
    at(datetime(2026, 3, 10, 9), store, small.own, "Overhead", standing=True)
    with dates.frozen(datetime(2026, 3, 10, 15)):
        store.do(actions.cancel, ended, None, "Called twice")
    weeks = store.ask(queries.work_in_and_out, date(2026, 3, 11), 3)
    assert [(w.monday.day, w.opened, w.ended, w.open_minutes) for w in weeks] == [
        (23, 1, 0, 60),
        (2, 1, 0, 150),
        (9, 1, 1, 60),
    ]
    theirs = store.ask(queries.work_in_and_out, date(2026, 3, 11), 1, small.brightwater)
    assert [(w.opened, w.ended, w.open_minutes) for w in theirs] == [(1, 0, 0)]


def test_an_agreement_that_went_on_by_itself_names_no_day_long_gone() -> None:
    with dates.frozen(datetime(2026, 3, 11, 9, 0)):
        assert agreement_words("managed", "Gold", date(2026, 9, 30)) == "Gold, to Sep 30"
        assert agreement_words("managed", "Gold", date(2025, 9, 30)) == "Gold"
