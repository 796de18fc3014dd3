"""Everything around MSPDesk that is not MSPDesk: set up, run, test, check, clean.

Needs nothing but Python. The first `run` or `test` prepares this folder: the system libraries Qt
asks for (Linux), an environment in .venv, and the exact releases of requirements/. Later starts
see a stamp and go straight on. `python3 dev.py` alone lists the commands.
"""

import ctypes
import hashlib
import json
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import venv
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

OLDEST, TOO_NEW = (3, 11), (3, 14)
if not OLDEST <= sys.version_info[:2] < TOO_NEW:
    sys.exit(
        f"MSPDesk needs Python 3.11, 3.12 or 3.13; this is {sys.version.split()[0]}. Start dev.py "
        "with one of those, for example: python3.11 dev.py run (Windows: py -3.13 dev.py run)."
    )

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
CACHE = ROOT / ".cache"
REQUIREMENTS = ROOT / "requirements"
STAMP = VENV / "mspdesk.stamp"
WINDOWS = os.name == "nt"
LINUX = sys.platform.startswith("linux")
PYTHON = VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")
LINKS = VENV / (
    "Lib/site-packages"
    if WINDOWS
    else f"lib/python{sys.version_info.major}.{sys.version_info.minor}/site-packages"
)
UV = "uv==0.13.9"
# Exit codes above this one say which signal ended a program.
STOPPED = 128
BUNDLER = "pyinstaller==6.22.3"

# What a person's own settings may say about pip that would lead it out of the environment.
# Proxies, certificates and package indexes are left as they are.
LEADS_ASTRAY = ("PIP_USER", "PIP_TARGET", "PIP_PREFIX", "PIP_REQUIRE_VIRTUALENV", "PYTHONPATH")
# What images for servers like to say, and what would have every program that a test starts
# compile the whole of MSPDesk anew. What is compiled lies in folders that git passes by.
SLOWS_DOWN = ("PYTHONDONTWRITEBYTECODE",)


# --- what Qt asks of the system ------------------------------------------------------------------


class Package(NamedTuple):
    """The package that brings a shared library, by the name each kind of Linux gives it."""

    debian: str
    fedora: str
    arch: str


_XCB = "libxcb"
_COMPANIONS = Package("libxcb1", _XCB, _XCB)

# Needed even without a screen.
OFFSCREEN = {
    "libEGL.so.1": Package("libegl1", "libglvnd-egl", "libglvnd"),
    "libGL.so.1": Package("libgl1", "libglvnd-glx", "libglvnd"),
    "libX11.so.6": Package("libx11-6", "libX11", "libx11"),
    "libdbus-1.so.3": Package("libdbus-1-3", "dbus-libs", "dbus"),
    "libfontconfig.so.1": Package("libfontconfig1", "fontconfig", "fontconfig"),
    "libfreetype.so.6": Package("libfreetype6", "freetype", "freetype2"),
    "libglib-2.0.so.0": Package("libglib2.0-0", "glib2", "glib2"),
    "libgthread-2.0.so.0": Package("libglib2.0-0", "glib2", "glib2"),
    "libxkbcommon.so.0": Package("libxkbcommon0", "libxkbcommon", "libxkbcommon"),
}
# Needed to paint on a screen.
ON_SCREEN = {
    "libX11-xcb.so.1": Package("libx11-xcb1", "libX11-xcb", "libx11"),
    "libxcb-cursor.so.0": Package("libxcb-cursor0", "xcb-util-cursor", "xcb-util-cursor"),
    "libxcb-glx.so.0": Package("libxcb-glx0", _XCB, _XCB),
    "libxcb-icccm.so.4": Package("libxcb-icccm4", "xcb-util-wm", "xcb-util-wm"),
    "libxcb-image.so.0": Package("libxcb-image0", "xcb-util-image", "xcb-util-image"),
    "libxcb-keysyms.so.1": Package("libxcb-keysyms1", "xcb-util-keysyms", "xcb-util-keysyms"),
    "libxcb-randr.so.0": Package("libxcb-randr0", _XCB, _XCB),
    "libxcb-render-util.so.0": Package(
        "libxcb-render-util0", "xcb-util-renderutil", "xcb-util-renderutil"
    ),
    "libxcb-render.so.0": Package("libxcb-render0", _XCB, _XCB),
    "libxcb-shape.so.0": Package("libxcb-shape0", _XCB, _XCB),
    "libxcb-shm.so.0": Package("libxcb-shm0", _XCB, _XCB),
    "libxcb-sync.so.1": Package("libxcb-sync1", _XCB, _XCB),
    "libxcb-util.so.1": Package("libxcb-util1", "xcb-util", "xcb-util"),
    "libxcb-xfixes.so.0": Package("libxcb-xfixes0", _XCB, _XCB),
    "libxcb-xkb.so.1": Package("libxcb-xkb1", _XCB, _XCB),
    "libxcb.so.1": _COMPANIONS,
    "libxkbcommon-x11.so.0": Package("libxkbcommon-x11-0", "libxkbcommon-x11", "libxkbcommon-x11"),
}
# Needed to find the printers.
PRINTING = {"libcups.so.2": Package("libcups2", "cups-libs", "libcups")}
VIRTUAL_SCREEN = {
    "Xvfb": Package("xvfb", "xorg-x11-server-Xvfb", "xorg-server-xvfb"),
    "xauth": Package("xauth", "xorg-x11-xauth", "xorg-xauth"),
}
# A desktop says over its bus that it locks the screen; the tests listen to a private one.
PRIVATE_BUS = {"dbus-run-session": Package("dbus-daemon", "dbus-daemon", "dbus")}


