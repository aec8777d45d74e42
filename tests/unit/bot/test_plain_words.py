"""Plain words in the languages of the interface."""

from __future__ import annotations

import pytest

from bot.asked import read_plain
from bot.handlers.commands import COMMANDS
from bot.plain_words import _kinds
from bot.sandbox import Sandbox
from tests.unit.bot.support import ask


@pytest.mark.parametrize(
    ("text", "command", "words"),
    [
        ("من هو الكاظمي؟", "who", "الكاظمي"),
        ("مَن هي منظمة بدر", "who", "منظمة بدر"),
        ("ما الجديد عن كتائب حزب الله؟", "brief", "كتائب حزب الله"),
        ("أخبار العراق", "brief", "العراق"),
        ("ما الجديد؟", "latest", ""),
        ("تابع العراق", "subscribe", "العراق"),
        ("إلغاء متابعة العراق", "unsubscribe", "العراق"),
        ("السلام عليكم", "start", ""),
        ("الإعدادات", "settings", ""),
        ("کاظمی کیست؟", "who", "کاظمی"),
        ("كاظمي كيست", "who", "كاظمي"),
        ("چه خبر از عراق؟", "brief", "عراق"),
        ("گاه\u200cشمار حشد شعبی", "timeline", "حشد شعبی"),
        ("عراق را دنبال نکن", "unsubscribe", "عراق"),
        ("راهنما", "help", ""),
        ("qui est kadhimi ?", "who", "kadhimi"),
        ("Qu’est-ce que l’OPEP ?", "who", "OPEP"),
        ("quoi de neuf sur l’Irak ?", "brief", "Irak"),
        ("les dernières nouvelles du Liban", "brief", "Liban"),
        ("chronologie des Kataib", "timeline", "Kataib"),
        ("Bonjour !", "start", ""),
        ("кто такой Кадими?", "who", "Кадими"),
        ("что нового по ОПЕК?", "brief", "ОПЕК"),
        ("новости насчёт Ирака", "brief", "Ирака"),
        ("что нового", "latest", ""),
        ("подпишите меня на iraq-us", "subscribe", "iraq-us"),
        ("кадими ирак", "brief", "кадими ирак"),
    ],
)
def test_plain_words_mean_a_command(text: str, command: str, words: str) -> None:
    said = read_plain(text)

    assert (said.command, said.words) == (command, words)


def test_every_command_that_plain_words_mean_is_there() -> None:
    assert {command for _, command in _kinds()} <= COMMANDS.keys()


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize(
    ("language", "question"),
    [("ar", "من هو Acme؟"), ("fa", "Acme کیست؟"), ("fr", "qui est Acme ?"), ("ru", "кто это Acme?")],
)
async def test_a_plain_question_is_answered_in_its_language(sandbox: Sandbox, language: str, question: str) -> None:
    answer = await ask(sandbox.person("Sami", language), question)

    assert answer.text.startswith("Acme · ") or "Acme" in answer.text.split("\n")[0]
    assert "Acme bought Bolt" in answer.text
    assert "As printed" not in answer.text
