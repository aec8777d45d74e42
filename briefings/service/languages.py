"""The language that a chat is spoken to in: shown and set."""

from __future__ import annotations

from dataclasses import replace

from babel import Locale

from briefings.errors import QuestionError
from briefings.model import Subscriber
from briefings.render.speech import LANGUAGES, gettext, nearest, speaking, spoken
from briefings.service.answers import Answer, Choice
from briefings.service.services import Services

_AUTO = frozenset({"auto", "automatic", "telegram", "default"})


def language(services: Services, subscriber: Subscriber, words: str, code: str | None) -> Answer:
    """Set the language, "fa", "Persian", "فارسی" or "auto"; no words show which it is. The answer is in it already.

    Args:
        services: the parts.
        subscriber: the chat.
        words: what stands behind `/language`.
        code: what Telegram says of the person who asks; None in groups, which "auto" leads back to English.

    Raises:
        QuestionError: no language of ours is called so.
    """
    wanted = words.strip().casefold()
    if not wanted:
        return _shown(services, subscriber, changed=False)
    automatic = wanted in _AUTO
    chosen = replace(
        subscriber, language=nearest(code) if automatic else _called(wanted), language_chosen=not automatic
    )
    services.subscribers.update(chosen)
    with speaking(chosen.language):
        return _shown(services, chosen, changed=True)


def _called(name: str) -> str:
    """The language of a code or a name, in itself or in any of the others."""
    for code, own in LANGUAGES.items():
        names = {code, own.casefold(), *(_name(code, other).casefold() for other in LANGUAGES)}
        if name in names or name.partition("-")[0] == code:
            return code
    raise QuestionError(
        "I speak %(languages)s: /language fa, for instance. Contents stay as printed.",
        languages=tuple(LANGUAGES.values()),
    )


def _name(code: str, other: str) -> str:
    return Locale.parse(code).get_display_name(other) or code


def _shown(services: Services, subscriber: Subscriber, *, changed: bool) -> Answer:
    html = services.renderer.html(
        "language", language=LANGUAGES[spoken()], chosen=subscriber.language_chosen, changed=changed
    )
    others = tuple(Choice(own, f"/language {code}") for code, own in LANGUAGES.items() if code != spoken())
    auto = (Choice(gettext("As Telegram says"), "/language auto"),) if subscriber.language_chosen else ()
    return Answer(html, (*others, *auto, Choice(gettext("← Settings"), "/settings")))
