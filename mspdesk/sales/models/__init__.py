"""Tables of sales: worksheet, pipeline, advice, understanding, objections, proposals, pay."""

from . import (
    advice,
    commission,
    objections,
    pipeline,
    proposal,
    understanding,
    worksheet,
)

__all__ = [
    "advice",
    "commission",
    "objections",
    "pipeline",
    "proposal",
    "understanding",
    "worksheet",
]
