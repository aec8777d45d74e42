"""Speed of `dragoman annotate` beside the bare pipeline on the same texts."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence

from briefings.analysis import Analyst
from briefings.catalogue import load_countries, load_entities
from briefings.language.pipeline import load_pipeline
from briefings.sample import sample_issues
from briefings.sources.issues import read_issue

RUNS = 3
WANTED = 0.7  #: share of the bare pipeline's words a second that the whole of annotate must reach


def run() -> None:
    """Measure and print."""
    texts = sample_texts()
    bare, whole = speeds(texts)
    print(f"annotate: {whole:.0f} words a second, bare pipeline {bare:.0f}: {whole / bare:.2f} of it ({WANTED} wanted)")


def sample_texts() -> list[str]:
    """The articles of the sample issues."""
    issues = (read_issue(issue.data, issue.name) for issue in sample_issues())
    return ["\n\n".join(p.text for p in article.paragraphs) for issue in issues for article in issue.articles]


def speeds(texts: Sequence[str]) -> tuple[float, float]:
    """Words a second of the bare pipeline and of the whole of annotate: medians of processor time, taken in turns."""
    nlp = load_pipeline()
    entities = load_entities()
    analyst = Analyst(nlp, entities, load_countries(entities=entities))
    words = sum(len(doc) for doc in nlp.pipe(texts))
    list(analyst.annotate_many([(text, None) for text in texts]))
    bare, whole = [], []
    for _ in range(RUNS):
        bare.append(_took(lambda: list(nlp.pipe(texts))))
        whole.append(_took(lambda: list(analyst.annotate_many([(text, None) for text in texts]))))
    return words / statistics.median(bare), words / statistics.median(whole)


def _took(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started
