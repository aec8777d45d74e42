"""Reading, answering and serving: how long the main job takes and what memory it holds.

The baseline is spaCy's blank English tokenizer over the same text (for reading) or a query of one row (for answers), so
that a figure says something on any machine: `times` is how many baselines the work took.
"""

from __future__ import annotations

import contextlib
import os
import resource
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import spacy

from briefings.commands.running import log_warnings
from briefings.sample import SOURCE, sample_issues
from briefings.service import Services, answering, dossiers, ingesting, open_services
from briefings.service.ingested import Given
from briefings.settings import Settings

RUNS = 15
PAGES = 50  #: that the issue asks for within a minute


def run() -> None:
    """Measure and print."""
    log_warnings()
    with tempfile.TemporaryDirectory() as folder, _services(Path(folder)) as services:
        _reading(services)
        _answering(services)
        print(f"peak memory of reading and answering: {_peak():.0f} MB")
    print(f"memory of serve (sandbox, sample read): {_serve():.0f} MB")


@contextlib.contextmanager
def _services(folder: Path) -> Iterator[Services]:
    services = open_services(Settings(data_dir=folder))
    try:
        yield services
    finally:
        services.close()


def _reading(services: Services) -> None:
    started = time.perf_counter()
    reader = ingesting.analyst(services)
    print(f"language model loaded in {time.perf_counter() - started:.1f} s")
    pages, took, text = 0, 0.0, ""
    for issue in sample_issues():
        started = time.perf_counter()
        given = Given(SOURCE, issue.number, issue.date)
        done = ingesting.ingest_bytes(services, reader, issue.data, issue.name, given)
        took += time.perf_counter() - started
        pages += done.pages
        text += " ".join(quote.sentence for quote in services.archive.search("the", limit=500))
    blank = spacy.blank("en")
    baseline = _median(lambda: blank(text))
    fifty = took / pages * PAGES
    print(f"sample: {pages} pages in {took:.1f} s, {PAGES} in {fifty:.1f} s ({took / baseline:.0f} times)")
    page = _real_page()
    if page is None:
        print("real page: not here")
        return
    started = time.perf_counter()
    ingesting.ingest_bytes(services, reader, page.read_bytes(), page.name, Given("MEOG"))
    print(f"real page: {time.perf_counter() - started:.2f} s, the model being loaded")


def _real_page() -> Path | None:
    shared = Path(os.environ.get("DRAGOMAN_SHARED", Path(__file__).parents[2] / ".." / "shared"))
    page = shared / "data" / "seed" / "meog_week26_p10.txt"
    return page if page.exists() else None


def _answering(services: Services) -> None:
    baseline = _median(services.archive.read_count)
    for name, ask in (
        ("/brief iraq-us", lambda: answering.brief_answer(services, "iraq-us")),
        ("/who kataib", lambda: dossiers.who_answer(services, "kataib")),
    ):
        took = _median(ask)
        print(f"{name}: {took * 1000:.0f} ms ({took / baseline:.0f} times)")


def _median(work: Callable[[], object]) -> float:
    times = []
    for _ in range(RUNS):
        started = time.perf_counter()
        work()
        times.append(time.perf_counter() - started)
    return statistics.median(times)


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _serve() -> float:
    """Megabytes that `dragoman serve` holds once the sample is read and the page is up."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "DRAGOMAN_DATA_DIR": folder, "DRAGOMAN_PORT": "0"}
        environment.pop("DRAGOMAN_TELEGRAM_TOKEN", None)
        command = [str(Path(sys.executable).with_name("dragoman")), "serve"]
        process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        for line in process.stdout:
            if "http://" in line:
                break
        status = Path(f"/proc/{process.pid}/status").read_text()
        process.send_signal(signal.SIGINT)
        process.wait(timeout=30)
    held = next(line for line in status.splitlines() if line.startswith("VmRSS"))
    return int(held.split()[1]) / 1024
