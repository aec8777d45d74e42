"""Watching entities and words, and muting stories: each use case takes a subscriber and returns what to say.

A watch keeps the id that an entity had when it was set; what that id means now follows from what people decided, so
that a watch survives a merge, a split, and the undoing of either.
"""

from __future__ import annotations

import re
from datetime import datetime

from briefings.errors import QuestionError, UnknownTopicError
from briefings.model import Entity, EntityId, Subscriber, Watch
from briefings.render.speech import gettext
from briefings.service.answering import choices_of
from briefings.service.answers import Answer, Choice
from briefings.service.asking import find_topic
from briefings.service.index import canonical_id, known_entities, name_index
from briefings.service.services import Services

_MOST = 50  #: watches, and mutes, of one subscriber
_LONGEST = 100  #: letters of words that are watched
_SURE = 0.95  #: score from which a name is taken as it is typed
_WORDS = re.compile(r"words?\s*[:=]\s*", re.IGNORECASE)
_ALL = frozenset({"all", "everything", "*"})
_BUTTON = re.compile(r"-(\d{1,15})")


def watch(services: Services, subscriber: Subscriber, query: str, now: datetime, *, quoted: bool = False) -> Answer:
    """Watch an entity by any of its names, or words; ask which where a name means several, or none.

    Args:
        services: the parts.
        subscriber: who watches.
        query: a name, an id, or "words: strait of hormuz".
        now: aware UTC.
        quoted: it stood in quotation marks: where it is no name for sure, the words are meant.

    Raises:
        QuestionError: the words are no words, or so much is watched already.
    """
    query = " ".join(query.split())
    if not query:
        return watching(services, subscriber)
    if said := _WORDS.match(query):
        return _watch_words(services, subscriber, query[said.end() :], now)
    index = name_index(services)
    entity = index.get(EntityId(query)) or index.get(canonical_id(services, EntityId(query)))
    if entity is not None:
        return _watch_entity(services, subscriber, entity, now)
    found = index.look_up(_checked(query))
    if found.outcome == "found" and found.candidates[0].score >= _SURE:
        return _watch_entity(services, subscriber, found.candidates[0].entity, now)
    if quoted:
        return _watch_words(services, subscriber, query, now)
    near = choices_of(found.candidates, "/watch")
    topic = _topic(services, query)
    words = (Choice(gettext("The words “%(words)s”", words=query), f"/watch words: {query}"),)
    html = services.renderer.html("watch_which", about=query, ambiguous=found.outcome == "ambiguous", choices=near)
    return Answer(html, (*near, *topic, *words))


def watching(services: Services, subscriber: Subscriber) -> Answer:
    """What is watched, each with a button that drops it."""
    watches = services.following.watches(subscriber.id)
    names = [_name(services, one) for one in watches]
    choices = tuple(Choice(f"✕ {name}", f"/watching -{one.id}") for one, name in zip(watches, names, strict=True))
    html = services.renderer.html("watching", names=names)
    return Answer(html, (*choices, Choice(gettext("← Settings"), "/settings")))


def drop_watch(services: Services, subscriber: Subscriber, change: str) -> Answer:
    """Carry out a button of the list, "-12", and show the list again.

    Raises:
        QuestionError: this is no button's text.
    """
    services.following.unwatch(subscriber.id, _number(change))
    return watching(services, subscriber)


def unwatch(services: Services, subscriber: Subscriber, query: str) -> Answer:
    """Watch something no more: its number, one of its names, or "all"; nothing said lists what is watched.

    Raises:
        QuestionError: it is not watched.
    """
    query = " ".join(query.split())
    if not query:
        return watching(services, subscriber)
    wanted = None if query.lower() in _ALL else _watched(services, subscriber, query)
    dropped = services.following.unwatch(subscriber.id, wanted)
    names = [_name(services, one) for one in dropped]
    return Answer(services.renderer.html("unwatched", names=names), again(services, dropped))


def again(services: Services, dropped: tuple[Watch, ...]) -> tuple[Choice, ...]:
    """Buttons that take up watches again, four at most."""
    return tuple(
        Choice(
            gettext("Watch %(name)s again", name=_name(services, one)),
            f"/watch {one.entity}" if one.entity else f"/watch words: {one.words}",
        )
        for one in dropped[:4]
    )


def _watch_entity(services: Services, subscriber: Subscriber, entity: Entity, now: datetime) -> Answer:
    watches = services.following.watches(subscriber.id)
    known = any(one.entity is not None and canonical_id(services, one.entity) == entity.id for one in watches)
    _check_room(watches, known=known)
    made = None if known else services.following.watch(subscriber.id, entity.name, entity=entity.id, at=now)
    html = services.renderer.html("watched", name=entity.name, words=False, new=made is not None)
    who = Choice(gettext("Who: %(name)s", name=entity.name), f"/who {entity.id}")
    return Answer(html, (who, *_ways_on(made)))


