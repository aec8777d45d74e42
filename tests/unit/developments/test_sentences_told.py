"""Sentences of our own on politics and energy, and traps: each tells what it tells, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

import pytest

from briefings.analysis import Analyst
from briefings.catalogue import load_countries, load_entities
from briefings.language.pipeline import load_pipeline
from briefings.model import Development, Party
from tests.builders import ISSUE_DATE

HERE = Path(__file__).parent
ANY = "*"


def rows(name: str) -> list[list[str]]:
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [[part.strip() for part in line.split("|")] for line in lines if line and not line.startswith("#")]


TOLD, TRAPS = rows("told.txt"), rows("traps.txt")


@lru_cache(maxsize=1)
def found() -> Mapping[str, Sequence[Development]]:
    """Every sentence, read once: what it tells beside mere statements."""
    entities = load_entities()
    analyst = Analyst(load_pipeline(), entities, load_countries(entities=entities))
    sentences = [row[-1] for row in TOLD] + [row[0] for row in TRAPS]
    read = analyst.annotate_many([(sentence, ISSUE_DATE) for sentence in sentences])
    return {sentence: one.developments for sentence, one in zip(sentences, read, strict=True)}


def first(sentence: str) -> Development:
    return next(development for development in found()[sentence] if development.type != "STATEMENT")


def named(wanted: str, among: Sequence[Party]) -> bool:
    return any(wanted.lower() in f"{party.text} {party.name}".lower() for party in among)


@pytest.mark.parametrize("row", TOLD, ids=[row[-1][:40] for row in TOLD])
def test_a_sentence_tells_what_happened(row: list[str]) -> None:
    kind, status, actors, targets, place, figure, sentence = row
    told = first(sentence)

    assert (told.type, told.status) == (kind, status)
    assert all(named(actor, told.actors) for actor in actors.split(";") if actor)
    assert bool(told.actors) <= bool(actors)
    assert all(named(target, told.targets) for target in targets.split(";") if target)
    assert place in (told.place or "")
    if figure:
        value, _, unit = figure.partition(" ")
        assert any(f.value == pytest.approx(float(value)) and unit in (f.unit or "") for f in told.figures)


@pytest.mark.parametrize("row", TRAPS, ids=[row[0][:40] for row in TRAPS])
def test_a_trap_is_not_stepped_into(row: list[str]) -> None:
    sentence, wanted, forbidden = row
    told = found()[sentence]

    assert all(any(fits(one, wish) for one in told) for wish in wanted.split(";") if wish)
    assert not any(fits(one, wish) for one in told for wish in forbidden.split(";") if wish)


def fits(development: Development, wish: str) -> bool:
    kind, status, who = (*wish.split("/"), "")[:3]
    actor, _, target = who.partition(">")
    return (
        kind in (ANY, development.type)
        and status in (ANY, development.status)
        and (not actor or named(actor, development.actors))
        and (not target or named(target, development.targets))
    )
