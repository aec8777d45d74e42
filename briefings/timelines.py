"""Developments and the reports they stand in → a timeline: the days that matter, and what is said of each (pure).

A day matters that many reports name, and name long after: what is told a month later is what lasted. A day's lines are
those nearest to what is said of it on the topic, none of them a repeat; one from a chronology comes first.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from briefings.developments import gate
from briefings.developments.standing import LONGEST, leans, under_its_day
from briefings.developments.timex.glance import days_said, opens_with_date
from briefings.model import BriefLine, Development, ReadCount, Timeline, TimelineEntry, Topic

DAYS, LINES = 12, 2  #: dates, and lines a date, unless others are asked for: about one Telegram message

#: What a report says of a day, by how it says it. Chosen on seven timelines, each tried without the others.
BY_DATE, PRINTED, TO_COME = 1.5, 0.5, 0.1
LONG_AFTER = 30  #: days from which it does not count how long after a day a report was printed
BEFORE, HISTORY = 30, 0.3  #: days before the first report from which a day is history, and what is left of its weight
#: What makes a line: how near it is to what is said of its day on the topic, and to the topic; its salience; a day of
#: its own, and that it opens with it: somebody wrote it into a chronology.
OF_DAY, OF_TOPIC, SALIENT, OWN_DAY, CHRONICLE = 1.5, 1.0, 0.4, 0.3, 0.5
#: That it leads the news of its day (less for each sentence before it), or is told later still; that it has figures.
NEWS, LATER, FIGURES = 0.4, 0.3, 0.1
FRESH = 2  #: days after its day that a report is news of it
#: What it loses where nobody tells but somebody speaks, where it is long, opens with what only its article explains, or
#: holds what a page of the web puts around its articles.
SPOKEN, LONG, VAGUE, LITTER = 0.5, 0.3, 0.25, 0.5
LONG_WORDS = 40
LEADS = 5  #: sentences of an article that may tell of the day on which it was printed
REPEATS = 0.7  #: what a line loses for each share that it has in common with one chosen before
SAME = 0.6  #: cosine from which two lines say the same: one is shown, with the evidence of both
MOST = 300  #: lines of one day that are looked at, the most salient ones

_MONTH = 31  #: days
_WORD = re.compile(r"[^\W\d_]{3,}|\d+")
_SPOKEN = re.compile(r"^[“\"‘']|\bI\b|\b[Ww]e\b|\?")
#: Bylines, stamps of time, comments of readers, and a headline that runs into the dateline of its report.
_LITTER = re.compile(
    r"\bwrote:|\bupdated:|\| By\b|^By the\b|^E[DS]?T\)|^\W*--|\((?:[A-Z]{2,5}|[A-Z][a-z]+)\) (?:--?|–|—) "
)
Vector = Mapping[str, float]
Span = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Report:
    """What days are counted in: an article, or its sentences on a topic."""

    issued: date
    text: str


def compose_timeline(  # noqa: PLR0913  # a question, and what is known
    topic: Topic,
    found: Sequence[Development],
    reports: Iterable[Report],
    *,
    as_of: date | None,
    read: ReadCount,
    days: int = DAYS,
    lines: int = LINES,
) -> Timeline:
    """The days that matter, in their order, each with its lines.

    Args:
        topic: what is asked.
        found: developments that bear on it, each with evidence.
        reports: the articles that they stand in.
        as_of: the day up to which issues were read; None where nothing was.
        read: the account of what was read.
        days: dates at most.
        lines: lines of a date at most.

    Returns:
        Entries in time order, none where nothing has a day. A line whose development has no day of its own stands on
        the one date that it names, else on the day of print. Each is proved against its first evidence.
    """
    proved, withheld = _proved(found)
    if not any(development.when for development in proved):
        return Timeline(topic.id, topic.title, as_of, (), read, withheld=withheld)
    dated = _by_span(proved)
    weights = _weights(dated, day_weights(reports))
    ranked = sorted(dated, key=lambda span: (-weights[span], span))
    choose = _chooser(proved)
    latest = max((d.evidence[0].date for d in proved if d.evidence[0].date), default=None)
    told = set[int]()
    entries = []
    for span in ranked[:days]:
        picked = choose([d for d in dated[span] if d.story not in told] or dated[span], lines)
        told.update(one.story for one in picked if one.story is not None)
        entries.append(TimelineEntry(*span, _value(dated[span], span), _lines(picked, latest), weights[span]))
    in_order = tuple(sorted(entries, key=lambda entry: (entry.first, entry.last)))
    more = len(dated) - len(entries)
    return Timeline(topic.id, topic.title, as_of, in_order, read, more, withheld, events_of(proved))


def events_of(found: Iterable[Development]) -> tuple[tuple[date, str], ...]:
    """First day and type of each event that has days, a month of them at most, in time order."""
    events: dict[int, tuple[date, str]] = {}
    for index, one in enumerate(found):
        if one.when and (one.when.last - one.when.first).days < _MONTH:
            events.setdefault(-1 - index if one.story is None else one.story, (one.when.first, one.type))
    return tuple(sorted(events.values()))


# --- which days ----------------------------------------------------------------------------------------------------


def day_weights(reports: Iterable[Report]) -> dict[date, float]:
    """How much each day matters: each report adds once, the more the longer it was printed after the day."""
    weights: Counter[date] = Counter()
    first = date.max
    for report in reports:
        first = min(first, report.issued)
        said = {report.issued: PRINTED}
        for one in days_said(report.text, report.issued):
            said[one.day] = max(said.get(one.day, 0.0), _weight(one.day, report.issued, by_date=one.by_date))
        weights.update(said)
    return {day: weight * (HISTORY if (first - day).days > BEFORE else 1.0) for day, weight in weights.items()}


def _weight(day: date, issued: date, *, by_date: bool) -> float:
    gap = (issued - day).days
    return TO_COME if gap < 0 else (BY_DATE if by_date else 1.0) * math.log(2 + min(gap, LONG_AFTER))


def _by_span(found: Iterable[Development]) -> dict[Span, list[Development]]:
    """Developments by the days that they are shown under; what can be put under none is left out."""
    spans: dict[Span, list[Development]] = defaultdict(list)
    for development in found:
        span = span_of(development)
        if span is not None:
            spans[span].append(development)
    return spans


def span_of(development: Development) -> Span | None:
    """Its days; without them the one past date in its line, or the day of print where it leads its article."""
    quote = development.evidence[0]
    if development.when:
        return development.when.first, development.when.last
    if quote.date is None:
        return None
    said = {one.day for one in days_said(development.statement, quote.date) if one.by_date and one.day <= quote.date}
    if len(said) == 1:
        day = said.pop()
        return day, day
    named = any(one.by_date and one.day <= quote.date for one in days_said(quote.sentence, quote.date))
    return (quote.date, quote.date) if development.sentence < LEADS and not named else None


def _weights(dated: Mapping[Span, Sequence[Development]], weights: Mapping[date, float]) -> dict[Span, float]:
    """A single day has its weight; several days have a report's for each article, shared among them."""
    return {span: _span_weight(span, members, weights) for span, members in dated.items()}


