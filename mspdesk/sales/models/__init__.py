"""Tables of sales: the worksheet and the pipeline."""

from . import pipeline, worksheet

__all__ = ["pipeline", "worksheet"]
