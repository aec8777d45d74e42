"""From an issue of a periodical to cited developments, briefs and dossiers; synchronous and unaware of Telegram."""
