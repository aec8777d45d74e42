"""Lines become running text again: ends joined, hyphens undone, broken small capitals set right on evidence.

Evidence comes from the issue itself first (`Lexicon`), then from the shipped word model. What stands in doubt stays as
it was printed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from briefings.layout.lexicon import HYPHENS, MIXED, Lexicon, is_damaged, normal_case
from briefings.layout.wordmodel import WordModel, ends_sentence, normal

_SUSPENDED = {"and", "or", "to", "nor"}  #: "pre- and post-war"
_LETTERS = re.compile(r"[^\W\d_]+")
#: Openers of names that are ordinary words otherwise: they take their capital only before the rest of the name.
_OPENERS = {"united": {"states", "nations", "kingdom", "arab"}, "union": {"of"}, "upper": set(), "under": set()}
_ACRONYMS = frozenset({
    "US", "USA", "UK", "UN", "EU", "UAE", "UNHCR", "UNSC", "UNICEF", "UNESCO", "UNGA", "USAID", "IS", "ISIL", "ISIS",
    "IMF", "IEA", "IAEA", "NATO", "OPEC", "LNG", "LPG", "CEO", "PM", "MP", "GCC",
})  # fmt: skip
_COMMON = 200  #: times the model saw a word, above which capitals inside it are surely damage
_ORDINARY = 50  #: times the model saw a word, above which capitals alone do not make it an acronym
_ALWAYS = 0.93  #: share of capitals, inside sentences, above which a word is a name wherever it stands
_OFTEN = 0.55


# --- line ends -------------------------------------------------------------------------------------------------------


def join_lines(lines: Sequence[str], lexicon: Lexicon) -> str:
    """The lines of one paragraph as running text."""
    text = ""
    for line in lines:
        text = join_two(text, " ".join(line.split()), lexicon)
    return text


def join_two(text: str, line: str, lexicon: Lexicon) -> str:
    """`line` set behind `text`, a hyphen between the two undone where it only cut a word."""
    if not text or not line:
        return text or line
    first, (second, _, rest) = text.rsplit(None, 1)[-1], line.partition(" ")
    if len(first) < 2 or first[-1] not in HYPHENS or not first[-2].isalnum():
        return text + (line if _cut_address(first, second) else " " + line)
    joined = undo_hyphen(first, second, lexicon)
    return text[: len(text) - len(first)] + joined + (" " + rest if rest else "")


def _cut_address(first: str, second: str) -> bool:
    """A web address runs on without a blank."""
    return (
        first.startswith(("http://", "https://", "www."))
        and first[-1] in "/-_=&?."
        and second[:1].islower()
        and ("/" in second or "." in second.rstrip("."))
    )


_SECOND_PART = 80  #: counts of the word model; below it stand syllables of names, above it "-affiliated"


def undo_hyphen(first: str, second: str, lexicon: Lexicon) -> str:
    """Join a token that ends in a hyphen to the next line's first.

    Returns:
        One word ("lim-", "ited"), a compound that keeps its hyphen ("long-", "term"), or the two with a blank between
        them ("pre-", "and").
    """
    if normal(second) in _SUSPENDED and normal(second.partition("-")[0]) == normal(second):
        return f"{first} {second}"
    return first[:-1] + second if _is_one_word(first, second, lexicon) else first + second


def _is_one_word(first: str, second: str, lexicon: Lexicon) -> bool:
    head, tail = normal_case(first[:-1]), normal_case(second)
    if not head[-1:].isalpha() or not tail[:1].isalpha():
        return False
    last, start = re.split(rf"[{HYPHENS}]", head)[-1], re.split(rf"[{HYPHENS}]|['’]s$", tail)[0]
    wholes, compounds = _forms(lexicon.counts, head + tail, last + start), _forms(lexicon.counts, f"{head}-{tail}")
    if wholes != compounds:
        return wholes > compounds
    if tail[0].isupper():
        return last.isupper() and tail.isupper()
    whole = max(lexicon.model.count(normal(head + tail)), lexicon.model.count(normal(last + start)))
    compound = max(lexicon.model.count(normal(f"{head}-{tail}")), lexicon.model.count(normal(f"{last}-{start}")))
    if whole or compound:
        return whole >= compound
    if last[0].isupper() and lexicon.model.count(normal(start)) < _SECOND_PART:
        return True  # "San-" and "alla" are a name; second parts of compounds ("-backed", "-elect") are common words
    return not (_stands_alone(last, lexicon) and _stands_alone(start, lexicon))


def _forms(counts: Counter[str], *words: str) -> int:
    return max(counts[normal(word)] for word in words)


def _stands_alone(word: str, lexicon: Lexicon) -> bool:
    """Whether it is a word by itself: long enough not to be a syllable, or a very common one."""
    seen = lexicon.model.count(normal(word)) + 5 * lexicon.counts[normal(word)]
    return seen >= (12 if len(word) > 3 else 400)


# --- casing ----------------------------------------------------------------------------------------------------------


def repair_casing(text: str, lexicon: Lexicon) -> str:
    """Set capitals right that broken small capitals left small; words with no evidence stay as they are."""
    tokens = text.split(" ")
    repaired = []
    for index, token in enumerate(tokens):
        after = tokens[index + 1] if index + 1 < len(tokens) else ""
        opens = index == 0 or ends_sentence(tokens[index - 1])
        repaired.append(_recased(token, after, lexicon, opens=opens))
    return " ".join(repaired)


def _recased(token: str, after: str, lexicon: Lexicon, *, opens: bool) -> str:
    if is_damaged(token):
        return _LETTERS.sub(lambda found: _set_right(found[0], lexicon), token)
    word = normal_case(token)
    if not lexicon.broken or word[:1] not in lexicon.broken or not word[:1].islower():
        return token
    if opens or _is_name(word, after, lexicon.model):
        return token.replace(word, word[0].upper() + word[1:], 1)
    return token


def _set_right(word: str, lexicon: Lexicon) -> str:
    """One damaged run of letters: an acronym all in capitals, a word with its first alone."""
    if not MIXED.search(word):
        return word
    whole = word.upper()
    if whole in _ACRONYMS or whole in lexicon.shouted:
        return whole
    known = lexicon.counts[word.lower()] + lexicon.model.count(word.lower())
    if re.fullmatch(r"[a-z][A-Z]{1,4}", word) and (word[0] in lexicon.broken or not known):
        return whole
    return word.capitalize() if known else word


def _is_name(word: str, after: str, model: WordModel) -> bool:
    """Whether a small word whose capital may be broken is (the beginning of) a name."""
    head, hyphen, rest = word.partition("-")
    if hyphen and rest[:1].isupper():
        return True
    follows = normal(after)
    if head.lower() in _OPENERS:
        return after[:1].isupper() and follows.split("-")[0] in _OPENERS[head.lower()]
    share = model.capital_share(normal(head))
    return share >= _ALWAYS or (share >= _OFTEN and after[:1].isupper())


# --- the first words of an article -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Opening:
    """An article's first paragraph, and the label that stood before it."""

    text: str
    label: str | None = None  #: "IRAQ"


