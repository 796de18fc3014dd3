"""A disk that fails when it is told to, and remembers in which order it was written.

A process is watched through the Linux kernel itself: a filter makes each of its calls that touch a
file wait until we have looked at it, and we let it pass or answer with an error in its place. So
SQLite, Python and every library meet the fault where a real disk would show it, nothing has to be
compiled, and no file system has to be mounted.
"""

import array
import ctypes
import errno
import fcntl
import os
import platform
import select
import signal
import socket
import struct
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import NamedTuple

_CALLS = {
    "x86_64": {
        "seccomp": 317,
        "read": 0,
        "pread64": 17,
        "write": 1,
        "pwrite64": 18,
        "writev": 20,
        "sendfile": 40,
        "fsync": 74,
        "fdatasync": 75,
        "ftruncate": 77,
        "fallocate": 285,
        "copy_file_range": 326,
        "openat": 257,
        "rename": 82,
        "renameat": 264,
        "renameat2": 316,
        "mkdir": 83,
        "mkdirat": 258,
        "unlink": 87,
        "unlinkat": 263,
        "rmdir": 84,
    },
    "aarch64": {
        "seccomp": 277,
        "read": 63,
        "pread64": 67,
        "write": 64,
        "pwrite64": 68,
        "writev": 66,
        "sendfile": 71,
        "fsync": 82,
        "fdatasync": 83,
        "ftruncate": 46,
        "fallocate": 47,
        "copy_file_range": 285,
        "openat": 56,
        "renameat": 38,
        "renameat2": 276,
        "mkdirat": 34,
        "unlinkat": 35,
    },
}
"""Numbers of the calls we look at, by kind of processor; from the kernel's own tables."""

_READS = ("read", "pread64")
_NEW_LISTENER, _SET_FILTER, _NO_NEW_PRIVILEGES = 1 << 3, 1, 38
_RECEIVE, _SEND, _GO_ON = 0xC0502100, 0xC0182101, 1
_ASK, _ALLOW = 0x7FC00000, 0x7FFF0000
_NOTICE = struct.Struct("=QIIiIQ6Q")
_ANSWER = struct.Struct("=QqiI")
_MAKES = os.O_CREAT | os.O_TRUNC


class Op(NamedTuple):
    """One thing a process wants of its disk.

    `kind` is write, sync, cut (to `size`), create, rename (to `to`), remove, folder, read, or say.
    `written` is what is written, from `at` on.
    """

    kind: str
    path: Path
    to: Path | None = None
    at: int = 0
    size: int = 0
    written: bytes = b""


Tell = Callable[[str], int]
"""How a watched process says something; it hears what the judge makes of it."""

Judge = Callable[[Op], int]
"""What becomes of an op: 0 lets it pass, an errno is given back in its place."""


def _lets_pass(_: Op) -> int:
    return 0


@cache
def why_not() -> str:
    """Why no process can be watched on this machine; empty when it can."""
    if not sys.platform.startswith("linux"):
        return "a disk that fails is made with a call of Linux"
    if platform.machine() not in _CALLS:
        return f"the calls of a {platform.machine()} are not known"
    try:
        watched = Watched(lambda say: say("there"), Path("/nowhere"), _lets_pass)
        said = watched.run()
    except OSError as error:
        return f"this kernel does not let a process be watched ({error.strerror})"
    return "" if said == ["there"] else "this kernel does not let a process be watched"


