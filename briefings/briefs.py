"""Developments and a question → a brief: what bears on it, each event once, proved, chosen, in time order.

Pure: developments come in with their evidence and the entities that their sentences name; the day is an argument.
"""

from __future__ import annotations

import hashlib
import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from briefings.developments import gate
from briefings.developments.stories import same_story
from briefings.model import Brief, BriefLine, DaySpan, Development, EntityId, Novelty, Quote, ReadCount, Status, Topic

LINES = 15  #: of a brief, unless more are asked for: with citations they fill one Telegram message
_ABOUT = 3  #: sentences that must name each side before an article as a whole is about a relation
FORTNIGHT = 14  #: days
RECENT = 0.3  #: what an event of the latest issue gains on one long past
_LEAST = 0.5  #: relevance under which a development is left out

#: How much a development bears on a topic, by who is in it. The first entity of each side of a relation is the side
#: itself; what it does in an article on the relation weighs more than what others of its side do there.
BOTH_ACT, BOTH_NAMED, ITSELF, ONE_SIDE, WORDS = 1.0, 0.9, 0.75, 0.65, 0.75


@dataclass(frozen=True, slots=True)
class Material:
    """Developments of the archive with what their sentences name."""

    developments: Sequence[Development]  #: each with an id and evidence
    named: Mapping[int, frozenset[EntityId]]  #: development id → entities of its sentence
    with_words: frozenset[int] = frozenset()  #: ids whose sentence holds the topic's words
    country_of: Mapping[EntityId, EntityId] = field(default_factory=dict)  #: whose a person, group or company is
    bodies: frozenset[EntityId] = frozenset()  #: organisations, which act for their country: ministries, armies


@dataclass(frozen=True, slots=True)
class Told:
    """One event as the archive tells it: its developments, the leading one first."""

    members: tuple[Development, ...]
    relevance: float

    @property
    def lead(self) -> Development:
        """The development whose statement stands for all."""
        return self.members[0]

    @property
    def score(self) -> float:
        """What decides whether it is shown, about 0 to 1.3."""
        salience = max(member.salience for member in self.members)
        dated = 0.12 if self.when else 0.0
        often = min(0.15, 0.05 * (len(_sentences(self.members)) - 1))
        return self.relevance * (0.3 + 0.7 * salience) + dated + often - _vague(self.lead)

    @property
    def issued(self) -> date:
        """The date of the latest issue that tells it."""
        return max((q.date for member in self.members for q in member.evidence if q.date), default=date.min)

    @property
    def when(self) -> DaySpan | None:
        """The lead's days, else the most exact of the others."""
        spans = [member.when for member in self.members if member.when]
        return self.lead.when or min(spans, key=lambda span: (span.last - span.first).days, default=None)


def key(quote: Quote) -> str:
    """A name for a sentence of an issue that stays when the issue is read again: 16 hexadecimal digits."""
    text = f"{quote.source}|{quote.number}|{quote.date}|{quote.sentence}"
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def line_keys(line: BriefLine) -> frozenset[str]:
    """The keys of all sentences that a line rests on."""
    return frozenset(key(quote) for quote in line.development.evidence)


def compose(  # noqa: PLR0913  # a question, and what is known
    topic: Topic,
    material: Material,
    *,
    as_of: date | None,
    read: ReadCount,
    lines: int = LINES,
    told: Collection[str] = (),
) -> Brief:
    """A topic at a moment.

    Args:
        topic: what is asked.
        material: developments that may bear on it.
        as_of: the day up to which issues were read; None where nothing was.
        read: the account of what was read.
        lines: how many to show at most.
        told: keys of sentences that the reader was told before; lines that rest on them alone are not shown.

    Returns:
        Lines in time order, undated ones where their issue's date stands; each proved against its first evidence.
    """
    events = [event for event in group(topic, material) if event.relevance >= _LEAST]
    proved, withheld = _proved(events)
    fresh = [event for event in proved if not told or not _keys(event.members) <= set(told)]
    chosen = _chosen(fresh, lines)
    latest = max((q.date for e in events for m in e.members for q in m.evidence if q.date), default=None)
    shown = tuple(BriefLine(_line(event), _novelty(event, told, latest)) for event in sorted(chosen, key=_place))
    return Brief(
        topic=topic.id,
        title=topic.title,
        as_of=as_of,
        lines=shown,
        read=read,
        more=len(fresh) - len(chosen),
        withheld=withheld,
    )


# --- what bears on it ----------------------------------------------------------------------------------------------


