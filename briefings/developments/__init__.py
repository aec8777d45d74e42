"""Key developments: detect, date, attribute, state, merge, rank and select (pure; a parsed Doc comes in as data)."""