class Installer(NamedTuple):
    """How one kind of Linux installs packages."""

    program: str
    field: str
    install: tuple[str, ...]
    refresh: tuple[str, ...]


INSTALLERS = (
    Installer(
        "apt-get",
        "debian",
        ("apt-get", "install", "-y", "--no-install-recommends"),
        ("apt-get", "update"),
    ),
    Installer("dnf", "fedora", ("dnf", "install", "-y"), ("dnf", "makecache")),
    Installer("pacman", "arch", ("pacman", "-S", "--needed", "--noconfirm"), ("pacman", "-Sy")),
)


def loads(soname: str) -> bool:
    """Whether the system's loader finds a shared library."""
    try:
        ctypes.CDLL(soname)
    except OSError:
        return False
    return True


def missing_packages(*, screen: bool, virtual: bool, tests: bool = False) -> list[Package]:
    """The packages whose libraries or programs this Linux lacks, each once."""
    if not LINUX:
        return []
    libraries = OFFSCREEN | (ON_SCREEN | PRINTING if screen else {})
    lacking = [package for soname, package in libraries.items() if not loads(soname)]
    programs = (VIRTUAL_SCREEN if virtual else {}) | (PRIVATE_BUS if tests else {})
    lacking += [package for name, package in programs.items() if not shutil.which(name)]
    return list(dict.fromkeys(lacking))


def install_packages(packages: Sequence[Package]) -> None:
    """Install packages in one call, as root or through sudo; else say the line and stop."""
    installer = next((found for found in INSTALLERS if shutil.which(found.program)), None)
    if installer is None:
        wanted = ", ".join(package.debian for package in packages)
        sys.exit(f"Install these system packages (Debian's names), then try again: {wanted}")
    names = list(dict.fromkeys(getattr(package, installer.field) for package in packages))
    line = [*installer.install, *names]
    before = _leave_to_install(line)
    quiet = ["env", "DEBIAN_FRONTEND=noninteractive"]
    say("Installing system packages: " + " ".join(names))
    if subprocess.call([*before, *quiet, *line]) == 0:
        return
    # A fresh image has no package lists yet.
    subprocess.call([*before, *quiet, *installer.refresh])
    if subprocess.call([*before, *quiet, *line]) != 0:
        sys.exit("The packages could not be installed. Try it yourself:\n    " + as_root(line))


