"""A proxy between a client and a server on loopback, which a test can cut, stall, slow down and mend; and it counts."""

import contextlib
import queue
import socket
import threading
import time


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Proxy:
    """Listens on ``port`` and passes everything on to ``server`` (a port), both ways.

    ``up`` and ``down``: bytes from and to the client; ``calls``: connections that were taken; ``turns``: how often the
    client went on behind what the server had said, which is a round trip each. Since a stall: ``asked``,
    the connections on which the client said something, and ``silent_since``, when it began (as ``time.monotonic``).
    """

    def __init__(self, server: int) -> None:
        self.server = server
        self.port = free_port()
        self._open: set[socket.socket] = set()
        self._guard = threading.Lock()
        self._listener: socket.socket | None = None
        self.mend()
        self.reset()

    def mend(self) -> None:
        """Listen again, and pass everything on again, at once."""
        self._held = False
        self._stall_after: int | None = None
        self._cut_after: dict[bool, int | None] = {}
        self.round_trip = 0.0
        self.silent_since: float | None = None
        self._asking: set[int] = set()
        if self._listener is not None:
            return
        listener = socket.socket()
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("127.0.0.1", self.port))
        listener.listen(64)
        self._listener = listener
        threading.Thread(target=self._accept, args=(listener,), daemon=True).start()

    def cut(self) -> None:
        """As when the server is switched off: every connection ends, none is taken."""
        listener, self._listener = self._listener, None
        if listener is not None:
            with contextlib.suppress(OSError):
                listener.shutdown(socket.SHUT_RDWR)
            listener.close()
        self.drop()

    def drop(self) -> None:
        """As when a router forgets: every connection ends, new ones are taken."""
        with self._guard:
            ends, self._open = list(self._open), set()
        for end in ends:
            _end(end)

    def hold(self) -> None:
        """As when the way is bad: connections are taken and stand, nothing comes through."""
        self._held = True

    def stall_after(self, down: int) -> None:
        """Hold as soon as ``down`` more bytes have come from the server, be it in the middle of an answer."""
        self._stall_after = self.down + down

    def cut_after(self, *, up: int | None = None, down: int | None = None) -> None:
        """End every connection that begins from now on, once so many bytes have gone to or come from the server."""
        self._cut_after = {True: up, False: down}

    def reset(self) -> None:
        """Count from nothing."""
        self.up = self.down = self.calls = self.turns = 0
        self._server_spoke = True

    @property
    def asked(self) -> int:
        """See the class."""
        return len(self._asking)

    def _accept(self, listener: socket.socket) -> None:
        while True:
            try:
                client, _ = listener.accept()
                server = socket.create_connection(("127.0.0.1", self.server))
            except OSError:
                return
            for end in (client, server):
                end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self.calls += 1
            with self._guard:
                self._open |= {client, server}
            for here, there, up in ((client, server, True), (server, client, False)):
                # What goes on its way later must not keep what comes from being taken: each way is a queue.
                way: queue.SimpleQueue[tuple[float, bytes]] = queue.SimpleQueue()
                threading.Thread(target=self._take, args=(here, way, up, self.calls), daemon=True).start()
                threading.Thread(target=self._pass, args=(way, here, there), daemon=True).start()

    def _take(self, here: socket.socket, way: "queue.SimpleQueue[tuple[float, bytes]]", up: bool, call: int) -> None:
        first = up  # a connection is made in one round trip of its own
        left = self._cut_after.get(up)
        with contextlib.suppress(OSError):
            while left != 0 and (data := here.recv(65_536)):
                if up and self._held:
                    self._asking.add(call)
                data = self._counted(data[:left], up)
                left = None if left is None else left - len(data)
                if data:
                    way.put((time.monotonic() + self.round_trip * (1.5 if first else 0.5), data))
                    first = False
        if up or not self._held:  # that the server gave up waiting does not come through either
            way.put((0.0, b""))

    def _counted(self, data: bytes, up: bool) -> bytes:
        """What of ``data`` goes on its way."""
        with self._guard:
            if self._held:
                return b""
            self.turns += up and self._server_spoke
            self._server_spoke = not up
            if up:
                self.up += len(data)
                return data
            if self._stall_after is not None and self.down + len(data) >= self._stall_after:
                data, self._held, self.silent_since = data[: self._stall_after - self.down], True, time.monotonic()
            self.down += len(data)
            return data

    def _pass(self, way: "queue.SimpleQueue[tuple[float, bytes]]", here: socket.socket, there: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while (found := way.get())[1]:
                time.sleep(max(0.0, found[0] - time.monotonic()))
                there.sendall(found[1])
        for end in (here, there):
            _end(end)
        with self._guard:
            self._open -= {here, there}


def _end(end: socket.socket) -> None:
    with contextlib.suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
    end.close()
