"""A wire between a client and a server on loopback, which a test can cut, mend and hold, and which counts."""

import contextlib
import socket
import threading


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Wire:
    """Listens on ``port`` and passes everything on to ``server`` (a port), both ways.

    ``up`` and ``down``: bytes from and to the client; ``calls``: connections that were taken.
    """

    def __init__(self, server: int) -> None:
        self.server = server
        self.port = free_port()
        self.up = self.down = self.calls = 0
        self._held = threading.Event()
        self._open: set[socket.socket] = set()
        self._guard = threading.Lock()
        self._listener: socket.socket | None = None
        self.mend()

    def mend(self) -> None:
        """Listen again, and pass on again."""
        self._held.clear()
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
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()

    def hold(self) -> None:
        """As when the way is bad: connections are taken and stand, nothing comes through."""
        self._held.set()

    def reset(self) -> None:
        """Count from nothing."""
        self.up = self.down = self.calls = 0

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
            for here, there, name in ((client, server, "up"), (server, client, "down")):
                threading.Thread(target=self._pass, args=(here, there, name), daemon=True).start()

    def _pass(self, here: socket.socket, there: socket.socket, name: str) -> None:
        with contextlib.suppress(OSError):
            while data := here.recv(65_536):
                if self._held.is_set():
                    continue
                setattr(self, name, getattr(self, name) + len(data))
                there.sendall(data)
        for end in (here, there):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()
        with self._guard:
            self._open -= {here, there}
