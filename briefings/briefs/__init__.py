"""Developments and a question → a brief: what bears on it, each event once, proved, chosen, in time order.

Pure: developments come in with their evidence and the entities that their sentences name; the day is an argument.
"""

from briefings.briefs.choosing import LINES, MOST_LINES, Room
from briefings.briefs.composing import compose, line_of
from briefings.briefs.events import group
from briefings.briefs.novelty import Reader
from briefings.briefs.records import Material, Told, key, line_keys
from briefings.briefs.relevance import widened

__all__ = [
    "LINES",
    "MOST_LINES",
    "Material",
    "Reader",
    "Room",
    "Told",
    "compose",
    "group",
    "key",
    "line_keys",
    "line_of",
    "widened",
]
