"""What matters in a text, and by what."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date

import pytest
from spacy.tokens import Doc
from spacy.vocab import Vocab

from briefings.developments import rank, traits
from briefings.developments.traits import Text
from briefings.model import Development, EntityId, Mention, Party, TimeExpression
from tests.unit.developments.conftest import Read

TEXT = """Acme buys Bolt

Acme of Nadira bought its rival Bolt on Monday for 40 million dinars, the largest purchase in the history of the port.

The weather was fine. "We are glad," he said. But nobody came.

Acme has sold rope in Nadira since 1920. Why did Bolt give up?"""


def a_doc(*sentences: str) -> Doc:
    """A text whose words are known by their first letter alone: a capital makes a name, a digit a number."""
    words = [word for sentence in sentences for word in sentence.split(" ")]
    starts: list[bool | int | None] = [at == 0 for sentence in sentences for at, _ in enumerate(sentence.split(" "))]
    kinds = [
        "NUM" if w[0].isdigit() else "PROPN" if w[0].isupper() else "NOUN" if w[0].isalpha() else "PUNCT" for w in words
    ]
    return Doc(Vocab(), words=words, lemmas=words, pos=kinds, sent_starts=starts)


def of(doc: Doc, **found: object) -> list[traits.Traits]:
    return traits.of_sentences(replace(Text(doc), **found), lambda type_: 0.0 if type_ == "STATEMENT" else 0.5)  # type: ignore[arg-type]


def test_every_feature_lies_between_0_and_1(read: Read) -> None:
    assert read(TEXT).sentences
    for found in of(a_doc("acme wins .", "x " * 99 + "Acme bolt 4 .", "\n\n", "? ?")):
        assert all(0.0 <= value <= 1.0 for value in found.values()), found


def test_every_sentence_has_its_salience_and_the_one_that_tells_the_news_most(read: Read) -> None:
    found = read(TEXT)
    weights = {TEXT[s.start : s.end]: s.salience for s in found.sentences}

    assert all(0.0 < weight < 1.0 for weight in weights.values())
    best = max(weights, key=lambda sentence: weights[sentence])
    assert best.startswith("Acme of Nadira bought")
    assert weights["The weather was fine."] < weights["Acme has sold rope in Nadira since 1920."]


def test_a_sentence_that_the_pipeline_cannot_read_has_no_salience(read: Read) -> None:
    foreign, latin = read("العراق وسوريا يتفقان على خفض القوات.\n\nIraq and Syria agreed to meet.").sentences

    assert foreign.salience == 0.0 < latin.salience


def test_a_heading_is_the_title_and_the_sentence_below_it_the_first(read: Read) -> None:
    del read
    doc = Doc(
        Vocab(),
        words=["Acme", "buys", "\n\n", "Acme", "paid", ".", "It", "did", "."],
        spaces=[True, False, False, True, False, True, True, False, False],
        sent_starts=[True, False, False, True, False, False, True, False, False],
        pos=["PROPN", "VERB", "SPACE", "PROPN", "VERB", "PUNCT", "PRON", "AUX", "PUNCT"],
        lemmas=["Acme", "buy", "\n\n", "Acme", "pay", ".", "it", "do", "."],
    )
    title, first, second = of(doc)

    assert (title["title"], title["first"]) == (1.0, 0.0)
    assert (first["title"], first["first"], first["early"], first["opens"]) == (0.0, 1.0, 1.0, 1.0)
    assert first["titled"] == 0.5
    assert (second["first"], second["second"], second["opens"]) == (0.0, 1.0, 0.0)


def test_a_title_beside_the_text_speaks_for_the_sentences_that_have_its_words() -> None:
    found = of(a_doc("tea sold .", "rope port ."), title="Rope, Port and Milk")

    assert [one["titled"] for one in found] == [0.0, 1.0]
    assert [one["titled"] for one in of(a_doc("tea sold ."))] == [0.0]


def test_words_of_many_sentences_make_one_central() -> None:
    found = of(a_doc("rope sold .", "rope port .", "tea milk .", "rope port ."))

    assert found[1]["central"] > found[0]["central"] > found[2]["central"] == 0.0
    assert [one["fresh"] for one in found] == [1.0, 0.5, 1.0, 0.0]


def test_who_is_named_often_is_the_main_name_and_is_brought_in_once() -> None:
    mentions = [
        Mention(0, 4, "Acme", "ORG", EntityId("acme")),
        Mention(12, 16, "Bolt", "ORG"),
        Mention(24, 28, "Acme", "ORG", EntityId("acme")),
    ]
    found = of(a_doc("Acme sold .", "Bolt sold .", "Acme rope ."), mentions=mentions)

    assert [one["main_name"] for one in found] == [1.0, 0.5, 1.0]
    assert [one["introduces"] for one in found] == [0.5, 0.0, 0.0]


def test_dates_figures_and_events_speak_for_the_sentence_that_has_them() -> None:
    doc = a_doc("rope sold .", "port shut Monday .", "rope cost 4 .")
    monday = TimeExpression(22, 28, "Monday", "DATE", "2020-06-22", date(2020, 6, 22), date(2020, 6, 22))
    shut = Development(type="ASSAULT", statement="Port shut.", sentence=1, actors=(Party("port", "port"),))
    said = Development(type="STATEMENT", statement="Rope cost 4.", sentence=2)
    found = of(doc, times=[monday], developments=[shut, said])

    assert [one["dated"] for one in found] == [0.0, 1.0, 0.0]
    assert [one["figure"] for one in found] == [0.0, 0.0, 1.0]
    assert [one["event"] for one in found] == [0.0, 0.5, 0.0]
    assert [one["parties"] for one in found] == [0.0, 0.5, 0.0]


@pytest.mark.parametrize(
    ("sentence", "feature"),
    [
        ("but rope was sold .", "adds"),
        ("for example rope was sold .", "adds"),
        ("was rope sold ?", "asks"),
        ('" rope was sold "', "quoted"),
        ("rope sold .", "brief"),
        ("rope " * 50 + ".", "long"),
    ],
)
def test_the_form_of_a_sentence_is_seen(sentence: str, feature: str) -> None:
    found = of(a_doc("rope was sold in the port of the south again .", sentence))

    assert found[0][feature] == 0.0
    assert found[1][feature] == 1.0


def test_a_development_has_the_weight_of_its_sentence_its_type_and_its_parties() -> None:
    known = Party("Acme", "Acme", EntityId("acme"))
    bare = Development(type="SUPPORT", statement="It was sold.", sentence=0)
    full = Development(type="ASSAULT", statement="Acme hit Bolt.", sentence=0, actors=(known,), targets=(known,))
    told = [bare, full, replace(full, sentence=1)]
    low, high, elsewhere = rank.with_salience(told, [0.5, 0.1])

    assert 0.0 < low.salience < high.salience < 1.0
    assert elsewhere.salience < high.salience
    assert [replace(one, salience=0.0) for one in (low, high, elsewhere)] == told


def test_the_weights_name_features_that_there_are() -> None:
    weights = rank.load_weights()
    development = Development(type="AGREE", statement="Acme agreed.", sentence=0)

    assert set(weights.sentence) <= {*of(a_doc("rope sold ."))[0], rank.BIAS}
    assert set(weights.development) <= {*rank.features([development], [0.5])[0], rank.BIAS}
    assert all(weight >= 0.0 for name, weight in weights.development.items() if name != rank.BIAS)
    assert weights.of_type("ENERGY_PRICE") == weights.types["OTHER"]


def test_no_text_has_no_salience() -> None:
    assert rank.of_sentences(Text(Doc(Vocab(), words=[]))) == ()
    assert rank.with_salience([], []) == ()


def test_time_grows_with_the_number_of_sentences_alone() -> None:
    def seconds(count: int) -> float:
        doc = a_doc(*(f"Acme{number % 50} sold rope {number} to port{number % 20} ." for number in range(count)))
        begun = time.process_time()
        rank.of_sentences(Text(doc))
        return time.process_time() - begun

    seconds(50)
    few, many = min(seconds(200) for _ in range(3)), seconds(2000)

    assert many < 30 * few  # ten times as many sentences; a hundred times as long were a loop in a loop
