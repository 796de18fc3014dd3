"""`python -m benchmarks [--size small|medium|large] [NAMES]`: every ratio beside its budget."""

import argparse
import os
import sys
import tempfile
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path

from .measure import ROUNDS, Bench, Ratio
from .shops import SIZES

BENCHMARKS = {
    "start": "starting:start",
    "history": "lists:history",
    "search": "searching:search",
    "save": "saving:save",
    "bill": "billing:bill",
    "import": "importing:import_shop",
    "ask": "asking:ask",
    "paper": "paper:invoice_on_paper",
    "batch": "many:batch",
    "sheet": "many:sheet",
    "copy": "many:copy",
    "document": "documenting:document",
    "binder": "binding:binder_on_paper",
    "schedule": "scheduling:schedule",
    "tick": "ticking:tick",
    "tend": "tending:tend",
    "grow": "growing:grow",
}
"""What there is to measure: a name, and where its function is."""


def run(name: str, bench: Bench) -> list[Ratio]:
    """Measure one of the benchmarks."""
    module, function = BENCHMARKS[name].split(":")
    found = import_module(f"benchmarks.{module}")
    measured: Callable[[Bench], list[Ratio]] = getattr(found, function)
    return measured(bench)


def line(found: Ratio) -> str:
    """One ratio as a line of the table."""
    mark = "" if found.kept else "OVER"
    ours = f"{found.ours * 1000:10.2f}" if found.ours < 1000 else f"{found.ours:10,.0f}"
    return (
        f"{found.number:4} {found.what[:38]:38} {found.ratio:8.2f} {found.budget:7.2f} {mark:5}"
        f"{ours}  {found.baseline}{'; ' if found.note else ''}{found.note}"
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure what was asked for and print it; 1 when a budget is not kept."""
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAMES", help=", ".join(BENCHMARKS))
    parser.add_argument("--size", choices=tuple(SIZES), default="medium")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--work", type=Path, help="where shops are kept for the next run")
    said = parser.parse_args(arguments)
    unknown = set(said.names) - set(BENCHMARKS)
    if unknown:
        parser.error(f"unknown: {', '.join(sorted(unknown))}. There is {', '.join(BENCHMARKS)}")
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    work = said.work or Path(tempfile.gettempdir()) / "mspdesk-benchmarks"
    work.mkdir(parents=True, exist_ok=True)
    bench = Bench(SIZES[said.size], work, said.rounds)
    print(f"{said.size} shop: {bench.size.tickets:,} tickets, {bench.size.entries:,} time entries")
    print(f"{'':4} {'':38} {'ratio':>8} {'budget':>7} {'':5}{'ours, ms':>10}  baseline")
    over = 0
    for name in said.names or BENCHMARKS:
        for found in run(name, bench):
            print(line(found), flush=True)
            over += not found.kept
    print("Every budget is kept." if not over else f"{over} over their budget.")
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main())
