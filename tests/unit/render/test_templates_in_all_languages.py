"""Every template renders in every language, whatever stands in its values, and leaves nothing open."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, Self

import pytest
from jinja2 import meta

from bot.sandbox.telegram_html import parse_html
from briefings.render.bidi import balanced
from briefings.render.environment import Renderer, renderer, shipped_templates
from briefings.render.speech import LANGUAGES, speaking
from briefings.render.telegram_html import split
from tests.builders import ISSUE_DATE, NOON, a_day

ROUNDS = 10
TEXTS = (
    "Acme", "كتائب حزب الله", "<b>&\"'</b>", "\u202eevil\u2067", "%(count)s % 100%", "two\nlines", "کاظمی 12:30",
    "{x} /help", "  ", "",
)  # fmt: skip
NUMBERS = (0, 1, 2, 3, 11, 21, 100, 12345)


class Thing(str):  # noqa: SLOT000  # it keeps what it was asked for
    """A value that is a text, and has every attribute that a template may ask for."""

    chance: random.Random

    def __new__(cls, text: str, chance: random.Random) -> Self:
        made = super().__new__(cls, text)
        made.chance = chance
        return made

    @property
    def count(self) -> Number:  # type: ignore[override]  # a relation's, not a text's
        return Number(self.chance.choice(NUMBERS))

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        value = made(name, self.chance)
        setattr(self, name, value)
        return value


class Several(list[Thing]):
    """Things of which some templates mean one."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return getattr(self[0], name)


class Place(date):
    """A day that is a quotation, too: some templates mean the one, some the other by "last"."""

    source, number, page, sentence = "Weekly", "26", "3", "Acme bought Bolt."

    @property
    def date(self) -> date:
        return date(2020, 7, 1)


class Number(int):
    """A number that says what was read, too, and that may be gone through."""

    def __iter__(self) -> Iterator[Thing]:
        return iter([Thing("Acme", random.Random(int(self)))] * min(int(self), 2))  # noqa: S311  # the same each time

    @property
    def issues(self) -> int:
        return int(self)

    pages = unreadable = issues


MADE: dict[str, Callable[[random.Random], Any]] = {
    **dict.fromkeys(
        (
            "count",
            "more",
            "withheld",
            "left",
            "names_left",
            "gone",
            "read",
            "uses",
            "days",
            "user_id",
            "unreadable",
            "chats",
            "watches",
            "mutes",
            "errors",
        ),
        lambda chance: Number(chance.choice(NUMBERS)),
    ),
    **dict.fromkeys(("day", "as_of", "date"), lambda chance: chance.choice((ISSUE_DATE, date(1, 1, 1)))),
    **dict.fromkeys(("first", "last"), lambda _: Place(2020, 7, 1)),
    **dict.fromkeys(("at", "ends", "ends_at", "until", "since"), lambda _: NOON),
    "when": lambda chance: chance.choice((None, a_day("2020-06-25"), a_day("2020-06-25", "2020-07-01"))),
    "value": lambda chance: chance.choice(("2020", "2020-06", "2020-06-25", "2019-10/2020-07-01")),
    "status": lambda chance: chance.choice(("stated", "reported", "alleged", "denied", "planned", "conditional")),
    "novelty": lambda chance: chance.choice(("new", "developed", "contradicted", "unchanged")),
    "kind": lambda chance: chance.choice(("person", "armed_group", "law")),
    "how": lambda chance: chance.choice((None, "leads it", "ally", "unheard of")),
    "earlier": lambda chance: chance.choice((None, Thing("earlier", chance))),
    **dict.fromkeys(("decisions", "learned"), lambda chance: [(Thing("a", chance), Thing("b", chance))]),
    "facts": lambda chance: [(Thing("a", chance), Thing("b", chance))],
    "pages": lambda chance: [(Thing("3", chance), [Thing("a", chance), Thing("ب", chance)])],
    "body": lambda _: "<b>كتائب</b> Acme",
    "name": lambda chance: Thing(chance.choice(TEXTS[:5]), chance),
    **dict.fromkeys(("troubles", "access"), lambda chance: Thing("one", chance)),
}


_SEVERAL = frozenset({"people", "evidence", "new", "known", "did", "underwent", "other", "ahead"})


def made(name: str, chance: random.Random) -> Any:
    """A value for a name: of what that name means, or several where it is a plural, or a text."""
    if name in MADE:
        return MADE[name](chance)
    if name in _SEVERAL or name.endswith("s"):
        fewest = name in ("lines", "evidence")
        return Several(Thing(chance.choice(TEXTS) or "x", chance) for _ in range(chance.randrange(fewest, 4)))
    return Thing(chance.choice(TEXTS), chance)


SPEAKING: Renderer = renderer()
ENVIRONMENT = SPEAKING._environment


def values_of(template: str, chance: random.Random) -> dict[str, Any]:
    source = (shipped_templates() / f"{template}.html").read_text("utf-8")
    named = meta.find_undeclared_variables(ENVIRONMENT.parse(source)) - ENVIRONMENT.globals.keys()
    return {name: made(name, chance) for name in sorted(named)}


@pytest.mark.parametrize("template", [name for name in SPEAKING.names() if not name.startswith("_")])
def test_a_template_renders_in_every_language(template: str) -> None:
    """With hostile texts, none and many; Telegram takes it, and whatever turns a line's direction ends in it."""
    chance = random.Random(template)  # noqa: S311  # the same values each time
    for _ in range(ROUNDS):
        values = values_of(template, chance)
        for language in LANGUAGES:
            with speaking(language):
                html = SPEAKING.html(template, **values)
            assert balanced(html), html
            for part in split(html):
                text, _ = parse_html(part)
                assert "%(" not in text.replace("%(count)s % 100%", "")
