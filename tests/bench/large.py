"""Questions to a large archive: how long briefs, dossiers and timelines take, and what the archive weighs.

The archive is made up (`tests.bench.archive`), of as many articles as DRAGOMAN_BENCH_ARTICLES says. The baseline is a
query of one row; `times` is how many of them an answer took.
"""

from __future__ import annotations

import os
import random
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from briefings.service import Services, answering, dossiers, open_services, timelines
from briefings.settings import Settings
from tests.bench import archive

ARTICLES = 10_000
ASKED = 60  #: questions of a kind


def run() -> None:
    """Measure and print."""
    articles = int(os.environ.get("DRAGOMAN_BENCH_ARTICLES", ARTICLES))
    with tempfile.TemporaryDirectory() as folder:
        services = open_services(Settings(data_dir=Path(folder)))
        try:
            started = time.perf_counter()
            archive.fill(services, articles)
            took = time.perf_counter() - started
            size = sum(file.stat().st_size for file in Path(folder).iterdir()) / 1e6
            print(f"{articles:,} articles made up and stored in {took:.0f} s, {size:.0f} MB")
            _ask(services)
        finally:
            services.close()


def _ask(services: Services) -> None:
    draw = random.Random(5)  # noqa: S311  # the same questions each time
    names = [entity.name for entity in services.entities]
    answering.brief_answer(services, "iraq-us")  # the index of names is made at the first question
    baseline = sorted(_time(services.archive.stamp) for _ in range(ASKED))[ASKED // 2]
    topics = (topic.id for topic in draw.choices(services.topics, k=ASKED))
    pairs = (f"{draw.choice(names)} and {draw.choice(names)}" for _ in range(ASKED))
    kinds: dict[str, tuple[Iterable[str], Callable[[Services, str], object]]] = {
        "/brief TOPIC": (topics, answering.brief_answer),
        "/brief NAME and NAME": (pairs, answering.brief_answer),
        "/brief NAME": (draw.choices(names, k=ASKED), answering.brief_answer),
        "/who NAME": (draw.choices(names, k=ASKED), dossiers.who_answer),
        "/timeline TOPIC": ([topic.id for topic in services.topics], timelines.timeline),
        "/search WORD": (draw.choices(names, k=ASKED), answering.search_answer),
    }
    for kind, (questions, ask) in kinds.items():
        taken = sorted(_time(ask, services, question) for question in questions)
        middle, most = taken[len(taken) // 2], taken[int(len(taken) * 0.95)]
        print(f"{kind}: p50 {middle * 1000:.0f} ms, p95 {most * 1000:.0f} ms ({middle / baseline:.0f} times)")


def _time(work: Callable[..., object], *given: object) -> float:
    """Seconds that a piece of work takes."""
    started = time.perf_counter()
    work(*given)
    return time.perf_counter() - started
