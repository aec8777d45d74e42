"""Entities: names taken apart, compared, looked up, found in text, joined and learned. Pure: no storage, no clock."""

from briefings.entities.compare import Comparison, compare
from briefings.entities.index import NameIndex
from briefings.entities.joining import join
from briefings.entities.learn import find_aliases, find_descriptions
from briefings.entities.newcomers import own_names
from briefings.entities.resolve import Resolution, resolve
from briefings.entities.roles import find_roles
from briefings.entities.spotting import find_names
from briefings.entities.synonyms import find_synonyms

__all__ = [
    "Comparison",
    "NameIndex",
    "Resolution",
    "compare",
    "find_aliases",
    "find_descriptions",
    "find_names",
    "find_roles",
    "find_synonyms",
    "join",
    "own_names",
    "resolve",
]
