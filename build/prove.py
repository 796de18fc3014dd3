"""Proves that the bundle in dist/ works, on a computer that has no Python and next to nothing else.

On Linux the bundle runs in a root of its own: the C library and zlib, the two libraries of OpenGL
that it may expect (libEGL and libGL, with what they load), and nothing more, no shell either. Where
no such root may be made, and on Windows and macOS (where this has not been run), it runs with an
empty environment instead, and that is said.
"""

import contextlib
import gzip
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / "tests" / "database" / "kept"
LINUX, WINDOWS = sys.platform.startswith("linux"), os.name == "nt"
MOST = 200_000_000
"""The most the bundle may take, in bytes (budget B5)."""

# What every Linux has (the C library and zlib), and what must be there for Qt: libegl1 and libgl1, which
# brings libX11 and libxcb. Who speaks Wayland or has printers has the libraries for it.
THERE = re.compile(r"(ld-linux.*|lib(c|m|z|dl|rt|pthread|util|resolv|nss_\w+|EGL|GL|X11|xcb|cups|wayland-\w+))\.so(\.\d+)*$")
START = ("libc.so.6", "libm.so.6", "libdl.so.2", "librt.so.1", "libpthread.so.0", "libutil.so.1")
START += ("libresolv.so.2", "libz.so.1", "libEGL.so.1", "libGL.so.1")
SECONDS = 300


class Faulty(Exception):
    """The bundle does not do what it should."""


def say(words: str) -> None:
    """Tell the person at the terminal."""
    print(words, flush=True)


def expect(well: object, words: str, told: str = "") -> None:
    """Say what holds, or stop with what was told instead."""
    if not well:
        raise Faulty(f"{words}: it is not so\n{told}")
    say(f"   {words}")


# --- a place without Python ----------------------------------------------------------------------


class Place:
    """Where the bundle runs: a bare root, or this computer with an empty environment."""

    def __init__(self, bundle: Path, folder: Path) -> None:
        self.bundle, self.folder = bundle, folder
        self.bare = LINUX
        self.bare = LINUX and self._furnished()

    def inside(self, path: Path) -> str:
        """The name a file of the folder `work` has for the bundle."""
        return "/" + str(path.relative_to(self.folder)) if self.bare else str(path)

    @property
    def work(self) -> Path:
        """A folder that the bundle and this script both see."""
        return self.folder / "work"

    def line(self, words: Sequence[str]) -> list[str]:
        """The command line that starts the bundle there."""
        if not self.bare:
            return [str(_program(self.bundle)), *words]
        told = ["/opt/mspdesk/mspdesk", *words]
        root = self.folder
        mounts = f"mount --rbind /proc {root}/proc && mount --rbind /dev {root}/dev && "
        mounts += f"mount --bind {self.bundle} {root}/opt/mspdesk && "
        mounts += f'exec chroot {root} "$@"'
        return [*_own_mounts(), "sh", "-c", mounts, "sh", *told]

    def environment(self, **more: str) -> dict[str, str]:
        """Nothing but where to keep things, and what Windows cannot do without."""
        home = self.inside(self.work / "home")
        kept = {name: os.environ[name] for name in ("SYSTEMROOT", "TEMP") if name in os.environ}
        path = os.environ.get("PATH", "") if self.bare else self.inside(self.work)
        return kept | {"HOME": home, "MSPDESK_HOME": home, "PATH": path} | more

    def run(self, *words: str, well: bool = True, **more: str) -> str:
        """Run a command of the bundle; answers what it said."""
        ran = subprocess.run(
            self.line(words),
            env=self.environment(**more),
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=SECONDS,
            check=False,
        )
        told = ran.stdout + ran.stderr
        if well and ran.returncode != 0:
            raise Faulty(f"mspdesk {' '.join(words)} ended with {ran.returncode}\n{told}")
        return told

    def _furnished(self) -> bool:
        """Make the bare root; False where this computer does not let us."""
        for name in ("proc", "dev", "tmp", "etc", "opt/mspdesk", "lib64"):
            (self.folder / name).mkdir(parents=True, exist_ok=True)
        (self.folder / "etc" / "passwd").write_text("root:x:0:0:root:/home:/none\n")
        libraries = closure(START)
        if "libEGL.so.1" not in libraries or "libGL.so.1" not in libraries:
            return False
        for source in libraries.values():
            to = self.folder / source.relative_to("/")
            to.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, to)
            to.chmod(0o755)
        tried = subprocess.run(
            self.line(["--version"]), env=self.environment(), capture_output=True, check=False
        )
        return tried.returncode == 0


