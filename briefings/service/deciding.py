"""What people decide about names: a name more, two entities that are one, a name that is another's.

Whoever decides is named, and may say why. Words of a command read "kataib = the brigades; they say so themselves".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from briefings.entities.decisions import touched
from briefings.entities.index import key
from briefings.entities.newcomers import slug
from briefings.errors import QuestionError
from briefings.model import Decision, Entity, EntityId
from briefings.render.speech import gettext, told
from briefings.service.answers import Answer, Choice
from briefings.service.index import canonical_id, known_entities, name_index
from briefings.service.services import Services

LONGEST_NAME = 120  #: letters; the longest name in the catalogue has some 80
_LONGEST_WHY = 300
_LISTED = 8  #: decisions that `/undo` lists
_WHY = re.compile(r"\s*;\s*|\s+because\s+", re.IGNORECASE)
_EQUALS = re.compile(r"\s*=+\s*|\s*[|→]\s*")


@dataclass(frozen=True, slots=True)
class Author:
    """Who decides, and when."""

    name: str
    at: datetime  #: aware UTC


class UnsureError(QuestionError):
    """A name means several entities, or none; `choices` are those that it may mean."""

    def __init__(self, message: str, /, name: str, choices: tuple[Entity, ...]) -> None:
        """Take a sentence, which may name `%(name)s` and `%(names)s`, those of the choices."""
        super().__init__(message, name=name, names=tuple(dict.fromkeys(one.name for one in choices)))
        self.name = name
        self.choices = choices


# --- deciding ------------------------------------------------------------------------------------------------------


def add_alias(services: Services, name: str, alias: str, author: Author, why: str | None = None) -> Decision:
    """Give an entity a name more.

    Raises:
        QuestionError: the entity is not known, or has the name already.
        UnsureError: the name means several entities.
    """
    entity = the_entity(services, name)
    alias = _checked(alias)
    if key(alias) in _keys(entity):
        raise QuestionError(
            "%(name)s has the name “%(alias)s” already; nothing changes.", name=entity.name, alias=alias
        )
    return services.archive.decide(
        Decision("alias", entity.id, author.name, author.at, name=alias, why=_reason(why), records=(entity,))
    )


def merge(services: Services, name: str, other: str, author: Author, why: str | None = None) -> Decision:
    """Make two entities one: the first stays, the second is one with it from now on.

    Raises:
        QuestionError: an entity is not known, or both are one already.
        UnsureError: a name means several entities.
    """
    kept, gone = the_entity(services, name), the_entity(services, other)
    if kept.id == gone.id:
        raise QuestionError(
            "“%(one)s” and “%(other)s” are both %(name)s already; nothing changes.",
            one=name,
            other=other,
            name=kept.name,
        )
    return services.archive.decide(
        Decision(
            "merge", kept.id, author.name, author.at, other=gone.id, name=gone.name, why=_reason(why),
            records=(kept, gone),
        )
    )  # fmt: skip


def split(  # noqa: PLR0913, PLR0917  # whose name, which, to whom, by whom, why
    services: Services, name: str, spelling: str, author: Author, to: str | None = None, why: str | None = None
) -> Decision:
    """Take a name from an entity: it is another's, or that of a new one.

    Args:
        services: the parts.
        name: the entity that loses the name.
        spelling: the name.
        author: who decides.
        to: the entity whose name it is; none makes a new one.
        why: for the log.

    Raises:
        QuestionError: an entity is not known, or has no such name.
        UnsureError: a name means several entities.
    """
    entity, spelling = the_entity(services, name), _checked(spelling)
    seen = {key(one.text): one.text for one in services.archive.names_of(entity.id)}
    names = {**seen, **{key(one): one for one in (entity.name, *entity.aliases)}}
    if key(spelling) not in names:
        listed = tuple(dict.fromkeys(names.values()))
        raise QuestionError(
            "%(name)s has no name “%(alias)s”. It has: %(names)s.", name=entity.name, alias=spelling, names=listed
        )
    if len(names) == 1:
        raise QuestionError(
            "“%(alias)s” is the only name of %(name)s: there is nothing to split.", alias=spelling, name=entity.name
        )
    other = the_entity(services, to) if to else _new(services, entity, names[key(spelling)])
    if other.id == entity.id:
        raise QuestionError(
            "“%(alias)s” is a name of %(name)s already; nothing changes.", alias=spelling, name=entity.name
        )
    return services.archive.decide(
        Decision(
            "split", entity.id, author.name, author.at, other=other.id, name=spelling, why=_reason(why),
            records=(entity, other),
        )
    )  # fmt: skip


def undo(services: Services, number: int, author: Author) -> Decision:
    """Take a decision back.

    Raises:
        QuestionError: there is none with this number, or it is undone.
    """
    done = services.archive.undo(number, by=author.name, at=author.at)
    if done is not None:
        return done
    known = next((one for one in services.archive.decisions() if one.id == number), None)
    if known is None:
        raise QuestionError(
            "There is no decision %(number)s. /undo and dragoman catalogue log list them.", number=str(number)
        )
    raise QuestionError("Decision %(number)s was undone by %(by)s.", number=str(number), by=known.undone_by)


def the_entity(services: Services, name: str) -> Entity:
    """The one entity that a name or id means.

    Raises:
        QuestionError: the name is empty.
        UnsureError: it means several, or none.
    """
    if not name.strip() or len(name) > LONGEST_NAME:
        raise QuestionError("Name the entity, in at most %(most)s letters.", most=LONGEST_NAME)
    known = known_entities(services)
    entity = known.get(canonical_id(services, EntityId(name.strip())))
    if entity is not None:
        return entity
    found = name_index(services).look_up(name)
    if found.outcome == "found":
        return found.candidates[0].entity
    choices = tuple(candidate.entity for candidate in found.candidates[:5])
    if found.outcome == "ambiguous":
        raise UnsureError("“%(name)s” may be any of these: %(names)s.", name, choices)
    if choices:
        raise UnsureError("“%(name)s” is no name that is known. Nearest: %(names)s.", name, choices)
    raise UnsureError("“%(name)s” is no name that is known.", name, choices)


def _new(services: Services, entity: Entity, spelling: str) -> Entity:
    """A new entity under a name, of the same kind as the one that had it."""
    taken = known_entities(services).keys() | touched(services.archive.decisions())
    wanted = slug(spelling) or "entity"
    number = next(n for n in range(1, len(taken) + 2) if _numbered(wanted, n) not in taken)
    return Entity(_numbered(wanted, number), entity.kind, spelling, learned=True)


def _numbered(wanted: str, number: int) -> EntityId:
    return EntityId(wanted if number == 1 else f"{wanted}-{number}")


def _keys(entity: Entity) -> set[str]:
    return {key(name) for name in (entity.name, *entity.aliases)}


def _checked(name: str) -> str:
    plain = " ".join(name.split())
    if not key(plain):
        raise QuestionError("A name needs letters.")
    if len(plain) > LONGEST_NAME:
        raise QuestionError(
            "That is %(count)s letters; a name has %(most)s at most.", count=len(plain), most=LONGEST_NAME
        )
    return plain


def _reason(why: str | None) -> str | None:
    plain = " ".join((why or "").split())
    if len(plain) > _LONGEST_WHY:
        raise QuestionError("Say why in at most %(most)s letters.", most=_LONGEST_WHY)
    return plain or None


def titles(services: Services) -> dict[EntityId, str]:
    """Names of all entities, of those that decisions took away too."""
    before = {one.id: one.name for decision in services.archive.decisions() for one in decision.records}
    return {**before, **{one.id: one.name for one in known_entities(services).values()}}


def sentence(decision: Decision, names: Mapping[EntityId, str]) -> str:
    """A decision in words, without its full stop."""
    entity = names.get(decision.entity, decision.entity)
    if decision.kind == "alias":
        return gettext("“%(alias)s” is a name of %(name)s", alias=decision.name, name=entity)
    if decision.kind == "merge":
        return gettext("%(other)s is one with %(name)s", other=decision.name, name=entity)
    if not decision.other:
        return gettext("“%(alias)s” is no name of %(name)s but of another", alias=decision.name, name=entity)
    other = names.get(decision.other, decision.other)
    return gettext("“%(alias)s” is no name of %(name)s but of %(other)s", alias=decision.name, name=entity, other=other)


# --- in the chat ---------------------------------------------------------------------------------------------------


def alias_answer(services: Services, words: str, author: Author) -> Answer:
    """`/alias kataib = the brigades; why`."""
    said = _read(words)
    if said is None:
        return _how(services, "alias")
    return _decided(services, "alias", said, lambda: add_alias(services, said.left, said.right, author, said.why))


def merge_answer(services: Services, words: str, author: Author) -> Answer:
    """`/merge kataib hezbollah = khataib hizbollah; why`: the first stays."""
    said = _read(words)
    if said is None:
        return _how(services, "merge")
    return _decided(services, "merge", said, lambda: merge(services, said.left, said.right, author, said.why))


def split_answer(services: Services, words: str, author: Author) -> Answer:
    """`/split kataib = KH; why`, or `/split kataib = KH = kurdish hilfe`; without a name its names as buttons."""
    said = _read(words)
    if said is None:
        return _names(services, words) if words.strip() else _how(services, "split")
    spelling, _, to = said.right.partition(" = ")
    return _decided(services, "split", said, lambda: split(services, said.left, spelling, author, to or None, said.why))


def undo_answer(services: Services, words: str, author: Author) -> Answer:
    """`/undo 12`; without a number the last decisions, each with a button."""
    number = words.strip().lstrip("#")
    if not number:
        stand = [one for one in services.archive.decisions() if one.undone_at is None]
        every = stand[: -_LISTED - 1 : -1]
        choices = tuple(Choice(gettext("Undo %(number)s", number=str(one.id)), f"/undo {one.id}") for one in every)
        told = [(one, sentence(one, titles(services))) for one in every]
        return Answer(services.renderer.html("decisions", decisions=told), choices)
    if not number.isdecimal() or len(number) > 18:
        raise QuestionError("Say which: /undo 12. /undo alone lists the last decisions.")
    done = undo(services, int(number), author)
    return Answer(services.renderer.html("undone", decision=done, sentence=sentence(done, titles(services))))


@dataclass(frozen=True, slots=True)
class _Said:
    left: str
    right: str
    why: str | None


def _read(words: str) -> _Said | None:
    """Words of a command; None where they are not two names with "=" between them."""
    names, *why = _WHY.split(words, maxsplit=1)
    left, *rest = [part.strip() for part in _EQUALS.split(names)]
    right = " = ".join(part for part in rest if part)
    return _Said(left, right, why[0] if why else None) if left and right else None


def _decided(services: Services, command: str, said: _Said, decide: Callable[[], Decision]) -> Answer:
    try:
        decision = decide()
    except UnsureError as unsure:
        return _which(services, command, said, unsure)
    html = services.renderer.html("decided", decision=decision, sentence=sentence(decision, titles(services)))
    return Answer(
        html, (Choice(gettext("Undo"), f"/undo {decision.id}"), Choice(gettext("Who"), f"/who {decision.entity}"))
    )


def _which(services: Services, command: str, said: _Said, unsure: UnsureError) -> Answer:
    """The entities that a name may mean, each with the whole command for it."""
    why = f"; {said.why}" if said.why else ""

    def whole(entity: Entity) -> str:
        left = entity.id if said.left == unsure.name else said.left
        right = " = ".join(entity.id if part == unsure.name else part for part in said.right.split(" = "))
        return f"/{command} {left} = {said.right if said.left == unsure.name else right}{why}"

    choices = tuple(Choice(entity.name, whole(entity)) for entity in unsure.choices)
    return Answer(services.renderer.html("unsure", sentence=told(unsure), choices=choices), choices)


def _names(services: Services, words: str) -> Answer:
    """The names of an entity, each with the command that takes it away."""
    try:
        entity = the_entity(services, words)
    except UnsureError as unsure:
        choices = tuple(Choice(one.name, f"/split {one.id}") for one in unsure.choices)
        return Answer(services.renderer.html("unsure", sentence=told(unsure), choices=choices), choices)
    names = dict.fromkeys([*(one.text for one in services.archive.names_of(entity.id)), entity.name, *entity.aliases])
    choices = tuple(Choice(name, f"/split {entity.id} = {name}") for name in names)
    return Answer(services.renderer.html("names", entity=entity, choices=choices), choices)


def _how(services: Services, command: str) -> Answer:
    return Answer(services.renderer.html("how_to_decide", command=command))
