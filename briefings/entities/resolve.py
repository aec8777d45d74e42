"""Which entity each mention of an article is: known ones first, then joined among themselves, then learned.

Nothing is joined on a guess: a mention that may be two entities keeps none.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import cast

from briefings.entities.compare import alike
from briefings.entities.declared import Declared, declared, ends_with, is_another, names_whole, told
from briefings.entities.elsewhere import is_elsewhere, is_of_longer, names_nothing
from briefings.entities.index import NameIndex, initials, key, same_case
from briefings.entities.joining import JOINED, fitting_clusters, is_family_name_of
from briefings.entities.names import Name, parse
from briefings.entities.newcomers import label_of, learned_entity, looks_real, stands_alone
from briefings.entities.spotting import LABELS, find_names
from briefings.entities.surely import is_acronym, may_join
from briefings.entities.titled import has_given_name, is_titled, relabelled
from briefings.model import Candidate, Entity, EntityId, EntityKind, Mention

#: Labels of things that have names; the others are dates, numbers and the like and pass through.
NAMED = frozenset({"PERSON", "ORG", "GPE", "NORP", "FAC", "LOC", "EVENT", "LAW", "PRODUCT", "WORK_OF_ART"})

#: A country before what it has: "Iraq’s ".
_OWNER = re.compile(r"(?:the\s+)?((?:[A-Z][\w.]*\s+){0,2}[A-Z][\w.]*)[’']s\s+(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class Resolution:
    """What became of the mentions of one article."""

    mentions: tuple[Mention, ...]  #: in the text's order, with those that only the index saw; none overlap
    learned: tuple[Entity, ...] = ()  #: entities that neither the index nor `known` has


@dataclass(slots=True)
class _Group:
    """Mentions of one entity."""

    entity: EntityId | None
    kind: str  #: the entity's kind, or "person" and "" by label
    mentions: list[Mention] = field(default_factory=list)
    namesake: bool = False  #: of something known, which it is not: to be learned it would need another name
    _spelt: dict[str, Name] = field(default_factory=dict)
    _initials: set[str] = field(default_factory=set)
    _looked_at: int = 0  #: mentions whose spelling is known; mentions are only ever added

    def _look(self) -> dict[str, Name]:
        for mention in self.mentions[self._looked_at :]:
            if mention.text not in self._spelt:
                self._spelt[mention.text] = parse(mention.text)
                self._initials.update(initials(mention.text))
        self._looked_at = len(self.mentions)
        return self._spelt

    @property
    def texts(self) -> list[str]:
        """The spellings, each once."""
        return list(self._look())

    @property
    def names(self) -> list[Name]:
        """The spellings taken apart."""
        return list(self._look().values())

    @property
    def initials(self) -> set[str]:
        """Acronyms that the spellings may have."""
        self._look()
        return self._initials

    @property
    def label(self) -> str:
        """The label that most mentions of the longest spelling have; people are seldom known by one word."""
        longest = max(len(name.words) for name in self.names)
        labels = [mention.label for mention in self.mentions if len(parse(mention.text).words) == longest]
        return max(sorted(labels), key=labels.count)

    def may_be(self, name: Name) -> bool:
        """Whether nothing in a name says that it is of somebody else."""
        return any(may_join(name, other, person=self.kind == "person") for other in self.names)


@dataclass(frozen=True, slots=True)
class _Said:
    """What is known before a mention is looked at."""

    index: NameIndex
    fresh: NameIndex  #: of this issue's earlier articles
    acronyms: Mapping[str, tuple[int, int]]  #: where the name stands that the text gives for each acronym
    text: str
    own: frozenset[str]  #: keys of names that are the periodical's own
    links: dict[tuple[str, str], Candidate | None] = field(default_factory=dict)  #: by name and label: asked once

    def link(self, mention: Mention) -> Candidate | None:
        """The entity of the index, or of this issue's earlier articles."""
        asked = (mention.text, mention.label)
        if asked not in self.links:
            self.links[asked] = self._owned(*asked)
        return self.links[asked]

    def _owned(self, text: str, label: str) -> Candidate | None:
        """Of "Iraq’s Popular Mobilisation Forces" the forces, unless they are of another country."""
        found = self._of(text, label)
        owner = _OWNER.match(text)
        country = self.index.link(owner[1]) if owner else None
        if owner is None or country is None:
            return found
        found = found or self._of(text[owner.end() :], label)
        theirs = (None, country.entity.id, country.entity.country)
        return found if found and found.entity.country in theirs else None

    def without_owner(self, text: str) -> str:
        """A name without the place or body before it whose it is: the "Green Zone" of "Baghdad’s Green Zone"."""
        owner = _OWNER.match(text)
        return text[owner.end() :] if owner and self.index.link(owner[1]) else text

    def _of(self, text: str, label: str) -> Candidate | None:
        return self.index.link(text, label=label) or self.fresh.link(text, label=label)


