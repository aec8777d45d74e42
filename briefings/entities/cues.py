# ruff: noqa: RUF001 - hyphens of several kinds are its data
"""How a text says that one name is another: "also known as", "formerly", "(Arabic for …)", as patterns."""

from __future__ import annotations

import re

_ADVERB = (
    r"(?:(?:more|most)\s+)?(?:also|otherwise|better|best|commonly|widely|popularly|usually|often|sometimes|variously|simply"
    r"|locally|internationally|officially|formally|formerly|previously|originally|once|now|then|later|since|today)"
)
_KNOWN_AS = (
    r"(?:(?:known|referred\s+to|spel(?:t|led)|written|transliterated|abbreviated|shortened|translated)"
    r"(?:\s+(?:by|in|to|under|among)\s+(?:[\w’']+\s+){0,3}?[\w’']+)?\s+as|(?:abbreviated|shortened)\s+to)"
)
#: "known by the nom de guerre X", "known under the name X".
_KNOWN_BY = (
    r"known\s+(?:by|under)\s+(?:[\w’']+\s+){0,3}?(?:acronym|abbreviation|initials|(?:nick|code)?names?|nom\s+de\s+guerre|alias"
    r"|pseudonym|title)(?:\s+of)?,?"
)
_CALLED = (
    r"(?:called|named|renamed|rebranded(?:\s+as)?|dubbed|nicknamed|styled|spel(?:t|led)|written|code-?named|abbreviated(?:\s+as)?"
    r"|alias|aka|a\.k\.a\.|née)"
)
_REAL = r"(?:whose\s+)?(?:real|full|birth|given|proper)\s+name(?:\s+(?:is|was))?:?"
TONGUES = (
    r"(?:Arabic|Persian|Farsi|Dari|Kurdish|Kurmanji|Sorani|Turkish|Hebrew|Aramaic|Syriac|Armenian|Urdu|Pashto|Russian|Latin"
    r"|Greek|French|English|German|Italian|Spanish)"
)
_MEANS = rf"(?:which\s+)?(?:means|meaning|stands\s+for|translates\s+(?:as|to)|literally|lit\.|{TONGUES}\s+for),?"
_IS = r"(?:(?:which|who|that)\s+)?(?:(?:is|are|was|were|had\s+been)\s+)?"
_THE = r"\s+(?:the\s+)?[\"“‘']*"
#: What may stand behind a name and be no part of it: "the X group".
_SORT = (
    r"(?:\s+(?:group|militia|movement|faction|party|network|company|firm|organi[sz]ation|coalition|alliance|field"
    r"|terminal|tribe))?"
)
CUE = re.compile(
    rf"{_SORT}(?:"
    rf"(?P<said>,?\s*[(–—-]?\s*{_IS}(?:(?:{_ADVERB}\s+)*(?:{_KNOWN_AS}|{_KNOWN_BY})|(?:{_ADVERB}\s+){_CALLED}){_THE}"
    rf"|(?:,|\s*\(|\s+[–—])\s*{_IS}(?:{_CALLED}|{_REAL}|{_MEANS}){_THE})"
    rf"|(?P<once>(?:,|\s*\(|\s+[–—])\s*(?:also|officially|formally|formerly|previously|originally|now|once){_THE})"
    r"|(?P<or>,\s+or\s+(?:the\s+)?[\"“‘']*)"
    r"|(?P<quoted>\s*\(\s*(?:the\s+)?[\"“‘]+)"
    r"|(?P<bare>\s+\(\s*(?:the\s+)?))"
)
#: An acronym in brackets, between commas, or "for short".
ACRONYM = re.compile(
    r"\.?\s*(?:\(\s*(?:the\s+|or\s+)?[\"“‘']?([A-Z][A-Za-z]?[A-Z&+-]{0,6}[A-Z]s?)[\"”’']?\s*[),;]"
    r"|(?:,|\s+[–—])\s+(?:or\s+)?(?:the\s+)?([A-Z][A-Z&+-]{1,7})(?:[,;]|\s+for\s+short\b))"
)
#: A name in another script, or how it is said, between a name and its other name.
IN_ITS_SCRIPT = re.compile(r"\s*\([^()]{0,80}[^\W\d_\u0041-\u024f\u1e00-\u1eff][^()]{0,80}\)")
NATIVE = re.compile(r"[^\W\d_\u0041-\u024f\u1e00-\u1eff]+(?:[ \u200c-][^\W\d_\u0041-\u024f\u1e00-\u1eff]+)*")
TRANSLATED = re.compile(r"[\"“]+([^\"“”()]{3,60}?)[\"”]")
LANGUAGE = re.compile(rf"\s+in\s+{TONGUES}$")
#: An Arabic article written small: before a capital, and at the end of what stands before one.
SMALL_ARTICLE = re.compile(r"(?:al|el|ul|an|ar|as|ad|at|az|ash)[-–‐](?=[A-Z])")
ARTICLE = re.compile(r"(?<![\w’'])(?:al|el|ul|an|ar|as|ad|at|az|ash)[-–‐]$")
#: Words that an acronym has letters of.
BIG = re.compile(r"\b(?:al(?=-)|[A-Z])\w*")
#: What stands before the end of a name only: the "in" of "al-Qaeda in Iraq".
INNER = re.compile(r"\b[a-z]+\s+(?:the\s+)?$|[a-z]-$")
#: Where a name has come to its end.
CLOSED = re.compile(r"[\"”’']*(?:$|[.,;:)\[–—\n]|\s+[–—(]|\s+(?:and|which|who|is|was|are|were|has|had|said)\b)")
#: A sentence says it, rather than a clause set off; and of more than a name behind one of the second.
PREDICATE = re.compile(r"\s+(?:is|are|was|were|had)\b")
OBJECT = re.compile(r"\b(?:of|on|in|at|for|from|to|with|by|against|near|and|between)\s+(?:the\s+)?$")
