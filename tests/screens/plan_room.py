"""The walk past a client's DR plan: every part, and the forms of those that do not look alike."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from mspdesk.desk.area import Place

if TYPE_CHECKING:
    from .tour import Walker

Stop = tuple[str, Callable[[], object]]
FORMS = ("calls", "systems", "workarounds", "shopping", "exercises")


def plan(walker: Walker, client: int) -> Iterator[Stop]:
    """Parts of the plan, their forms, and what is asked when it is approved."""

    def go(key: str, **about: Any) -> Any:
        walker.go(Place("clients", client, "plan", {"part": key, **about}))
        return walker.part("page")._made["plan"].part(key)

    overview = go("overview")
    overview.begin.click()
    for key in walker.part("page")._made["plan"].picker.keys():  # noqa: SIM118 - a list
        yield f"plan-{key}", partial(go, str(key))
    for key in FORMS:
        yield f"plan-{key}-form", partial(_edit, go, key)
        go(key).listing.back()
    yield "plan-steps", partial(_steps, go)
    go("systems").listing.back()
    for key in ("backups", "restores", "media"):
        yield f"plan-{key}-form", partial(go, key, new=True)
        go(key).list.back()
    yield "plan-words", lambda: go("overview").open_form()
    go("overview").laid.back()
    yield "plan-continuity-form", partial(_continuity, go)
    go("continuity").laid.back()


def _edit(go: Callable[[str], Any], key: str) -> None:
    go(key).listing.edit(None)


def _steps(go: Callable[[str], Any]) -> None:
    part = go("systems")
    part.listing.edit(None)
    steps = part.listing._inner().entry("steps")
    steps.add()
    steps.add()


def _continuity(go: Callable[[str], Any]) -> None:
    go("continuity").edit.click()
