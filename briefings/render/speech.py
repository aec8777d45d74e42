"""The language in which a person is spoken to: English, or a catalogue in `locales/`.

Contents stay as printed; what is translated is everything around them. Texts are English in templates (`{% trans %}`)
and in code (`gettext("…")`), and are looked up in the language that `speaking` set for this task or thread;
`asyncio.to_thread` carries it along. What stands for a name in a text, `%(topic)s`, is put in by one rule for
templates, code and errors: numbers, days and lists as the language writes them, everything else set apart where it is
of the other direction.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

from babel.dates import format_date
from babel.lists import format_list
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

from briefings.errors import BriefingsError, Either
from briefings.render import bidi

LOCALES = Path(__file__).parent / "locales"
ENGLISH = "en"
LANGUAGES = {ENGLISH: "English", "ar": "العربية", "fa": "فارسی", "fr": "Français", "ru": "Русский"}
"""Code → its name in itself, for those who look for theirs."""
RIGHT_TO_LEFT = frozenset({"ar", "fa"})

_BABEL = {ENGLISH: "en_GB"}
#: Persian is read in digits of its own. Arabic is read in either kind; the press of the Gulf and of the networks prints
#: these, and so do commands and citations, which a reader types again.
_DIGITS = {"fa": str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")}

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


def locale() -> str:
    """What Babel calls the language spoken now."""
    return _BABEL.get(spoken(), spoken())


def nearest(code: str | None) -> str:
    """The language for what Telegram says of a person ("fa", "pt-br"); English for all others."""
    language = (code or "").replace("_", "-").partition("-")[0].lower()
    return language if language in LANGUAGES else ENGLISH


# --- texts ---------------------------------------------------------------------------------------------------------


def marked(message: str) -> str:
    """Mark a text for the catalogues that stands in one place and is said, through `gettext`, in another."""
    return message


def gettext(message: str, /, **values: object) -> str:
    """A text in the language spoken now, with the values that it names: `gettext("Follow %(topic)s", topic=title)`."""
    return filled(translated(message), values)


def pgettext(context: str, message: str, /, **values: object) -> str:
    """The same for a text that other languages say otherwise where it stands elsewhere: "on" Monday, "to" Monday."""
    return filled(_translations(spoken()).pgettext(context, message), values)


def ngettext(singular: str, plural: str, number: int, /, **values: object) -> str:
    """A text for so many, in the language spoken now."""
    return filled(translated_for(singular, plural, number), values)


def translated(message: str) -> str:
    """A text in the language spoken now, whose values are still to be put in."""
    return _translations(spoken()).gettext(message) if message else ""


def translated_for(singular: str, plural: str, number: int) -> str:
    """The same for so many."""
    return _translations(spoken()).ngettext(singular, plural, number)


def told(error: BriefingsError) -> str:
    """An error's sentence in the language spoken now; `str(error)` has it in English."""
    return gettext(error.message, **error.values)


def filled(message: str, values: Mapping[str, object]) -> str:
    """A text with its values, each as the language writes it, and with its commands set apart."""
    text = message % {name: said(value) for name, value in values.items()} if values else message
    return bidi.aligned(text) if way() == "rtl" else text


# --- what stands in texts --------------------------------------------------------------------------------------------


def said(value: object) -> str:
    """A value as a sentence says it."""
    match value:
        case bool() | None:
            return str(value)
        case int() | float():
            return number(value)
        case date():
            return digits(format_date(value, "d MMMM y", locale=locale()))
        case Either(names):
            return listed(names, style="or")
        case tuple() | list():
            return listed(value)
        case _:
            return apart(bidi.clean(str(value)))


def number(value: float) -> str:
    """`12,345`."""
    system = "default" if spoken() in _DIGITS else "latn"
    return digits(format_decimal(value, locale=locale(), numbering_system=system))


def listed(names: Sequence[object], *, style: str = "standard") -> str:
    """`a, b and c`; style "or": `a, b or c`."""
    return format_list([said(name) for name in names], style=style, locale=locale())  # type: ignore[arg-type]


def digits(written: str) -> str:
    """A text's digits as the language writes them; for what is read, not for what is typed again."""
    table = _DIGITS.get(spoken())
    return written.translate(table) if table else written


def way() -> bidi.Direction:
    """The direction that the language spoken now is written in."""
    return "rtl" if spoken() in RIGHT_TO_LEFT else "ltr"


def apart(contents: str) -> str:
    """What is put into a sentence: see `bidi.apart`."""
    return bidi.apart(contents, way())


def isolated(written: str) -> str:
    """A text in the language spoken, to stand among contents of the other direction: see `bidi.isolated`."""
    return bidi.isolated(written) if way() == "rtl" else written


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
