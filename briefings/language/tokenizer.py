"""The tokenizer: spaCy's English rules, brought into line with the treebanks the pipeline learns from.

EWT and GUM (Universal Dependencies) split words at hyphens, names too ("al", "-", "Kadhimi"; "F", "-", "16"), but keep
a few prefixes on their word ("non-aligned", "re-elected"), split at a slash between words, and keep runs of one mark
together. The rules are data of spaCy's own tokenizer, saved with the pipeline, so that a plain `spacy.load` has them.
"""

from __future__ import annotations

from typing import Any

from spacy.lang.char_classes import ALPHA, ALPHA_LOWER, ALPHA_UPPER, CONCAT_QUOTES, LIST_ELLIPSES, LIST_ICONS
from spacy.language import Language
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex

#: Kept on their word in at least nine of ten cases of EWT and GUM.
PREFIXES = "non e mid re anti co pre pro cross post over multi ex sub counter semi neo inter intra mini micro".split()  # noqa: SIM905  # running text reads better

#: Kept with their full stop; beyond spaCy's own list. Ranks and offices, business, measures, printed matter.
ABBREVIATIONS = (  # noqa: SIM905  # as above
    "Adm. Amb. Brig. Capt. Cmdr. Col. Comdr. Cpl. Dep. Gens. Hon. Lt. Maj. Mlle. Mme. Pres. Pvt. Reps. Sens. Sgt. "
    "Sr. Supt. Assn. Attn. Dept. Intl. Mfg. Univ. al. approx. ca. cf. esp. est. etc. incl. bbl. bbls. boe. mcf. "
    "bcf. tcf. lb. lbs. oz. yrs. mins. sq. cu. Art. Ed. Eds. Fig. No. Nos. Vol. pp. Ave. Blvd. Ft. Mt. U.A.E. "
    "U.K. U.N. U.S. U.S.A. E.U."
).split()

_RUNS = (r"[=*_#~+]{2,}", r"[!?]{2,}", r"<+", r">+")  #: one token of the same or kindred marks
_HYPHENS = "-\N{EN DASH}\N{EM DASH}\N{HYPHEN}\N{NON-BREAKING HYPHEN}"


def install_tokenizer(nlp: Language) -> Language:
    """Give a pipeline the tokenizer for news text; returns the same pipeline."""
    tokenizer: Any = nlp.tokenizer
    if not hasattr(tokenizer, "infix_finditer"):  # not the one of spaCy's that works by such rules
        return nlp
    defaults = nlp.Defaults
    tokenizer.prefix_search = compile_prefix_regex([*_RUNS, *(defaults.prefixes or ())]).search
    tokenizer.suffix_search = compile_suffix_regex([*_RUNS, *(defaults.suffixes or ())]).search
    tokenizer.infix_finditer = compile_infix_regex(_infixes()).finditer
    for text in ABBREVIATIONS:
        tokenizer.add_special_case(text, [{"ORTH": text}])
    return nlp


def _infixes() -> list[str]:
    """Return where a token is split within; the last two rules replace spaCy's hyphen rule."""
    kept = "".join(rf"(?<!\b[{prefix[0].upper()}{prefix[0]}]{prefix[1:]})" for prefix in PREFIXES)
    return [
        *LIST_ELLIPSES,
        *LIST_ICONS,
        r"(?<=[0-9])[+\*^](?=[0-9-])",
        rf"(?<=[{ALPHA_LOWER}{CONCAT_QUOTES}])\.(?=[{ALPHA_UPPER}{CONCAT_QUOTES}])",
        rf"(?<=[{ALPHA}]),(?=[{ALPHA}])",
        rf"(?<=[{ALPHA}0-9])[:<>=](?=[{ALPHA}])",
        rf"(?<=[{ALPHA}][{ALPHA}])/(?=[{ALPHA}][{ALPHA}])",
        rf"(?<=[{ALPHA}0-9.%{CONCAT_QUOTES}]){kept}[{_HYPHENS}](?=[{ALPHA}0-9{CONCAT_QUOTES}$£€])",
        rf"(?<=[{ALPHA}0-9])--+(?=[{ALPHA}0-9])",
    ]
