"""The texts that are translated: found in templates and code, and kept in the catalogues of `briefings/render/locales`.

`python -m tests.messages` (`make messages`) brings the catalogues up to date: what is new stands there untranslated,
what nobody says any more is gone. Translations are never guessed from ones that look alike.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import redirect_stderr
from io import BytesIO, StringIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from briefings.render.speech import ENGLISH, LANGUAGES, LOCALES

ROOT = Path(__file__).parents[1]
CODE = ("bot", "briefings")
SILENT = ("bot/sandbox", "briefings/commands", "briefings/language", "briefings/layout", "briefings/sample")
"""Where nothing is said to a subscriber: a page of ours, and what an operator reads in a terminal."""
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "gettext": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "marked": None,
    "QuestionError": None,
    "UnknownTopicError": None,
    "NoIssueError": None,
    "UnsureError": None,
    "Command": (2,),
}
#: How many forms a language has for numbers, and which is whose (CLDR; Persian's two are gettext's usual ones).
PLURALS = {
    "ar": "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);",
    "fa": "nplurals=2; plural=(n > 1);",
    "fr": "nplurals=2; plural=(n > 1);",
    "ru": "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);",
}
TRANSLATED = tuple(code for code in LANGUAGES if code != ENGLISH)

_WIDTH = 120
_TEMPLATES = {"**.html": {"trimmed": "true", "newstyle_gettext": "true", "silent": "false"}}


def extracted() -> Catalog:
    """Every text of templates and code."""
    catalog = Catalog(charset="utf-8")
    with redirect_stderr(StringIO()):  # Babel warns of commands that stand in no menu: their text is ""
        found = list(_found())
    for file, message, comments, context in found:
        catalog.add(message, locations=[(file, 1)], auto_comments=comments, context=context)
    return catalog


def translations(language: str) -> Catalog:
    """The catalogue of a language as it stands."""
    with (LOCALES / f"{language}.po").open("rb") as file:
        return read_po(file, locale=language)


def texts(catalog: Catalog) -> list[Message]:
    """The messages of a catalogue, without its header."""
    return [message for message in catalog if message.id]


def _found() -> Iterator[tuple[str, str | tuple[str, ...], list[str], str | None]]:
    for folder in ("templates", *CODE):
        methods = [("**.html", "jinja2.ext:babel_extract"), ("**.py", "python")]
        found = extract_from_dir(ROOT / folder, methods, _TEMPLATES, KEYWORDS, directory_filter=_speaks)
        for name, _line, message, comments, context in found:
            yield f"{folder}/{name}", message, comments, context


def _speaks(folder: str) -> bool:
    path = Path(folder).resolve().relative_to(ROOT).as_posix()
    return not path.startswith(SILENT) and not Path(folder).name.startswith((".", "__"))


def main() -> None:
    """Write the template of all catalogues, and bring each language's up to date; say what lacks a translation."""
    template = extracted()
    (LOCALES / "messages.pot").write_text(_written(template, _head("")), encoding="utf-8")
    for language in TRANSLATED:
        path = LOCALES / f"{language}.po"
        catalog = translations(language) if path.exists() else Catalog(locale=language)
        head = path.read_text("utf-8").partition("\n\n")[0] if path.exists() else _head(language)
        catalog.update(template, no_fuzzy_matching=True)
        path.write_text(_written(catalog, head), encoding="utf-8")
        missing = sum(not _is_translated(message) for message in texts(catalog))
        sys.stdout.write(f"{language}: {len(texts(catalog))} texts, {missing} to be translated\n")


def _head(language: str) -> str:
    lines = ["Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: 8bit"]
    if language:
        lines = [f"Language: {language}", f"Plural-Forms: {PLURALS[language]}", *lines]
    return "\n".join(['msgid ""', 'msgstr ""', *(f'"{line}\\n"' for line in lines)])


def _written(catalog: Catalog, head: str) -> str:
    body = BytesIO()
    write_po(
        body, catalog, width=_WIDTH, include_lineno=False, omit_header=True, ignore_obsolete=True, sort_by_file=True
    )
    return f"{head}\n\n{body.getvalue().decode('utf-8').strip()}\n"


def _is_translated(message: Message) -> bool:
    return all(forms_of(message))


def forms_of(message: Message) -> tuple[str, ...]:
    """The translations of a message, one for each form that its language has for numbers."""
    given = message.string
    return tuple(given) if isinstance(given, (tuple, list)) else (given or "",)


# --- what a translation has to keep ----------------------------------------------------------------------------------

_TAG = re.compile(r"<[^<>]*>")
_NAMED = re.compile(r"%\((\w+)\)s")
_CODE = re.compile(r"<code>([^<]*)</code>")
_COMMAND = re.compile(r"(?<![\w/<])/[a-z]+")
#: What a form for one or two may leave out: the language says it in the word.
_COUNTS = frozenset({"count", "num", "chats"})


def faults(message: Message) -> Iterator[str]:
    """What is wrong with the translation of a message; nothing where it is right."""
    ids = message.id if isinstance(message.id, (tuple, list)) else (message.id,)
    forms = forms_of(message)
    if message.fuzzy:
        yield "is fuzzy"
    if not all(form.strip() for form in forms):
        yield "is not translated"
        return
    source = ids[-1]
    for form in forms:
        yield from _form_faults(source, form, plural=len(ids) > 1)


def _form_faults(source: str, form: str, *, plural: bool) -> Iterator[str]:
    wanted, given = set(_NAMED.findall(source)), set(_NAMED.findall(form))
    if given != wanted and not (plural and given | (_COUNTS & wanted) == wanted):
        yield f"names {sorted(given)}, not {sorted(wanted)}: {form}"
    if form.replace("%%", "").count("%") != len(_NAMED.findall(form)):
        yield f"has a % that names nothing: {form}"
    for what, pattern in (("tags", _TAG), ("code", _CODE), ("commands", _COMMAND)):
        if sorted(pattern.findall(form)) != sorted(pattern.findall(source)):
            yield f"has other {what}: {form}"
    if not _nests(form):
        yield f"closes a tag that is not open: {form}"
    if form.strip() != form and source.strip() == source:
        yield f"has blanks around it: {form!r}"


def _nests(form: str) -> bool:
    opened: list[str] = []
    for tag in _TAG.findall(form):
        if not tag.startswith("</"):
            opened.append(tag[1:-1].split()[0])
        elif not opened or opened.pop() != tag[2:-1]:
            return False
    return not opened


if __name__ == "__main__":
    main()