def repair_opening(text: str, lexicon: Lexicon) -> Opening:
    """Undo what small capitals do to an article's first words.

    A run of damaged words before a sentence's own capital is a label from the margin ("iraQ IN May, after …" is the
    label IRAQ and "In May, after …"). Words that are set in capitals only because the article opens with them get
    their usual case.
    """
    tokens = text.split(" ")
    damaged = 0
    while damaged < min(4, len(tokens)) and _is_label(tokens[damaged], lexicon):
        damaged += 1
    label = None
    if 0 < damaged < len(tokens) and _opens_sentence(tokens[damaged]):
        label = " ".join(normal_case(token).upper() for token in tokens[:damaged])
        tokens = tokens[damaged:]
    return Opening(" ".join(_lowered(tokens, lexicon)), label)


def _is_label(token: str, lexicon: Lexicon) -> bool:
    """A damaged word that is no acronym of the running text, and closes no clause."""
    word = normal_case(token)
    if not word.isalpha() or token != word:
        return False
    common = MIXED.search(word) is not None and lexicon.model.count(word.lower()) > _COMMON
    if not is_damaged(token) and not common:  # "SauDi" might be set so on purpose, if it were no word
        return False
    return not (re.fullmatch(r"[a-z][A-Z]{1,4}", word) and _set_right(word, lexicon) == word.upper())


def _opens_sentence(token: str) -> bool:
    word = token.lstrip("\"'“‘(")
    return word[:1].isupper() and not is_damaged(token)


def _lowered(tokens: Sequence[str], lexicon: Lexicon) -> list[str]:
    """The run of capitals at the start in usual case; all of it stays if the whole text is in capitals."""
    run = 0
    while run < len(tokens) and _is_shouted(tokens[run]):
        run += 1
    if run == 0 or run == len(tokens) or run > 8:
        return list(tokens)
    if run == 1 and _is_acronym(normal_case(tokens[0]), lexicon):
        return list(tokens)
    first = [_usual(token, lexicon, opens=index == 0) for index, token in enumerate(tokens[:run])]
    return [*first, *tokens[run:]]


def _is_shouted(token: str) -> bool:
    word = normal_case(token)
    letters = [letter for letter in word if letter.isalpha()]
    return bool(letters) and all(letter.isupper() for letter in letters)


def _is_acronym(word: str, lexicon: Lexicon) -> bool:
    return word in _ACRONYMS or (word in lexicon.shouted and lexicon.model.count(normal(word)) <= _ORDINARY)


def _usual(token: str, lexicon: Lexicon, *, opens: bool) -> str:
    word = re.sub(r"['’]S$", "", normal_case(token))
    small = normal(word)
    if _is_acronym(word, lexicon):
        return re.sub(r"['’]S\b", lambda found: found[0].lower(), token)
    if not lexicon.knows(small):
        return token
    lowered = token.lower()
    if opens or lexicon.model.capital_share(small) >= _OFTEN:
        at = next(index for index, letter in enumerate(lowered) if letter.isalpha())
        lowered = lowered[:at] + lowered[at].upper() + lowered[at + 1 :]
    return lowered


def close_spaced(text: str, lexicon: Lexicon) -> str:
    """Put words together that broken small capitals pulled apart ("Poli C y", "inV estM ent"); for furniture only."""
    tokens = text.split(" ")
    at = 0
    while at < len(tokens):
        for length in (5, 4, 3, 2):
            piece = tokens[at : at + length]
            if len(piece) == length and _is_pulled_apart(piece, lexicon):
                tokens[at : at + length] = ["".join(piece).capitalize()]
                break
        at += 1
    return " ".join(tokens)


def _is_pulled_apart(piece: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether the tokens make one common word, and one of them is broken: a letter alone, or small before capital."""
    if not all(token.isalpha() for token in piece) or not any(len(token) == 1 or is_damaged(token) for token in piece):
        return False
    whole = "".join(piece).lower()
    return len(whole) > 3 and lexicon.model.count(whole) > 20
