"""What of a statement is particular: its names."""

from __future__ import annotations

import re
from functools import lru_cache

from briefings.developments.likeness import words

_NAME = re.compile(r"(?<=[\w,;:’'”)] )[A-Z][\w’'-]*|(?<=[-–(“\"])[A-Z][\w’'-]*")
_MONTHS = frozenset(
    {
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
        "december",
    }
)  # fmt: skip


@lru_cache(maxsize=16_384)
def names_in(text: str) -> frozenset[str]:
    """The stems of the words of a text that begin with a capital, but for the first one and for months."""
    found = (match.group() for match in _NAME.finditer(text))
    return frozenset(word for name in found if name.lower() not in _MONTHS for word in words(name))
