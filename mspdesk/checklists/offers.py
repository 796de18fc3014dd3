"""What checklists offer the desk: runs in the search, verbs, what is due on Today."""

from ..desk.area import Finder, TodayList, Verb

FINDERS: tuple[Finder, ...] = ()
VERBS: tuple[Verb, ...] = ()
TODAY: tuple[TodayList, ...] = ()
