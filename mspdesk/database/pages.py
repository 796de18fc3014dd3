"""Pages of a long list: how the ids of a few rows far down are found without reading all."""

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import Select
from sqlalchemy.orm import Session


def ids_from(
    session: Session,
    found: Select[Any],
    order: Sequence[Any],
    *,
    descending: bool,
    skip: int,
    limit: int,
    count: Callable[[], int],
) -> list[int]:
    """The ids of `limit` rows after the first `skip`, in an order that ends in the id.

    `found` selects the id. An index that holds what is asked and sorted by is walked, from the
    nearer end: the last page of a list costs what the first one does. `count` says how many rows
    there are, and is only asked for where there is something to skip.
    """
    turned = False
    if skip:
        behind = count() - skip - limit
        if behind < skip:
            turned, skip, limit = True, max(0, behind), max(0, limit + min(0, behind))
    down = descending != turned
    page = found.order_by(*(one.desc() if down else one for one in order))
    ids = list(session.scalars(page.limit(limit).offset(skip) if skip else page.limit(limit)))
    return ids[::-1] if turned else ids
