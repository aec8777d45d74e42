"""Which developments of several articles tell one event: parties, kind, days, place, figures and words together.

Two parties that meet, or fight, on one and the same day do so once, whatever the words. Else what two statements have
in common is counted in shares of their words: what agrees beside the words adds to it, what disagrees takes away.
Sentences that are alike but for their names ("Acme shut the mine at A", "… at B") tell of two events, and so do those
that name no day in issues weeks apart.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from rapidfuzz import fuzz

from briefings.developments.families import family
from briefings.developments.likeness import stem, words
from briefings.developments.particulars import names_in
from briefings.model import DaySpan, Development

SAME = 0.42  #: what words and everything else must come to; ECB+ (even topics): .97 of such pairs are of one event
_NAMELESS = 0.3  #: the least share of words where no day and no party speaks for it
_LEAST = 0.15  #: the least share of words, whatever else agrees
#: What agreement is worth in shares of words: trigger and figures as pairs of ECB+ have it (a logistic model); parties
#: and days, which that data lacks, by how seldom they agree by chance.
_TRIGGER, _FIGURES, _PARTY, _DAY = 0.1, 0.08, 0.08, 0.12
_OTHER_KIND, _OTHER_PARTIES, _OTHER_PLACE = 0.12, 0.15, 0.1
_OWN_PARTIES, _OWN_FIGURES = 0.2, 0.04  #: both have some that the other has not
_SPELT = 75  #: of a hundred: names at least so alike are two spellings of one
_A_DAY, _LATE = 0.01, 0.2  #: what each day between issues takes off where no day is told, and the most
_ANOTHER = timedelta(days=45)  #: between issues: what happened on no day that is told is another event
_BARE = 0.3  #: the least share of words where no name, figure, party, place or day is in common
_EMPTY = 0.6  #: … and where one of them names nobody and nothing: "At least nine people are killed."
_NEAR = timedelta(days=1)
_RAREST = 8  #: words by which a development is found
_FULL = 24  #: stories under one key: a key that more have tells too little
_TOLD = 3  #: of a story its first and its latest events, which a new one is compared with
_COMPARED = 12  #: stories that an event is compared with, those with the most keys in common


def group_stories(events: Sequence[Sequence[Development]]) -> list[list[int]]:
    """Events of many articles by the story that they tell.

    Each is compared with a few that share rare words, or parties on a day, so that the time grows with their number
    alone. An event joins the story that it agrees with most; two events of one article never come together.

    Args:
        events: each the developments of one event in one article, or of an event put together from several.

    Returns:
        Indexes of the events of each story, in order; stories in the order of their first event.
    """
    seen = [tuple(map(_seen, event)) for event in events]
    common = Counter(word for event in seen for word in set().union(*(one.words for one in event)))
    stories: list[list[int]] = []
    articles: list[set[int | None]] = []
    found: defaultdict[Hashable, list[int]] = defaultdict(list)
    for index, event in enumerate(events):
        keys = list(dict.fromkeys(key for one in seen[index] for key in _keys(one, common)))
        here = _articles(event)
        near = (story for story in _near(keys, found) if not here & articles[story])
        story = _best(seen[index], near, stories, seen)
        if story is None:
            story = len(stories)
            stories.append([])
            articles.append(set())
        stories[story].append(index)
        articles[story] |= here
        for key in keys:
            if len(found[key]) < _FULL and story not in found[key]:
                found[key].append(story)
    return stories


def likeness(a: str, b: str) -> float:
    """Jaccard coefficient of the stems of two texts, small words left out: 0.0 to 1.0."""
    return _shared(_words(a), _words(b))


# --- two developments ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Seen:
    """What of a development is compared."""

    words: frozenset[str]
    trigger: str
    family: str
    parties: frozenset[str]
    when: DaySpan | None
    place: str | None
    figures: frozenset[float]
    names: frozenset[str]  #: of `words` those that begin with a capital
    told: date | None  #: of the first issue


def _seen(development: Development) -> _Seen:
    parties = (*development.actors, *development.targets)
    return _Seen(
        words=_words(development.statement),
        trigger=stem(development.trigger.lower()) if development.trigger else "",
        family=family(development.type),
        parties=frozenset(party.entity for party in parties if party.entity),
        when=development.when,
        place=development.place and development.place.lower(),
        figures=frozenset(figure.value for figure in development.figures if figure.value is not None),
        names=names_in(development.statement),
        told=development.evidence[0].date,
    )


@lru_cache(maxsize=16_384)
def _words(text: str) -> frozenset[str]:
    return frozenset(words(text))


def _shared(a: frozenset[str], b: frozenset[str]) -> float:
    return len(a & b) / len(a | b) if a and b else 0.0


def _agree(a: Sequence[_Seen], b: Sequence[_Seen]) -> float:
    return max((_agreement(x, y) for x in a for y in b), default=0.0)


def _all_apart(a: Sequence[_Seen], b: Sequence[_Seen]) -> bool:
    return all(_apart(x, y) for x in a for y in b)


def _agreement(a: _Seen, b: _Seen) -> float:
    """What speaks for one event, in shares of words; 1.0 where parties and day settle it."""
    if _apart(a, b):
        return 0.0
    alike = _shared(a.words, b.words)
    shared = len(a.parties & b.parties)
    same_day = a.when is not None and a.when == b.when and a.when.first == a.when.last
    if a.family == b.family and same_day and (shared > 1 or _same_talks(a, b)):
        return 1.0
    if alike < _LEAST or (alike < _NAMELESS and not (same_day or shared)):
        return 0.0
    if alike < _BARE and not (same_day or shared or _particular(a, b)):
        return 0.0
    if alike < _EMPTY and not same_day and not (_says_which(a) and _says_which(b)):
        return 0.0
    points = _beside_words(a, b) - _contrast(a, b) - _late(a, b)
    return alike + points + _DAY * (a.when is not None and a.when == b.when) + _PARTY * min(shared, 2)


def _says_which(one: _Seen) -> bool:
    return bool(one.names or one.parties or one.place)


def _particular(a: _Seen, b: _Seen) -> bool:
    """Whether both tell of something of its own, rather than of people killed somewhere."""
    return bool(a.names & b.names or a.figures & b.figures or (a.place and a.place == b.place))


def _same_talks(a: _Seen, b: _Seen) -> bool:
    """One of them tells of whoever the other tells of, and of nobody else besides."""
    one, other = a.parties, b.parties
    return a.family == "talks" and bool(one & other) and not (one - other and other - one)


def _beside_words(a: _Seen, b: _Seen) -> float:
    points = _TRIGGER * (bool(a.trigger) and (a.trigger == b.trigger or a.trigger in b.words or b.trigger in a.words))
    points += _FIGURES * bool(a.figures & b.figures)
    points -= _OTHER_KIND * (a.family != b.family)
    points -= _OTHER_PARTIES * (bool(a.parties) and bool(b.parties) and not a.parties & b.parties)
    return points - _OTHER_PLACE * (a.place is not None and b.place is not None and not _one_place(a.place, b.place))


def _one_place(a: str, b: str) -> bool:
    return a in b or b in a


def _contrast(a: _Seen, b: _Seen) -> float:
    """What it takes off that each has names, parties and figures of its own: all where nothing but names is."""
    own_a, own_b = a.words - b.words, b.words - a.words
    if not own_a or not own_b:
        return 0.0
    names_a, names_b = own_a & a.names, own_b & b.names
    names = min(_unlike(names_a, names_b) / len(own_a), _unlike(names_b, names_a) / len(own_b))
    points = names**2 * _shared(a.words, b.words)
    points += _OWN_PARTIES * (bool(a.parties - b.parties) and bool(b.parties - a.parties))
    return points + _OWN_FIGURES * (bool(a.figures) and bool(b.figures) and not a.figures & b.figures)


def _unlike(names: frozenset[str], others: frozenset[str]) -> int:
    """How many names are no spelling of one of the others: "Kobani" is one of "Kobane"."""
    return sum(all(fuzz.ratio(name, other) < _SPELT for other in others) for name in names)


def _late(a: _Seen, b: _Seen) -> float:
    """What it takes off that neither tells a day, and issues of two dates tell it."""
    if a.when is not None or b.when is not None or a.told is None or b.told is None:
        return 0.0
    return min(_LATE, _A_DAY * abs((a.told - b.told).days))


def _apart(a: _Seen, b: _Seen) -> bool:
    """Both dated, and more than a day apart; or neither, in issues far apart."""
    if a.when is None and b.when is None:
        return a.told is not None and b.told is not None and abs(a.told - b.told) > _ANOTHER
    if a.when is None or b.when is None:
        return False
    return a.when.last + _NEAR < b.when.first or b.when.last + _NEAR < a.when.first


# --- many events ---------------------------------------------------------------------------------------------------


def _articles(event: Iterable[Development]) -> set[int | None]:
    return {development.evidence[0].article_id for development in event}


def _keys(one: _Seen, common: Counter[str]) -> Iterator[Hashable]:
    """What a development is found by: its rarest words, and its parties with kind and day."""
    yield from sorted(one.words, key=lambda word: (common[word], word))[:_RAREST]
    if one.when is not None and one.when.first == one.when.last:
        for party in sorted(one.parties):
            yield one.family, one.when.first, party


def _near(keys: Iterable[Hashable], found: defaultdict[Hashable, list[int]]) -> list[int]:
    """The stories with the most keys in common, the earlier first among equals."""
    counts = Counter(story for key in keys if key in found for story in found[key])
    return [story for story, _ in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:_COMPARED]]


def _best(
    event: Sequence[_Seen], near: Iterable[int], stories: Sequence[Sequence[int]], seen: Sequence[Sequence[_Seen]]
) -> int | None:
    """The story with which an event agrees most, and enough."""
    best, most = None, SAME
    for story in near:
        members = stories[story]
        told = members if len(members) <= 2 * _TOLD else (*members[:_TOLD], *members[-_TOLD:])
        if any(_all_apart(event, seen[member]) for member in told):
            continue
        agreed = max(_agree(event, seen[member]) for member in told)
        if agreed >= most and (best is None or agreed > most):
            best, most = story, agreed
    return best