def _span_weight(span: Span, members: Sequence[Development], weights: Mapping[date, float]) -> float:
    first, last = span
    if first == last:
        return weights.get(first, 0.0)
    articles = {member.evidence[0].article_id for member in members}
    return len(articles) / ((last - first).days + 1)


def _value(members: Sequence[Development], span: Span) -> str:
    """The days as the texts give them."""
    spans = Counter(member.when.value for member in members if member.when)
    return spans.most_common(1)[0][0] if spans else span[0].isoformat()


# --- which lines ---------------------------------------------------------------------------------------------------


def _proved(found: Iterable[Development]) -> tuple[list[Development], int]:
    """Developments whose line is true to its evidence; one that fails is told by its sentence, or withheld."""
    proved, withheld = [], 0
    for development in found:
        told = gate.proved(development)
        if told is None:
            withheld += 1
        elif len(told.statement) <= LONGEST:
            proved.append(told)
    return proved, withheld


def _chooser(found: Sequence[Development]) -> Callable[[Sequence[Development], int], list[Development]]:
    """What picks the lines of a day, knowing how rare each word is in all that was found."""
    rare = _rarity(found)
    topic = _sum([_vector(development.statement, rare) for development in found])

    def choose(members: Sequence[Development], lines: int) -> list[Development]:
        some = sorted(members, key=lambda member: -member.salience)[:MOST]
        vectors = [_vector(member.statement, rare) for member in some]
        near = [_cosine(vector, topic) for vector in vectors]
        day = _sum(vectors, near)
        scores = [
            OF_DAY * _cosine(vector, day) + OF_TOPIC * of_topic + _merit(member)
            for member, vector, of_topic in zip(some, vectors, near, strict=True)
        ]
        return _picked(some, vectors, scores, lines)

    return choose


