"""A line to a PostgreSQL that can be cut: a process between the program and its server.

It reads along, counts what the program asks, and cuts the line before a question reaches the
server, right after, or after the server has answered and before the answer is heard.
"""

import select
import socket
import struct
from contextlib import suppress
from pathlib import Path

from .deeds import Say
from .rig import Child

WAYS = ("before", "during", "after")
_SOCKET = ".s.PGSQL.5432"
_ASKS = b"QS"
"""Messages after which a program waits for an answer: a plain question, and the end of others."""
_READY = b"Z"
_CHUNK = 1 << 16


class Wire:
    """The process between; `place` is how books of the server are reached through it."""

    def __init__(self, folder: Path, uri: str) -> None:
        folder.mkdir()
        server = uri.partition("host=")[2]
        self.place = f"{uri.partition('host=')[0]}host={folder}"
        self._control = folder / "control"
        self._child = Child(lambda say: _Relay(folder, Path(server) / _SOCKET).serve(say))
        self._child.lines_until("ready")

    def tell(self, order: str) -> int:
        """Give an order (cut N way stay, well, seen); answers a number about what happened."""
        with socket.socket(socket.AF_UNIX) as line:
            line.connect(str(self._control))
            line.sendall(order.encode())
            return int(line.recv(64))

    def close(self) -> None:
        """End it."""
        self._child.kill()


class _Pair:
    """One connection of the program, and the one to the server that stands behind it."""

    def __init__(self, program: socket.socket, server: socket.socket) -> None:
        self.program, self.server = program, server
        self.begun = False
        self.asked = b""
        self.answered = b""
        self.mute = False


class _Relay:
    """What runs in the process between."""

    def __init__(self, folder: Path, server: Path) -> None:
        self._server = server
        self._door = _listen(folder / _SOCKET)
        self._orders = _listen(folder / "control")
        self._pairs: dict[socket.socket, _Pair] = {}
        self._at = self._seen = self._cuts = 0
        self._way, self._stays = "", False

    def serve(self, say: Say) -> None:
        """Carry words to and fro until the process is killed."""
        say("ready")
        while True:
            ready, _, _ = select.select([self._door, self._orders, *self._pairs], [], [])
            for line in ready:
                if line is self._door:
                    self._accept()
                elif line is self._orders:
                    self._obey()
                elif line in self._pairs:
                    with suppress(OSError):
                        self._carry(line, self._pairs[line])
                        continue
                    self._drop(self._pairs[line])

    def _obey(self) -> None:
        line, _ = self._orders.accept()
        with line:
            words = line.recv(256).decode().split()
            answer = {"seen": self._seen, "well": self._cuts}.get(words[0], 0)
            if words[0] == "cut":
                self._at, self._way, self._stays = int(words[1]), words[2], words[3] == "stays"
                self._seen = self._cuts = 0
            elif words[0] == "well":
                self._at, self._stays = 0, False
            line.sendall(str(answer).encode())

    @property
    def _is_cut(self) -> bool:
        return self._stays and self._cuts > 0

    def _accept(self) -> None:
        program, _ = self._door.accept()
        if self._is_cut:
            program.close()
            return
        server = socket.socket(socket.AF_UNIX)
        server.connect(str(self._server))
        pair = _Pair(program, server)
        self._pairs[program] = self._pairs[server] = pair

    def _carry(self, line: socket.socket, pair: _Pair) -> None:
        words = line.recv(_CHUNK)
        if not words:
            raise OSError("the line was closed")
        if line is pair.server:
            self._answer(pair, words)
            return
        pair.asked += words
        while (size := _message(pair.asked, begun=pair.begun)) <= len(pair.asked):
            message, pair.asked = pair.asked[:size], pair.asked[size:]
            asks = pair.begun and message[:1] in _ASKS
            pair.begun = True
            if asks and self._hit():
                self._cut(pair, message)
                return
            pair.server.sendall(message)

    def _hit(self) -> bool:
        """Count a question; whether it is the one."""
        self._seen += 1
        return self._is_cut or (self._at > 0 and self._seen == self._at)

    def _cut(self, pair: _Pair, message: bytes) -> None:
        self._cuts += 1
        if self._way == "before":
            raise OSError("cut")
        pair.server.sendall(message)
        if self._way == "during":
            raise OSError("cut")
        pair.mute = True
        pair.answered = b""

    def _answer(self, pair: _Pair, words: bytes) -> None:
        if not pair.mute:
            pair.program.sendall(words)
            return
        pair.answered += words
        while (size := _message(pair.answered, begun=True)) <= len(pair.answered):
            if pair.answered[:1] == _READY:
                raise OSError("cut")
            pair.answered = pair.answered[size:]

    def _drop(self, pair: _Pair) -> None:
        for line in (pair.program, pair.server):
            self._pairs.pop(line, None)
            line.close()
        if self._is_cut:
            for other in {id(one): one for one in self._pairs.values()}.values():
                self._drop(other)


def _listen(path: Path) -> socket.socket:
    line = socket.socket(socket.AF_UNIX)
    line.bind(str(path))
    line.listen(16)
    return line


def _message(words: bytes, *, begun: bool) -> int:
    """The length of the message that words begin with; one more than is there when it is cut."""
    start = 1 if begun else 0
    if len(words) < start + 4:
        return len(words) + 1
    return start + int(struct.unpack_from("!I", words, start)[0])
