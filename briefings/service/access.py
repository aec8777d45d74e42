"""Who may ask, and who may operate.

Owners stand in the settings; editors and readers are let in by them. Groups are let in as persons are, under their own
number. Where nobody is named in the sandbox, everybody is an owner: it is one's own machine.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from briefings.errors import QuestionError
from briefings.model import Invitation, Person, PersonRole
from briefings.render.speech import gettext
from briefings.service.answers import Answer, Choice
from briefings.service.services import Services

Rank = Literal["editor", "owner"]
Admission = Literal["in", "stranger", "closed", "banned"]
"""A stranger is told once a day that the bot is not for everybody, a closed group's operator how it is opened."""

LINK = "inv_"  #: what the payload of an invitation's deep link begins with
_MOST_USES, _MOST_DAYS = 1000, 365
_USES, _DAYS = 1, 7  #: of an invitation where nothing else is said
_CODE_BYTES = 16  #: as unguessable as a key; 22 letters of the 64 that a deep link has
_SHOWN = 40  #: people that a list has buttons for


@dataclass(frozen=True, slots=True)
class Named:
    """Whom a command is about."""

    user_id: int
    name: str


def is_owner(services: Services, user_id: int | None) -> bool:
    """Whether somebody is named in the settings; in the sandbox everybody is where none is."""
    owners = services.settings.owner
    return user_id in owners if owners else services.settings.telegram_token is None


def may_operate(services: Services, user_id: int | None, rank: Rank = "editor") -> bool:
    """Whether somebody is an owner, or, where that is enough, an editor.

    Raises:
        StorageError: the database refused.
    """
    if is_owner(services, user_id):
        return True
    person = services.people.get(user_id) if user_id is not None and rank == "editor" else None
    return person is not None and person.role == "editor" and not person.banned


def operators(services: Services) -> dict[int, Rank]:
    """Everybody who operates by settings or role, with their rank.

    Raises:
        StorageError: the database refused.
    """
    ranks: dict[int, Rank] = {
        person.user_id: "editor" for person in services.people.all() if person.role == "editor" and not person.banned
    }
    return ranks | dict.fromkeys(services.settings.owner, "owner")


def rank_of(services: Services, user_id: int | None) -> Rank | None:
    """The rank of somebody; None for who only asks.

    Raises:
        StorageError: the database refused.
    """
    if is_owner(services, user_id):
        return "owner"
    return "editor" if may_operate(services, user_id) else None


def admission(services: Services, user_id: int | None, chat_id: int) -> Admission:
    """Whether somebody may ask in a chat.

    Args:
        services: the parts.
        user_id: who asks; None where that is hidden, as in channels.
        chat_id: where; for inline queries the person's own number.

    Raises:
        StorageError: the database refused.
    """
    asking = [services.people.get(number) for number in {user_id, chat_id} if number is not None]
    known = {person.user_id: person for person in asking if person is not None}
    owner = user_id in services.settings.owner
    if not owner and any(person.banned for person in known.values()):
        return "banned"
    if services.settings.access == "open" or is_owner(services, None):
        return "in"
    if chat_id in known or (owner and chat_id == user_id):
        return "in"
    return "closed" if may_operate(services, user_id) else "stranger"


def close_doors(services: Services) -> int:
    """Send nothing more to chats that may not ask: they followed while the bot was open; returns how many.

    Raises:
        StorageError: the database refused.
    """
    if services.settings.access == "open" or is_owner(services, None):
        return 0
    strangers = services.people.uninvited(services.settings.owner)
    for chat_id in strangers:
        services.subscribers.gone(chat_id)
    return len(strangers)


def let_in(services: Services, chat_id: int, name: str, *, by: str, at: datetime) -> None:
    """Let a person or a group in; whoever is in stays what they are.

    Raises:
        StorageError: the database refused.
    """
    known = services.people.get(chat_id)
    if known is None:
        services.people.put(Person(chat_id, name), by=by, at=at)


