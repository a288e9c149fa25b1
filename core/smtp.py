"""Mail by SMTP that knows how it ended: sent, not sent, refused for good, or unknown.

Django's backend raises whatever went wrong, wherever it did. What counts is whether the server may have taken
the mail: from the moment it says "go on" (354) until a whole answer to the end of the mail has been read,
nobody knows. That is noted in the conversation itself and decides what is raised (`core/outcomes.py`).
"""

import smtplib
import socket
import time
from collections.abc import Callable
from typing import Any

from django.core.mail import EmailMessage
from django.core.mail.backends.smtp import EmailBackend as DjangoBackend

from core.outcomes import Away, Final, Unknown

# Seconds; with all of them a claim of the outbox still holds (`core.outbox.LEASE`).
TALK = 40.0  # to connect, and again for everything before the mail itself
LAST_ANSWER = 120.0  # for the answer to a whole mail: servers look for viruses before they give it
GOODBYE = 5.0
LONGEST_LINE = 8000  # the standard library takes a longer one for a refusal
# Answers that speak of how this site signs in, not of the mail.
SIGN_IN = {530, 534, 535, 538}


class _Lines:
    """Whole lines of a socket, read until a deadline; half a line is no answer."""

    def __init__(self, sock: socket.socket, seconds: Callable[[], float]) -> None:
        self._sock, self._seconds, self._read = sock, seconds, b""

    def readline(self, _limit: int = -1) -> bytes:
        """The next line with its end, or nothing when the line was dropped before it."""
        while b"\n" not in self._read and len(self._read) <= LONGEST_LINE:
            self._sock.settimeout(self._seconds())
            more = self._sock.recv(4096)
            if not more:
                return b""
            self._read += more
        line, end, self._read = self._read.partition(b"\n")
        return line + end if end and len(line) <= LONGEST_LINE else b""

    def close(self) -> None:
        """Nothing: the socket belongs to the conversation."""


class _Noting:
    """What our two kinds of conversation add to those of the standard library."""

    handing_over = False  # the server may hold a mail that it has not confirmed
    deadline = 0.0
    file: Any
    sock: Any
    timeout: float

    def connect(self, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        """The server's first answer."""
        self.deadline = time.monotonic() + TALK
        return super().connect(*args, **kwargs)  # type: ignore[misc]

    def getreply(self) -> tuple[int, bytes]:
        """One whole answer. Raises SMTPServerDisconnected where none came in time."""
        if self.file is None:
            self.file = _Lines(self.sock, self._patience)
        code, text = super().getreply()  # type: ignore[misc]
        self.handing_over = code == 354
        if self.handing_over:
            self.deadline = time.monotonic() + LAST_ANSWER
        return code, text

    def data(self, message: bytes) -> tuple[int, bytes]:
        """Hand the mail over; the answer is 250 or a refusal, and everything else is no answer."""
        code, text = super().data(message)  # type: ignore[misc]
        if 200 <= code < 300:
            return 250, text
        if not 400 <= code < 600:
            self.handing_over = True
            raise smtplib.SMTPServerDisconnected(f"No answer that one can read: {code}")
        return code, text

    def _patience(self) -> float:
        """Seconds to wait for the next bytes: never past the deadline, however slowly they come."""
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError("The mail server took too long")
        return left if self.handing_over else min(left, self.timeout)


class _Plain(_Noting, smtplib.SMTP):  # type: ignore[misc]
    """A conversation, or one that turns to TLS by STARTTLS."""


class _Encrypted(_Noting, smtplib.SMTP_SSL):  # type: ignore[misc]
    """A conversation inside TLS from its beginning."""


class EmailBackend(DjangoBackend):
    """Sends by SMTP and raises Away, Final or Unknown; anything else that it raises was not sent."""

    tells_outcome = True

    @property
    def connection_class(self) -> type[smtplib.SMTP]:  # type: ignore[override]
        """The conversation that fits the settings."""
        return _Encrypted if self.use_ssl else _Plain

    def open(self) -> bool | None:
        """Whether a connection was made. Raises Away where none can be, for whatever reason."""
        try:
            return super().open()
        except (OSError, ValueError) as error:
            raise Away(_told(error)) from error

    def _close_connection(self, connection: Any) -> None:
        """Say goodbye; how that goes changes nothing about the mail."""
        try:
            connection.deadline = time.monotonic() + GOODBYE
            connection.quit()
        except OSError:
            smtplib.SMTP.close(connection)

    def _send(self, email_message: EmailMessage) -> bool:
        connection: Any = self.connection
        connection.deadline = time.monotonic() + TALK
        try:
            return super()._send(email_message)  # type: ignore[misc]
        except Exception as error:  # whatever it is, where it happened decides what it means
            if self.fail_silently:
                return False
            raise self._outcome(connection, error) from error

    def _outcome(self, connection: Any, error: Exception) -> Exception:
        """What the fault means for the mail."""
        if connection.handing_over:
            smtplib.SMTP.close(connection)
            return Unknown(_told(error))
        codes = _codes(error)
        if isinstance(error, smtplib.SMTPHeloError) or not SIGN_IN.isdisjoint(codes) or 421 in codes:
            return Away(_told(error))
        if codes:
            refused = all(500 <= code < 600 for code in codes)
            return (Final if refused else smtplib.SMTPException)(_told(error))
        if isinstance(error, OSError):
            smtplib.SMTP.close(connection)
            return Away(_told(error))
        # A ValueError is an address or a subject that cannot be written down.
        return Final(_told(error)) if isinstance(error, ValueError) else error


def _codes(error: Exception) -> set[int]:
    """The answers of the server that the error holds."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return {code for code, _text in error.recipients.values()}
    return {error.smtp_code} if isinstance(error, smtplib.SMTPResponseException) else set()


def _told(error: Exception) -> str:
    """The error for a person to read: code and words of the server, or what the system says."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return "; ".join(f"{code} {_words(text)}" for code, text in error.recipients.values())
    if isinstance(error, smtplib.SMTPResponseException):
        return f"{error.smtp_code} {_words(error.smtp_error)}"
    return str(error) or type(error).__name__


def _words(text: bytes | str) -> str:
    return text.decode(errors="replace") if isinstance(text, bytes) else text
