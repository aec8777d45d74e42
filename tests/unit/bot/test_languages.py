"""The interface in five languages, over the wire; contents stay as printed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bot import throttle
from bot.handlers.commands import ALL
from bot.sandbox import Person, Sandbox
from briefings.model import DaySpan, ReadCount
from briefings.render import dates, terms
from briefings.render.bidi import balanced
from briefings.render.speech import LANGUAGES, gettext, speaking
from briefings.service import Services, delivering, following
from briefings.service.hours import days_in_words, read_zone
from tests.builders import NOON, a_quote
from tests.unit.bot.support import ask

STATEMENT = "Acme bought Bolt on 25 June 2020."
CITATION = "Weekly 26 · p. 3"
DAY = timedelta(days=1)
HOSTILE = ("", "acme", "\u202eevil\u2067 <b>", "كتائب %(count)s % {x}", "acme-bolt 30d", "/help & ثلاثة", "off")


@pytest.fixture
def laila(sandbox: Sandbox) -> Person:
    return sandbox.person("ليلى", "ar")


@pytest.fixture
def olga(sandbox: Sandbox) -> Person:
    return sandbox.person("Ольга", "ru-RU")


@pytest.mark.usefixtures("bot")
async def test_a_dialogue_in_arabic(laila: Person) -> None:
    hello = await ask(laila, "/start")
    brief = await ask(laila, "/brief acme-bolt")
    nothing = await ask(laila, "/who zzyzx")
    wrong = await ask(laila, "/digest 25:99")
    followed = await ask(laila, "/subscribe acme-bolt")

    assert "يقرأ" in hello.text
    assert "25 يونيو 2020" in brief.text
    assert STATEMENT in brief.text
    assert CITATION in brief.text
    assert "لا ذكر" in nothing.text
    assert "ليست ساعة من اليوم" in wrong.text
    assert "أصبحتم تتابعون" in followed.text
    assert "الإعدادات" in followed.buttons
    assert all(balanced(message.text) for message in (hello, brief, nothing, wrong, followed))


@pytest.mark.usefixtures("bot")
async def test_a_line_of_contents_in_arabic_runs_from_the_left(laila: Person) -> None:
    brief = await ask(laila, "/brief acme-bolt")
    line = next(line for line in brief.text.split("\n") if STATEMENT in line)

    assert line.startswith("\u200e• \u2068")
    assert line.endswith(f"(\u2068{CITATION}\u2069)")


@pytest.mark.usefixtures("bot")
async def test_commands_in_arabic_sentences_are_set_apart(laila: Person) -> None:
    answer = await ask(laila, "/stop")
    refused = await ask(laila, "/unsubscribe bolt")

    assert "\u2068/topics\u2069" in answer.text
    assert "\u2068/topics\u2069" in refused.text
    assert "\u2068All of Bolt\u2069" in refused.text


@pytest.mark.usefixtures("bot")
async def test_what_is_typed_again_has_no_marks_in_it(laila: Person) -> None:
    help_ = await ask(laila, "/help")
    codes = [entity for entity in help_.content.entities if entity.type == "code"]
    encoded = help_.text.encode("utf-16-le")
    said = [encoded[2 * one.offset : 2 * (one.offset + one.length)].decode("utf-16-le") for one in codes]

    assert "/brief acme-bolt" in said
    assert not any(mark in text for text in said for mark in "\u2068\u2069\u200e\u200f")


@pytest.mark.usefixtures("bot")
async def test_the_language_is_telegrams_until_it_is_chosen(ada: Person, laila: Person) -> None:
    shown = await ask(laila, "/language")
    chosen = await ask(laila, "/language fr")
    after = await ask(laila, "/settings")
    english = await ask(ada, "/settings")
    back = await ask(laila, "/language auto")

    assert "العربية" in shown.text
    assert {"English", "فارسی", "Français", "Русский"} <= set(shown.buttons)
    assert "Je parle ici" in chosen.text
    assert "Réglages de cette discussion" in after.text
    assert "Settings of this chat" in english.text
    assert "العربية" in back.text


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("name", ["fa", "FA", "فارسی", "Persian", "persan", "персидский", "fa-IR"])
async def test_a_language_may_be_called_by_any_of_its_names(ada: Person, name: str) -> None:
    assert "فارسی" in (await ask(ada, f"/language {name}")).text
    assert "تنظیمات" in (await ask(ada, "/settings")).text


@pytest.mark.usefixtures("bot")
async def test_a_language_that_is_not_spoken_is_refused_with_those_that_are(ada: Person) -> None:
    answer = await ask(ada, "/language klingon")

    assert all(name in answer.text for name in LANGUAGES.values())


@pytest.mark.usefixtures("bot")
async def test_a_button_changes_the_language_in_its_message(ada: Person) -> None:
    shown = await ask(ada, "/language")
    ada.press(shown, "Русский")
    changed = await ada.wait_for_answer()

    assert changed.id == shown.id
    assert "Здесь я говорю" in changed.text


@pytest.mark.usefixtures("bot")
async def test_an_error_is_told_in_the_language_of_who_met_it(
    monkeypatch: pytest.MonkeyPatch, services: Services, laila: Person
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(type(services.archive), "search", broken)
    answer = await ask(laila, "/search pipeline")
    monkeypatch.undo()

    assert "حدث خطأ هنا" in answer.text
    assert "بهذا المرجع" in answer.text


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("text", ["/digest ۰۷:۳۰", "/digest ٠٧:٣٠ weekdays"])
async def test_an_hour_is_read_in_the_readers_own_digits(sandbox: Sandbox, text: str) -> None:
    reader = sandbox.person("Sara", "fa")
    await ask(reader, "/subscribe bolt")

    assert "۰۷:۳۰" in (await ask(reader, text)).text


@pytest.mark.usefixtures("bot")
async def test_a_group_has_a_language_of_its_own_that_its_administrators_set(sandbox: Sandbox, laila: Person) -> None:
    olga = sandbox.person("Ольга", "ru")
    group = sandbox.group("Desk", laila, olga)
    await laila.send("/settings", to=group)
    english = await laila.wait_for_answer(to=group, where=lambda message: "Time zone" in message.text)
    await olga.send("/language ru", to=group)
    refused = await olga.wait_for_answer(to=group)
    await laila.send("/language fa", to=group)
    persian = await laila.wait_for_answer(to=group)

    assert "Settings of this chat" in english.text
    assert "only its administrators" in refused.text
    assert "فارسی" in persian.text


@pytest.mark.usefixtures("bot")
async def test_a_forum_topic_is_spoken_to_as_its_group(sandbox: Sandbox, laila: Person) -> None:
    group = sandbox.group("Desk", laila, forum=True)
    await laila.send("/language fr", to=group)
    await laila.wait_for_answer(to=group, where=lambda message: "Je parle ici" in message.text)
    topic = group.open_topic("Energy", laila)
    await laila.send("/settings", to=group, topic=topic)

    assert await laila.wait_for_answer(to=group, where=lambda message: "Fuseau horaire" in message.text)


@pytest.mark.usefixtures("bot")
async def test_a_person_whose_language_is_noted_gets_the_digest_in_it(services: Services, olga: Person) -> None:
    await ask(olga, "/subscribe acme-bolt")

    assert services.subscribers.get(olga.id, None, zone="UTC", now=NOON).language == "ru"


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("language", ["ar", "fr"])
async def test_every_command_answers_in_the_language_whatever_follows_it(
    monkeypatch: pytest.MonkeyPatch, sandbox: Sandbox, language: str
) -> None:
    monkeypatch.setattr(throttle, "MOST", 10**6)
    reader = sandbox.person("Sami", language)
    with speaking(language):
        broken = gettext(
            "Something went wrong here, and your question was not answered. It was noted for the operator."
        )
    for number, command in enumerate(command for command in ALL if command.menu):
        words = HOSTILE[number % len(HOSTILE)]
        answer = await ask(reader, f"/{command.name} {words}".rstrip())
        assert balanced(answer.text), command.name
        assert broken not in answer.text, command.name
        assert "%(" not in answer.text.replace(words, ""), command.name


def test_each_reads_the_digest_in_their_own_language(services: Services) -> None:
    for chat, language in ((101, "ru"), (102, "en"), (103, "ru")):
        reader = services.subscribers.get(chat, None, zone="UTC", now=NOON, language=language)
        for topic in ("acme-bolt", "bolt"):
            following.subscribe(services, reader, topic, NOON)
    assert delivering.compose_due(services, NOON + timedelta(days=1)) == 3
    texts = {one.chat_id: one.text for one in services.outbox.claim(NOON + timedelta(days=2), lease=DAY, limit=9)}

    assert texts[101] == texts[103]
    assert texts[101].startswith("<b>Дайджест · Acme – Bolt, All of Bolt · 2 июля 2020</b>")
    assert texts[102].startswith("<b>Digest · Acme – Bolt, All of Bolt · 2 July 2020</b>")
    assert all(STATEMENT in text and CITATION in text for text in texts.values())


@pytest.mark.parametrize(
    ("language", "issues", "said"),
    [
        ("ru", 1, "1 выпуск, 21 страница, 1 нечитаемая"),
        ("ru", 3, "3 выпуска, 21 страница, 1 нечитаемая"),
        ("ru", 11, "11 выпусков, 21 страница, 1 нечитаемая"),
        ("ar", 2, "عددان، 21 صفحة، واحدة غير مقروءة"),
        ("ar", 7, "7 أعداد، 21 صفحة، واحدة غير مقروءة"),
        ("ar", 100, "100 عدد، 21 صفحة، واحدة غير مقروءة"),
        ("fa", 1234, "۱٬۲۳۴ شماره، ۲۱ صفحه، ۱ ناخوانا"),
        ("fr", 1, "1 numéro, 21 pages, 1 illisible"),
        ("en", 1, "1 issue, 21 pages, 1 unreadable"),
    ],
)
def test_counts_take_the_plural_of_their_language(language: str, issues: int, said: str) -> None:
    with speaking(language):
        assert terms.read(ReadCount(issues, 21, 1)) == said


@pytest.mark.parametrize(
    ("language", "days", "said"),
    [
        ("en", {0, 3}, "on Monday and Thursday"),
        ("ru", {0, 3}, "по понедельникам и четвергам"),
        ("ru", {6, 0, 1, 2, 3}, "с воскресенья по четверг"),
        ("fr", {0, 3}, "le lundi et le jeudi"),
        ("fr", {1, 2, 3}, "du mardi au jeudi"),
        ("ar", {0, 3}, "أيام الاثنين والخميس"),
        ("fa", set(range(7)), "هر روز"),
    ],
)
def test_days_of_the_week_stand_as_grammar_asks(language: str, days: set[int], said: str) -> None:
    with speaking(language):
        assert days_in_words(frozenset(days)) == said


@pytest.mark.parametrize(
    ("language", "said", "of_month"),
    [
        ("en", "1 July 2020", "June 2020"),
        ("ar", "1 يوليو 2020", "يونيو 2020"),
        ("fa", "۱ ژوئیهٔ ۲۰۲۰", "ژوئن ۲۰۲۰"),
        ("fr", "1er juillet 2020", "juin 2020"),
        ("ru", "1 июля 2020", "июнь 2020"),
    ],
)
def test_days_are_written_as_the_language_writes_them(language: str, said: str, of_month: str) -> None:
    with speaking(language):
        assert dates.day(date(2020, 7, 1)) == said
        assert dates.span(DaySpan(date(2020, 6, 1), date(2020, 6, 30), "2020-06")) == of_month
        assert dates.citation(a_quote(number=None)) == "Weekly 1 July 2020 · p. 3"


@pytest.mark.parametrize(
    ("name", "zone"),
    [
        ("بغداد", "Asia/Baghdad"),
        ("تهران", "Asia/Tehran"),
        ("Москва", "Europe/Moscow"),
        ("Le Caire", "Africa/Cairo"),
        ("Londres", "Europe/London"),
        ("New York", "America/New_York"),
    ],
)
def test_a_city_is_known_by_its_name_in_each_language(name: str, zone: str) -> None:
    assert read_zone(name) == zone