def moved(services: Services, chat_id: int, to: int, *, at: datetime) -> None:
    """A group became a supergroup: what it may stays. Both chats tell of it, and the first to be heard moves it.

    Raises:
        StorageError: the database refused.
    """
    group = services.people.get(chat_id)
    if group is not None and services.people.get(to) is None:
        services.people.put(replace(group, user_id=to), by="migration", at=at)
        services.people.drop(chat_id)


def put_out(services: Services, chat_id: int) -> None:
    """The bot was put out of a group: whoever puts it in again decides anew.

    Raises:
        StorageError: the database refused.
    """
    if chat_id < 0:
        services.people.drop(chat_id)


# --- what the operators say ----------------------------------------------------------------------------------------


def invite(services: Services, words: str, bot_name: str, *, by: str, at: datetime) -> Answer:
    """`/invite [reader|editor] [uses] [days]`: a link that lets people in.

    Raises:
        QuestionError: the words are no such thing.
    """
    role, uses, days = _terms(words)
    code = secrets.token_urlsafe(_CODE_BYTES)
    ends_at = at + timedelta(days=days)
    services.people.invite(Invitation(code, role, uses, by, at, ends_at))
    link = f"https://t.me/{bot_name}?start={LINK}{code}"
    return Answer(services.renderer.html("invitation", link=link, role=role, uses=uses, ends=ends_at.date()))


def redeem(services: Services, code: str, user_id: int, name: str, *, at: datetime) -> bool:
    """Let somebody in by the code of a link; False where it does not stand any more, and for owners, who need none.

    Raises:
        StorageError: the database refused.
    """
    if user_id in services.settings.owner:
        return False
    return services.people.redeem(code, user_id, name, at=at) is not None


def greeting(services: Services, user_id: int | None) -> str:
    """What somebody reads who came by the link of an invitation: what they are now.

    Raises:
        StorageError: the database refused.
    """
    return services.renderer.html("joined", editor=may_operate(services, user_id))


def allow(services: Services, who: Named | str, *, by: str, at: datetime) -> Answer:
    """`/allow 12345`, or as a reply: let somebody in, or the group in which it is said.

    Raises:
        QuestionError: it is not clear who is meant.
    """
    named = who if isinstance(who, Named) else _number(services, who)
    let_in(services, named.user_id, named.name, by=by, at=at)
    person = services.people.get(named.user_id) or Person(named.user_id, named.name)
    if person.banned:
        raise QuestionError("%(name)s is banned; take that back first: /unban", name=person.name)
    return _person_answer(services, person, "allowed")


def editor(services: Services, who: Named | str, *, by: str, at: datetime) -> Answer:
    """`/editor NAME`: make an editor of a reader, or a reader of an editor.

    Raises:
        QuestionError: it is not clear who is meant, or they are an owner, banned, or a group.
    """
    person = _found(services, who, "editor")
    if isinstance(person, Answer):
        return person
    if person.user_id in services.settings.owner:
        raise QuestionError("Owners may do everything already.")
    if person.user_id < 0:
        raise QuestionError("A group cannot be an editor; name a person.")
    if person.banned:
        raise QuestionError("%(name)s is banned; take that back first: /unban", name=person.name)
    changed = replace(person, role="reader" if person.role == "editor" else "editor")
    services.people.put(changed, by=by, at=at)
    return _person_answer(services, changed, "editor" if changed.role == "editor" else "reader")


def ban(services: Services, who: Named | str, *, by: str, at: datetime) -> Answer:
    """`/ban NAME`, a number, or as a reply: answer somebody no more, and send nothing more.

    Raises:
        QuestionError: it is not clear who is meant, or they are an owner.
    """
    person = _found(services, who, "ban")
    if isinstance(person, Answer):
        return person
    if person.user_id in services.settings.owner:
        raise QuestionError("Owners cannot be banned: they stand in DRAGOMAN_OWNER.")
    services.people.put(replace(person, banned=True, role="reader"), by=by, at=at)
    services.subscribers.gone(person.user_id)
    return _person_answer(services, replace(person, banned=True), "banned")


