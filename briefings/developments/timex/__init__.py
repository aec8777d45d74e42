"""Expressions of time: `find_times` finds them in a parsed text and gives each its TIMEX3 value and the days it covers.

The rules are our own. Values follow TimeML's TIMEX3 (Pustejovsky et al., 2003; guidelines 1.2.1).
"""

from briefings.developments.timex.finder import find_times

__all__ = ["find_times"]
