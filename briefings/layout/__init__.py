"""Page reconstruction: words with boxes, or bare lines, into blocks, columns, reading order and articles (pure)."""
