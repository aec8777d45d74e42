"""Topics from their file: whom and what a standing question is about, and what it leaves out."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from briefings.catalogue.loading import load_event_types
from briefings.catalogue.reading import id_field, known_fields, source, tables, text_field, texts_field
from briefings.errors import CatalogueError
from briefings.model import Entity, EntityId, Topic

_TOPIC = frozenset({"title", "pair", "entities", "types", "words", "aliases", "without", "without_words"})
_APART = re.compile(r"[\s\u2010-\u2015\u2212_/&+-]+")
_HEADING = re.compile(r"""^\s*\[\s*["']?([^\]"']+?)["']?\s*\]""", re.MULTILINE)
#: Words that stand in nearly every sentence: a topic of one of these would be of everything.
_EVERYWHERE = frozenset(
    re.findall(
        r"\w+",
        """a an and are as at be by for from has have he in is it its new not of on or said that the their they this to
        was were which with""",
    )
)
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class _Known:
    """What a topic may name."""

    entities: frozenset[EntityId]
    types: frozenset[str]


def load_topics(path: Path | None = None, *, entities: Iterable[Entity]) -> tuple[Topic, ...]:
    """The topics of a file, in its order; the packaged one where none is given.

    Args:
        path: an operator's own file.
        entities: those that topics may be about.

    Raises:
        CatalogueError: the file breaks its format, names an entity or type that is not known, has two topics of one
            name, or one that everything belongs to.
    """
    known = _Known(frozenset(entity.id for entity in entities), frozenset(load_event_types()))
    file = source(path, "topics.toml")
    if path is not None and path.is_file():
        _named_once(path)
    topics: list[Topic] = []
    for where, name, row in tables(file):
        topic = _topic(where, name, row, known)
        _asked_apart(where, topic, topics)
        topics.append(topic)
    return tuple(topics)


def _named_once(path: Path) -> None:
    """Refuse two tables of one name with their lines: TOML's own message has neither."""
    try:
        text = path.read_text("utf-8-sig")
        tomllib.loads(text)
    except (OSError, UnicodeDecodeError):
        return
    except tomllib.TOMLDecodeError:
        seen: dict[str, int] = {}
        for match in _HEADING.finditer(text):
            line = text.count("\n", 0, match.start(1)) + 1
            if match[1] in seen:
                raise CatalogueError(
                    f"{path.name}, line {line}: topic {match[1]!r} stands on line {seen[match[1]]} already. "
                    "Give one of them another name."
                ) from None
            seen[match[1]] = line


def _topic(where: str, name: str, row: Mapping[str, Any], known: _Known) -> Topic:
    known_fields(where, row, _TOPIC)
    topic = Topic(
        id=id_field(where, name),
        title=text_field(where, row, "title"),
        pair=_pair(where, row, known.entities),
        entities=_known(where, "entities", texts_field(where, row, "entities"), known.entities),
        types=texts_field(where, row, "types"),
        words=texts_field(where, row, "words"),
        aliases=texts_field(where, row, "aliases"),
        without=_known(where, "without", texts_field(where, row, "without"), known.entities),
        without_words=texts_field(where, row, "without_words"),
    )
    strange = next((kind for kind in topic.types if kind not in known.types), None)
    if strange is not None:
        raise CatalogueError(f"{where}: field 'types' has {strange!r}, which is no type. event_types.toml lists them.")
    _narrow(where, topic)
    return topic


def _narrow(where: str, topic: Topic) -> None:
    """Refuse a topic that everything belongs to, and one that nothing can."""
    if not (topic.pair or topic.entities or topic.words):
        raise CatalogueError(
            f"{where}: topic {topic.id!r} is about nothing, so that everything would belong to it. Write 'pair', "
            "'entities' or 'words'."
        )
    for field in ("words", "without_words"):
        for text in getattr(topic, field):
            found = {word.casefold() for word in _WORD.findall(text)}
            if found <= _EVERYWHERE:
                what = "is no word" if not found else "stands in nearly every sentence, so that everything would match"
                raise CatalogueError(f"{where}: field {field!r} has {text!r}, which {what}. Write a rarer word.")
    sides = [set(side) for side in topic.pair or ()]
    if sides and sides[0] == sides[1]:
        raise CatalogueError(f"{where}: field 'pair' has the same entities on both sides. Take some out of one.")
    lost = next((one for one in topic.without if one in topic.entities), None)
    if lost is not None:
        raise CatalogueError(f"{where}: field 'without' has {lost!r}, which 'entities' has too. Take one of them out.")


def _pair(
    where: str, row: Mapping[str, Any], known: frozenset[EntityId]
) -> tuple[tuple[EntityId, ...], tuple[EntityId, ...]] | None:
    sides = row.get("pair")
    if sides is None:
        return None
    if not isinstance(sides, list) or len(sides) != 2:
        raise CatalogueError(f'{where}: field \'pair\' is not two lists of entity ids. Write [["…"], ["…"]].')
    first, second = (_known(where, "pair", texts_field(where, {"pair": side}, "pair"), known) for side in sides)
    if not first or not second:
        raise CatalogueError(f"{where}: field 'pair' has an empty side. Name an entity on both sides.")
    return first, second


def _known(where: str, field: str, ids: Iterable[str], known: Collection[EntityId]) -> tuple[EntityId, ...]:
    found = tuple(EntityId(text) for text in ids)
    unknown = next((entity for entity in found if entity not in known), None)
    if unknown is not None:
        raise CatalogueError(f"{where}: field {field!r} names {unknown!r}, which is no entity of the catalogue.")
    return found


def _asked_apart(where: str, topic: Topic, others: Iterable[Topic]) -> None:
    """Refuse a way to ask that leads to two topics: an id, title or alias, however its dashes are written."""
    asked = _ways(topic)
    for other in others:
        both = asked & _ways(other)
        if both:
            raise CatalogueError(f"{where}: {min(both)!r} asks for {other.id!r} already. Choose another name or alias.")


def _ways(topic: Topic) -> set[str]:
    return {_APART.sub(" ", name.casefold()).strip() for name in (topic.id, topic.title, *topic.aliases)}
