"""Developments of a text: each event it names, with who did it to whom, when, where, and how it is known.

The parse must be Universal Dependencies. What stands below a verb of saying is reported with its source. Actors stay
empty rather than wrong.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from spacy.tokens import Doc, Span, Token

from briefings.developments import figures, parties, place, roles, statement
from briefings.developments.coreference import antecedents, named_by_noun, repeated_bodies
from briefings.developments.dating import told_elsewhere, when_of
from briefings.developments.lexicon import is_nominal, noun_type, verb_lemma
from briefings.developments.parties import Cast
from briefings.developments.status import noun_status, status_of
from briefings.developments.triggers import Trigger, find_triggers, is_clause, same_clause
from briefings.model import Attribution, DaySpan, Development, EntityId, EntityKind, Mention, Party, TimeExpression
from briefings.model import Status as StatusName

_PHYSICAL = frozenset({"ASSAULT", "COERCE", "PROTEST", "MOBILIZE"})  #: a capital that these happen to is the city


ANY = "*"  #: what "this" as a subject points back to: whatever was told last


@dataclass(frozen=True, slots=True)
class World:
    """What is known of names beyond the text."""

    nationality: Callable[[str], EntityId | None]  #: "Iraqi" → the country
    metonym: Callable[[str], EntityId | None]  #: "Baghdad" → the government that sits there
    kind_of: Callable[[EntityId], EntityKind | None]


@dataclass(frozen=True, slots=True)
class Reading:
    """What is known of a text beside its parse."""

    cast: Cast
    times: Sequence[TimeExpression]
    attributions: Sequence[Attribution]
    issue_date: date | None
    names: Mapping[int, str] = field(default_factory=dict)  #: pronoun → who it stands for, as printed


def detect(  # noqa: PLR0913  # the layers of one text
    doc: Doc,
    *,
    mentions: Sequence[Mention],
    times: Sequence[TimeExpression],
    attributions: Sequence[Attribution],
    issue_date: date | None,
    world: World,
) -> tuple[Development, ...]:
    """The developments of a text in its order, without evidence and salience."""
    pronouns = antecedents(doc)
    nouns = named_by_noun(doc, mentions, world.kind_of) | repeated_bodies(doc, world.nationality)
    cast = Cast(mentions, world.nationality, world.metonym, pronouns, nouns)
    names = {index: _short(head) for index, head in pronouns.items()} | _printed(doc, nouns, mentions)
    reading = Reading(cast, times, attributions, issue_date, names)
    sentences = list(doc.sents)
    found: list[Development] = []
    for index, (sentence, near) in enumerate(zip(sentences, _by_sentence(reading, sentences), strict=True)):
        if not is_clause(sentence):
            continue
        here = [_development(trigger, sentence, index, near) for trigger in find_triggers(sentence)]
        found += [*here, *_statements(sentence, index, near, here)]
    return tuple(found)


def _by_sentence(reading: Reading, sentences: Sequence[Span]) -> Iterator[Reading]:
    """The reading for each sentence: only its own times, and only what is attributed in it, in their order."""
    ends = [sentence.end_char for sentence in sentences]
    times: list[list[TimeExpression]] = [[] for _ in sentences]
    for time in reading.times:
        if (at := bisect_right(ends, time.start)) < len(ends):
            times[at].append(time)
    said: list[list[Attribution]] = [[] for _ in sentences]
    for one in reading.attributions:
        for at in range(bisect_right(ends, one.start), min(len(ends), bisect_left(ends, one.end) + 1)):
            said[at].append(one)
    for own, around in zip(times, said, strict=True):
        yield replace(reading, times=own, attributions=around)


def _printed(doc: Doc, nouns: Mapping[int, EntityId], mentions: Sequence[Mention]) -> dict[int, str]:
    """Token of "the group" → the name of it that was printed last."""
    found = {}
    for index, entity in nouns.items():
        named = [m.text for m in mentions if m.entity == entity and m.label != "NORP" and m.start < doc[index].idx]
        if named:
            found[index] = named[-1]
    return found


def _short(head: Token) -> str:
    """An antecedent as a line shows it: the name alone, else the noun phrase."""
    if head.ent_type_:
        first, last = head.i, head.i + 1
        while head.doc[first].ent_iob_ == "I" and first > 0:
            first -= 1
        while last < len(head.doc) and head.doc[last].ent_iob_ == "I":
            last += 1
        return head.doc[first:last].text
    return f"the {head.lower_}"


def _development(trigger: Trigger, sentence: Span, index: int, reading: Reading) -> Development:
    governs = trigger.type not in _PHYSICAL
    actors = _parties(trigger.actors, reading.cast, governs=True)
    known = {(party.text, party.entity) for party in actors}
    targets = _parties(trigger.targets, reading.cast, governs=governs)
    targets = tuple(party for party in targets if (party.text, party.entity) not in known)
    hedged = noun_status(trigger.word) if is_nominal(trigger.word) else None
    alone = trigger.word.i == trigger.verb.i and is_nominal(trigger.word)
    taken_for_granted = hedged is None and alone and _is_definite(trigger.word)
    status: StatusName = "stated"
    source = None
    if not taken_for_granted:
        status = hedged or status_of(trigger.verb, reading.attributions)
        source = source_of(trigger.verb, reading.attributions)
    text = statement.state(sentence, trigger.verb, trigger.word, reading.names, source=source)
    when = when_of(sentence.doc, reading.times, trigger.word.i, reading.issue_date)
    return Development(
        type=trigger.type,
        statement=text,
        sentence=index,
        actors=actors,
        targets=targets,
        when=when,
        place=place.place_of(trigger.verb),
        figures=figures.find_figures(_uninserted(text)),
        status=_status(status, source),
        source=source,
        trigger=trigger.entry,
        refers=_refers(trigger, reading.cast),
        elsewhen=told_elsewhere(sentence.doc, reading.times, trigger.word.i),
        passing=_in_passing(trigger.verb, sentence, text),
    )


def _in_passing(verb: Token, sentence: Span, text: str) -> bool:
    """Whether an event stands in a relative clause while its line is that of the clause around it."""
    clause = next((t for t in (verb, *verb.ancestors) if t.dep_ == "acl:relcl"), None)
    return (
        clause is not None
        and clause.head.i < clause.i
        and _holds(text, sentence.doc[sentence.start : clause.left_edge.i])
    )


def _holds(text: str, before: Span) -> bool:
    """Whether a line keeps a verb of what stands before the clause."""
    said = text.split()
    return any(token.pos_ in ("VERB", "AUX") and token.text in said for token in before)


def _uninserted(text: str) -> str:
    return re.sub(r"^\[[^\]]*\] ", "", text)


def _refers(trigger: Trigger, cast: Cast) -> tuple[str, ...]:
    """Types of the events that the trigger's clause points back to: "the talks", "they", "this"."""
    found: dict[str, None] = {}
    clause = [token for token in trigger.verb.subtree if same_clause(trigger.verb, token)]
    shared = roles.subjects(trigger.verb)  # "Chaired by …, the talks were …": the clause above lends its subject
    for token in (*clause, *(subject for subject in shared if subject not in clause)):
        noun = cast.pronouns.get(token.i, token)
        kind = noun_type(noun) if is_nominal(noun) else None
        if kind and (noun.i != token.i or (_is_definite(noun) and not _has_own_name(noun))):
            found[kind] = None
        if token.lower_ == "this" and token.dep_.startswith("nsubj"):
            found[ANY] = None
    return tuple(found)