def _merit(development: Development) -> float:
    """What a line is worth by itself."""
    statement, when = development.statement, development.when
    worth = SALIENT * development.salience + _told(development)
    worth += OWN_DAY if when is not None and when.first == when.last else 0.0
    worth += FIGURES if development.figures else 0.0
    worth -= VAGUE if leans(statement) else 0.0
    worth -= SPOKEN if _SPOKEN.search(statement) else 0.0
    if _LITTER.search(statement):
        worth -= LITTER
    elif opens_with_date(statement):
        worth += CHRONICLE
    return worth - (LONG if len(statement.split()) > LONG_WORDS else 0.0)


def _told(development: Development) -> float:
    """What it adds that a line leads the news of its day, or is still told later."""
    span, issued = span_of(development), development.evidence[0].date
    if span is None or issued is None:
        return 0.0
    return NEWS / (1 + development.sentence) if (issued - span[0]).days <= FRESH else LATER


def _picked(
    members: Sequence[Development], vectors: Sequence[Vector], scores: Sequence[float], lines: int
) -> list[Development]:
    """The best lines, each against those before it; what says the same lends its evidence."""
    left = dict(enumerate(scores))
    repeated = dict.fromkeys(left, 0.0)
    picked: list[Development] = []
    while left and len(picked) < lines:
        best = max(left, key=lambda index: (left[index] - REPEATS * repeated[index], -index))
        near = {index: _cosine(vectors[index], vectors[best]) for index in left}
        same = [index for index in left if index != best and (near[index] >= SAME or _of_one(members, index, best))]
        picked.append(_with_evidence(members[best], [members[index] for index in same]))
        left = {index: score for index, score in left.items() if index != best and index not in same}
        repeated = {index: max(repeated[index], near[index]) for index in left}
    return picked


def _of_one(members: Sequence[Development], index: int, other: int) -> bool:
    """Whether two developments are of one story, or told by the same sentence."""
    one, two = members[index], members[other]
    return (one.story is not None and one.story == two.story) or one.evidence[0].sentence == two.evidence[0].sentence


def _with_evidence(lead: Development, others: Iterable[Development]) -> Development:
    quotes = {quote.sentence: quote for one in (lead, *others) for quote in one.evidence}
    return replace(lead, evidence=tuple(quotes.values()))


def _lines(chosen: Iterable[Development], latest: date | None) -> tuple[BriefLine, ...]:
    return tuple(
        BriefLine(
            replace(one, statement=under_its_day(one.statement, one.when)),
            "new" if all(quote.date == latest for quote in one.evidence) else "unchanged",
        )
        for one in chosen
    )


# --- words as vectors ----------------------------------------------------------------------------------------------


def _rarity(found: Iterable[Development]) -> dict[str, float]:
    """Inverse document frequency of each word, an article being a document."""
    articles: dict[int | None, set[str]] = defaultdict(set)
    for development in found:
        articles[development.evidence[0].article_id].update(_words(development.statement))
    counts = Counter(word for words in articles.values() for word in words)
    return {word: math.log(1 + len(articles) / count) for word, count in counts.items()}


def _vector(text: str, rare: Mapping[str, float]) -> Vector:
    counts = Counter(_words(text))
    return _unit({word: (1 + math.log(count)) * rare.get(word, 0.0) for word, count in counts.items()})


def _words(text: str) -> list[str]:
    return [word.removesuffix("s") for word in _WORD.findall(text.lower())]


def _sum(vectors: Sequence[Vector], shares: Sequence[float] = ()) -> Vector:
    """What all of them say, each by its share, the same for all if none are given."""
    total: defaultdict[str, float] = defaultdict(float)
    for vector, share in zip(vectors, shares or [1.0] * len(vectors), strict=True):
        for word, weight in vector.items():
            total[word] += share * weight
    return _unit(total)


def _unit(weights: Mapping[str, float]) -> Vector:
    length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
    return {word: weight / length for word, weight in weights.items()}


def _cosine(one: Vector, other: Vector) -> float:
    if len(one) > len(other):
        one, other = other, one
    return sum(weight * other.get(word, 0.0) for word, weight in one.items())
