from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.asked import Wording, read_command, read_plain, tidy


@pytest.mark.parametrize(
    ("text", "command", "words"),
    [
        ("/brief iraq-us", "brief", "iraq-us"),
        ("/BRIEF   iraq   us ", "brief", "iraq us"),
        ("/brief “iraq–us”", "brief", "iraq-us"),
        ('/who "Kataib Hezbollah"', "who", "Kataib Hezbollah"),
        ("/who 'Ka'bi'", "who", "Ka'bi"),
        ("/brief «opec»\n7d", "brief", "opec 7d"),
        ("/digest 22:00—23:00", "digest", "22:00-23:00"),
        ("/latest", "latest", ""),
        ("/brief: iraq", "brief", "iraq"),
        ("/brief, iraq", "brief", "iraq"),
        ("/help?", "help", ""),
        ("/who\u00a0\u200fالكاظمي", "who", "الكاظمي"),
    ],
)
def test_a_command_is_read_with_its_words_tidied(text: str, command: str, words: str) -> None:
    assert read_command(text) == Wording(command, words)


def test_a_command_may_name_its_bot() -> None:
    assert read_command("/brief@Dragoman_Bot opec") == Wording("brief", "opec", "Dragoman_Bot")


@pytest.mark.parametrize("text", ["iraq", "", "/", "/ brief", "http://x/brief", "//brief"])
def test_other_texts_are_no_command(text: str) -> None:
    assert read_command(text) is None


@pytest.mark.parametrize(
    ("text", "command", "words"),
    [
        ("who is kadhimi?", "who", "kadhimi"),
        ("Who’s Mustafa al-Kadhimi?!", "who", "Mustafa al-Kadhimi"),
        ("what is kataib hezbollah", "who", "kataib hezbollah"),
        ("what's new on opec", "brief", "opec"),
        ("What is new with Iraq and the US?", "brief", "Iraq and the US"),
        ("what is the latest news from iraq", "brief", "iraq"),
        ("anything new on opec?", "brief", "opec"),
        ("what happened in Basra?", "brief", "Basra"),
        ("what is new?", "latest", ""),
        ("What’s happening in Iraq?", "brief", "Iraq"),
        ("what's new?", "latest", ""),
        ("tell me about iraq–us", "brief", "iraq-us"),
        ("brief me on iraq", "brief", "iraq"),
        ("search pipeline attacks", "search", "pipeline attacks"),
        ("follow opec", "subscribe", "opec"),
        ("unsubscribe from opec", "unsubscribe", "opec"),
        ("hello", "start", ""),
        ("Help!", "help", ""),
        ("iraq us", "brief", "iraq us"),
        ("latest attacks in iraq", "brief", "latest attacks in iraq"),
        ("stop the war", "brief", "stop the war"),
        ("من هو الكاظمي؟", "who", "الكاظمي"),
    ],
)
def test_plain_words_stand_for_a_command(text: str, command: str, words: str) -> None:
    assert read_plain(text) == Wording(command, words)


@given(st.text())
def test_tidying_twice_changes_nothing_more(words: str) -> None:
    once = tidy(tidy(words))

    assert tidy(once) == once or "'" in words or "`" in words
    assert "  " not in once


@given(st.text(max_size=300))
def test_whatever_is_typed_is_read_as_something(text: str) -> None:
    assert (read_command(text) or read_plain(text)).command