def _leave_to_install(line: Sequence[str]) -> list[str]:
    """What to put before an installing command; stops with the exact line when there is no way."""
    if sys.platform != "win32" and os.geteuid() == 0:
        return []
    if shutil.which("sudo"):
        if subprocess.call(["sudo", "-n", "true"], stderr=subprocess.DEVNULL) == 0:
            return ["sudo", "-n"]
        if sys.stdin.isatty():
            say("MSPDesk needs some system packages. sudo may ask for your password, to run:")
            say("    " + as_root(line))
            return ["sudo"]
    sys.exit(
        "MSPDesk needs some system packages. Run this line, then try again:\n    " + as_root(line)
    )


def as_root(line: Sequence[str]) -> str:
    """A command line as a person types it to run as root."""
    typed = shlex.join(line)
    return f"sudo {typed}" if shutil.which("sudo") else f"su -c {shlex.quote(typed)}"


# --- the environment in .venv --------------------------------------------------------------------


def say(text: str) -> None:
    """Tell the person at the terminal."""
    print(text, flush=True)


def environment(**changes: str) -> dict[str, str]:
    """This process's environment, without what would lead pip or Python astray or slow it down."""
    left = LEADS_ASTRAY + SLOWS_DOWN
    kept = {name: value for name, value in os.environ.items() if name not in left}
    return kept | changes


def requirement_sets(kind: str) -> list[Path]:
    """The files whose content decides what is installed."""
    return [REQUIREMENTS / f"{kind}.txt", ROOT / "pyproject.toml"]


def fingerprint(kind: str) -> str:
    """What the environment was made from: Python, place, pins and project file."""
    digest = hashlib.sha256(f"{sys.version}\n{ROOT}\n".encode())
    for path in requirement_sets(kind):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def read_stamp() -> dict[str, str]:
    """What the last set-up wrote down; empty when there was none."""
    try:
        stamp = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def is_ready(kind: str) -> bool:
    """Whether the environment holds what a kind of work needs; `dev` includes `run`."""
    stamp = read_stamp()
    return PYTHON.exists() and any(
        stamp.get(held) == fingerprint(held)
        for held in ({kind, "dev"} if kind == "run" else {kind})
    )


def set_up(kind: str, *, screen: bool, virtual: bool = False) -> None:
    """Make this folder able to run (`run`) or to test (`dev`); quick when it already is."""
    lacking = missing_packages(screen=screen, virtual=virtual, tests=kind == "dev")
    if lacking:
        install_packages(lacking)
    if is_ready(kind):
        return
    stamp = read_stamp()
    python = f"{sys.version}\n{ROOT}"
    if PYTHON.exists() and (stamp.get("python", python) != python or not _works()):
        say("This folder or its Python has changed: making .venv anew.")
        shutil.rmtree(VENV)
    if not PYTHON.exists():
        say("Making the environment in .venv")
        venv.EnvBuilder(with_pip=False, symlinks=not WINDOWS).create(VENV)
    say("Fetching the libraries of MSPDesk. The first time this takes a minute.")
    subprocess.run([*find_pip(), *_pip_arguments(kind)], check=True, env=environment())
    (LINKS / "mspdesk.pth").write_text(f"{ROOT}\n", encoding="utf-8")
    STAMP.write_text(json.dumps({"python": python, kind: fingerprint(kind)}), encoding="utf-8")


def _works() -> bool:
    """Whether the environment's Python starts and is the release we run on."""
    asked = [str(PYTHON), "-c", "import sys; print(sys.version)"]
    found = subprocess.run(asked, capture_output=True, text=True, check=False, env=environment())
    return found.stdout.strip() == sys.version.strip()


def _pip_arguments(kind: str) -> list[str]:
    """How pip is told to install exactly what is pinned, and to build nothing."""
    pins = str(REQUIREMENTS / f"{kind}.txt")
    manners = ["--disable-pip-version-check", "--no-input", "--no-warn-script-location"]
    if not sys.stdout.isatty():
        manners.append("--quiet")
    return ["install", *manners, "--require-hashes", "--only-binary=:all:", "-r", pins]


