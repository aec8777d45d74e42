"""Words that records carry and messages show: kinds of entities, how one stands to another, how a thing is known."""

from __future__ import annotations

from briefings.model import ReadCount
from briefings.render import speech
from briefings.render.speech import gettext, marked, ngettext

_KINDS = (
    marked("person"), marked("organisation"), marked("armed group"), marked("government"), marked("company"),
    marked("place"), marked("facility"), marked("party"), marked("law"), marked("event"),
)  # fmt: skip
_STANDING = (
    marked("leads it"), marked("led by it"), marked("member of it"), marked("it is a member"), marked("speaks for it"),
    marked("it speaks for them"), marked("backs it"), marked("backed by it"), marked("ally"), marked("opponent"),
    marked("in talks"), marked("which they lead"), marked("of which they are a member"), marked("for whom they speak"),
    marked("which they back"), marked("leads them"), marked("speaks for them"), marked("backs them"),
)  # fmt: skip
_KNOWN = (
    marked("reported"), marked("alleged"), marked("denied"), marked("planned"), marked("conditional"),
    marked("contradicted"), marked("developed"), marked("against"), marked("printed then"), marked("undated"),
    marked("former"),
)  # fmt: skip
_NOTED = (marked("catalogue"), marked("timeline"), marked("no longer offered"))
TERMS = frozenset((*_KINDS, *_STANDING, *_KNOWN, *_NOTED))


def term(word: str) -> str:
    """A word in the language spoken now; one that is none of ours stays as it is."""
    plain = word.replace("_", " ")
    return gettext(plain) if plain in TERMS else word


def read(count: ReadCount) -> str:
    """What was read: `3 issues, 96 pages, 1 unreadable`."""
    counts = [
        ngettext("%(count)s issue", "%(count)s issues", count.issues, count=count.issues),
        ngettext("%(count)s page", "%(count)s pages", count.pages, count=count.pages),
    ]
    if count.unreadable:
        many = count.unreadable
        counts.append(ngettext("%(count)s unreadable", "%(count)s unreadable", many, count=many))
    return ("، " if speech.way() == "rtl" else ", ").join(counts)