def _program(bundle: Path) -> Path:
    return bundle / ("mspdesk.exe" if WINDOWS else "mspdesk")


def _own_mounts() -> list[str]:
    """How a program gets mounts of its own: as root at once, else as root of its own users."""
    return ["unshare", "--mount"] if os.geteuid() == 0 else ["unshare", "--map-root-user", "--mount"]


def asks(file: Path) -> Iterator[tuple[str, Path]]:
    """The shared libraries a file loads, by name and by where this computer has them."""
    told = subprocess.run(["ldd", str(file)], capture_output=True, text=True, check=False).stdout
    for name, there in re.findall(r"^\s*(\S+) => (/\S+)", told, flags=re.MULTILINE):
        yield name, Path(there)
    for there in re.findall(r"^\s*(/\S+ld-linux\S+)", told, flags=re.MULTILINE):
        yield Path(there).name, Path(there)


def closure(names: Sequence[str]) -> dict[str, Path]:
    """Libraries of this computer with all they load, by name."""
    known = subprocess.run(["ldconfig", "-p"], capture_output=True, text=True, check=False).stdout
    found: dict[str, Path] = {}
    for name in names:
        match = re.search(rf"^\s*{re.escape(name)} .*x86-64.* => (\S+)$", known, flags=re.MULTILINE)
        if match:
            found[name] = Path(match[1])
            found |= dict(asks(Path(match[1])))
    return found


# --- what is proved ------------------------------------------------------------------------------


def weigh(bundle: Path) -> None:
    """Say how much the bundle takes and what is largest in it, and refuse more than the budget."""
    sizes = {one: one.lstat().st_size for one in bundle.rglob("*") if not one.is_dir()}
    total = sum(sizes.values())
    parts: dict[str, int] = {}
    for one, size in sizes.items():
        part = one.relative_to(bundle).parts
        name = part[1] if part[0] == "_internal" and len(part) > 1 else part[0]
        parts[name] = parts.get(name, 0) + size
    heavy = sorted(parts.items(), key=lambda one: -one[1])[:8]
    listed = ", ".join(f"{name} {size / 1e6:.0f}" for name, size in heavy)
    say(f"== {total / 1e6:.1f} MB of at most {MOST / 1e6:.0f} in {len(sizes):,} files ({listed})")
    expect(total <= MOST, "it is no larger than it may be")


def prove_libraries(bundle: Path) -> None:
    """Whether what every file of the bundle loads is in the bundle, or surely on the computer."""
    files = [one for one in bundle.rglob("*.so*") if one.is_file() and not one.is_symlink()]
    own = {one.name for one in bundle.rglob("*.so*")}
    lacking = set()
    for file in [*files, _program(bundle)]:
        told = subprocess.run(["objdump", "-p", str(file)], capture_output=True, text=True, check=True)
        names = set(re.findall(r"NEEDED\s+(\S+)", told.stdout))
        # The program itself is loaded before it knows where its libraries are.
        here = own if file in files else set()
        lacking |= {(name, file.name) for name in names - here if not THERE.match(name)}
    expect(not lacking, f"{len(files)} libraries find all they load", f"{sorted(lacking)}")


def prove_share(bundle: Path) -> None:
    """Whether desktop entry and metadata are what desktops want, where their checkers are here."""
    share = bundle / "share"
    entry = share / "applications" / "org.mspdesk.MSPDesk.desktop"
    meta = share / "metainfo" / "org.mspdesk.MSPDesk.metainfo.xml"
    checks = [["desktop-file-validate", str(entry)]]
    checks.append(["appstreamcli", "validate", "--no-net", str(meta)])
    for line in checks:
        if not shutil.which(line[0]):
            say(f"   {line[0]} is not on this computer, so it was not asked")
            continue
        ran = subprocess.run(line, capture_output=True, text=True, check=False)
        expect(ran.returncode == 0, f"{line[0]} objects to nothing", ran.stdout + ran.stderr)