def find_pip() -> list[str]:
    """A pip that installs into .venv: its own, Python's spare one, the system's, or Debian's."""
    own = [str(PYTHON), "-m", "pip"]
    if _answers([*own, "--version"]):
        return own
    if _answers([str(PYTHON), "-m", "ensurepip", "--default-pip"]) and _answers(
        [*own, "--version"]
    ):
        return own
    systems = [sys.executable, "-m", "pip", "--python", str(PYTHON)]
    if _answers([*systems, "--version"]):
        return systems
    if LINUX and shutil.which("apt-get"):
        install_packages([Package("python3-venv", "python3-pip", "python-pip")])
        if _answers([str(PYTHON), "-m", "ensurepip", "--default-pip"]):
            return own
    sys.exit("No pip was found. Install pip for this Python, then try again.")


def _answers(line: Sequence[str]) -> bool:
    """Whether a command ends well; what it says is not shown."""
    return subprocess.run(line, capture_output=True, check=False, env=environment()).returncode == 0


# --- starting programs ---------------------------------------------------------------------------


def has_screen() -> bool:
    """Whether a window can be shown, or somebody has chosen how to do without."""
    if not LINUX:
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def opens_window(arguments: Sequence[str]) -> bool:
    """Whether MSPDesk is started without a verb; its options each take one word."""
    rest = list(arguments)
    while rest and rest[0].startswith("--"):
        del rest[: 1 if "=" in rest[0] else 2]
    return not rest and not {"-h", "--help"} & set(arguments)


def on_virtual_screen(line: Sequence[str]) -> list[str]:
    """The command line that runs a program on a screen nobody sees."""
    return ["xvfb-run", "-a", "-s", "-screen 0 1440x900x24", *line]


def start(line: Sequence[str], **changes: str) -> int:
    """Run a program in the project's folder until it ends; stopping us stops it as well."""
    child = subprocess.Popen(
        line, cwd=ROOT, env=environment(**changes), start_new_session=not WINDOWS
    )

    def pass_on(number: int, _frame: object) -> None:
        if sys.platform != "win32":
            os.killpg(child.pid, number)
        elif number != signal.SIGINT:
            # A Windows console has given Ctrl+C to the child already.
            child.terminate()

    before = {one: signal.signal(one, pass_on) for one in (signal.SIGTERM, signal.SIGINT)}
    ended = child.wait()
    for one, handler in before.items():
        signal.signal(one, handler)
    return ended if ended >= 0 else STOPPED - ended


def module(name: str, *arguments: str) -> list[str]:
    """The command line of a module run by the environment's Python."""
    return [str(PYTHON), "-m", name, *arguments]


# --- the commands --------------------------------------------------------------------------------


def run(arguments: Sequence[str]) -> int:
    """Start MSPDesk, or one of its verbs: `run`, `run -- report backlog`."""
    window = opens_window(arguments)
    screenless = window and not has_screen()
    set_up("run", screen=window, virtual=screenless)
    line = module("mspdesk", *arguments)
    if screenless:
        say("There is no screen here: MSPDesk runs on a virtual one. Ctrl+C ends it.")
        return start(on_virtual_screen(line), QT_QPA_PLATFORM="xcb")
    return start(line)


def test(arguments: Sequence[str]) -> int:
    """Run the tests and the import contracts, or those of one folder: `test tests/tickets`."""
    set_up("dev", screen=False)
    return pytest(arguments or on_all_cores(), QT_QPA_PLATFORM="offscreen")


def test_x(arguments: Sequence[str]) -> int:
    """Run the tests as `test` does, on a virtual X screen."""
    set_up("dev", screen=True, virtual=True)
    return start(on_virtual_screen(module("pytest", *arguments)), QT_QPA_PLATFORM="xcb")


def on_all_cores() -> list[str]:
    """How pytest runs everything: on two cores where there are two, who is done helps the other."""
    return ["-n", "2", "--dist", "worksteal"] if (os.cpu_count() or 1) > 1 else []


def pytest(arguments: Sequence[str], **changes: str) -> int:
    """Run pytest; no tests at all is a failure like any other."""
    return start(module("pytest", *arguments), **changes)


