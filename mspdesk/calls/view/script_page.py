"""A script: what is settled before the call, what is said at each point, how its wordings did."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtWidgets import QWidget

from ...dates import full_date, short_date
from ...desk.desk import Desk
from ...rows import dataclass
from ...widgets.buttons import Button, MenuButton
from ...widgets.layout import (
    STRETCH,
    Card,
    Fact,
    Notice,
    PageHead,
    Pairs,
    Scroll,
    column,
    row,
    stack,
)
from ...widgets.table import Column, Table
from ...widgets.tags import Tag
from ..queries import counts
from ..queries.counts import VersionCount
from ..queries.scripts import ScriptRow, VersionPage, version_page, versions_of
from ..rules.calling import rate
from ..rules.scripts import BEFORE, MUST, SLOTS, faults, hints, is_long
from .funnel_card import FunnelCard

_LABELS = 132
"""Px of the names of points and lines."""

WIDEST = 900
"""Px of the page; wider lines are hard to read."""


@dataclass(frozen=True, slots=True)
class ScriptDeeds:
    """What can be done from the page of a script; each is a verb of the room."""

    write: Callable[[], object]
    publish: Callable[[], object]
    new_version: Callable[[], object]
    card: Callable[[], object]
    more: Callable[[], Sequence[tuple[str, Callable[[], object]] | None]]


@dataclass(frozen=True, slots=True)
class PointRow:
    """A point of a script as the page shows it."""

    id: str
    title: str
    when: str
    words: str


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A version as the page lists it, with what its calls came to."""

    id: int
    number: int
    published_on: date | None
    calls: int
    talks: str
    appointments: str


