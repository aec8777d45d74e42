"""Where issues come from: folders, uploads, feeds, mailboxes, archives; bytes become pages of words or lines."""
