"""A client for clamd's INSTREAM command; see clamd(8)."""

import socket
import struct
from typing import BinaryIO

from django.conf import settings


def find_virus(content: BinaryIO) -> str:
    """The name of the virus that clamd finds in `content`, or "".

    Without CLAMD_ADDRESS (host:port or a socket's path) nothing is scanned: the closed list of kinds and
    serving files as downloads only are then the protection. Raises OSError while the scanner is away.
    """
    if not settings.CLAMD_ADDRESS:
        return ""
    with _connect() as connection:
        connection.sendall(b"zINSTREAM\0")
        while chunk := content.read(64 * 1024):
            connection.sendall(struct.pack("!L", len(chunk)) + chunk)
        connection.sendall(struct.pack("!L", 0))
        answer = connection.makefile("rb").read().decode(errors="replace").strip("\0\n ")
    if answer.endswith("OK"):
        return ""
    if answer.endswith("FOUND"):
        return answer.removeprefix("stream: ").removesuffix(" FOUND")
    raise OSError(f"clamd answered {answer!r}")


def _connect() -> socket.socket:
    host, colon, port = settings.CLAMD_ADDRESS.rpartition(":")
    if colon and port.isdigit():
        return socket.create_connection((host, int(port)), timeout=60)
    connection = socket.socket(socket.AF_UNIX)
    connection.settimeout(60)
    connection.connect(settings.CLAMD_ADDRESS)
    return connection
