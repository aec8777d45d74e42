"""Sentences read as the program reads them: the shipped pipeline, the names of states, and a second reading."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

import pytest

from briefings.analysis import Analyst
from briefings.catalogue import Countries, load_countries, load_entities
from briefings.language.pipeline import load_pipeline
from briefings.model import Annotation, Entity
from tests.builders import ISSUE_DATE

Read = Callable[[str], Annotation]


@lru_cache(maxsize=1)
def _known() -> tuple[Sequence[Entity], Countries]:
    entities = load_entities()
    return [entity for entity in entities if entity.kind == "government"], load_countries(entities=entities)


@lru_cache(maxsize=1_000)
def _annotation(text: str) -> Annotation:
    entities, countries = _known()
    return Analyst(load_pipeline(), entities, countries).annotate(text, ISSUE_DATE)


@pytest.fixture
def read() -> Read:
    """A text → what is found in it, on the day of the issue; what one text teaches, another does not know."""
    return _annotation
