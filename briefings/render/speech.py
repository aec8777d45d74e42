"""The language in which a person is spoken to: English, or a catalogue in `locales/`.

Contents stay as printed; what is translated is everything around them. Texts are English in templates (`{% trans %}`)
and in code (`gettext("…")`), and are looked up in the language that `speaking` set for this task or thread;
`asyncio.to_thread` carries it along.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALES = Path(__file__).parent / "locales"
ENGLISH = "en"
LANGUAGES = {ENGLISH: "English", "ar": "العربية", "fa": "فارسی", "fr": "Français", "ru": "Русский"}
"""Code → its name in itself, for those who look for theirs."""
RIGHT_TO_LEFT = frozenset({"ar", "fa"})

_language: ContextVar[str] = ContextVar("language", default=ENGLISH)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak a language within this block; one that there is not is English."""
    token = _language.set(nearest(language))
    try:
        yield
    finally:
        _language.reset(token)


def spoken() -> str:
    """The language spoken now."""
    return _language.get()


def nearest(code: str | None) -> str:
    """The language for what Telegram says of a person ("fa", "pt-br"); English for all others."""
    language = (code or "").replace("_", "-").partition("-")[0].lower()
    return language if language in LANGUAGES else ENGLISH


def gettext(message: str) -> str:
    """A text in the language spoken now."""
    return _translations(_language.get()).gettext(message)


def ngettext(singular: str, plural: str, number: int) -> str:
    """A text for so many, in the language spoken now."""
    return _translations(_language.get()).ngettext(singular, plural, number)


@cache
def _translations(language: str) -> NullTranslations:
    """A language's texts, from its catalogue; compiled here, so that no built file can be stale."""
    path = LOCALES / f"{language}.po"
    if not path.exists():
        return NullTranslations()
    with path.open("rb") as file:
        catalog = read_po(file, locale=language)
    built = BytesIO()
    write_mo(built, catalog)
    built.seek(0)
    return GNUTranslations(built)
