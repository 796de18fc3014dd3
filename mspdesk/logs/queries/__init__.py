"""Questions about logs: what was tried, who was called."""

from .calls import CallRow, call, calls
from .tsr import LogPage, LogRow, TryRow, has_logs, log_page, logs, search_logs

__all__ = [
    "CallRow",
    "LogPage",
    "LogRow",
    "TryRow",
    "call",
    "calls",
    "has_logs",
    "log_page",
    "logs",
    "search_logs",
]
