"""Kinds of thing that several types of development speak of."""

from __future__ import annotations

#: Types that speak of one kind of thing, so that "the attack" may be a raid and "the talks" an agreement.
_FAMILY = {
    "ASSAULT": "force", "COERCE": "force",
    "CONSULT": "talks", "AGREE": "talks", "COOPERATE": "talks",
}  # fmt: skip


def family(kind: str) -> str:
    """The kind of thing a development type speaks of."""
    return _FAMILY.get(kind, kind)