class ScriptPage(QWidget):
    """The head with what comes next, the sheet, the points, and the versions with their counts."""

    def __init__(self, desk: Desk, deeds: ScriptDeeds) -> None:
        super().__init__()
        self._desk, self._deeds = desk, deeds
        self._script: ScriptRow | None = None
        self._page: VersionPage | None = None
        self._wanted: dict[int, int] = {}
        self.write_button = Button("Write", icon="file-pen-line", on_click=deeds.write)
        self.publish_button = Button("Publish", "primary", "check", deeds.publish)
        self.version_button = Button("New version", icon="plus", on_click=deeds.new_version)
        self.card_button = Button("Print card", icon="printer", on_click=deeds.card)
        self.more = MenuButton("", "ellipsis", "More about this script", deeds.more)
        self.head = PageHead(
            actions=(
                self.card_button,
                self.write_button,
                self.version_button,
                self.publish_button,
                self.more,
            ),
            role="record",
        )
        self.notice = Notice("", "", icon="circle-alert")
        self.points, self.sheet = Pairs(_LABELS), Pairs(_LABELS)
        before = Card("Before the first call")
        before.add(self.sheet)
        said = Card("What is said", "one or two sentences at each point")
        said.add(self.points)
        self.versions = Table[VersionRow](
            (
                Column("version", "Version", "title", _version, stretch=1),
                Column("calls", "Calls", "num", lambda r: f"{r.calls:,}", width=56, sort=None),
                Column("talks", "Talks", "num", lambda r: r.talks, width=60, sort=None),
                Column("met", "Appts.", "num", lambda r: r.appointments, width=60, sort=None),
            ),
            name="Versions of this script",
            row="compact",
            fit=True,
            side=14,
            on_select=self._picked,
        )
        versions = Card("Versions", "a rate is of all calls", flush=True)
        versions.add(self.versions)
        self.funnel = FunnelCard("This version", "Nobody was called with it yet.")
        body = column(self.notice, said, before, STRETCH, gap=12, margin=(22, 6, 22, 22))
        body.setMaximumWidth(WIDEST)
        stack(self, row(self.head, margin=(22, 12, 16, 6)), Scroll(body))
        self.rail = QWidget()
        rail = column(versions, self.funnel, STRETCH, gap=12, margin=(14, 14, 14, 14))
        stack(self.rail, Scroll(rail, "sheet"))

    @property
    def page(self) -> VersionPage | None:
        """The version that is shown."""
        return self._page

    @property
    def script(self) -> ScriptRow | None:
        """The script that is shown."""
        return self._script

    def show_script(self, found: ScriptRow) -> None:
        """Show another script, or the same one anew; its draft first, else what is in use."""
        self._script = found
        counted = {one.id: one for one in self._desk.ask(counts.by_version, None, None, found.id)}
        rows = [
            _row(counted.get(one), one, number, on)
            for one, number, on in self._desk.ask(versions_of, found.id)
        ]
        wanted = self._wanted.get(found.id)
        if wanted not in {one.id for one in rows}:
            wanted = found.draft_id or found.published_id
        self.versions.show_rows(rows)
        if wanted is not None:
            self.versions.select(wanted)
        self._show_version(wanted)

    def show_version(self, version_id: int) -> None:
        """Show one of the versions, for instance the draft that was just begun."""
        if self._script is not None:
            self._wanted[self._script.id] = version_id
            self.show_script(self._script)

    def _picked(self, chosen: VersionRow | None) -> None:
        if chosen is not None and self._script is not None and self._page is not None:
            self._wanted[self._script.id] = chosen.id
            if chosen.id != self._page.id:
                self._show_version(chosen.id)

    def _show_version(self, version_id: int | None) -> None:
        found = self._desk.ask(version_page, version_id)
        self._page = found
        script = self._script
        if found is None or script is None:
            return
        meta = [f"begun {full_date(found.made_on)}"]
        if found.published_on is not None:
            by = f" by {found.published_by}" if found.published_by else ""
            meta = [f"published {full_date(found.published_on)}{by}"]
        newest = found.id == script.published_id
        tag = ("In use", "green") if newest else ("Before", "grey")
        draft, away = not found.published, script.retired_on is not None
        if away:
            tag = ("Put away", "grey")
        tags = [Tag(*(("Draft", "hi") if draft and not away else tag))]
        self.head.set_head(script.name, [f"Version {found.number}", *meta], tags)
        # A draft is written and published first; its card stands under More.
        self.card_button.setVisible(not draft)
        self.write_button.setVisible(draft and not away)
        self.publish_button.setVisible(draft and not away)
        self.version_button.setVisible(not draft and not away)
        self.version_button.set_text("Go to the draft" if script.draft_id else "New version")
        self._advise(found)
        self._show_words(found)
        self.funnel.show_funnel(self._desk.ask(counts.funnel, None, None, None, found.id))

    def _advise(self, found: VersionPage) -> None:
        """Say what keeps a draft from use, or what would make it better."""
        wrong = [one.words for one in faults(found.words)] if not found.published else []
        better = hints(found.words) if not found.published else []
        self.notice.setVisible(bool(wrong or better))
        title = "Not ready to be published" if wrong else "Could be better"
        self.notice.set_notice(title, " ".join(wrong or better))

    def _show_words(self, found: VersionPage) -> None:
        """Each point with its words, what is wanting in amber; then the sheet."""
        empty = "Nothing." if found.published else "Not written yet."
        points = []
        for slot in SLOTS:
            words = found.words[slot.code]
            wanting = is_long(words) or (slot.code == MUST and not words)
            ink = "amber" if wanting else "ink" if words else "ink3"
            points.append(Fact(slot.code, slot.title, words or empty, color=ink))
        self.points.show_pairs(points)
        self.sheet.show_pairs(
            [
                Fact(
                    one.name,
                    one.title,
                    found.before[one.name] or one.ask,
                    color="ink" if found.before[one.name] else "ink3",
                )
                for one in BEFORE
            ]
        )

    def keys(self) -> QWidget:
        """Where the keyboard goes from the side list: to what comes next."""
        offered = (self.publish_button, self.version_button)
        return next((one for one in offered if one.isVisible()), self.more)


def _row(found: VersionCount | None, id_: int, number: int, on: date | None) -> VersionRow:
    calls = found.funnel.calls if found else 0
    talks = rate(found.funnel.talks, calls) if found else ""
    met = rate(found.funnel.appointments, calls) if found else ""
    return VersionRow(id_, number, on, calls, talks, met)


def _version(one: VersionRow) -> str:
    when = short_date(one.published_on) if one.published_on else "draft"
    return f"{one.number}, {when}"