def _has_own_name(noun: Token) -> bool:
    """Whether "the Juba talks" say which they are: then they are no other talks told before."""
    return any(
        child.dep_ in ("compound", "nmod:poss", "amod") and child.ent_type_ in ("GPE", "ORG", "PERSON", "LOC", "FAC")
        for child in noun.children
    )


def _is_definite(noun: Token) -> bool:
    return any(
        child.dep_ == "det" and child.lower_ in ("the", "this", "that", "these", "those") for child in noun.children
    )


def _status(status: StatusName, source: str | None) -> StatusName:
    return "reported" if status == "stated" and source else status


def _parties(heads: Sequence[Token], cast: Cast, *, governs: bool) -> tuple[Party, ...]:
    found: dict[tuple[str, EntityId | None], Party] = {}
    for head in heads:
        for party in cast.parties(head, governs=governs):
            found.setdefault((party.text, party.entity), party)
    return tuple(found.values())


def source_of(trigger: Token, attributions: Sequence[Attribution]) -> str | None:
    """Who says so: the source of the smallest attributed stretch around a word."""
    around = [a for a in attributions if a.start <= trigger.idx < a.end and a.source]
    return min(around, key=lambda a: a.end - a.start).source if around else None


def _statements(sentence: Span, index: int, reading: Reading, found: Sequence[Development]) -> list[Development]:
    """What somebody said, where it is quoted, or tells no event of its own."""
    made: list[Development] = []
    printed = sentence.text
    for said in reading.attributions:
        if not (sentence.start_char <= said.start < sentence.end_char and said.source):
            continue
        quoted = any(mark in printed for mark in '“"')
        if not quoted and any(d.source == said.source for d in found):
            continue
        cue = next(
            (
                t
                for t in sentence
                if said.cue and t.lower_ == said.cue.split(" ")[0].lower() and not said.start <= t.idx < said.end
            ),
            sentence.root,
        )
        speaker = _speaker(sentence, said, reading.cast)
        if speaker is None or any(d.actors == (speaker,) for d in made):
            continue
        made.append(_statement_of(sentence, index, cue, speaker, reading))
    return made


def _speaker(sentence: Span, said: Attribution, cast: Cast) -> Party | None:
    span = sentence.doc.char_span(said.source_start, said.source_end, alignment_mode="expand")
    if span is None or span.root.pos_ == "PRON" or span.root.lower_ in ("it", "he", "she", "they"):
        return None
    speaking = next(iter(cast.parties(span.root, governs=True)), None)
    entity = next((m.entity for m in cast.at(said.source_start, said.source_end) if m.entity), None)
    return Party(said.source, parties.bare(said.source), (speaking.entity if speaking else None) or entity)


def _statement_of(sentence: Span, index: int, cue: Token, speaker: Party, reading: Reading) -> Development:
    when: DaySpan | None = when_of(sentence.doc, reading.times, cue.i, reading.issue_date)
    made = Development(
        type="STATEMENT",
        statement=statement.whole(sentence, reading.names),
        sentence=index,
        actors=(speaker,),
        when=when,
        trigger=verb_lemma(cue),
    )
    return replace(made, figures=figures.find_figures(made.statement))
