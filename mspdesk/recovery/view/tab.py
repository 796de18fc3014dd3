"""The DR plan tab of a client's page: its parts at the left, one of them at the right."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

from ...desk.area import Place
from ...desk.desk import Desk
from ...widgets import theme
from ...widgets.glyphs import Glyph
from ...widgets.layout import Ground, Rule, beside, lead_focus, stack
from ...widgets.picker import Pick, Picker, PickGroup
from ..queries.plan import Guard, PlanPage, plan_page
from ..queries.stale import printed_tables
from .calls import CallsPart
from .lists import ExercisesPart, ShoppingPart, WorkaroundsPart
from .overview import ContinuityPart, OverviewPart
from .systems import SystemsPart

SIDE, NARROW_SIDE, WIDE_PAGE = 232, 196, 1080

TABLES = frozenset(
    {
        "dr_plan",
        "dr_plan_change",
        "dr_call",
        "dr_system",
        "dr_step",
        "dr_dependency",
        "dr_purchase",
        "dr_workaround",
        "dr_exercise",
        "backup_job",
        "restore_test",
        "form_factor",
        "application",
        "contact",
        "device",
    }
)

_ELSEWHERE = {"applications": {"chapter": "applications", "section": "application"}}
_OF_GUARD = {"plan": "overview", "approval": "overview"}


class PlanPart(QWidget):
    """A client's disaster-recovery plan, part by part."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._client_id = 0
        self._page: PlanPage | None = None
        self._late = ""
        self._overview = OverviewPart(desk, self._follow)
        self._makers: dict[str, Callable[[Desk], QWidget]] = {
            "calls": CallsPart,
            "systems": SystemsPart,
            "continuity": ContinuityPart,
            "workarounds": WorkaroundsPart,
            "shopping": ShoppingPart,
            "exercises": ExercisesPart,
        }
        self._titles = {
            "overview": "How it stands",
            "calls": "Calls",
            "systems": "Systems",
            "continuity": "Continuity",
            "workarounds": "Workarounds",
            "shopping": "Shopping list",
            "exercises": "Exercises",
        }
        self._order = ["overview", "calls", "systems"]
        for panel in desk.panels("plan.part"):
            self._makers[panel.key], self._titles[panel.key] = panel.make, panel.title
            self._order.append(panel.key)
        self._order += ["continuity", "workarounds", "shopping", "exercises"]
        self._made: dict[str, QWidget] = {"overview": self._overview}
        self.picker = Picker[str](
            "Parts of the plan", on_select=self._choose, on_enter=self._enter, lines=1
        )
        self._side = Ground()
        stack(self._side, self.picker, margin=(0, 6, 0, 0))
        self._pages = QStackedWidget()
        self._pages.addWidget(self._overview)
        layout = beside(self, self._side, Rule(upright=True), self._pages, gap=0)
        layout.setStretch(2, 1)
        lead_focus(self, self.picker)
        desk.keep_fresh(self, set(TABLES | printed_tables()), self._reload)

    # Which client, which part.

    def show_id(self, client_id: int) -> None:
        """Show another client's plan on the same part."""
        if client_id == self._client_id:
            return
        self._client_id = client_id
        self._reload()

    def _reload(self) -> None:
        if not self._client_id:
            return
        self._page = self._looked_at(self._desk.ask(plan_page, self._client_id))
        picks = [self._pick(key, self._page) for key in self._order]
        chosen = self.picker.selected_key()
        self.picker.show_groups([PickGroup("Plan", "", picks)])
        if chosen is None:
            self.picker.select_first()
        else:
            self._show(chosen)

    def _looked_at(self, page: PlanPage) -> PlanPage:
        """The page, not stale where every page on paper says what is known all the same.

        The journal tells quickly that something was touched; areas above know what is printed.
        """
        if not page.stale:
            self._late = ""
            return page
        said = [
            self._desk.ask(panel.words, self._client_id)
            for panel in self._desk.panels("plan.stale")
            if panel.words is not None
        ]
        self._late = "; ".join(filter(None, said))
        return replace(page, stale=False) if said and not self._late else page

    def _pick(self, key: str, page: PlanPage) -> Pick[str]:
        count = {
            "calls": len(page.calls),
            "systems": len(page.systems),
            "backups": len(page.jobs),
            "restores": sum(test.counts for test in page.tests),
            "media": len(page.factors),
            "workarounds": len(page.workarounds),
            "shopping": len(page.shopping),
            "exercises": len(page.exercises),
        }.get(key)
        open_ = any(_part_of(guard) == key for guard in page.stops)
        right = page.state_words if key == "overview" else str(count or "")
        glyph = Glyph.missing() if open_ else None
        return Pick(key, self._titles[key], right=right, glyph=glyph)

    def _choose(self, key: str | None) -> None:
        if key is not None:
            self._show(key)

    def _show(self, key: str) -> None:
        if self._page is None:
            return
        part: Any = self._made.get(key)
        if part is None:
            part = self._made[key] = self._makers[key](self._desk)
            self._pages.addWidget(part)
        show = getattr(part, "show_page", None)
        if part is self._overview:
            self._overview.show_page(self._client_id, self._page, self._late)
        elif show is not None:
            show(self._client_id, self._page)
        else:
            part.show_id(self._client_id)
        self._pages.setCurrentWidget(part)

    def _enter(self) -> None:
        part = self._pages.currentWidget()
        if part is not None:
            part.setFocus()

    def part(self, key: str) -> Any:
        """The part of a key, made and shown."""
        self.picker.select(key)
        self._show(key)
        return self._made[key]

    # Going there.

    def arrive(self, place: Place) -> None:
        """Go to a part, and to a row there."""
        key = place.about.get("part") or "overview"
        if key not in self._titles:
            return
        part = self.part(key)
        if hasattr(part, "open_row"):
            part.open_row(place.about.get("id"), place.about.get("field") or "")
            if place.about.get("new"):
                part.listing.edit(None)
        elif hasattr(part, "arrive"):
            part.arrive(place)
        if not (place.about.get("id") or place.about.get("new") or place.about.get("job_id")):
            self.picker.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _follow(self, guard: Guard) -> None:
        """Go to where a sentence says that something is to be done."""
        about = _ELSEWHERE.get(guard.part)
        if about is not None:
            where = {**about, "fact_id": guard.id}
            self._desk.go(Place("clients", self._client_id, do="documentation", about=where))
            return
        about_row = {"part": _part_of(guard), "id": guard.id, "job_id": guard.id}
        about_row |= {"field": guard.field, "new": guard.new}
        if guard.part == "plan":
            self._overview.open_form()
            return
        self.arrive(Place("clients", self._client_id, do="plan", about=about_row))

    def resizeEvent(self, event: object) -> None:
        """Narrow the side list on a narrow page."""
        px = theme.current().px
        self._side.setFixedWidth(px(SIDE if self.width() >= px(WIDE_PAGE) else NARROW_SIDE))


def _part_of(guard: Guard) -> str:
    return _OF_GUARD.get(guard.part, guard.part)
