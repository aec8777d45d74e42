"""Changed copies of sentences keep their annotation true."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import replace

import pytest
import spacy

from briefings.language.tokenizer import install_tokenizer
from briefings.language.training.augment import (
    Vocabulary,
    capitals,
    damaged_copies,
    lost_capitals,
    other_words,
    read_nouns,
    read_verbs,
    swapped_case,
)
from briefings.language.training.convert import Sentence, Syntax
from briefings.language.training.exercises import Names, fill, filled_exercises, read_exercises, read_marked, unmarked
from briefings.language.training.renaming import rename, renamed_copies

TOKENIZER = install_tokenizer(spacy.blank("en")).tokenizer
NAMES = Names.load()
#: "The US sold an estate in Basra last week ." and its analysis.
SOLD = Sentence(
    words=("The", "US", "sold", "an", "estate", "in", "Basra", "last", "week", "."),
    spaces=(True,) * 8 + (False, True),
    ents=((1, 2, "GPE"), (6, 7, "GPE"), (7, 9, "DATE")),
    unknown=frozenset({4}),
    document="one",
    paragraph=0,
    syntax=Syntax(
        tags=("DT", "NNP", "VBD", "DT", "NN", "IN", "NNP", "JJ", "NN", "."),
        pos=("DET", "PROPN", "VERB", "DET", "NOUN", "ADP", "PROPN", "ADJ", "NOUN", "PUNCT"),
        morphs=("",) * 10,
        lemmas=("the", "US", "sell", "a", "estate", "in", "Basra", "last", "week", "."),
        heads=(1, 2, 2, 4, 2, 6, 2, 8, 2, 2),
        deps=("det", "nsubj", "ROOT", "det", "obj", "case", "obl", "amod", "obl:unmarked", "punct"),
    ),
)


def seeded(seed: int = 0) -> random.Random:
    return random.Random(seed)  # noqa: S311  # repeatable on purpose


@pytest.mark.parametrize("damage", [capitals, lost_capitals, swapped_case])
def test_damage_changes_nothing_but_capitals(damage: Callable[[Sentence, random.Random], Sentence]) -> None:
    for seed in range(20):
        damaged = damage(SOLD, seeded(seed))

        assert [word.casefold() for word in damaged.words] == [word.casefold() for word in SOLD.words]
        assert replace(damaged, words=SOLD.words) == SOLD


def test_short_capitals_get_the_small_letter_of_a_drop_capital() -> None:
    assert swapped_case(SOLD, seeded()).words[1] == "uS"


def test_copies_follow_their_originals_in_the_asked_share() -> None:
    groups = [[SOLD]] * 200

    copies = list(damaged_copies(groups, seeded(), share=0.5))

    assert sum(group == [SOLD] for group in copies) >= 200
    assert 270 < len(copies) < 330
    assert list(damaged_copies(groups, seeded(), share=0.0)) == groups


def changed_words() -> list[Sentence]:
    groups = other_words([[SOLD]] * 2000, Vocabulary(read_verbs(), read_nouns()), seeded())
    return [group[0] for group in groups if group != [SOLD]]


def test_other_verbs_and_nouns_stand_where_theirs_stood_with_their_lemmas() -> None:
    verbs = {word.forms["VBD"]: word.lemma for word in read_verbs()}
    nouns = {word.forms["NN"]: word.lemma for word in read_nouns()}
    for sentence in changed_words():
        assert sentence.syntax is not None
        assert SOLD.syntax is not None
        assert verbs[sentence.words[2]] == sentence.syntax.lemmas[2]
        assert {**nouns, "estate": "estate"}[sentence.words[4]] == sentence.syntax.lemmas[4]
        assert sentence.words[:2] + sentence.words[5:] == SOLD.words[:2] + SOLD.words[5:]
        assert replace(sentence.syntax, lemmas=SOLD.syntax.lemmas) == SOLD.syntax


def test_a_noun_after_an_begins_with_a_vowel_and_a_measure_of_time_stays() -> None:
    nouns = {sentence.words[4] for sentence in changed_words()}

    assert len(nouns) > 10
    assert all(noun[0] in "aeiou" for noun in nouns)


def test_the_forms_of_verbs_and_nouns_follow_the_rules_of_spelling() -> None:
    verbs = {word.lemma: word.forms for word in read_verbs()}
    nouns = {word.lemma: word.forms for word in read_nouns()}

    assert verbs["raid"] == {"VBD": "raided", "VBN": "raided", "VBG": "raiding", "VBZ": "raids"}
    assert verbs["plan"] == {"VBD": "planned", "VBN": "planned", "VBG": "planning", "VBZ": "plans"}
    assert verbs["accuse"] == {"VBD": "accused", "VBN": "accused", "VBG": "accusing", "VBZ": "accuses"}
    assert verbs["deny"] == {"VBD": "denied", "VBN": "denied", "VBG": "denying", "VBZ": "denies"}
    assert verbs["withdraw"]["VBN"] == "withdrawn"
    assert verbs["flee"]["VBG"] == "fleeing"
    assert verbs["cut"]["VBG"] == "cutting"
    assert nouns["clash"]["NNS"] == "clashes"
    assert nouns["supply"]["NNS"] == "supplies"
    assert nouns["raid"]["NNS"] == "raids"


def entities(sentence: Sentence) -> list[tuple[str, str]]:
    def text(start: int, end: int) -> str:
        return "".join(
            word + " " * space
            for word, space in zip(sentence.words[start:end], sentence.spaces[start:end], strict=True)
        ).strip()

    return [(text(start, end), label) for start, end, label in sentence.ents]


def test_a_renamed_sentence_keeps_its_context_its_labels_and_what_is_unknown() -> None:
    renamed = [rename(SOLD, TOKENIZER, NAMES, seeded(seed)) for seed in range(40)]

    for sentence in renamed:
        assert [label for _, label in entities(sentence)] == ["GPE", "GPE", "DATE"]
        assert entities(sentence)[2] == ("last week", "DATE")
        assert {sentence.words[index] for index in sentence.unknown} == {"estate"}
        assert sentence.words[0] == "The"
        assert len(sentence.words) == len(sentence.spaces)
        assert sentence.syntax is None
    assert len({entities(sentence)[1][0] for sentence in renamed}) > 10


def test_renamed_copies_follow_their_originals() -> None:
    groups = list(renamed_copies([[SOLD], [SOLD]], TOKENIZER, NAMES, seeded(), share=1.0))

    assert groups[0] == groups[2] == [SOLD]
    assert len(groups) == 4


def test_an_exercise_is_filled_and_its_names_are_marked() -> None:
    sentence = fill("[DEFINITE] met [PERSON].", TOKENIZER, NAMES, seeded(), document="d", paragraph=3)

    assert sentence.words[0] == "The"
    assert [label for _, label in entities(sentence)] == ["ORG", "PERSON"]
    assert not entities(sentence)[0][0].startswith("The ")
    assert sentence.words[-1] == "."


def test_every_exercise_can_be_filled_with_every_blank_known() -> None:
    filled = list(filled_exercises(TOKENIZER, NAMES, seeded(), copies=2))

    assert len(filled) == 2 * len(read_exercises())
    assert not any("[" in word or "{" in word for sentence in filled for word in sentence.words)
    assert max(Counter(sentence.document for sentence in filled).values()) == 4


def test_a_marked_sentence_loses_its_marks_and_keeps_its_names() -> None:
    sentence = unmarked("[Kangan|GPE]'s [two|CARDINAL] plants feed the [Jam refinery|FAC].", TOKENIZER, document="d")

    assert (
        "".join(word + " " * blank for word, blank in zip(sentence.words, sentence.spaces, strict=True))
        == "Kangan's two plants feed the Jam refinery."
    )
    assert entities(sentence) == [("Kangan", "GPE"), ("two", "CARDINAL"), ("Jam refinery", "FAC")]


def test_a_bracket_that_is_left_over_is_told_with_its_line() -> None:
    with pytest.raises(ValueError, match=r"left over: \[Kangan is dry"):
        unmarked("[Kangan is dry.", TOKENIZER, document="d")


def test_every_sentence_of_our_own_can_be_read() -> None:
    sentences = read_marked(TOKENIZER)

    assert len(sentences) > 500
    assert len({sentence.document for sentence in sentences}) == len(sentences)
    assert {label for sentence in sentences for _, label in entities(sentence)} >= {"LAW", "FAC", "PRODUCT", "QUANTITY"}


def test_half_of_the_names_come_from_a_list_where_there_is_one() -> None:
    names, rng = Names({"gpe": {"names": ["Iraq"]}}, {"GPE": ["Yerevan"]}), seeded()

    drawn = Counter(names.draw("GPE", rng).text for _ in range(200))

    assert 70 < drawn["Yerevan"] < 130
