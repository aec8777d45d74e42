"""The main job on one real page: from its text to a true, cited brief and one dossier."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.acceptance.conftest import Run, answer

Line = dict[str, Any]


@pytest.fixture(scope="module")
def lines(with_page: Run) -> list[Line]:
    """The lines of the brief on Iraq and the US."""
    found: list[Line] = answer(with_page("brief", "iraq-us", "--json"))["lines"]
    return found


#: What must be told: words of its line, its days, and who must act or undergo.
TOLD = [
    ("nearly three dozen attacks", "2019-10/2020-07-01", "united-states"),
    ("blamed Kataib Hezbollah", "2019-10/2020-07-01", "kataib-hezbollah"),
    ("brink of war .* resolution .* to expel", "2020-01", None),
    ("marched on the Green Zone", "2020-01", "green-zone"),
    ("response in March also killed three members", "2020-03", "united-states"),
    ("authorised Iraqi security forces to carry out a raid", "2020-05", "mustafa-al-kadhimi"),
    ("agreed to reduce .* fell short of providing a timeframe", "2020-06", "united-states"),
    ("pulled out from six bases", "2020-06/2020-07-01", "global-coalition"),
    ("at least four attacks", "2020-06-17/2020-07-01", "iraq"),
    ("detained 14 members", "2020-06-25", "kataib-hezbollah"),
    ("no one is above the law .* said on Friday", "2020-06-26", "yahya-rasool"),
    ("put pressure on Baghdad", None, "iraq"),
]


@pytest.mark.parametrize(("words", "when", "party"), TOLD)
def test_each_key_development_is_told_once_with_its_days_and_parties(
    lines: list[Line], words: str, when: str | None, party: str | None
) -> None:
    found = [line for line in lines if re.search(words, line["statement"], re.IGNORECASE)]

    assert len(found) == 1
    assert (found[0]["when"] or {}).get("value") == when
    named = {p.get("entity") for p in (*found[0]["actors"], *found[0]["targets"])}
    assert party is None or party in named


def test_every_line_is_cited(lines: list[Line]) -> None:
    for line in lines:
        first = line["evidence"][0]
        assert (first["source"], first["number"], first["page"]) == ("MEOG", "Week 26", "10")


def test_lines_stand_in_time_order(lines: list[Line]) -> None:
    days = [line["when"]["from"] for line in lines if line["when"]]

    assert days == sorted(days)


def test_the_dialogue_is_told_once(lines: list[Line]) -> None:
    talks = [line for line in lines if re.search(r"\b(?:dialogue|talks|agreed to reduce)\b", line["statement"])]

    assert len(talks) == 1
    assert len(talks[0]["evidence"]) >= 4


@pytest.mark.parametrize(
    "false",
    [
        r"(?<!suspected of )carrying out a spate",
        r"(?<!said to have )softened",
        r"(?<!agreed to )reduced? the number",
        r"(?<!then-)prime minister, Adel",
        r"expelled",
        r"Thaer Allah.*Khataib|Khataib.*Thaer Allah",
        r"iraQ|\buS\b|\buK\b|lim-|al-Ka-",
    ],
)
def test_nothing_hedged_becomes_fact_and_nothing_is_garbled(lines: list[Line], false: str) -> None:
    assert not [line["statement"] for line in lines if re.search(false, line["statement"])]


def test_who_kataib_is_one_entity_under_both_spellings(with_page: Run) -> None:
    for query in ("kataib", "khataib", "Khataib Hizbullah", "KH", "كتائب حزب الله"):
        found = answer(with_page("who", query, "--json"))

        assert found["outcome"] == "found"
        assert found["entity"]["id"] == "kataib-hezbollah"
        assert {name["text"] for name in found["names"]} == {"Kataib Hezbollah", "Khataib Hezbollah"}
        text = str(found["developments"]) + str(found["relations"])
        assert "Thaer Allah" not in text
        assert "Leban" not in text


def test_the_may_raid_is_another_groups(with_page: Run) -> None:
    found = answer(with_page("who", "thaer allah", "--json"))

    assert found["entity"]["id"] == "thaer-allah"
    assert all("14 members" not in line["statement"] for line in found["developments"])


def test_the_same_page_again_changes_nothing(with_page: Run, page: object) -> None:
    again = with_page("ingest", str(page), "--source", "MEOG", "--number", "Week 26", "--date", "2020-07-01")

    assert again.returncode == 0
    assert "nothing changes" in again.stdout
    assert answer(with_page("issues", "--json"))[0]["pages"] == 1


def test_html_is_what_telegram_takes_and_text_has_no_tags(with_page: Run) -> None:
    html, text = (with_page("brief", "iraq-us", "--format", kind).stdout for kind in ("html", "text"))

    assert "<b>" in html
    assert set(re.findall(r"</?([a-z]+)", html)) <= {"b", "i", "blockquote", "code"}
    assert not re.search(r"</?[a-z]+>", text)