def resolve(
    mentions: Sequence[Mention],
    text: str,
    index: NameIndex,
    *,
    known: Iterable[Entity] = (),
    own: Collection[str] = (),
) -> Resolution:
    """Resolve the mentions of one article.

    Args:
        mentions: what the recogniser saw, in any order; labels may be wrong.
        text: the article; offsets count in it.
        index: the catalogue with the entities learned from earlier issues.
        known: entities learned from earlier articles of the same issue.
        own: names that the periodical has for itself and its parts, of which nothing is learned.
    """
    fresh = NameIndex(known)
    found = [one for one in find_names(text, index) if not names_nothing(one, text) and not is_of_longer(one, text)]
    mentions = [_lengthened(one, text) for one in mentions if not names_nothing(one, text)]
    acronyms = [pair for pair in declared(text) if pair.acronym]
    seen = relabelled(mentions, text, index)
    merged = merge([*seen, *_long_forms(text, acronyms, [*seen, *found])], found)
    said = _Said(
        index, fresh, {key(text[slice(*pair.alias)]): pair.name for pair in reversed(acronyms)}, text, _keys(own)
    )
    groups: list[_Group] = []
    for mention in _long_first(m for m in merged if m.label in NAMED):
        _place(mention, groups, said)
    _join_declared(text, groups)
    _follow_long_forms(groups, index)
    learned = _learn(groups, said)
    entities = {(m.start, m.end): group.entity for group in groups for m in group.mentions}
    kinds = {(m.start, m.end): group.kind for group in groups if group.entity for m in group.mentions}
    done = tuple(
        replace(m, entity=entities.get((m.start, m.end)), label=_label(m, kinds.get((m.start, m.end)))) for m in merged
    )
    return Resolution(done, tuple(learned))


def _lengthened(mention: Mention, text: str) -> Mention:
    """With the "New" before a place's name that it is a part of."""
    start = mention.start - len("New ")
    return replace(mention, start=start, text=text[start : mention.end]) if is_of_longer(mention, text) else mention


def _keys(names: Iterable[str]) -> frozenset[str]:
    return frozenset(map(key, names))


def _label(mention: Mention, kind: str | None) -> str:
    """The label of a mention, set right where the entity is a person and the label says not, or the other way round."""
    fits = (kind == "person") == (mention.label == "PERSON") and (kind != "government" or mention.label != "LOC")
    if kind is None or fits:
        return mention.label
    return LABELS.get(cast("EntityKind", kind), mention.label)


def _long_forms(text: str, acronyms: Iterable[Declared], seen: Sequence[Mention]) -> Iterator[Mention]:
    """The names with an acronym behind them ("National Oil Corp. (NOC)") that nobody saw."""
    for pair in acronyms:
        start, end = pair.name
        if not any(ends_with(mention, end) and mention.start <= start for mention in seen):
            yield Mention(start, end, text[start:end], "ORG")


def merge(seen: Sequence[Mention], found: Sequence[Mention]) -> list[Mention]:
    """One list without overlaps; a known name wins over a shorter mention, a mention over a shorter known name.

    A sea or a river that was seen as such ("LOC") stays one.
    """
    waters = {(mention.start, mention.end) for mention in seen if mention.label == "LOC"}
    chosen: list[Mention] = []
    taken: set[int] = set()  # characters
    ranked = sorted([*found, *seen], key=lambda m: (m.start - m.end, m.entity is None, m.start))
    for mention in ranked:
        inside = range(mention.start, mention.end)
        if inside and taken.isdisjoint(inside):
            taken.update(inside)
            label = "LOC" if mention.label == "GPE" and (mention.start, mention.end) in waters else mention.label
            chosen.append(replace(mention, entity=None, label=label))
    return sorted(chosen, key=lambda mention: mention.start)


def _long_first(mentions: Iterable[Mention]) -> list[Mention]:
    return sorted(mentions, key=lambda m: (-len(parse(m.text).words), -len(m.text), m.start))


def _place(mention: Mention, groups: list[_Group], said: _Said) -> None:
    owner = _owner(mention, groups, said)
    if owner is not None:
        owner.mentions.append(mention)
        return
    namesakes = [] if is_titled(mention.text) or _is_body(mention, said) else _namesakes(mention, groups)
    if len(namesakes) == 1:
        namesakes[0].mentions.append(mention)
        return
    linked = None if len(namesakes) > 1 else _linked(mention, said)
    if linked is not None and is_elsewhere(linked, mention, said.text, said.index):
        groups.append(_Group(None, "", [mention], namesake=True))
        return
    if linked is not None:
        _group_of(linked, groups).mentions.append(mention)
        return
    likely = [] if namesakes or mention.label == "NORP" else _fitting(mention, groups, said)
    if len(likely) == 1:
        likely[0].mentions.append(mention)
    else:
        groups.append(_Group(None, "person" if mention.label == "PERSON" else "", [mention]))


def _owner(mention: Mention, groups: Sequence[_Group], said: _Said) -> _Group | None:
    """The group of the long form that the text gives for an acronym."""
    span = said.acronyms.get(key(mention.text)) if is_acronym(mention.text) else None
    if span is None:
        return None
    return next((group for group in groups if any(names_whole(one, span, said.text) for one in group.mentions)), None)


