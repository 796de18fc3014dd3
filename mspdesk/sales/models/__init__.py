"""Tables of sales: the worksheet, the pipeline, advice and letters of understanding."""

from . import advice, pipeline, understanding, worksheet

__all__ = ["advice", "pipeline", "understanding", "worksheet"]