def group(topic: Topic, material: Material) -> list[Told]:
    """The events of the material, each with how much it bears on the topic."""
    about = _articles_about(topic, material)
    together: dict[tuple[int | None, int], list[Development]] = defaultdict(list)
    for index, development in enumerate(material.developments):
        event = development.event if development.event >= 0 else -1 - index
        together[development.evidence[0].article_id, event].append(development)
    events = []
    for members in together.values():
        told = _lead_first(members)
        bearing = [_relevance(topic, d, material, about, leads=topic.pair is not None or d is told[0]) for d in told]
        events.append(Told(told, max(bearing)))
    return _joined([event for event in _with_words_on(events) if event.relevance > 0])


def _with_words_on(events: Sequence[Told]) -> list[Told]:
    """What is said of an event bears on the topic as the event itself does: "the raid was meant to …, X said"."""
    bearing: dict[str, float] = defaultdict(float)
    for event in events:
        for quote in (quote for member in event.members for quote in member.evidence):
            bearing[quote.sentence] = max(bearing[quote.sentence], event.relevance)
    return [
        replace(event, relevance=bearing[event.lead.evidence[0].sentence]) if event.lead.type == "STATEMENT" else event
        for event in events
    ]


def _relevance(
    topic: Topic, development: Development, material: Material, about: Collection[int], *, leads: bool
) -> float:
    """How much a development bears on a topic.

    Who is merely named in a sentence counts only where that sentence `leads` its event: "the May raid on Acme was
    followed by one on Bolt" does not make the May raid a thing of Bolt's.
    """
    if topic.types and development.type not in topic.types:
        return 0.0
    acting = {p.entity for p in (*development.actors, *development.targets) if p.entity}
    named = acting | (material.named.get(development.id or -1, frozenset()) if leads else frozenset())
    worded = WORDS if development.id in material.with_words else 0.0
    if topic.pair:
        at_home = development.evidence[0].article_id in about
        states = {material.country_of[one] for one in acting & material.bodies if one in material.country_of}
        return max(worded, _between(topic.pair, acting, named, states, at_home=at_home))
    wanted = set(topic.entities)
    if not wanted and not topic.words:
        return 1.0
    if acting & wanted:
        return BOTH_ACT
    if named & wanted:
        return max(worded, BOTH_NAMED)
    return max(worded, ITSELF if any(material.country_of.get(entity) in wanted for entity in acting) else 0.0)


def _between(
    pair: tuple[tuple[EntityId, ...], tuple[EntityId, ...]],
    acting: set[EntityId],
    named: set[EntityId],
    states: set[EntityId],
    *,
    at_home: bool,
) -> float:
    """How much something bears on a relation; `at_home` says that its article is about the relation.

    `states` are those whose ministries or forces act.
    """
    left, right = set(pair[0]), set(pair[1])
    if acting & left and acting & right:
        return BOTH_ACT
    if named & left and named & right:
        return BOTH_NAMED
    if not at_home:
        return 0.0
    return ITSELF if (acting | states) & {pair[0][0], pair[1][0]} else ONE_SIDE if named & (left | right) else 0.0


def _articles_about(topic: Topic, material: Material) -> frozenset[int]:
    """Articles that name each side of a relation in several sentences: what one side does there belongs to it."""
    if not topic.pair:
        return frozenset()
    counts: dict[int, list[Counter[str]]] = defaultdict(lambda: [Counter(), Counter()])
    for development in material.developments:
        quote = development.evidence[0]
        named = material.named.get(development.id or -1, frozenset())
        for side, wanted in enumerate(topic.pair):
            if quote.article_id is not None and named & set(wanted):
                counts[quote.article_id][side][quote.sentence] = 1
    return frozenset(article for article, sides in counts.items() if all(len(side) >= _ABOUT for side in sides))


# --- each event once -----------------------------------------------------------------------------------------------


def _joined(events: Sequence[Told]) -> list[Told]:
    """Events of several articles that tell one story, put together; the issue that told it last leads."""
    stories: list[Told] = []
    for event in events:
        for index, story in enumerate(stories):
            one_line = _one_statement(event, story)
            if one_line or same_story(event.members, story.members):
                members = _lead_first((*story.members, *event.members))
                if one_line:
                    members = _longest_first(members, (story.lead, event.lead))
                stories[index] = Told(members, max(story.relevance, event.relevance))
                break
        else:
            stories.append(event)
    return stories


def _one_statement(a: Told, b: Told) -> bool:
    """Two events of one sentence whose line is the same, or part of the other's, are told in one line."""
    if a.lead.evidence[0].sentence != b.lead.evidence[0].sentence:
        return False
    one, other = a.lead.statement.rstrip(".").lower(), b.lead.statement.rstrip(".").lower()
    return one in other or other in one