def unban(services: Services, who: Named | str, *, by: str, at: datetime) -> Answer:
    """`/unban NAME`: answer somebody again.

    Raises:
        QuestionError: nobody banned is meant.
    """
    banned = [person for person in services.people.all() if person.banned]
    if not banned:
        raise QuestionError("Nobody is banned.")
    if who == "":
        return _which(services, "unban", banned)
    person = _found(services, who, "unban")
    if isinstance(person, Answer):
        return person
    if not person.banned:
        raise QuestionError("%(name)s is not banned.", name=person.name)
    services.people.put(replace(person, banned=False), by=by, at=at)
    return _person_answer(services, replace(person, banned=False), "unbanned")


def people(services: Services) -> Answer:
    """`/people`: who was let in, with what may be done about them."""
    known = services.people.all()
    choices = tuple(choice for person in known[:_SHOWN] for choice in _offers(person))
    return Answer(services.renderer.html("people", people=known, access=services.settings.access), choices)


# --- who is meant --------------------------------------------------------------------------------------------------


def _terms(words: str) -> tuple[PersonRole, int, int]:
    """Role, uses and days of an invitation."""
    role: PersonRole = "reader"
    numbers: list[int] = []
    for word in words.lower().split():
        if word in {"reader", "readers", "editor", "editors"}:
            role = "editor" if word.startswith("editor") else "reader"
        elif re.fullmatch(r"[0-9]{1,6}", word):
            numbers.append(int(word))
        elif word not in {"use", "uses", "day", "days", "times", "people", "for"}:
            raise _how_to_invite()
    uses, days = (*numbers, *(_USES, _DAYS)[len(numbers) :])[:2]
    if len(numbers) > 2 or not (1 <= uses <= _MOST_USES and 1 <= days <= _MOST_DAYS):
        raise _how_to_invite()
    return role, uses, days


def _how_to_invite() -> QuestionError:
    return QuestionError(
        "Write /invite, /invite editor, or /invite reader 5 30: for whom, for how many (up to %(uses)s) and for how "
        "many days (up to %(days)s).",
        uses=_MOST_USES,
        days=_MOST_DAYS,
    )


def _number(services: Services, who: str) -> Named:
    """A number as typed, known by name or not."""
    digits = who.strip()
    if not re.fullmatch(r"-?[0-9]{1,15}", digits) or not int(digits):
        raise QuestionError(
            "Give the number of a Telegram account, or answer a message that they wrote or you forwarded."
        )
    known = services.people.get(int(digits))
    return Named(int(digits), known.name if known else digits)


def _found(services: Services, who: Named | str, command: str) -> Person | Answer:
    """Whom a name, a number or a reply means; a choice where several bear the name.

    Raises:
        QuestionError: nobody is meant.
    """
    if isinstance(who, Named):
        return services.people.get(who.user_id) or Person(who.user_id, who.name)
    if re.fullmatch(r"-?[0-9]{1,15}", who.strip()) and int(who):
        named = _number(services, who)
        return services.people.get(named.user_id) or Person(named.user_id, named.name)
    wanted = who.strip().casefold()
    fitting = [person for person in services.people.all() if wanted and wanted in person.name.casefold()]
    if len(fitting) == 1:
        return fitting[0]
    if not fitting:
        raise QuestionError(
            "Nobody of that name was let in. Give their number, or answer a message of theirs; /people has the names."
        )
    return _which(services, command, fitting)


def _which(services: Services, command: str, fitting: Sequence[Person]) -> Answer:
    choices = tuple(Choice(person.name, f"/{command} {person.user_id}") for person in fitting[:_SHOWN])
    return Answer(services.renderer.html("which_person"), choices)


def _person_answer(services: Services, person: Person, what: str) -> Answer:
    return Answer(services.renderer.html("person", person=person, what=what), _offers(person))


def _offers(person: Person) -> tuple[Choice, ...]:
    """What may be done about somebody."""
    number, name = person.user_id, person.name
    if person.banned:
        return (Choice(gettext("Unban %(name)s", name=name), f"/unban {number}"),)
    ban_them = Choice(gettext("Ban %(name)s", name=name), f"/ban {number}")
    if number < 0:
        return (ban_them,)
    if person.role == "editor":
        return (Choice(gettext("%(name)s: reader again", name=name), f"/editor {number}"), ban_them)
    return (Choice(gettext("%(name)s: editor", name=name), f"/editor {number}"), ban_them)
