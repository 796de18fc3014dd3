"""Starting: the first paint, what is loaded by then, and how smooth the window is meanwhile."""

import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path
from typing import Any

from .child import HEAVY
from .measure import Bench, Ratio
from .shops import shop_of

PAINT, LIST, SIDES, GAP = 1.6, 6.0, 12.0, 0.10


def child(*said: str, home: Path, compiled: Path | None = None) -> dict[str, Any]:
    """What a program of its own says: how much it worked, and the rest.

    What Python compiles for it stays in `compiled`, as it does where people install it, even where
    Python was told not to keep it.
    """
    place = {"MSPDESK_HOME": str(home), "QT_QPA_PLATFORM": "offscreen"}
    if compiled:
        place |= {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(compiled)}
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", "benchmarks.child", *said],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parent.parent,
        env=os.environ | place,
        timeout=120,
    )
    if done.returncode or not done.stdout:
        raise RuntimeError(f"{said} failed: {done.stderr}")
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def start(bench: Bench) -> list[Ratio]:
    """B1 to B3, and from the start to a filled list."""
    books = str(shop_of(bench.size, bench.work))
    modes = {
        "bare": ("bare",),
        "ours": ("ours", books),
        "tickets": ("filled", books, "tickets"),
        "today": ("filled", books, "today"),
        "sides": ("whole", books, "today"),
        "gaps": ("gaps", books, "tickets"),
        "imports": ("imports", books, "tickets"),
    }
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as home:
        # The first start compiles, and reads everything from the disk; a single one is a try.
        unseen = 1 if bench.rounds > 1 else 0
        for round_ in range(bench.rounds + unseen):
            for name, said in modes.items():
                answer = child(*said, home=Path(home), compiled=bench.compiled)
                if round_ >= unseen:
                    found[name].append(answer)
    heavy = {name for answer in found["ours"] for name in answer["heavy"]}

    def middle(name: str, key: str = "cpu") -> float:
        return statistics.median([float(answer[key]) for answer in found[name]])

    bare = "a bare window's first paint"
    seat = f"building the first tab takes {middle('gaps', 'seat') * 1000:.0f} ms"
    alone = "loading the same on the main thread"
    return [
        Ratio("B1", "first paint of the window", bare, middle("ours"), middle("bare"), PAINT),
        Ratio("B2", "heavy modules at first paint", f"{len(HEAVY)} forbidden", len(heavy), 1, 0),
        Ratio("B1", "start to filled tickets", bare, middle("tickets"), middle("bare"), LIST),
        Ratio("B1", "start to filled Today", bare, middle("today"), middle("bare"), LIST),
        Ratio("B1", "start to Today with its sides", bare, middle("sides"), middle("bare"), SIDES),
        Ratio(
            "B3",
            "largest gap while modules load",
            alone,
            middle("gaps", "gap"),
            middle("imports", "first"),
            GAP,
            seat,
        ),
        Ratio(
            "B3",
            "largest gap while the rest loads",
            alone,
            middle("gaps", "later"),
            middle("imports", "rest"),
            GAP,
        ),
    ]