def check(arguments: Sequence[str]) -> int:
    """Check everything a change must pass: format, lint, contracts, tests, types."""
    set_up("dev", screen=False)
    steps = {
        "format": module("ruff", "format", "--check", "."),
        "lint": module("ruff", "check", "."),
        "contracts": [str(PYTHON.with_name("lint-imports"))],
    }
    failed = []
    with types_at_work() as types:
        for name, line in steps.items():
            say(f"== {name}")
            ended = start(line)
            if ended > STOPPED:
                return ended
            if ended != 0:
                failed.append(name)
        say("== tests")
        tested = pytest(arguments or on_all_cores(), QT_QPA_PLATFORM="offscreen")
        if tested > STOPPED:
            return tested
        say("== types")
        if types():
            failed.append("types")
    if failed:
        say("Not passed: " + ", ".join(failed))
    return tested or bool(failed)


@contextmanager
def types_at_work() -> Iterator[Callable[[], int]]:
    """Check the types beside everything else; calling what is given waits and says what was found.

    From nothing this takes a minute or more of one core, which nobody then waits for.
    """
    sound = [name for name in ("benchmarks", "mspdesk", "tests") if (ROOT / name).is_dir()]
    line = module("mypy", *sound, "dev.py")
    with tempfile.TemporaryFile() as said:
        child = subprocess.Popen(
            line, cwd=ROOT, env=environment(), stdout=said, stderr=subprocess.STDOUT
        )

        def ended() -> int:
            code = child.wait()
            said.seek(0)
            say(said.read().decode(errors="replace").rstrip())
            return code

        try:
            yield ended
        finally:
            child.kill()
            child.wait()


def torture(arguments: Sequence[str]) -> int:
    """Run the long form of the torture tests, and look at every screen in every size of words."""
    set_up("dev", screen=False)
    line = ("tests/torture", "tests/screens", "tests/app/test_uncut.py", "--timeout=0", *arguments)
    return pytest(line, QT_QPA_PLATFORM="offscreen", MSPDESK_TORTURE="full")


def snapshots(arguments: Sequence[str]) -> int:
    """Write the expected text of every printable anew, to be read before it is committed."""
    set_up("dev", screen=False)
    return pytest(arguments, QT_QPA_PLATFORM="offscreen", MSPDESK_SNAPSHOTS="write")


def bench(arguments: Sequence[str]) -> int:
    """Measure speed and memory and print each ratio beside its budget."""
    set_up("dev", screen=False)
    return start(module("benchmarks", *arguments), QT_QPA_PLATFORM="offscreen")


def migration(arguments: Sequence[str]) -> int:
    """Write the newest migration anew from what the models say, until a release carries it."""
    set_up("dev", screen=False)
    return start(module("mspdesk.database.next_form", *arguments))


def bundle(arguments: Sequence[str]) -> int:
    """Freeze MSPDesk into a folder in dist/ that needs no Python, and prove that it works."""
    set_up("run", screen=True)
    packer = CACHE / "bundler"
    if not (packer / "PyInstaller").is_dir():
        line = ["install", "--quiet", "--only-binary=:all:", "--target", str(packer), BUNDLER]
        subprocess.run([*find_pip(), *line], check=True, env=environment())
    places = ["--workpath", str(CACHE / "pyinstaller"), "--distpath", str(ROOT / "dist")]
    line = module("PyInstaller", "--noconfirm", *places, *arguments, "build/pyinstaller.spec")
    return start(line, PYTHONPATH=str(packer)) or prove([])


def prove(arguments: Sequence[str]) -> int:
    """Prove that the bundle in dist/ works where there is no Python."""
    return start([str(PYTHON), "build/prove.py", *arguments])


def lock(arguments: Sequence[str]) -> int:
    """Resolve requirements/*.in anew into hashed pins that name no index."""
    resolver = CACHE / "lock"
    if not (resolver / "bin").is_dir():
        set_up("run", screen=False)
        line = ["install", "--quiet", "--only-binary=:all:", "--target", str(resolver), UV]
        subprocess.run([*find_pip(), *line], check=True, env=environment())
    options = ["--universal", "--generate-hashes", "--no-emit-index-url", "--no-header"]
    options += ["--no-annotate", "--quiet", "--python-version", "3.11", *arguments]
    for kind in ("run", "dev"):
        files = [f"requirements/{kind}.in", "--output-file", f"requirements/{kind}.txt"]
        uv = str(resolver / "bin" / ("uv.exe" if WINDOWS else "uv"))
        ended = start([uv, "pip", "compile", *options, *files])
        if ended != 0:
            return ended
    return 0


