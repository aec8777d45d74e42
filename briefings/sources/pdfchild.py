"""The process in which PDFium runs: `python -m briefings.sources.pdfchild`, started by `pdfreader`.

A PDF may be made to do harm, and PDFium is written in C++: what it does wrong ends or hangs a whole process. So it has
one of its own, with little memory, which the kernel ends if a page takes too long.

Requests are lines of JSON on standard input, answers the same on standard output; the bytes of a file or a picture
follow their line. `{"open": bytes}` → `{"pages": n}` or `{"refused": code}`; `{"words": [first, end]}` → a line for
each page, see `pdfpages.read_words`; `{"draw": {…}}` → `{"width", "height", "scale", "bytes"}` or `{"bytes": 0}`;
`{"close": true}` frees the file. A mistake of ours is answered by `{"bug": traceback}`.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import resource
import select
import signal
import sys
import traceback
from collections.abc import Iterator
from typing import Any, BinaryIO

import pypdfium2_raw as pdfium

from briefings.sources.pdfletters import without_conversions
from briefings.sources.pdfpages import draw_page, read_words

NO_MEMORY = 3  #: exit status
IDLE = 60.0  #: seconds without a request after which the process ends by itself


def main(seconds: float, memory: int) -> None:
    """Answer requests until standard input ends or nothing is asked for a while.

    Args:
        seconds: that one page may take, and the opening of a file.
        memory: bytes that the process may have in all.
    """
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library may print is no answer
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides
    with contextlib.suppress(ValueError, OSError):  # not every system knows the limit
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    gc.set_threshold(100_000)  # letters and words are no cycles
    pdfium.FPDF_InitLibrary()
    without_conversions()
    _Session(sys.stdin.buffer, answers, seconds).run()


class _Session:
    """The file that is open, if any, and what is asked about it."""

    def __init__(self, requests: BinaryIO, answers: BinaryIO, seconds: float) -> None:
        self.requests = requests
        self.answers = answers
        self.seconds = seconds
        self.document: Any = None
        self.data = b""  # PDFium reads from it as long as the document is open

    def run(self) -> None:
        while select.select([self.requests], [], [], IDLE)[0]:
            line = self.requests.readline()
            if not line:
                return
            try:
                for answer, data in self.answered(json.loads(line)):
                    self.send(answer, data)
            except MemoryError:
                os._exit(NO_MEMORY)
            except Exception:  # noqa: BLE001  # told to the parent, which raises it there
                self.send({"bug": traceback.format_exc()}, b"")

    def send(self, answer: dict[str, Any], data: bytes) -> None:
        self.answers.write(json.dumps(answer, separators=(",", ":")).encode() + b"\n" + data)
        self.answers.flush()

    def answered(self, request: dict[str, Any]) -> Iterator[tuple[dict[str, Any], bytes]]:
        match request:
            case {"open": int(size)}:
                yield self.open(self.requests.read(size)), b""
            case {"words": [int(first), int(end)]}:
                for index in range(first, end):
                    with self.limited():
                        page = read_words(self.document, index)
                    yield page, b""
            case {"close": _}:
                yield self.open(b""), b""
            case {"draw": dict(wish)}:
                with self.limited():
                    picture = draw_page(self.document, **wish)
                pixels = picture.pixels if picture else b""
                shown = {"width": picture.width, "height": picture.height, "scale": picture.scale} if picture else {}
                yield {**shown, "bytes": len(pixels)}, pixels

    def open(self, data: bytes) -> dict[str, Any]:
        if self.document:
            pdfium.FPDF_CloseDocument(self.document)
        self.document, self.data = None, data
        if not data:
            return {"pages": 0}
        with self.limited():
            self.document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
            if not self.document:
                return {"refused": pdfium.FPDF_GetLastError()}
            return {"pages": pdfium.FPDF_GetPageCount(self.document)}

    @contextlib.contextmanager
    def limited(self) -> Iterator[None]:
        """The kernel ends the process if what is done takes too long, wherever it hangs."""
        signal.setitimer(signal.ITIMER_REAL, self.seconds)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)


if __name__ == "__main__":
    main(float(sys.argv[1]), int(sys.argv[2]))
