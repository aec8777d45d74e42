"""How much a sentence or a development matters in its text: what speaks for it, weighed (`salience.toml`).

The weights are learned by `python -m briefings.commands.training` and can be read: each says how many units of log-odds
its feature adds, from 0 where it is absent to the whole weight where it is full.
"""

from __future__ import annotations

import math
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from briefings.developments import traits
from briefings.model import Development

BIAS = "bias"  #: the weight that every sentence and development has
_OTHER = "OTHER"
_VAGUE = ("they ", "he ", "she ", "it ", "this ", "these ", "those ", "many ", "most ", "some ", "others ", "both ")


@dataclass(frozen=True, slots=True)
class Weights:
    """What weighs how much; a feature that is not named weighs nothing."""

    sentence: Mapping[str, float]
    development: Mapping[str, float]
    types: Mapping[str, float]  #: types of developments, 0 to 1; OTHER for those that are not named

    def of_type(self, type_: str) -> float:
        """How much a type of event weighs beside others."""
        return self.types.get(type_, self.types[_OTHER])


@cache
def load_weights() -> Weights:
    """The weights that the package ships."""
    found = tomllib.loads((files(__package__) / "salience.toml").read_text(encoding="utf-8"))
    return Weights(found["sentence"], found["development"], found["types"])


def of_sentences(text: traits.Text) -> tuple[float, ...]:
    """How much each sentence matters, 0.0 to 1.0: about what part of the best one's worth it has to a summary."""
    weights = load_weights().sentence
    return tuple(weighed(found, weights) for found in traits_of(text))


def traits_of(text: traits.Text) -> list[traits.Traits]:
    """What speaks for each sentence of a text."""
    return traits.of_sentences(text, load_weights().of_type)


def with_salience(developments: Iterable[Development], sentences: Sequence[float]) -> tuple[Development, ...]:
    """Developments of one text with their salience set, order kept; `sentences` is what each sentence has."""
    listed = tuple(developments)
    found = features(listed, sentences)
    weights = load_weights().development
    return tuple(replace(one, salience=weighed(some, weights)) for one, some in zip(listed, found, strict=True))


def features(developments: Sequence[Development], sentences: Sequence[float]) -> list[traits.Traits]:
    """What speaks for each development of a text, each between 0 and 1."""
    named = Counter(party.name for one in developments for party in (*one.actors, *one.targets))
    return [_features(one, sentences[one.sentence], named) for one in developments]


def _features(one: Development, sentence: float, named: Mapping[str, int]) -> traits.Traits:
    names = [party.name for party in (*one.actors, *one.targets)]
    return {
        "sentence": sentence,
        "type": load_weights().of_type(one.type),
        "actor": float(bool(one.actors)),
        "known_actor": float(any(party.entity for party in one.actors)),
        "target": float(bool(one.targets)),
        "known_target": float(any(party.entity for party in one.targets)),
        "dated": float(one.when is not None),
        "figure": float(bool(one.figures)),
        "repeated": min(1.0, max((named[name] for name in names), default=0) / 4),
        "sure": 0.0 if one.statement.lower().startswith(_VAGUE) else 1.0,
    }


def weighed(found: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """The square root of the logistic of the weighted sum: the weights are learned for squares, which tell the best."""
    total = weights[BIAS] + sum(weights.get(name, 0.0) * value for name, value in found.items())
    return round(math.sqrt(1 / (1 + math.exp(-max(-40.0, min(40.0, total))))), 4)
