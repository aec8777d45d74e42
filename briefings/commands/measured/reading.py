"""Labelled texts read as the package ships, with word of how far that is: many texts take minutes."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from time import monotonic
from typing import TypeVar

from briefings.analysis import Analyst
from briefings.catalogue import load_countries, load_entities
from briefings.language.pipeline import load_pipeline
from briefings.model import Annotation
from briefings.settings import load_settings

EVERY = 5.0  #: seconds between two lines of progress

T = TypeVar("T")


def fresh_analyst() -> Analyst:
    """One that knows what the package ships and has read nothing."""
    entities = load_entities()
    return Analyst(load_pipeline(load_settings().spacy_model), entities, load_countries(entities=entities))


def annotated(
    texts: Sequence[tuple[str, date | None]], what: str, analyst: Analyst | None = None
) -> Iterator[Annotation]:
    """What is found in each text, in their order, telling how far it is.

    Args:
        texts: each with its date.
        what: what they are called in a line of progress.
        analyst: who reads them; a fresh one if none.
    """
    return counted((analyst or fresh_analyst()).annotate_many(texts), what, len(texts))


def counted(items: Iterable[T], what: str, of: int) -> Iterator[T]:
    """The items, with a line on standard error every `EVERY` seconds that says how many of them are done."""
    told = monotonic()
    for done, item in enumerate(items, 1):
        yield item
        if monotonic() - told >= EVERY:
            told = monotonic()
            say(f"{what}: {done} of {of}")


def say(line: str) -> None:
    """A line of progress on standard error, at once: standard output is for figures."""
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()
