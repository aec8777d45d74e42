"""Texts of both directions in one message."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.errors import Either, QuestionError
from briefings.render.bidi import FSI, LRM, PDI, RLM, aligned, apart, balanced, clean, direction, side
from briefings.render.speech import LANGUAGES, gettext, speaking, told

CONTROLS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
texts = st.text(st.one_of(st.characters(), st.sampled_from(CONTROLS + "אبa1 ./<&")))


@given(texts)
def test_contents_leave_nothing_open(text: str) -> None:
    cleaned = clean(text)

    assert balanced(cleaned)
    assert not any(control in cleaned for control in "\u202a\u202b\u202c\u202d\u202e")
    assert cleaned.translate(dict.fromkeys(map(ord, CONTROLS))) == text.translate(dict.fromkeys(map(ord, CONTROLS)))


@given(texts, st.sampled_from(sorted(LANGUAGES)))
def test_what_is_typed_never_opens_a_sentence(text: str, language: str) -> None:
    error = QuestionError("There is no topic “%(topic)s”. Topics are: %(topics)s.", topic=text, topics=(text, "b"))
    with speaking(language):
        assert balanced(told(error))


@given(st.text(st.characters(codec="ascii")))
def test_english_about_latin_names_has_no_marks(text: str) -> None:
    assert gettext("Follow %(topic)s again", topic=text) == f"Follow {text} again"


@pytest.mark.parametrize(
    ("text", "way"),
    [("Acme", "ltr"), ("1 • كتائب", "rtl"), ("12:30 / 4", None), (f"{FSI}Acme{PDI} كتائب", "rtl"), ("", None)],
)
def test_a_direction_is_that_of_the_first_letter_outside_isolates(text: str, way: str | None) -> None:
    assert direction(text) == way


def test_names_are_set_apart_only_where_they_run_against_the_sentence() -> None:
    assert apart("Acme", "ltr") == "Acme"
    assert apart("كتائب", "rtl") == "كتائب"
    assert apart("Acme", "rtl") == f"{FSI}Acme{PDI}"
    assert apart("12:30", "rtl") == f"{FSI}12:30{PDI}"
    assert apart(f"«{FSI}Acme{PDI}» اسم", "rtl") == f"«{FSI}Acme{PDI}» اسم"  # whose names are set apart already
    assert apart("كتائب", "ltr") == f"{FSI}كتائب{PDI}"


def test_a_line_of_contents_has_its_own_side() -> None:
    assert side("Acme bought Bolt.", "ltr") == ""
    assert side("Acme bought Bolt.", "rtl") == LRM
    assert side("اشترت أكمي بولت.", "ltr") == RLM
    assert side("1962", "rtl") == ""


@pytest.mark.parametrize(
    ("line", "becomes"),
    [
        ("أرسلوا /help.", f"أرسلوا {FSI}/help{PDI}."),
        ("/help — مع أمثلة", f"{RLM}{FSI}/help{PDI} — مع أمثلة"),
        ("<b>Acme</b>: جملة", f"{RLM}<b>Acme</b>: جملة"),
        ("أرسلوا <code>/who x</code>.", f"أرسلوا {FSI}<code>/who x</code>{PDI}."),
        (f"كلمة <code>/who {FSI}x{PDI}</code>", f"كلمة {FSI}<code>/who x</code>{PDI}"),
        (f"{LRM}• {FSI}يونيو{PDI} · Acme /x", f"{LRM}• {FSI}يونيو{PDI} · Acme /x"),
        ("“Acme bought Bolt.” — Weekly", "“Acme bought Bolt.” — Weekly"),
        ("عنوان https://t.me/bot و 1/2", "عنوان https://t.me/bot و 1/2"),
        ("<b>عنوان</b>", "<b>عنوان</b>"),
        ("اكتبوا /invite reader 5 30: لمن", f"اكتبوا {FSI}/invite reader 5 30{PDI}: لمن"),
        ("متى تصل: 07:30 weekdays", f"متى تصل: {FSI}07:30 weekdays{PDI}"),
        ("هكذا: 3 december، أو 2026-12-03.", f"هكذا: {FSI}3 december{PDI}، أو 2026-12-03."),
        ("أو until 3 december، أو off", f"أو {FSI}until 3 december{PDI}، أو off"),
        ("ملف: PDF أو .jsonl أو x", f"ملف: PDF أو {FSI}.jsonl{PDI} أو x"),
        ("“Acme, or شركة, bought /x 3 may.” — Weekly", "“Acme, or شركة, bought /x 3 may.” — Weekly"),
        ("<code>/timezone a/b</code> — لا", f"{RLM}{FSI}<code>/timezone a/b</code>{PDI} — لا"),
        ("موضوع /brief <i>اسم</i>", f"موضوع {FSI}/brief{PDI} <i>اسم</i>"),
    ],
)
def test_a_line_begins_on_its_side_with_its_commands_set_apart(line: str, becomes: str) -> None:
    assert aligned(line) == becomes
    assert aligned(becomes) == becomes


@given(texts)
def test_aligning_again_changes_nothing(text: str) -> None:
    once = aligned(clean(text))

    assert aligned(once) == once


def test_an_error_is_english_until_it_is_told() -> None:
    error = QuestionError("That is %(count)s letters; a name has %(most)s at most.", count=4000, most=120)
    zone = QuestionError(
        "“%(place)s” is no time zone that I know. Did you mean %(zones)s?", place="x", zones=Either(("a", "b", "c"))
    )

    assert str(error) == "That is 4,000 letters; a name has 120 at most."
    assert str(zone) == "“x” is no time zone that I know. Did you mean a, b or c?"
    assert told(zone) == str(zone)
    with speaking("fr"):
        assert told(error) == "Cela fait 4\u202f000 lettres\u00a0; un nom en a 120 au plus."
        assert "a, b ou c" in told(zone)
