"""The bot's own process stays small: what only reading and drawing need is loaded by those who read and draw."""

from __future__ import annotations

import subprocess
import sys

HEAVY = ("spacy", "thinc", "matplotlib", "pypdfium2")


def test_serving_loads_neither_the_language_model_nor_what_draws() -> None:
    said = subprocess.run(
        [sys.executable, "-c", f"import sys, bot.serving; print([name for name in {HEAVY} if name in sys.modules])"],
        capture_output=True,
        text=True,
        check=True,
    )

    assert said.stdout.strip() == "[]"
