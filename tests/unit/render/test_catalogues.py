"""Every text is found, and translated into every language with all that it names."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import Environment

from briefings.entities import relations
from briefings.model import EntityKind
from briefings.render.environment import shipped_templates
from briefings.render.speech import LOCALES
from briefings.render.terms import TERMS
from tests.messages import (
    CODE,
    KEYWORDS,
    PLURALS,
    ROOT,
    SILENT,
    TRANSLATED,
    extracted,
    faults,
    forms_of,
    texts,
    translations,
)

_SAID = ("gettext", "ngettext", "pgettext", "marked", "QuestionError", "UnknownTopicError", "NoIssueError")
_SHOWN_AS_TYPED = re.compile(r"Dragoman|<code>.*?</code>|<[^<>]*>|/[a-z_]+", re.DOTALL)

FOUND = extracted()


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_catalogue_has_all_texts_and_no_other(language: str) -> None:
    """Where it fails: `make messages`, then translate what stands empty."""
    wanted = {(text.context, text.id) for text in texts(FOUND)}

    assert {(text.context, text.id) for text in texts(translations(language))} == wanted


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_text_is_translated_with_what_it_names(language: str) -> None:
    wrong = [f"{text.id!r} {fault}" for text in texts(translations(language)) for fault in faults(text)]

    assert wrong == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_numbers_have_all_forms_of_the_language(language: str) -> None:
    catalog = translations(language)
    forms = int(PLURALS[language].removeprefix("nplurals=").partition(";")[0])

    assert f"nplurals={catalog.num_plurals}; plural={catalog.plural_expr};" == PLURALS[language]
    assert all(len(forms_of(text)) == forms for text in texts(catalog) if isinstance(text.id, tuple))


def test_a_catalogue_begins_with_its_glossary() -> None:
    for language in TRANSLATED:
        head = (LOCALES / f"{language}.po").read_text("utf-8").partition('msgid ""')[0]
        assert all(word in head for word in ("brief", "dossier", "topic", "digest", "watch", "issue", "page", "alert"))


# --- nothing is left out ---------------------------------------------------------------------------------------------


def _modules() -> Iterator[Path]:
    for folder in CODE:
        for path in sorted((ROOT / folder).rglob("*.py")):
            if not path.relative_to(ROOT).as_posix().startswith(SILENT):
                yield path


def _calls() -> Iterator[tuple[str, str, ast.Call]]:
    for path in _modules():
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                yield f"{path.relative_to(ROOT)}:{node.lineno}", name, node


CALLS = list(_calls())


def test_a_text_that_is_said_is_a_literal_so_that_it_is_found() -> None:
    """And no f-string, whose values would be part of the text; and no `.format` behind it, which sets nothing apart."""
    known = {text.id if isinstance(text.id, str) else text.id[0] for text in texts(FOUND)}
    wrong = [
        where
        for where, name, call in CALLS
        if name in _SAID and call.args and not _is_found(call, 1 if name == "pgettext" else 0, known)
    ]
    formatted = [where for where, name, call in CALLS if name == "format" and _is_said(call.func)]

    assert [*wrong, *formatted] == []


def _is_found(call: ast.Call, place: int, known: set[str]) -> bool:
    text = call.args[place]
    if isinstance(text, ast.Constant):
        return text.value in known
    return not isinstance(text, ast.JoinedStr)  # a variable holds a text that is marked or said elsewhere


def _is_said(formatting: ast.expr) -> bool:
    said = formatting.value if isinstance(formatting, ast.Attribute) else None
    return isinstance(said, ast.Call) and getattr(said.func, "id", "") in KEYWORDS


def test_what_stands_on_a_button_is_said() -> None:
    wrong = [where for where, name, call in CALLS if name == "Choice" and call.args and _has_words(call.args[0])]

    assert wrong == []


def _has_words(text: ast.expr) -> bool:
    parts = text.values if isinstance(text, ast.JoinedStr) else [text]
    return any(isinstance(part, ast.Constant) and re.search(r"[A-Za-z]", str(part.value)) for part in parts)


@pytest.mark.parametrize("path", sorted(shipped_templates().glob("*.html")), ids=lambda path: path.stem)
def test_what_a_template_says_is_said(path: Path) -> None:
    """Outside of `{% trans %}` stand values, tags and commands only."""
    environment = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)
    source = re.sub(r"\{% trans.*?\{% endtrans %\}", "", path.read_text("utf-8"), flags=re.DOTALL)
    bare = "".join(text for _, kind, text in environment.lex(source) if kind == "data")

    assert re.findall(r"[A-Za-z]+", _SHOWN_AS_TYPED.sub("", bare)) == []


def test_every_word_that_a_record_carries_is_known() -> None:
    kinds = {kind.replace("_", " ") for kind in EntityKind.__args__}  # type: ignore[attr-defined]
    told = {said for _, first, second in relations._SAID for said in (first, second)}

    assert kinds | told | {"ally", "opponent", "in talks"} <= TERMS