def clean(arguments: Sequence[str]) -> int:
    """Remove what tools leave behind; with --all also the environment. Books are never here."""
    caches = [".cache", ".mypy_cache", ".pytest_cache", ".ruff_cache", ".import_linter_cache"]
    for name in [*caches, ".hypothesis", "dist", *([".venv"] if "--all" in arguments else [])]:
        shutil.rmtree(ROOT / name, ignore_errors=True)
    for folder in ("mspdesk", "tests", "benchmarks"):
        for cache in (ROOT / folder).rglob("__pycache__"):
            shutil.rmtree(cache, ignore_errors=True)
    return 0


def doctor(_arguments: Sequence[str]) -> int:
    """Say what is here and what is missing, and change nothing."""
    say(f"Python      {sys.version.split()[0]} at {sys.executable}")
    for kind, what in (("run", "running"), ("dev", "testing")):
        say(f"Libraries   {'ready' if is_ready(kind) else 'not set up'} for {what}")
    say(f"Screen      {'there is one' if has_screen() else 'none: a virtual one will be used'}")
    lacking = missing_packages(screen=True, virtual=not has_screen())
    for package in lacking:
        say(f"Missing     {package.debian} (Fedora {package.fedora}, Arch {package.arch})")
    unlisted = sorted(set(unresolved_by_qt()) - set(OFFSCREEN | ON_SCREEN | PRINTING))
    for soname in unlisted:
        say(f"Missing     {soname}, which dev.py does not know")
    if not lacking and not unlisted:
        say("System      nothing is missing")
    return bool(lacking or unlisted)


# The parts of Qt that MSPDesk loads.
QT_PARTS = (
    *(f"lib/libQt6{name}.so.6" for name in ("Core", "DBus", "Gui", "Widgets", "PrintSupport")),
    "lib/libQt6Svg.so.6",
    *(f"plugins/platforms/libq{name}.so" for name in ("offscreen", "xcb")),
    *(f"plugins/xcbglintegrations/libqxcb-{name}-integration.so" for name in ("egl", "glx")),
    "plugins/printsupport/libcupsprintersupport.so",
    "plugins/iconengines/libqsvgicon.so",
)


def qt_files() -> list[Path]:
    """The installed files of the parts of Qt that MSPDesk loads; empty where there are none."""
    folder = LINKS / "PySide6" / "Qt"
    return [folder / part for part in QT_PARTS if (folder / part).exists()]


def unresolved_by_qt() -> Iterator[str]:
    """The libraries that the installed Qt asks for and the loader does not find."""
    if not LINUX or not shutil.which("ldd"):
        return
    for path in qt_files():
        told = subprocess.run(["ldd", str(path)], capture_output=True, text=True, check=False)
        yield from re.findall(r"^\s*(\S+) => not found", told.stdout, flags=re.MULTILINE)


COMMANDS: dict[str, Callable[[Sequence[str]], int]] = {
    "run": run,
    "test": test,
    "check": check,
    "doctor": doctor,
    "bench": bench,
    "torture": torture,
    "test-x": test_x,
    "snapshots": snapshots,
    "migration": migration,
    "lock": lock,
    "bundle": bundle,
    "prove": prove,
    "clean": clean,
}


def main(arguments: Sequence[str]) -> int:
    """Run one command, or list them."""
    if not arguments or arguments[0] not in COMMANDS:
        for name, command in COMMANDS.items():
            say(f"  {name:<10} {(command.__doc__ or '').splitlines()[0]}")
        return 0 if not arguments or arguments[0] in {"help", "-h", "--help"} else 2
    rest = list(arguments[1:])
    return COMMANDS[arguments[0]](rest[1:] if rest[:1] == ["--"] else rest)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except subprocess.CalledProcessError as failure:
        sys.exit(f"This did not work: {shlex.join(map(str, failure.cmd))}")