class Watched:
    """A process of our own whose every call that touches a file below a folder is judged."""

    def __init__(
        self, work: Callable[[Tell], object], below: Path, judge: Judge, *, reads: bool = False
    ) -> None:
        self.said: list[str] = []
        self._below, self._judge = below, judge
        names = _CALLS[platform.machine()]
        kept = {n: k for k, n in names.items() if k != "seccomp" and (reads or k not in _READS)}
        self._names = kept
        mine, theirs = socket.socketpair()
        read_end, self._mouth = os.pipe()
        sys.stdout.flush()
        self.pid = os.fork()
        if self.pid == 0:
            self._live(work, theirs, list(kept))
        theirs.close()
        os.close(read_end)
        self._listener = _take_over(mine)
        mine.close()
        os.close(self._mouth)
        self._memory = -1

    def _live(
        self, work: Callable[[Tell], object], theirs: socket.socket, numbers: list[int]
    ) -> None:
        """The life of the process that is watched; it does not come back."""
        code = 1
        try:
            listener = _filter(numbers)
            sent = array.array("i", [listener])
            theirs.sendmsg([b"x"], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, sent)])
            os.close(listener)
            work(self._say)
            code = 0
        except BaseException as error:  # noqa: BLE001 -- told to the parent, then gone
            with suppress(OSError):
                self._say(f"fault {type(error).__name__}: {error}")
        finally:
            os._exit(code)

    def _say(self, line: str) -> int:
        """Say something; the answer is what the judge makes of it."""
        return os.write(self._mouth, line.encode())

    def run(self) -> list[str]:
        """Judge until the process ends or dies; answers what it said."""
        poller = select.poll()
        poller.register(self._listener, select.POLLIN)
        try:
            self._memory = os.open(f"/proc/{self.pid}/mem", os.O_RDONLY)
            while True:
                events = poller.poll()
                if any(event & select.POLLIN for _, event in events):
                    self._serve()
                elif events:
                    break
        finally:
            with suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)
            ended = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
            os.close(self._listener)
            if self._memory >= 0:
                os.close(self._memory)
        if ended < 0:
            self.said.append(f"died {-ended}")
        return self.said

    def _serve(self) -> None:
        """Receive one call, judge it and answer."""
        notice = bytearray(_NOTICE.size)
        try:
            fcntl.ioctl(self._listener, _RECEIVE, notice)
        except OSError as error:
            if error.errno in (errno.ENOENT, errno.EINTR):
                return
            raise
        key, pid, _, number, _, _, *args = _NOTICE.unpack(notice)
        value, fault = self._answer(self._names[number], pid, args)
        goes_on = _GO_ON if not fault and value is None else 0
        answer = _ANSWER.pack(key, value or 0, -fault, goes_on)
        # Whoever died meanwhile wants no answer.
        with suppress(FileNotFoundError):
            fcntl.ioctl(self._listener, _SEND, bytearray(answer))

    def _answer(self, name: str, pid: int, args: list[int]) -> tuple[int | None, int]:
        """What a call is answered: a value in its place, an errno, or None and 0 to let it be."""
        if pid != self.pid:
            return None, 0
        if name == "write" and args[0] == self._mouth:
            line = self._read(args[1], args[2]).decode()
            answer = self._judge(Op("say", self._below, written=line.encode()))
            if line:
                self.said.append(line)
            return answer, 0
        if name in ("sendfile", "copy_file_range"):
            # Copied through the process instead, where we see what is copied.
            return None, errno.ENOSYS if self._path(args[0 if name == "sendfile" else 2]) else 0
        op = self._op(name, args)
        return None, self._judge(op) if op is not None else 0

    def _op(self, name: str, args: list[int]) -> Op | None:  # noqa: PLR0911 -- one line a call
        """A call in our words; None when it does not touch what lies below the folder."""
        if name in ("openat", "mkdirat", "unlinkat", "renameat", "renameat2"):
            return self._named(name, args)
        if name in ("rename", "mkdir", "unlink", "rmdir"):
            here = [0xFFFFFF9C, args[0], 0xFFFFFF9C, args[1]]
            return self._named(f"{name}at" if name != "rmdir" else "unlinkat", here)
        path = self._path(args[0])
        if path is None:
            return None
        if name in ("fsync", "fdatasync"):
            return Op("sync", path)
        if name == "ftruncate":
            return Op("cut", path, size=args[1])
        if name == "fallocate":
            return Op("write", path, at=args[2] + args[3])
        if name in _READS:
            return Op("read", path)
        at = args[3] if name == "pwrite64" else self._position(args[0], path)
        if name == "writev":
            return Op("write", path, at=at, written=self._gathered(args[1], args[2]))
        return Op("write", path, at=at, written=self._read(args[1], args[2]))

    def _named(self, name: str, args: list[int]) -> Op | None:  # noqa: PLR0911 -- one line a call
        """A call that gives names instead of open files."""
        path = self._at(args[0], args[1])
        if not path.is_relative_to(self._below):
            return None
        if name == "openat":
            if not args[2] & _MAKES:
                return None
            if not os.path.lexists(path):
                return Op("create", path) if args[2] & os.O_CREAT else None
            return Op("cut", path) if args[2] & os.O_TRUNC else None
        if name.startswith("rename"):
            return Op("rename", path, self._at(args[2], args[3])) if path.exists() else None
        if name == "mkdirat":
            return None if path.exists() else Op("folder", path)
        return Op("remove", path) if os.path.lexists(path) else None

    def _at(self, folder: int, name: int) -> Path:
        """The whole path of a name in the process's memory."""
        found = b""
        while b"\0" not in found:
            found += os.pread(self._memory, 256, name + len(found))
        path = Path(os.fsdecode(found.partition(b"\0")[0]))
        if not path.is_absolute():
            base = "cwd" if folder & 0xFFFFFFFF == 0xFFFFFF9C else f"fd/{folder}"
            path = Path(f"/proc/{self.pid}/{base}").readlink() / path
        return Path(os.path.normpath(path))

    def _path(self, number: int) -> Path | None:
        """Where an open file of the process lies; None when not below the folder, or nameless."""
        try:
            path = Path(f"/proc/{self.pid}/fd/{number}").readlink()
        except OSError:
            return None
        return path if path.is_relative_to(self._below) else None

    def _position(self, number: int, path: Path) -> int:
        """Where the next plain write of an open file goes."""
        with open(f"/proc/{self.pid}/fdinfo/{number}") as lines:  # noqa: PTH123 -- no file
            found = dict(line.split(":\t", 1) for line in lines if ":\t" in line)
        if int(found["flags"], 8) & os.O_APPEND:
            return path.stat().st_size
        return int(found["pos"])

    def _read(self, address: int, size: int) -> bytes:
        return os.pread(self._memory, size, address) if size else b""

    def _gathered(self, address: int, count: int) -> bytes:
        pairs = struct.iter_unpack("=QQ", self._read(address, 16 * count))
        return b"".join(self._read(start, size) for start, size in pairs)


