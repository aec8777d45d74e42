"""Which of many names are one entity: linked to the index first, and only what is left joined among itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from briefings.entities.compare import alike, word_likeness
from briefings.entities.index import NameIndex, initials, key, tidy
from briefings.entities.names import Name, parse

#: Stricter than for a pair alone: one wrong join here draws others after it.
JOINED = 0.8
_SAME_WORD = 0.88


@dataclass(slots=True)
class _Cluster:
    label: str
    names: list[Name] = field(default_factory=list)
    initials: set[str] = field(default_factory=set)

    def add(self, text: str) -> None:
        self.names.append(parse(text))
        self.initials.update(initials(text))


def join(texts: Sequence[str], index: NameIndex | None = None) -> list[str]:
    """A label for each name; equal labels mean one entity.

    Long forms come first, so that a short form finds them; one that fits two of them stands alone.

    Args:
        texts: names as printed, in any order.
        index: entities to link to first; the label is then the entity's id.
    """
    labels: dict[str, str] = {}
    clusters: list[_Cluster] = []
    for text in sorted(dict.fromkeys(texts), key=lambda text: (-len(parse(text).words), -len(text), text)):
        linked = index.link(text) if index is not None else None
        labels[text] = f"{linked.entity.id}" if linked else _place(text, clusters)
    return [labels[text] for text in texts]


def _place(text: str, clusters: list[_Cluster]) -> str:
    fitting = fitting_clusters(
        text, [cluster.names for cluster in clusters], [cluster.initials for cluster in clusters]
    )
    if len(fitting) == 1:
        chosen = clusters[fitting[0]]
    else:
        chosen = _Cluster(f"{tidy(text)}#{len(clusters)}")
        clusters.append(chosen)
    chosen.add(text)
    return chosen.label


def fitting_clusters(text: str, names: Sequence[Sequence[Name]], acronyms: Sequence[set[str]]) -> list[int]:
    """Numbers of the groups of names that a name may belong to; where one fits clearly better, only that."""
    name = parse(text)
    scores = {}
    for number, group in enumerate(names):
        score = max((alike(name, other)[0] for other in group), default=0.0)
        if _is_acronym(text) and key(text) in acronyms[number]:
            score = 1.0
        elif score < JOINED and any(is_family_name_of(name, other) for other in group):
            score = JOINED
        if score >= JOINED:
            scores[number] = score
    best = max(scores.values(), default=0.0)
    return [number for number, score in scores.items() if score >= best - 0.1]


def is_family_name_of(short: Name, whole: Name, *, common: bool = False) -> bool:
    """Whether a lone word, titles apart, is the last word of a name of several.

    Args:
        short: the lone word.
        whole: the name.
        common: within one article a common name ("Hussein") may be meant too; elsewhere only a rare one is sure.
    """
    core = [word for word in short.words if word.part != "title"]
    last = [word for word in whole.words if word.part in ("plain", "given")]
    if len(core) != 1 or len(last) < 2 or core[0].part not in (("plain", "given") if common else ("plain",)):
        return False
    return word_likeness(core[0], last[-1], across=short.arabic != whole.arabic) >= _SAME_WORD


def _is_acronym(text: str) -> bool:
    return text.isupper() and 2 <= len(text) <= 6
