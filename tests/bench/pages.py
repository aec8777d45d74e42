"""Pages rebuilt: how many a second of one core, beside tools that read the same file, and what memory stays held.

Seconds are those of the processor, of this process and of those that it starts, so that what else runs on the machine
counts little. The file is an issue of a hundred pages made of the sample's. A tool that is not installed is left out,
which is said.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import importlib.util
import os
import resource
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pypdfium2

from briefings.layout.wordmodel import shipped_model
from briefings.sources.issues import read_issue

SAMPLE = Path(__file__).parents[2] / "briefings" / "sample"
PAGES = 100
FEW = 12  #: pages for what takes long
RUNS = 2  #: the fastest counts
AGAIN = (1, 5, 10)  #: times that the issue is read before memory is looked at


def run() -> None:
    """Measure and print."""
    shipped_model()
    data = _issue()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "issue.pdf"
        file.write_bytes(data)
        _speed("dragoman", lambda: read_issue(data, "issue.pdf"), PAGES)
        _memory(data)
        for name, (work, pages) in _others(file).items():
            _speed(name, work, pages)
        text, pages = _spliced()
        _speed("dragoman, columns spliced line by line", lambda: read_issue(text, "issue.txt"), pages)


def _issue() -> bytes:
    """A PDF of a hundred pages, the sample's one after the other, over and over."""
    made = pypdfium2.PdfDocument.new()
    samples = [pypdfium2.PdfDocument(path) for path in sorted(SAMPLE.glob("week*.pdf"))]
    while len(made) < PAGES:
        for sample in samples:
            made.import_pages(sample, pages=list(range(min(len(sample), PAGES - len(made)))))
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def _spliced() -> tuple[bytes, int]:
    """An issue of the sample as text whose columns were joined line by line, and how many pages that is."""
    text = min(SAMPLE.glob("week*.txt")).read_bytes()
    return text, 1 + text.rstrip(b"\f\n").count(b"\f")


def _others(file: Path) -> dict[str, tuple[Callable[[], object], int]]:
    """What else reads a PDF's text, as each does by default, and how many of the pages it is given."""
    found: dict[str, tuple[Callable[[], object], int]] = {
        "pypdfium2, text in stream order": (lambda: _with_pdfium(file), PAGES)
    }
    if importlib.util.find_spec("pdfplumber") is None:
        print("pdfplumber: not installed here, left out")
    else:
        found["pdfplumber"] = (lambda: _with_pdfplumber(file), FEW)
    poppler = shutil.which("pdftotext")
    if poppler is None:
        print("pdftotext: not installed here, left out")
    else:
        found["pdftotext"] = (
            lambda: subprocess.run([poppler, str(file), "-"], check=True, capture_output=True),
            PAGES,
        )
    return found


def _with_pdfplumber(file: Path) -> list[str]:
    with importlib.import_module("pdfplumber").open(file, pages=list(range(1, FEW + 1))) as document:
        return [page.extract_text() for page in document.pages]


def _with_pdfium(file: Path) -> list[str]:
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(file)]


def _speed(name: str, work: Callable[[], object], pages: int, *, runs: int = RUNS) -> None:
    seconds = []
    for _ in range(runs):
        started = _processor()
        work()
        seconds.append(_processor() - started)
    print(f"{name}: {pages / min(seconds):.1f} pages a second of one core")


def _processor() -> float:
    """Seconds that this process has computed, with those that it started, whether they run still or have ended."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    ticks = 0
    for child in _children(os.getpid()):
        with contextlib.suppress(OSError):
            fields = Path(f"/proc/{child}/stat").read_text().rpartition(")")[2].split()
            ticks += int(fields[11]) + int(fields[12])  # utime and stime: proc(5) counts them 14 and 15
    return time.process_time() + ended.ru_utime + ended.ru_stime + ticks / os.sysconf("SC_CLK_TCK")


def _memory(data: bytes) -> None:
    """What is held once an issue was read so many times: that it does not grow is the point."""
    held: list[str] = []
    for times in range(1, max(AGAIN) + 1):
        read_issue(data, f"issue{times}.pdf")
        if times in AGAIN:
            gc.collect()
            held.append(f"{_resident():.0f} MB after {times}")
    print(f"memory held after reading {PAGES} pages again and again: {', '.join(held)}")


def _resident() -> float:
    """Megabytes in memory of this process and of those that it started."""
    processes = [os.getpid(), *_children(os.getpid())]
    kilobytes = 0
    for process in processes:
        with contextlib.suppress(OSError):  # it may have ended
            status = Path(f"/proc/{process}/status").read_text().splitlines()
            kilobytes += sum(int(line.split()[1]) for line in status if line.startswith("VmRSS"))
    return kilobytes / 1024


def _children(process: int) -> list[int]:
    found = []
    for task in Path(f"/proc/{process}/task").iterdir():
        with contextlib.suppress(OSError):
            found += [int(child) for child in (task / "children").read_text().split()]
    return found
