"""Expressions of time: `finder.find_times` finds them, with their TIMEX3 values and the days that they cover.

The rules are our own. Values follow TimeML's TIMEX3 (Pustejovsky et al., 2003; guidelines 1.2.1). Nothing is imported
here: who needs words for months alone does not load a language model's library.
"""
