"""Questions to a large archive: what briefs, dossiers and timelines cost, and what the archive weighs.

The archive is made up (`tests.bench.archive`), of as many articles as DRAGOMAN_BENCH_ARTICLES says; it is kept in
DRAGOMAN_BENCH_FOLDER where that is named, for making 100,000 articles takes a quarter of an hour. Times are CPU time of
this process, the better of two tries: what a chat waits for on a machine that does nothing else. The baseline is a
full-text search for the words of the same question; `times` is how many of them an answer took.
"""

from __future__ import annotations

import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from briefings.render.charts import Chart, draw_timeline
from briefings.service import Services, answering, dossiers, latest, open_services, timelines
from briefings.service.warming import warm
from briefings.settings import Settings
from tests.bench import archive

ARTICLES = 10_000
LATER = archive.LAST + timedelta(days=9)
ASKED = 40  #: questions of a kind
_PERIODS = ("30d", "90d", "2025", "june 2026", "since 1 may 2026")
_WORDS = ("attacked", "shipped crude", "signed a deal", "awarded a contract", "agreed terms", "worked with", "raided")
_FIRST_PICTURE = """
import sys, time; from datetime import date
from briefings.render.charts import Chart, draw_timeline
started = time.process_time(); draw_timeline(Chart("x", ((date(2020, 1, 1), "CONSULT"),), "x"))
print(time.process_time() - started)
"""

Ask = Callable[[Services, str], object]


def run() -> None:
    """Measure and print."""
    articles = int(os.environ.get("DRAGOMAN_BENCH_ARTICLES", ARTICLES))
    with _folder() as folder:
        services = open_services(Settings(data_dir=folder))
        try:
            if not services.archive.latest_issues():
                seconds = _seconds(archive.fill, services, articles)
                print(f"{articles:,} articles made up and stored in {seconds:.0f} s")
            size = sum(file.stat().st_size for file in folder.iterdir()) / 1e6
            print(f"the archive: {size:.0f} MB; all stories settled in {_settled(services):.1f} s")
            print(f"held before the first question: {_held():.0f} MB; index of names: {_seconds(warm, services):.1f} s")
            _ask(services)
            print(f"held at most: {_held():.0f} MB")
        finally:
            services.close()
    print(f"first picture of a process: {_first_picture():.1f} s, later ones behind `warm`: {_picture() * 1000:.0f} ms")


@contextmanager
def _folder() -> Iterator[Path]:
    kept = os.environ.get("DRAGOMAN_BENCH_FOLDER")
    if kept:
        yield Path(kept)
    else:
        with tempfile.TemporaryDirectory() as folder:
            yield Path(folder)


def _ask(services: Services) -> None:
    every: list[tuple[float, float]] = []
    for kind, (questions, ask) in _kinds(services).items():
        taken = [(_tried(ask, services, one), _tried(answering.search_answer, services, one)) for one in questions]
        _print(kind, taken)
        if ask is answering.brief_answer:
            every += taken
    _print("all /brief together", every)


def _kinds(services: Services) -> dict[str, tuple[Sequence[str], Ask]]:
    draw = random.Random(5)  # noqa: S311  # the same questions each time
    topics = [topic.id for topic in services.topics]
    names = draw.choices([entity.name for entity in services.entities], k=ASKED)
    pairs = [f"{one} and {other}" for one, other in zip(names, draw.sample(names, ASKED), strict=True) if one != other]
    states = [entity.name for entity in services.entities if entity.kind == "government"]
    between = [" and ".join(draw.sample(states, 2)) for _ in range(ASKED)]

    def dated(questions: Sequence[str]) -> list[str]:
        return [f"{question} {draw.choice(_PERIODS)}" for question in questions]

    brief = answering.brief_answer
    return {
        "/brief TOPIC": (topics, brief),
        "/brief TOPIC PERIOD": (dated(topics), brief),
        "/brief COUNTRY and COUNTRY": (between, brief),
        "/brief COUNTRY and COUNTRY PERIOD": (dated(between), brief),
        "/brief NAME and NAME": (pairs, brief),
        "/brief NAME": (names, brief),
        "/brief NAME PERIOD": (dated(names), brief),
        "/brief WORDS": (_WORDS, brief),
        "/brief WORDS PERIOD": (dated(_WORDS), brief),
        "/who NAME": (names, dossiers.who_answer),
        "/latest": (["x"], lambda one, _: latest.latest_answer(one)),
        "/timeline TOPIC": (topics, timelines.timeline),
        "/search NAME": (names, answering.search_answer),
    }


def _print(kind: str, taken: Sequence[tuple[float, float]]) -> None:
    """A line on what answers took, each beside its baseline, in seconds."""
    answers = sorted(answer for answer, _ in taken)
    times = sorted(answer / searched for answer, searched in taken)
    middle, most = len(taken) // 2, min(len(taken) - 1, int(len(taken) * 0.95))
    print(
        f"{kind}: p50 {answers[middle] * 1000:.0f} ms, p95 {answers[most] * 1000:.0f} ms"
        f" ({times[middle]:.1f} and {times[most]:.1f} times)"
    )


def _tried(ask: Ask, services: Services, question: str) -> float:
    """CPU seconds of an answer, the better of two tries."""
    tries = []
    for _ in range(2):
        started = time.process_time()
        ask(services, question)
        tries.append(time.process_time() - started)
    return min(tries)


def _seconds(work: Callable[..., object], *given: object) -> float:
    """CPU seconds of a piece of work."""
    started = time.process_time()
    work(*given)
    return time.process_time() - started


def _settled(services: Services) -> float:
    return _seconds(lambda: services.archive.settle_stories(at=datetime.now(UTC)))


def _held() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _first_picture() -> float:
    done = subprocess.run([sys.executable, "-c", _FIRST_PICTURE], capture_output=True, text=True, check=True)
    return float(done.stdout)


def _picture() -> float:
    return _seconds(draw_timeline, Chart("x", ((LATER, "CONSULT"), (archive.LAST, "AGREE")), "x"))
