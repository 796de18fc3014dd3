"""Questions about logs: what was tried, who was called."""

from .calls import CallRow, call, caller_warning, calls, calls_of
from .tsr import (
    LogPage,
    LogRow,
    TryRow,
    check_logs,
    has_logs,
    log_page,
    logs,
    open_log,
    search_logs,
    similar_logs,
    tries_of,
)

CHECKS = (check_logs,)

__all__ = [
    "CHECKS",
    "CallRow",
    "LogPage",
    "LogRow",
    "TryRow",
    "call",
    "caller_warning",
    "calls",
    "calls_of",
    "check_logs",
    "has_logs",
    "log_page",
    "logs",
    "open_log",
    "search_logs",
    "similar_logs",
    "tries_of",
]
