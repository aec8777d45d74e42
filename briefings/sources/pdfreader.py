"""PDF files through the process that reads them; see `pdfchild` for why there is one and how it is spoken to.

The process is started when it is first needed, which takes a tenth of a second, and kept for the next file. One that
died, by its own fault or its limits, is replaced; the page at which it died is told, and the others are read.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Literal, Self, cast

from briefings.model import PagePicture

SECONDS = 30.0  #: that one page may take, and the opening of a file
MEMORY = 2**30  #: bytes that the process may have
REFUSED = -1  #: page count of a file that cannot be opened

_MODULE = "briefings.sources.pdfchild"
_ROOT = Path(__file__).parents[2]
_NO_MEMORY = 3  #: exit status, see `pdfchild`
_LAST_WORDS = 5.0  #: seconds in which a process that closed its answers has ended

Death = Literal["time", "memory", "crash", "idle"]


#: What PDFium and the C++ library raise when there is no more memory.
_GAVE_UP: dict[int, Death] = {-signal.SIGTRAP: "memory", -signal.SIGABRT: "memory", -signal.SIGILL: "memory"}


class ReaderDied(Exception):  # noqa: N818  # no error: what a hostile file does, and told as its page's problem
    """The process ended over what it was asked for."""

    def __init__(self, why: Death) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class _Running:
    """The process with its pipes, and whose child it is: after a fork it is not ours."""

    process: subprocess.Popen[bytes]
    requests: IO[bytes]
    answers: IO[bytes]
    owner: int

    @classmethod
    def started(cls, seconds: float, memory: int) -> _Running:
        path = os.pathsep.join(part for part in (str(_ROOT), os.environ.get("PYTHONPATH")) if part)
        process = subprocess.Popen(  # noqa: S603  # our own module
            [sys.executable, "-P", "-m", _MODULE, str(seconds), str(memory)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": path},
        )
        return cls(process, cast("IO[bytes]", process.stdin), cast("IO[bytes]", process.stdout), os.getpid())

    @property
    def runs(self) -> bool:
        return self.owner == os.getpid() and self.process.poll() is None

    def ended(self) -> int:
        """Its exit status, once it has ended by itself, or by us if it does not."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(_LAST_WORDS)
        return self.stopped()

    def stopped(self) -> int:
        """Its exit status, once we have ended it."""
        self.process.kill()
        with contextlib.suppress(BrokenPipeError):
            self.requests.close()
        self.answers.close()
        return self.process.wait()


class PdfProcess:
    """The process, one request at a time; to be spoken to within `exchange`."""

    def __init__(self, *, seconds: float = SECONDS, memory: int = MEMORY) -> None:
        self.lock = threading.Lock()
        self.holds: object = None  #: the file that it has open
        self._limits = (seconds, memory)
        self._running: _Running | None = None

    @property
    def pid(self) -> int | None:
        """Its number, while it runs."""
        return self._running.process.pid if self._running and self._running.runs else None

    def ask(self, request: dict[str, Any], data: bytes = b"") -> dict[str, Any]:
        """Send a request and read the first line of the answer.

        Raises:
            ReaderDied: the process ended instead of answering.
        """
        running = self._started()
        try:
            running.requests.write(json.dumps(request).encode() + b"\n" + data)
            running.requests.flush()
        except BrokenPipeError:
            raise self._died(running) from None
        return self.line()

    def line(self) -> dict[str, Any]:
        """The next line of the answer.

        Raises:
            ReaderDied: the process ended.
        """
        running = self._started()
        line = running.answers.readline()
        if not line.endswith(b"\n"):
            raise self._died(running)
        answer: dict[str, Any] = json.loads(line)
        if "bug" in answer:
            raise RuntimeError(answer["bug"])
        return answer

    def take(self, size: int) -> bytes:
        """Bytes that follow an answer's line.

        Raises:
            ReaderDied: the process ended.
        """
        running = self._started()
        data = running.answers.read(size)
        if len(data) < size:
            raise self._died(running)
        return data

    @contextlib.contextmanager
    def exchange(self) -> Iterator[None]:
        """Hold the lock; an answer that is not read to its end, for whatever reason, ends the process."""
        with self.lock:
            try:
                yield
            except ReaderDied:
                raise
            except BaseException:
                self.stop()
                raise

    def stop(self) -> None:
        """End the process, if there is one."""
        running, self._running, self.holds = self._running, None, None
        if running and running.owner == os.getpid():
            running.stopped()

    def _started(self) -> _Running:
        """The process, in whatever state while an answer of it is read: what it wrote before its end counts."""
        if self._running is None or self._running.owner != os.getpid():
            self._running, self.holds = _Running.started(*self._limits), None
        return self._running

    def _died(self, running: _Running) -> Exception:
        self._running, self.holds = None, None
        status = running.ended()
        if status > 0 and status != _NO_MEMORY:
            return RuntimeError(f"the process that reads PDFs ended with status {status}: try `python -m {_MODULE}`")
        ends: dict[int, Death] = {0: "idle", -signal.SIGALRM: "time", _NO_MEMORY: "memory", **_GAVE_UP}
        return ReaderDied(ends.get(status, "crash"))


_PROCESS = PdfProcess()
atexit.register(_PROCESS.stop)


class PdfFile:
    """A PDF that the process opens when something of it is asked for; close it, or use it in a `with` block."""

    def __init__(self, data: bytes, process: PdfProcess | None = None) -> None:
        self._data = data
        self._process = process or _PROCESS

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def open(self) -> dict[str, Any]:
        """`{"pages": count}`, or `{"refused": PDFium's error}`.

        Raises:
            ReaderDied: opening it ended the process.
        """
        with self._process.exchange():
            return self._opened()

    def words(self, first: int, end: int) -> Iterator[dict[str, Any]]:
        """What `pdfpages.read_words` gives of the pages from `first` to before `end`, counted from 0.

        Raises:
            ReaderDied: the page after the last one given ended the process.
        """
        with self._process.exchange():
            self._hold()
            if first < end:
                yield self._process.ask({"words": [first, end]})
            for _ in range(first + 1, end):
                yield self._process.line()

    def draw(self, index: int, *, dpi: float, most: int, colour: bool) -> PagePicture | None:
        """A page as a picture, see `pdfpages.draw_page`.

        Raises:
            ReaderDied: drawing it ended the process.
        """
        with self._process.exchange():
            self._hold()
            answer = self._process.ask({"draw": {"index": index, "dpi": dpi, "most": most, "colour": colour}})
            pixels = self._process.take(answer["bytes"])
        return PagePicture(answer["width"], answer["height"], answer["scale"], pixels) if pixels else None

    def close(self) -> None:
        """Let the process forget the file."""
        with self._process.exchange():
            if self._process.holds is self:
                with contextlib.suppress(ReaderDied):
                    self._process.ask({"close": True})
                self._process.holds = None

    def _hold(self) -> None:
        if self._process.holds is not self or self._process.pid is None:
            self._opened()

    def _opened(self) -> dict[str, Any]:
        if self._process.pid is None:
            self._process.stop()
        self._process.holds = None
        try:
            answer = self._process.ask({"open": len(self._data)}, self._data)
        except ReaderDied as death:
            if death.why != "idle":
                raise
            answer = self._process.ask({"open": len(self._data)}, self._data)
        self._process.holds = self
        return answer
