"""A process that reads issues, so that the language model never loads beside the answers.

It starts at the first file, keeps the model for the next one, and ends when none comes. What it stores is one
transaction an issue: killed in the middle, it leaves nothing half.
"""

from __future__ import annotations

import asyncio
import logging
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from pathlib import Path

from briefings.errors import BriefingsError
from briefings.service.ingested import Given, Ingested
from briefings.settings import Settings

_LOOK_SECONDS = 0.1  #: between looks for what it reports
_END_SECONDS = 2.0


class BrokenOffError(Exception):
    """The process ended before it was done, or was told to."""


@dataclass(frozen=True, slots=True)
class Job:
    """A file to be read."""

    path: Path
    name: str  #: what people call it
    given: Given


class ReadingProcess:
    """Reads one file after the other.

    Args:
        settings: where the archive is.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._process: multiprocessing.process.BaseProcess | None = None
        self._jobs: Connection | None = None

    async def read(self, job: Job, progress: Callable[[int, int], None]) -> list[Ingested]:
        """Read a file; `progress` is called from the event loop.

        Raises:
            BrokenOffError: the process ended.
            BriefingsError: nothing can be read now; the sentence says why.
        """
        jobs = self._running()
        try:
            jobs.send(job)
            while True:
                while not jobs.poll():  # noqa: ASYNC110  # a pipe tells nobody
                    await asyncio.sleep(_LOOK_SECONDS)
                match jobs.recv():
                    case ("at", done, of):
                        progress(done, of)
                    case ("done", found):
                        return list(found)
                    case ("failed", sentence):
                        raise BriefingsError(sentence)
        except (OSError, EOFError) as error:
            raise BrokenOffError("the process that reads issues ended") from error
        except asyncio.CancelledError:
            await asyncio.to_thread(self.end)
            raise

    def end(self) -> None:
        """End the process, whatever it does."""
        process, self._process = self._process, None
        if self._jobs is not None:
            self._jobs.close()
        if process is None:
            return
        process.terminate()
        process.join(_END_SECONDS)
        if process.is_alive():
            process.kill()
            process.join()
        process.close()

    def _running(self) -> Connection:
        """The connection to the process, started where it does not run."""
        if self._process is not None and self._process.is_alive() and self._jobs is not None:
            return self._jobs
        self.end()
        spawn = multiprocessing.get_context("spawn")
        self._jobs, theirs = spawn.Pipe()
        self._process = spawn.Process(target=_work, args=(self._settings, theirs), daemon=True, name="reading")
        self._process.start()
        theirs.close()
        return self._jobs


def _work(settings: Settings, jobs: Connection) -> None:
    """Read what is asked for until nobody asks; runs in its own process, which Ctrl-C reaches through its parent."""
    from bot.logs import configure  # noqa: PLC0415  # in the other process only
    from briefings.service import open_services  # noqa: PLC0415
    from briefings.service.ingesting import read_file  # noqa: PLC0415  # loads spaCy

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    configure(logging.WARNING)

    def told(done: int, of: int) -> None:
        jobs.send(("at", done, of))

    with suppress(EOFError, OSError):
        while True:
            job: Job = jobs.recv()
            try:
                services = open_services(settings)
                try:
                    found = list(read_file(services, job.path, job.name, job.given, told))
                finally:
                    services.close()
            except BriefingsError as error:
                jobs.send(("failed", str(error)))
            else:
                jobs.send(("done", found))


def _end_with_parent() -> None:
    """End at once when the bot does, however it ends: whoever starts it anew asks what is to become of the file."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
