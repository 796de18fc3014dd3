"""Long work: taking a file into the library, writing a copy of one, mailing a procedure."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ..database import blobs
from ..database.store import Store
from ..errors import Trouble
from ..mail.rules.compose import Typed
from ..mail.runs.queueing import queue_paper
from ..printing.page import paper_of
from ..progress import Progress
from ..shop.queries import shop as the_shop
from .actions import library as actions
from .actions import rollouts as rollout_actions
from .queries import mailing, papers, rollouts


def keep_piece(
    store: Store,
    progress: Progress,
    values: Mapping[str, Any],
    file: Path | None,
    held: tuple[int, int] | None,
) -> int:
    """Put a piece with its file into the library, or change the one `held` (id, version)."""
    content: tuple[str, bytes] | None = None
    if file is not None:
        progress.step(0, 2, f"Reading {file.name}")
        try:
            content = (file.name, file.read_bytes())
        except OSError as error:
            raise Trouble(
                f"{file.name} cannot be read.", "Look whether it is still there and try again."
            ) from error
    progress.step(1, 2, "Keeping it")
    if held is None:
        return store.do(actions.add_piece, values, content)
    store.do(actions.edit_piece, held[0], held[1], values, content)
    return held[0]


def save_copy(store: Store, progress: Progress, sha256: str, target: Path) -> Path:
    """Write a copy of a piece's file, whole or not at all."""
    progress.step(0, 1, target.name)
    with store.read() as session:
        content = blobs.get(session, sha256)
    try:
        part = target.with_name(f"{target.name}.part")
        part.write_bytes(content)
        part.replace(target)
    except OSError as error:
        raise Trouble(
            f"{target.name} cannot be written there.", "Choose another folder."
        ) from error
    return target


def queue_sheet(
    store: Store, progress: Progress, rollout_id: int, reach_id: int, typed: Typed
) -> list[int]:
    """Set a procedure out for a client, put it into the outbox, and note that they were told."""
    from ..printing.document import prepare
    from .printables import CLIENT

    progress.step(0, 1, typed.subject)
    client_id = store.ask(rollouts.client_of, reach_id)
    compose = store.ask(mailing.rollout_mail, rollout_id, client_id)
    with store.read() as session:
        paper = paper_of(the_shop(session).paper)
        document = papers.client_sheet(session, rollout_id, client_id)
    queued = queue_paper(store, compose, typed, prepare(CLIENT, document, paper).pdf)
    store.do(rollout_actions.told, reach_id)
    return [queued]
