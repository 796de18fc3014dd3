"""Looking through the newest texts for the rest of a word finds what the index itself finds."""

import random

from mspdesk.database.store import Store
from mspdesk.tickets.actions import add_note, open_ticket
from mspdesk.tickets.queries import search
from tests.tickets.board import Small

WORDS = (
    "printer printers print printing priority pr backup back-up BackUp back_up bac VPN-Tunnel"
    " 0x8007 Café cafeteria caféine naïve Über uber straße Škoda skoda Ελλάδα Ελλ почта почтальон ё"
    " ёлка 打印机 打印 مرحبا e\u0301clair eclair x² ﬁle file İstanbul istanbul A1B2 a1 a-1 don't"
).split()
TYPED = (
    "prin printe printer printers back backu backup back up caf café cafe cafet über uber stras"
    " straße skod škoda ελλά почт почта ёлк 打印 打印机 مرح éclai eclair 0x80 a1b"
    " don fil istan vpn tun"
).split()


def test_a_few_texts_looked_through_are_what_the_index_finds(store: Store, small: Small) -> None:
    dice = random.Random(7)
    with store.step("Fill") as session:
        for _ in range(60):
            title, words = (" ".join(dice.choices(WORDS, k=4)) for _ in range(2))
            ticket_id = open_ticket(session, small.kestrel, title, {"description": words})
            add_note(session, ticket_id, " ".join(dice.choices(WORDS, k=5)))

    asked = [*TYPED, *(" ".join(dice.sample(TYPED, 2)) for _ in range(40)), "printer b", "p backup"]
    with store.read() as session:
        for words in asked:
            found = search.tokens(words)
            for limit in (1, 3, 50):
                whole = search._matching(session, search._TICKETS, found, limit)
                assert search.hits(session, words, limit) == whole, (words, limit)
                notes = [hit.note_id for hit in search.search_notes(session, words, limit)]
                assert notes == search._matching(session, search._NOTES, found, limit), words
