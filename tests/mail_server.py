"""A mail server that fails where it is told to, on a real socket, and counts what it has really taken.

    with MailServer("end", "drop") as server: ...

A point is a step of the conversation; a fault is what happens instead of its answer. A mail counts as taken
when all of it has arrived and the server does not refuse it: such a server delivers it whatever its answer.
"""

import socket
import threading
from contextlib import suppress

# In the order of the conversation. "connect" has no server to answer; "content" is in the midst of a mail.
POINTS = ["connect", "banner", "ehlo", "starttls", "auth", "mail", "rcpt", "data", "content", "end", "quit"]
ANSWERS = {
    "4xx": b"451 4.3.0 Try again later\r\n",
    "5xx": b"550 5.1.1 No such mailbox\r\n",
    "421": b"421 4.3.2 Closing down\r\n",
    "nonsense": b"What?\r\n",
    "strange": b"399 Hm\r\n",
}
FAULTS = ["drop", "hang", "half", "half line", *ANSWERS]
GOOD = {
    "banner": b"220 test\r\n",
    "ehlo": b"250-test\r\n250 AUTH PLAIN\r\n",
    "auth": b"235 ok\r\n",
    "mail": b"250 ok\r\n",
    "rcpt": b"250 ok\r\n",
    "data": b"354 go on\r\n",
    "end": b"250 taken\r\n",
    "quit": b"221 bye\r\n",
    "rset": b"250 ok\r\n",
    "noop": b"250 ok\r\n",
}


class Gone(Exception):
    """The line is dropped here."""


class MailServer:
    """Answers well but for the fault at the point; `mended` turns the fault off."""

    def __init__(self, point: str = "", fault: str = "") -> None:
        self.point, self.fault, self.mended = point, fault, False
        self.taken: list[bytes] = []
        self.connections = 0
        self._over = threading.Event()
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        self._thread = threading.Thread(target=self._serve, daemon=True)

    def __enter__(self) -> "MailServer":
        self._thread.start()
        return self

    def __exit__(self, *exception: object) -> None:
        self._over.set()
        with suppress(OSError):
            socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
        self._thread.join(5)
        self._socket.close()

    def _serve(self) -> None:
        while not self._over.is_set():
            line, _address = self._socket.accept()
            self.connections += 1
            threading.Thread(target=self._one, args=(line,), daemon=True).start()

    def _one(self, line: socket.socket) -> None:
        with line, suppress(Gone, OSError):
            if self._fails("connect"):
                return
            Conversation(self, line).run()

    def _fails(self, point: str) -> bool:
        return point == self.point and not self.mended


class Conversation:
    """One client's talk with the server."""

    def __init__(self, server: MailServer, line: socket.socket) -> None:
        self.server, self.line, self.lines = server, line, line.makefile("rb")

    def run(self) -> None:
        """Until the client says goodbye or a fault ends it."""
        self.answer("banner")
        while command := self.lines.readline():
            word = command[:4].decode().strip().lower()
            self.answer({"star": "starttls", "helo": "ehlo"}.get(word, word))
            if word == "data" and not self.refuses("data"):
                self.take()
            if word == "quit":
                return

    def refuses(self, point: str) -> bool:
        """Whether the fault at that point is an answer that says no."""
        return self.server._fails(point) and self.server.fault in ("4xx", "5xx", "421")

    def take(self) -> None:
        """Read one mail to its end, unless the fault is in the midst of it."""
        mail = b""
        while (read := self.lines.readline()) != b".\r\n":
            if not read:
                raise Gone
            mail += read
            if self.server._fails("content"):
                self.fail()
        if not self.refuses("end"):
            self.server.taken.append(mail)
        self.answer("end")

    def answer(self, point: str) -> None:
        """The good answer, or the fault."""
        if self.server._fails(point):
            self.fail(GOOD.get(point, b"220 ok\r\n"))
        elif point == "ehlo" and self.server.point == "starttls" and not self.server.mended:
            self.line.sendall(b"250-test\r\n250 STARTTLS\r\n")
        else:
            self.line.sendall(GOOD[point])

    def fail(self, good: bytes = b"") -> None:
        """Drop, hang, say half of the answer, or say no."""
        fault = self.server.fault
        if fault == "hang":
            self.server._over.wait(10)
        if fault == "half":
            self.line.sendall(good[:3].rstrip() + b"-and\r\n")
        if fault == "half line":
            self.line.sendall(good[:6])
        if fault not in ANSWERS:
            # So that a client that still writes reads the end of the line and not a reset of it.
            self.line.shutdown(socket.SHUT_WR)
            raise Gone
        self.line.sendall(ANSWERS[fault])
        if fault == "421":
            raise Gone
