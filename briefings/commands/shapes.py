"""The JSON that commands print: shapes that others build on (DESIGN.md section 6)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from briefings.model import (
    Annotation,
    Attribution,
    Brief,
    BriefLine,
    DaySpan,
    Decision,
    Development,
    Dossier,
    Figure,
    IssueRecord,
    LookUp,
    Party,
    Quote,
    Role,
    TimeExpression,
    Topic,
)

Json = dict[str, Any]


def day(value: date | None) -> str | None:
    """A day as `YYYY-MM-DD`."""
    return value.isoformat() if value else None


def when(span: DaySpan | None) -> Json | None:
    """`{"value", "from", "to"}`."""
    return {"value": span.value, "from": day(span.first), "to": day(span.last)} if span else None


def party(value: Party) -> Json:
    """`{"text", "name", "entity"?}`."""
    return {"text": value.text, "name": value.name, **({"entity": value.entity} if value.entity else {})}


def figure(value: Figure) -> Json:
    """`{"text", "value", "unit"?, "qualifier"?}`."""
    more = {"unit": value.unit, "qualifier": value.qualifier}
    return {"text": value.text, "value": value.value, **{key: part for key, part in more.items() if part}}


def quote(value: Quote) -> Json:
    """Where an issue says so; `article` is its headline, for a line of an archive file its id.

    So whoever gave an archive finds each article again. Its headline, if it has one, stands beside it.
    """
    return {
        "source": value.source,
        "number": value.number,
        "date": day(value.date),
        "page": value.page,
        "article": value.key or value.article,
        "sentence": value.sentence,
        **({"headline": value.article} if value.key and value.article else {}),
    }


def development(value: Development) -> Json:
    """What a development is, without where it stands."""
    return {
        "type": value.type,
        "actors": [party(actor) for actor in value.actors],
        "targets": [party(target) for target in value.targets],
        "when": when(value.when),
        "place": value.place,
        "figures": [figure(item) for item in value.figures],
        "status": value.status,
        **({"source": value.source} if value.source else {}),
        "statement": value.statement,
    }


def cited(value: Development) -> Json:
    """A development with its evidence."""
    return {**development(value), "evidence": [quote(item) for item in value.evidence]}


def brief_line(line: BriefLine) -> Json:
    """A line of a brief; `rank` is 1 for the weightiest, `earlier` what it contradicts."""
    return {
        **cited(line.development),
        "novelty": line.novelty,
        **({"rank": line.rank} if line.rank else {}),
        **({"earlier": cited(line.earlier)} if line.earlier else {}),
    }


def brief(value: Brief) -> Json:
    """`dragoman brief --json`."""
    read = value.read
    return {
        "topic": value.topic,
        "title": value.title,
        "as_of": day(value.as_of),
        "lines": [brief_line(line) for line in value.lines],
        "more": value.more,
        "withheld": value.withheld,
        "read": {"issues": read.issues, "pages": read.pages, "unreadable": read.unreadable},
    }


def role(value: Role) -> Json:
    """What an entity is said to be."""
    return {
        "role": value.role,
        "former": value.former,
        "evidence": quote(value.evidence) if value.evidence else None,
    }


def who(value: Dossier | LookUp) -> Json:
    """`dragoman who --json`: a dossier, or the candidates where there is none."""
    if isinstance(value, LookUp):
        candidates = [
            {"entity": c.entity.id, "name": c.entity.name, "score": round(c.score, 4), "why": c.why}
            for c in value.candidates
        ]
        return {"outcome": value.outcome, "candidates": candidates}
    entity = value.entity
    relations = [
        {
            **({"entity": r.entity} if r.entity else {}),
            "name": r.name,
            "count": r.count,
            **({"how": r.how} if r.how else {}),
            "evidence": quote(r.evidence),
        }
        for r in value.relations
    ]
    return {
        "outcome": "found",
        "entity": {
            "id": entity.id,
            "kind": entity.kind,
            "name": entity.name,
            "aliases": list(entity.aliases),
            "description": entity.description,
        },
        "names": [{"text": n.text, "first": quote(n.first), "last": quote(n.last)} for n in value.names],
        "roles": [role(item) for item in value.roles],
        "developments": [_of_dossier(item, value.described) for item in value.developments],
        "relations": relations,
        "descriptions": [quote(item) for item in value.descriptions],
        "learned": [{"text": text, "evidence": quote(where)} for text, where in value.learned],
        "read": {"issues": value.read.issues, "pages": value.read.pages, "unreadable": value.read.unreadable},
    }


def _of_dossier(value: Development, described: Mapping[int, str]) -> Json:
    """A development with its evidence; `described` has the words that mean the entity where it is not named."""
    words = described.get(value.id) if value.id is not None else None
    return {**cited(value), **({"described": words} if words else {})}


def decision(value: Decision) -> Json:
    """What somebody decided about names."""
    return {
        "id": value.id,
        "kind": value.kind,
        "entity": value.entity,
        "other": value.other,
        "name": value.name,
        "by": value.by,
        "at": value.at.isoformat(),
        "why": value.why,
        "undone_by": value.undone_by,
        "undone_at": value.undone_at.isoformat() if value.undone_at else None,
    }


def topic(value: Topic) -> Json:
    """A topic."""
    return {"id": value.id, "title": value.title, "aliases": list(value.aliases)}


def issue(value: IssueRecord) -> Json:
    """An issue of the archive."""
    return {
        "id": value.id,
        "source": value.source,
        "number": value.number,
        "date": day(value.date),
        "pages": value.pages,
        "unreadable": value.unreadable,
        "articles": value.articles,
        "developments": value.developments,
        "file": value.file,
    }


def time_expression(value: TimeExpression) -> Json:
    """An expression of time by its characters."""
    bounds = {"from": day(value.first), "to": day(value.last)} if value.first else {}
    return {
        "start": value.start,
        "end": value.end,
        "text": value.text,
        "type": value.type,
        "value": value.value,
        **bounds,
    }


def attribution(value: Attribution) -> Json:
    """Who is named as the source of which characters."""
    return {"start": value.start, "end": value.end, "source": value.source, "cue": value.cue}


def annotation(value: Annotation, *, id_: object, text: str, document_date: str | None) -> Json:
    """A line that `dragoman annotate --json` prints; `text` is the input, whose characters the offsets count."""
    return {
        "id": id_,
        **({"date": document_date} if document_date else {}),
        "sentences": [{"start": s.start, "end": s.end, "salience": round(s.salience, 4)} for s in value.sentences],
        "entities": [
            {
                "start": m.start,
                "end": m.end,
                "label": m.label,
                "text": text[m.start : m.end],
                **({"entity": m.entity} if m.entity else {}),
            }
            for m in value.mentions
        ],
        "dates": [time_expression(item) for item in value.times],
        "attributions": [attribution(item) for item in value.attributions],
        "links": [[list(a), list(b)] for a, b in value.links],
        "developments": [
            {**development(d), "sentence": d.sentence, "salience": round(d.salience, 4)} for d in value.developments
        ],
    }
