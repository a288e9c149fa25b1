"""The queue of a one-machine installation: a folder with one file per message.

kombu's own folder transport writes a message in place: a reader may take it half-written, and the worker dies
of that. Here a message appears whole or not at all, and everything stays inside the folder.
"""

import contextlib
import fcntl
import logging
import os
import time
import uuid
from collections.abc import Iterator
from json import JSONDecodeError
from pathlib import Path
from queue import Empty
from typing import Any

from kombu.transport import filesystem
from kombu.utils.json import dumps, loads

logger = logging.getLogger(__name__)


class Channel(filesystem.Channel):
    """Puts and takes messages by renaming, which is one step for everybody who looks."""

    # The parents of the library's channel give the second argument two names.
    def _put(self, queue: str, payload: Any, **kwargs: Any) -> None:  # type: ignore[override]
        name = f"{time.time_ns()}_{uuid.uuid4()}.{queue}.msg"
        draft = Path(self.data_folder_out, f"{name}.draft")
        draft.write_text(dumps(payload))
        draft.rename(Path(self.data_folder_out, name))

    def _get(self, queue: str, timeout: float | None = None) -> Any:
        for name in sorted(os.listdir(self.data_folder_in)):
            if name.partition(".")[2] != f"{queue}.msg":
                continue
            taken = Path(self.data_folder_in, f"{name}.taken")
            try:
                Path(self.data_folder_in, name).rename(taken)
            except FileNotFoundError:
                continue  # another worker was quicker
            text = taken.read_text()
            taken.unlink()
            try:
                return loads(text)
            except JSONDecodeError:
                logger.warning("Dropped an unreadable message; the next tick rings again.")
        raise Empty

    def get_table(self, exchange):
        """The queues of an exchange, never while somebody writes them."""
        with self._alone():
            return super().get_table(exchange)

    def _queue_bind(self, *args):
        with self._alone():
            super()._queue_bind(*args)

    def _delete(self, *args, **kwargs):
        with self._alone():
            super()._delete(*args, **kwargs)

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        self.control_folder.mkdir(parents=True, exist_ok=True)
        with (self.control_folder / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


class Transport(filesystem.Transport):
    """kombu's folder transport with the channel above."""

    Channel = Channel
