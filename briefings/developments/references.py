"""What stands for what has been named: chains of names, "the group", "the minister", "she", "its".

Silent where two come into question: "the company" is the one name of a company in reach, "the minister" the one person
whom the text has called a minister. Pronouns have rules of their own (`pronouns`).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

from spacy.tokens import Doc, Span, Token

from briefings.developments.lexicon import noun_lemma
from briefings.developments.pronouns import BODIES, Stretch, of_pronouns, stretch
from briefings.model import EntityId, EntityKind, Mention

_STATES = frozenset({"government", "place"})
#: Of the bodies, those that may stand for a name without that word in it; "the army" is an army of its own.
_STANDING = frozenset((
    "company", "firm", "group", "militia", "party", "organisation", "organization", "movement", "body", "bank",
    "agency", "airline", "operator", "club", "consortium", "refiner", "producer", "country", "kingdom", "outfit",
))  # fmt: skip
_BACK = 2  #: sentences back that "the company" may look


def links(
    doc: Doc,
    mentions: Sequence[Mention],
    nouns: Mapping[int, EntityId],
    kind_of: Callable[[EntityId], EntityKind | None],
) -> tuple[tuple[Stretch, Stretch], ...]:
    """Pairs of an earlier and a later stretch of the text that mean the same, in the order of the later one.

    Args:
        doc: the parsed text, names as single words.
        mentions: its names, in order.
        nouns: tokens such as the "militia" of "the militia" that are known to stand for an entity.
        kind_of: what kind an entity is.
    """
    named = [m for m in mentions if not (m.label == "NORP" and m.entity and kind_of(m.entity) in _STATES)]
    named = sorted([*named, *_family_names(doc, mentions)], key=lambda m: m.start)
    towns = {m.entity for m in named if m.entity and kind_of(m.entity) in ("place", "facility")}
    found = {
        *_of_names(named), *_of_nouns(doc, named, nouns, towns), *_of_titles(doc, named), *of_pronouns(doc, named),
    }  # fmt: skip
    return tuple(sorted(found, key=lambda pair: (pair[1], pair[0])))


def _family_names(doc: Doc, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """Lone family names that nobody saw, of people whom the text names in full."""
    full = {m.text.rsplit(" ", 1)[1]: m for m in mentions if m.label == "PERSON" and " " in m.text}
    inside = {i for m in mentions for i in range(m.start, m.end)}
    for token in doc:
        if token.text in full and token.idx not in inside and token.idx > full[token.text].start:
            yield Mention(token.idx, token.idx + len(token), token.text, "PERSON", None)


def _of_names(named: Sequence[Mention]) -> Iterator[tuple[Stretch, Stretch]]:
    """Each later mention of an entity, or of the same word for somebody unknown, with the one before it."""
    last: dict[tuple[str, bool], Stretch] = {}
    people: dict[str, str] = {}  # who has which family name
    for mention in named:
        known = mention.entity or (f"={mention.text}" if mention.label in ("PERSON", "ORG", "GPE") else None)
        here = (mention.start, mention.end)
        if mention.entity is None and " " not in mention.text:
            bearers = {key for key, name in people.items() if name == mention.text}
            known = bearers.pop() if len(bearers) == 1 else known
        elif mention.label == "PERSON" and known is not None:
            people[known] = mention.text.rsplit(" ", 1)[-1]
        if known is None:
            continue
        sort = (known, mention.label == "PERSON")  # a foundation is not the person whose name it has
        if sort in last:
            yield last[sort], here
        last[sort] = here


def _of_nouns(
    doc: Doc, named: Sequence[Mention], nouns: Mapping[int, EntityId], towns: Collection[EntityId | None]
) -> Iterator[tuple[Stretch, Stretch]]:
    """Pair "the militia" with the name of it that was printed last."""
    sentences = list(doc.sents)
    for number, sentence in enumerate(sentences):
        for token in sentence:
            if token.pos_ != "NOUN" or token.dep_ == "compound":
                continue
            if token.i in nouns:
                before = [m for m in named if m.entity == nouns[token.i] and m.end <= token.idx]
                if before:
                    yield (before[-1].start, before[-1].end), stretch(token)
            elif noun_lemma(token) in BODIES and _is_bare_the(token, described=True):
                start = sentences[max(0, number - _BACK)].start
                earlier = _same_noun(doc[start : token.i], token)
                if earlier is None and noun_lemma(token) in _STANDING:
                    earlier = _only_body(doc[start : token.i], token, named, towns)
                if earlier is not None:
                    yield earlier, stretch(token)


def _same_noun(before: Span, noun: Token) -> Stretch | None:
    """The phrase just before with the same noun ("the energy ministry … the ministry"), if there is one of it."""
    same = [t for t in before if t.pos_ in ("NOUN", "PROPN") and noun_lemma(t) == noun_lemma(noun)]
    same = [t for t in same if t.dep_ != "compound" and "Plur" not in t.morph.get("Number", [])]
    said = {t.i for t in same if not _is_bare_the(t)}
    return stretch(same[-1]) if len(said) == 1 else None


def _only_body(
    before: Span, noun: Token, named: Sequence[Mention], towns: Collection[EntityId | None]
) -> Stretch | None:
    """The one name before that "the company" or "the country" may stand for."""
    label = "GPE" if noun_lemma(noun) in ("country", "state", "kingdom") else "ORG"
    here = [m for m in named if before.start_char <= m.start < before.end_char and m.label == label]
    here = [m for m in here if m.entity is None or m.entity not in towns]
    if len({m.entity or m.text for m in here}) != 1:
        return None
    return here[-1].start, here[-1].end


def _of_titles(doc: Doc, named: Sequence[Mention]) -> Iterator[tuple[Stretch, Stretch]]:
    """Pair "the minister" with the one person that the text has called a minister."""
    titled: dict[str, dict[str, Stretch]] = {}
    at = {m.start: m for m in named if m.label == "PERSON"}
    latest: dict[str, Stretch] = {}
    for token in doc:
        mention = at.get(token.idx)
        if mention is not None:
            key = mention.entity or mention.text.rsplit(" ", 1)[-1]
            latest[key] = (mention.start, mention.end)
            for title in _titles(token):
                titled.setdefault(title, {})[key] = latest[key]
        elif token.pos_ == "NOUN" and not token.ent_type_ and noun_lemma(token) in titled and _is_bare_the(token):
            people = titled[noun_lemma(token)]
            if len(people) == 1:
                yield latest[next(iter(people))], stretch(token)


def _titles(name: Token) -> Iterator[str]:
    """Words for what somebody is, beside the name: "Foreign Minister X", "X, the minister of …", "General X"."""
    around = [child for child in name.children if child.dep_ in ("nmod:desc", "compound", "appos", "flat")]
    if name.dep_ in ("appos", "flat", "nmod:desc"):
        around.append(name.head)
    around += [word for one in tuple(around) for word in one.children if word.dep_ in ("flat", "conj")]
    words = [noun_lemma(word) for word in around] + [part.lower() for part in name.text.split()[:-1]]
    yield from {word for word in words if len(word) > 2}


def _is_bare_the(noun: Token, *, described: bool = False) -> bool:
    """Whether a singular noun has an article and nothing else, or only an adjective where it may be `described`."""
    children = [c for c in noun.children if c.dep_ not in ("punct", "case")]
    if described:
        children = [c for c in children if not (c.dep_ in ("amod", "compound") and c.i < noun.i)]
    return "Plur" not in noun.morph.get("Number", []) and [c.lower_ in ("the", "this") for c in children] == [True]
