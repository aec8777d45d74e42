"""How much a development matters in its text: readable weighted features, each between 0 and 1."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from briefings.model import Development

#: What weighs how much. Chosen by hand: weight of the event before who and when, then where it stands.
WEIGHTS = {
    "type": 0.30,
    "actor": 0.17,
    "target": 0.13,
    "dated": 0.12,
    "figure": 0.05,
    "position": 0.10,
    "repeated": 0.08,
    "sure": 0.05,
}
TYPE_WEIGHT = {
    "ASSAULT": 1.0, "COERCE": 0.9, "AGREE": 0.9, "RETREAT": 0.85, "SANCTION": 0.9, "THREATEN": 0.8, "PROTEST": 0.8,
    "ACCUSE": 0.75, "MOBILIZE": 0.75, "CONSULT": 0.7, "REJECT": 0.65, "REQUEST": 0.6, "COOPERATE": 0.6, "CONCEDE": 0.6,
    "AID": 0.55, "SUPPORT": 0.45, "STATEMENT": 0.6,
}  # fmt: skip
_VAGUE = ("they ", "he ", "she ", "it ", "this ", "these ", "those ", "many ", "most ", "some ", "others ", "both ")


def features(development: Development, *, sentences: int, named: Counter[str]) -> dict[str, float]:
    """What speaks for a development; keys as in `WEIGHTS`."""
    names = [party.name for party in (*development.actors, *development.targets)]
    return {
        "type": TYPE_WEIGHT.get(development.type, 0.7),
        "actor": float(bool(development.actors)) * (1.0 if any(p.entity for p in development.actors) else 0.6),
        "target": float(bool(development.targets)) * (1.0 if any(p.entity for p in development.targets) else 0.6),
        "dated": float(development.when is not None),
        "figure": float(bool(development.figures)),
        "position": 1.0 - development.sentence / max(1, sentences),
        "repeated": min(1.0, max((named[name] for name in names), default=0) / 4),
        "sure": 0.0 if development.statement.lower().startswith(_VAGUE) else 1.0,
    }


def salience(development: Development, *, sentences: int, named: Counter[str]) -> float:
    """The weighted sum of the features, 0.0 to 1.0."""
    values = features(development, sentences=sentences, named=named)
    return round(sum(WEIGHTS[key] * value for key, value in values.items()), 4)


def with_salience(developments: Sequence[Development], sentences: int) -> tuple[Development, ...]:
    """Developments of one text with their salience set, order kept."""
    named = Counter(party.name for d in developments for party in (*d.actors, *d.targets))
    return tuple(replace(d, salience=salience(d, sentences=sentences, named=named)) for d in developments)