def _filter(numbers: list[int]) -> int:
    """Let every later call of these numbers wait for a judge; answers what the judge listens to."""
    steps = [(0x20, 0, 0, 0)]
    opens = _CALLS[platform.machine()]["openat"]
    plain = [number for number in numbers if number != opens]
    # Opening a file to read it is no business of ours, and happens often.
    steps += [(0x15, 0, 4, opens), (0x20, 0, 0, 32), (0x45, 0, 1, _MAKES)]
    steps += [(0x06, 0, 0, _ASK), (0x06, 0, 0, _ALLOW)]
    steps += [(0x15, len(plain) - at, 0, number) for at, number in enumerate(plain)]
    steps += [(0x06, 0, 0, _ALLOW), (0x06, 0, 0, _ASK)]
    code = b"".join(struct.pack("=HBBI", *step) for step in steps)
    held = ctypes.create_string_buffer(code)
    program = struct.pack("@HxxxxxxP", len(steps), ctypes.addressof(held))
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    call = _CALLS[platform.machine()]["seccomp"]
    listener = int(libc.syscall(call, _SET_FILTER, _NEW_LISTENER, program))
    if listener < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return listener


def _take_over(mine: socket.socket) -> int:
    """The listener that the watched process hands over; raises OSError when it has none."""
    _, sent, _, _ = mine.recvmsg(1, socket.CMSG_SPACE(4))
    if not sent:
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))
    return int(array.array("i", sent[0][2])[0])