def _is_body(mention: Mention, said: _Said) -> bool:
    """Whether a mention is no family name: a people's ("Houthi"), or as written something else than a person."""
    written = [entity for entity, alias in said.index.written(key(mention.text)) if same_case(mention.text, alias)]
    return mention.label == "NORP" or (mention.label != "PERSON" and any(one.kind != "person" for one in written))


def _namesakes(mention: Mention, groups: Sequence[_Group]) -> list[_Group]:
    """People of the article who have this family name."""
    name = parse(mention.text)
    return [
        group
        for group in groups
        if group.kind == "person" and any(is_family_name_of(name, other, common=True) for other in group.names)
    ]


def _linked(mention: Mention, said: _Said) -> Entity | None:
    """The entity of the index, or of this issue's earlier articles; adjectives ("Iraqi") only as written.

    So is a name that the text gives to another than named before.
    """
    written = any(True for _ in said.index.written(key(mention.text)))
    if not written and (mention.label == "NORP" or is_another(said.text, mention.start)):
        return None
    found = said.link(mention)
    return found.entity if found else _by_acronym(mention, said)


def _by_acronym(mention: Mention, said: _Said) -> Entity | None:
    """The entity of the acronym that the text gives for a long form, where the long form is like one of its names."""
    acronym = next((letters for letters, span in said.acronyms.items() if names_whole(mention, span, said.text)), None)
    for entity, _ in said.index.written(acronym) if acronym else ():
        names = map(parse, (entity.name, *entity.aliases))
        if max(alike(parse(mention.text), name)[0] for name in names) >= JOINED:
            return entity
    return None


def _group_of(entity: Entity, groups: list[_Group]) -> _Group:
    group = next((one for one in groups if one.entity == entity.id), None)
    if group is None:
        group = _Group(entity.id, entity.kind)
        groups.append(group)
    return group


def _fitting(mention: Mention, groups: Sequence[_Group], said: _Said) -> list[_Group]:
    """Groups of the article that a mention may belong to; a lone word only as it is written or as acronym."""
    if is_titled(mention.text):
        people = (group for group in groups if group.kind == "person")
        return [group for group in people if any(has_given_name(mention.text, name) for name in group.names)]
    name = parse(mention.text)
    lone = len(name.words) < 2 and not mention.text.isupper()
    if lone or is_another(said.text, mention.start):
        same = [group for group in groups if key(mention.text) in map(key, group.texts)]
        return same[:1]
    likely = [group for group in groups if group.may_be(name)]
    found = fitting_clusters(mention.text, [group.names for group in likely], [group.initials for group in likely])
    return [likely[number] for number in found]


def _join_declared(text: str, groups: list[_Group]) -> None:
    """Join what the text itself says is one: "Thaer Allah, or the Vengeance of God"."""
    labels = {(mention.start, mention.end): mention.label for group in groups for mention in group.mentions}
    for pair in told(text, labels):
        first = next((g for g in groups if any(names_whole(m, pair.name, text) for m in g.mentions)), None)
        second = _within(pair.alias, groups)
        if first is None or second is None or first is second or (first.entity and second.entity):
            continue
        kept, gone = (second, first) if second.entity else (first, second)
        kept.mentions += gone.mentions
        groups.remove(gone)


def _within(span: tuple[int, int], groups: Sequence[_Group]) -> _Group | None:
    return next((g for g in groups if any(span[0] - 4 <= m.start and m.end <= span[1] for m in g.mentions)), None)


def _follow_long_forms(groups: list[_Group], index: NameIndex) -> None:
    """A group named by the last words of another's name is that other, where nothing else in the article points to it.

    "Hezbollah" in an article on Kataib Hezbollah that never speaks of Lebanon is not the Lebanese party.
    """
    countries = {group.entity for group in groups if group.entity}
    for short in [group for group in groups if group.kind == "armed_group"]:
        entity = index.get(short.entity) if short.entity else None
        if entity is None or (entity.country in countries and entity.country is not None):
            continue
        longer = [
            other for other in groups if other is not short and other.kind == "armed_group" and _all_tails(short, other)
        ]
        if len(longer) == 1:
            longer[0].mentions += short.mentions
            groups.remove(short)


def _all_tails(short: _Group, other: _Group) -> bool:
    whole = [key(text) for text in other.texts]
    return all(any(text != key(tail) and text.endswith(key(tail)) for text in whole) for tail in short.texts)


def _learn(groups: Sequence[_Group], said: _Said) -> list[Entity]:
    """New entities out of groups whose longest name looks like a real one."""
    learned: list[Entity] = []
    for group in groups:
        if (
            group.entity is not None
            or group.namesake
            or stands_alone(group.mentions, said.text)
            or not said.own.isdisjoint(_keys(group.texts))
        ):
            continue
        label = label_of(group.texts, group.label)
        texts = [said.without_owner(text) for text in group.texts]
        if not any(looks_real(text, label) for text in texts):
            continue
        entity = learned_entity(texts, label)
        if said.index.get(entity.id) or said.fresh.get(entity.id):
            entity = replace(entity, id=EntityId(f"{entity.id}-2"))
        group.entity, group.kind = entity.id, entity.kind
        if entity.id not in {one.id for one in learned}:
            learned.append(entity)
    return learned
