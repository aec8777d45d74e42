"""Words in other scripts amid English: kept and cited, and not taken for English.

The pipeline knows no word of Arabic, Persian, Russian or Greek; what it says of one is a guess from its length. So its
names there are dropped (those of the catalogue are found all the same, by spelling) and sentences begin at marks alone.
"""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

NAME = "dragoman_script_guard"

_FIRST_FOREIGN = "\N{GREEK CAPITAL LETTER HETA}"  #: letters from here on are of no Latin alphabet, but for ...
_LATIN_AGAIN = range(0x1D00, 0x1F00)  #: ... phonetic letters, and Latin ones with two marks, as Vietnamese has them


@Language.factory(NAME)
def make_script_guard(nlp: Language, name: str) -> ScriptGuard:
    """The component as spaCy makes it from a pipeline's configuration."""
    del nlp, name
    return ScriptGuard()


class ScriptGuard:
    """Drops the entities that a recogniser of English claims to see in words of another script."""

    def __call__(self, doc: Doc) -> Doc:
        """Keep the entities that have a Latin letter or none at all."""
        kept = [entity for entity in doc.ents if not is_foreign(entity.text)]
        if len(kept) < len(doc.ents):
            doc.set_ents(kept, default="outside")
        return doc


def is_foreign(text: str) -> bool:
    """Whether a text has letters and none of them is Latin."""
    letters = [letter for letter in text if letter.isalpha()]
    return bool(letters) and all(letter >= _FIRST_FOREIGN and ord(letter) not in _LATIN_AGAIN for letter in letters)