def _longest_first(members: tuple[Development, ...], leads: Sequence[Development]) -> tuple[Development, ...]:
    """Members with one in the lead whose line holds the others', if it is of the leader's days; else as they are."""
    longest = max((members[0], *leads), key=lambda member: len(member.statement))
    if members[0].when not in (None, longest.when):
        return members
    return (longest, *(member for member in members if member is not longest))


def _lead_first(members: Iterable[Development]) -> tuple[Development, ...]:
    """The best statement first; the others in the order of the archive."""
    listed = list(members)
    lead = max(listed, key=_leading)
    return (lead, *(member for member in listed if member is not lead))


def _leading(development: Development) -> tuple[date, float]:
    score = development.salience
    score += 0.12 if development.figures else 0.0
    score += 0.3 if _agreed_by_both(development) else 0.0
    score -= 0.1 if len(development.statement) > 200 else 0.0
    score -= 0.25 if development.status in ("alleged", "conditional") else 0.0
    score -= _vague(development)
    return development.evidence[0].date or date.min, score


def _agreed_by_both(development: Development) -> bool:
    """What both sides agreed is what their talks led to, and tells more than that they were opened."""
    return development.type == "AGREE" and len({p.entity for p in development.actors if p.entity}) > 1


def _vague(development: Development) -> float:
    """What a line loses that a reader cannot understand alone."""
    first = development.statement.split(" ", 1)[0].lower().strip(",")
    if first in ("they", "he", "she", "it", "this", "these", "those", "many", "most", "some", "both", "others"):
        return 0.25
    return 0.1 if development.statement.startswith("[") else 0.0


# --- proved, chosen, ordered -----------------------------------------------------------------------------------------


def _proved(events: Sequence[Told]) -> tuple[list[Told], int]:
    """Events whose line is true to its evidence; one that fails is told by its whole sentence, or withheld."""
    proved: list[Told] = []
    withheld = 0
    for event in events:
        lead = event.lead
        quote = lead.evidence[0]
        if not gate.check(lead.statement, quote.sentence, None):
            proved.append(event)
        elif quote.sentence:
            proved.append(Told((replace(lead, statement=quote.sentence), *event.members[1:]), event.relevance))
        else:
            withheld += 1
    return proved, withheld


def _chosen(events: Sequence[Told], lines: int) -> list[Told]:
    latest = max((event.issued for event in events), default=date.min)
    return sorted(events, key=lambda event: (-event.score - _recency(event, latest), _place(event)))[:lines]


def _recency(event: Told, latest: date) -> float:
    """What the latest issues tell comes before what older ones told: of half the weight each fortnight."""
    return RECENT * math.exp2(-(latest - event.issued).days / FORTNIGHT)


def _place(event: Told) -> tuple[date, date, int]:
    """Where an event stands in time: its first day; an undated one on its issue's date."""
    issued = event.lead.evidence[0].date or date.max
    when = event.when
    return (when.first, when.last, event.lead.sentence) if when else (issued, issued, event.lead.sentence)


def _line(event: Told) -> Development:
    quotes = {quote.sentence: quote for member in event.members for quote in member.evidence}
    return replace(event.lead, when=event.when, status=_status(event), evidence=tuple(quotes.values()))


def _status(event: Told) -> Status:
    """The lead's status, but for two cases.

    What was planned and is told elsewhere as having happened has happened; and a line that alleges anything is alleged.
    """
    lead = event.lead
    if any(m.status == "alleged" and m.statement == lead.statement for m in event.members):
        return "alleged"
    done = any(m.status == "stated" and m.trigger == lead.trigger for m in event.members)
    return "stated" if lead.status == "planned" and done else lead.status


def _novelty(event: Told, told: Collection[str], latest: date | None) -> Novelty:
    """New where nothing of it stood in an earlier issue (or was told before), developed where something did."""
    dates = {quote.date for member in event.members for quote in member.evidence}
    statuses = {member.status for member in event.members}
    before = bool(_keys(event.members) & set(told)) or (latest in dates and len(dates) > 1)
    if before and "denied" in statuses and len(statuses) > 1:
        return "contradicted"
    if before:
        return "developed"
    return "new" if latest in dates else "unchanged"


def _keys(members: Iterable[Development]) -> set[str]:
    return {key(quote) for member in members for quote in member.evidence}


def _sentences(members: Iterable[Development]) -> set[str]:
    return {quote.sentence for member in members for quote in member.evidence}