def _watch_words(services: Services, subscriber: Subscriber, words: str, now: datetime) -> Answer:
    words = _checked(" ".join(words.split()))
    watches = services.following.watches(subscriber.id)
    known = any(one.words is not None and one.words.casefold() == words.casefold() for one in watches)
    _check_room(watches, known=known)
    made = None if known else services.following.watch(subscriber.id, words, words=words, at=now)
    html = services.renderer.html("watched", name=f"“{words}”", words=True, new=made is not None)
    return Answer(html, _ways_on(made))


def _ways_on(made: Watch | None) -> tuple[Choice, ...]:
    undo = (Choice(gettext("Unwatch"), f"/unwatch {made.id}"),) if made is not None else ()
    return (*undo, Choice(gettext("All watches"), "/watching"))


def _check_room(watches: tuple[Watch, ...], *, known: bool) -> None:
    if len(watches) >= _MOST and not known:
        raise QuestionError(
            "You watch %(count)s names and words already. Drop one first: /watching", count=len(watches)
        )


def _checked(words: str) -> str:
    if len(words) > _LONGEST or sum(letter.isalnum() for letter in words) < 2:
        raise QuestionError("Name whom to watch, or a few words, in at most %(count)s letters.", count=_LONGEST)
    return words


def _topic(services: Services, query: str) -> tuple[Choice, ...]:
    """A topic that is called so: it is followed, not watched."""
    try:
        topic = find_topic(services, query)
    except UnknownTopicError:
        return ()
    return (Choice(gettext("Follow the topic %(topic)s", topic=topic.title), f"/subscribe {topic.id}"),)


def _watched(services: Services, subscriber: Subscriber, query: str) -> int:
    """The number of the watch that is meant."""
    watches = services.following.watches(subscriber.id)
    if query.isdecimal():
        found = [one for one in watches if one.id == int(query)]
    else:
        wanted = query.casefold().strip("“”\"'")
        found = [
            one
            for one in watches
            if wanted in {one.name.casefold(), (one.words or "").casefold(), (one.entity or "").casefold()}
        ]
        meant = {candidate.entity.id for candidate in name_index(services).look_up(query).candidates[:1]}
        found = found or [one for one in watches if one.entity and canonical_id(services, one.entity) in meant]
    if not found:
        raise QuestionError("That is not watched here. /watching shows what is.")
    return found[0].id


def _name(services: Services, one: Watch) -> str:
    """What a watch is called now."""
    if one.entity is None:
        return f"“{one.words or one.name}”"
    known = known_entities(services).get(canonical_id(services, one.entity))
    return known.name if known is not None else one.name


def _number(change: str) -> int:
    if found := _BUTTON.fullmatch(change.strip()):
        return int(found[1])
    raise QuestionError("This is for the buttons of a list. Send the command alone to see it.")


# --- stories -------------------------------------------------------------------------------------------------------


def mute(services: Services, subscriber: Subscriber, query: str, now: datetime) -> Answer:
    """Hear no more of a story, by its number on a button; nothing said lists what is muted.

    Raises:
        QuestionError: there is no such story, or so many are muted already.
    """
    if not query.strip():
        return muted(services, subscriber)
    if not re.fullmatch(r"\d{1,15}", query.strip()):
        raise QuestionError("A story is muted by the button under an alert, a digest or a brief: /brief and a topic.")
    story = int(query)
    title = services.following.story_title(story)
    if title is None:
        raise QuestionError("This button is old: its issue was read again or taken out. Please ask again.")
    if len(services.following.mutes(subscriber.id)) >= _MOST:
        raise QuestionError("%(count)s stories are muted already. Take one back first: /mute", count=_MOST)
    services.following.mute(subscriber.id, story, title, at=now)
    html = services.renderer.html("muted", title=title)
    undo = Choice(gettext("Take back"), f"/unmute {story}")
    return Answer(html, (undo, Choice(gettext("Muted stories"), "/muted")))


def muted(services: Services, subscriber: Subscriber) -> Answer:
    """What is muted, each with a button that takes it back."""
    mutes = services.following.mutes(subscriber.id)
    choices = tuple(Choice(f"✕ {one.title}", f"/muted -{one.story}") for one in mutes)
    html = services.renderer.html("mutes", titles=[one.title for one in mutes])
    return Answer(html, (*choices, Choice(gettext("← Settings"), "/settings")))


def drop_mute(services: Services, subscriber: Subscriber, change: str) -> Answer:
    """Carry out a button of the list, "-12", and show the list again.

    Raises:
        QuestionError: this is no button's text.
    """
    services.following.unmute(subscriber.id, _number(change))
    return muted(services, subscriber)


def unmute(services: Services, subscriber: Subscriber, query: str) -> Answer:
    """Hear of a story again, or of "all".

    Raises:
        QuestionError: it is not muted.
    """
    text = query.strip().lower()
    if text and text not in _ALL and not text.isdecimal():
        raise QuestionError("Send /mute to see what is muted, and take it back there.")
    if not text:
        return muted(services, subscriber)
    taken = services.following.unmute(subscriber.id, None if text in _ALL else int(text[:15]))
    if not taken:
        raise QuestionError("That story is not muted. /mute shows what is.")
    return Answer(services.renderer.html("unmuted", titles=[one.title for one in taken]))
