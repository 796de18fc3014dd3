"""A letter on its way by mail."""

import pytest

from mspdesk.database.store import Store
from mspdesk.errors import UserError
from mspdesk.letters import actions, queries, runs
from mspdesk.mail import queries as outbox
from mspdesk.mail.rules.compose import Compose, Typed
from mspdesk.progress import Progress
from tests.letters.conftest import Sample


def typed(compose: Compose) -> Typed:
    """What the composer gives when nothing was changed."""
    return Typed(compose.to, compose.cc, compose.subject, compose.body, compose.key)


def test_a_letter_goes_out_as_it_stands_and_is_final(store: Store, sample: Sample) -> None:
    letter = store.do(actions.write_letter, sample.brightwater, "letters/welcome")
    page = store.ask(queries.letter_page, letter)
    changes = {"body": "Welcome. We are glad.", "subject": "Welcome"}
    store.do(actions.edit_letter, letter, page.version, changes)
    compose = store.ask(queries.letter_mail, letter)
    assert (compose.to, compose.subject) == ("ines@brightwater.example", "Welcome")
    assert compose.body.startswith("Hello Ines,")
    (mail,) = runs.queue_letter(store, Progress(), letter, typed(compose))
    assert runs.queue_letter(store, Progress(), letter, typed(compose)) == [mail]
    assert store.ask(queries.letter_page, letter).state == "final"
    (file,) = store.ask(outbox.attached, mail)
    assert (file.name, file.content[:4]) == ("Letter L00001 Brightwater Veterinary.pdf", b"%PDF")
    (row,) = store.ask(outbox.mails_about, f"letter:{letter}")
    assert row.state == "queued"


def test_a_letter_with_something_open_is_not_sent(store: Store, sample: Sample) -> None:
    letter = store.do(actions.write_letter, sample.brightwater, "letters/rate-rise")
    with pytest.raises(UserError, match="Fill in"):
        runs.queue_letter(store, Progress(), letter, typed(store.ask(queries.letter_mail, letter)))
    assert store.ask(outbox.open_mails) == []