def prove_commands(place: Place) -> Path:
    """Go through what a shop does with it; answers the folder of the sample shop."""
    version = place.run("--version").strip()
    expect(version.startswith("mspdesk "), f"it says that it is {version}")
    told = place.run("doctor", well=False)
    well = "NOT WELL" not in told and ", bundle in " in told
    expect(well, "doctor finds everything well", told)

    sample = place.work / "sample"
    books = ("--books", place.inside(sample))
    place.run(*books, "demo")
    place.run(*books, "check")
    expect((sample / "books.db").exists(), "it made the sample shop, and its books are in order")

    number = _an_invoice(sample)
    paper = place.work / "invoice.pdf"
    place.run(*books, "print", "invoice", number, "-o", place.inside(paper))
    expect(paper.read_bytes().startswith(b"%PDF-"), f"it printed invoice {number}")

    sheet = place.inside(place.work / "clients.xlsx")
    place.run(*books, "export", "clients", sheet)
    shop = ("--books", place.inside(place.work / "shop"))
    place.run(*shop, "new", "--name", "Second shop", "--rate", "150")
    told = place.run(*shop, "import", "clients", sheet)
    expect(re.search(r"[1-9]\d* added", told), "it read a workbook in a process of its own", told)

    copy = place.run(*books, "backup", "--to", place.inside(place.work)).strip()
    told = place.run("restore", copy, "--prove")
    expect("Restored" in told, "it made a copy of the books, and proved that it can be brought back")
    prove_older(place)
    return sample


def _an_invoice(sample: Path) -> str:
    """The number of an invoice of the sample shop."""
    import sqlite3

    with contextlib.closing(sqlite3.connect(sample / "books.db")) as books:
        found = books.execute("SELECT number FROM invoice WHERE number <> '' ORDER BY number")
        return str(found.fetchone()[0])


def prove_older(place: Place) -> None:
    """Open the books that are kept of each earlier form; they come forward and are in order."""
    for packed in sorted(KEPT.glob("form-*.db.gz")):
        file = place.work / packed.name.partition(".")[0] / "books.db"
        file.parent.mkdir()
        with gzip.open(packed) as source, file.open("wb") as out:
            shutil.copyfileobj(source, out)
        books = ("--books", place.inside(file.parent))
        place.run(*books, "backup")
        place.run(*books, "check")
        expect(file.exists(), f"it brought forward the books kept in {packed.name}")


def prove_window(place: Place, sample: Path) -> None:
    """Open the sample shop in a window: on an X screen where one can be made, else on none."""
    books = ("--books", place.inside(sample))
    with _screen() as display:
        more = {"DISPLAY": display} if display else {"QT_QPA_PLATFORM": "offscreen"}
        log = place.work / "home" / "log" / "mspdesk.log"
        before = log.read_text() if log.exists() else ""
        window = subprocess.Popen(
            place.line(books), env=place.environment(**more), stderr=subprocess.PIPE, text=True
        )
        try:
            held = sample / "books.db-wal"
            deadline = time.monotonic() + 60
            while not held.exists() and window.poll() is None and time.monotonic() < deadline:
                time.sleep(0.1)
            time.sleep(5)
            alive = window.poll() is None
        finally:
            window.send_signal(signal.SIGKILL if not WINDOWS else signal.SIGTERM)
            told = window.communicate()[1]
        after = log.read_text()[len(before) :] if log.exists() else ""
        where = f"on an X screen ({display})" if display else "without a screen"
        faults = "Traceback" in after + told
        expect(alive and held and not faults, f"its window opened the sample shop {where}", told + after)


@contextlib.contextmanager
def _screen() -> Iterator[str]:
    """An X screen of our own, reached without files; empty where there is no Xvfb."""
    if not LINUX or not shutil.which("Xvfb"):
        yield ""
        return
    port = next(n for n in range(90, 200) if not _taken(6000 + n))
    screen = ["Xvfb", f":{port}", "-screen", "0", "1280x900x24", "-listen", "tcp", "-ac"]
    server = subprocess.Popen(screen, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(100):
            if _taken(6000 + port):
                break
            time.sleep(0.1)
        yield f"127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait()


def _taken(port: int) -> bool:
    """Whether somebody listens on a port of this computer."""
    with socket.socket() as line:
        return line.connect_ex(("127.0.0.1", port)) == 0


def main(arguments: Sequence[str]) -> int:
    """Prove the bundle in dist/, or the one that is named."""
    bundle = Path(arguments[0] if arguments else ROOT / "dist" / "mspdesk").resolve()
    with tempfile.TemporaryDirectory(prefix="mspdesk-bare-") as folder:
        try:
            weigh(bundle)
            if LINUX:
                prove_libraries(bundle)
                prove_share(bundle)
            place = Place(bundle, Path(folder))
            place.work.mkdir(exist_ok=True)
            where = "in a root without Python, shell or libraries" if place.bare else _NOT_BARE
            say(f"== {where}")
            sample = prove_commands(place)
            prove_window(place, sample)
        except Faulty as fault:
            say(f"The bundle is not well. {fault}")
            return 1
    say(f"The bundle is well: {bundle}")
    return 0


_NOT_BARE = "with an empty environment; Python was not hidden, since no root of its own can be made"

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
