"""The operator's commands: a thin layer over `briefings.service`.

Each command imports what it needs when it runs, so that `--help` is there at once and `serve` loads no language model.
With `--json` one JSON document (or JSON lines where the input is lines) goes to standard output and nothing else.
"""

from __future__ import annotations

import typer

from briefings.commands import (
    archive,
    backing,
    catalogue,
    delivery,
    questions,
    running,
    status,
    stories,
    texts,
    timeline,
    topics,
)

app = typer.Typer(no_args_is_help=True, add_completion=False, help="Dragoman: briefings from periodicals, cited.")


@app.callback()
def _before_each_command() -> None:
    running.log_warnings()


archive.register(app)
questions.register(app)
topics.register(app)
timeline.register(app)
stories.register(app)
delivery.register(app)
texts.register(app)
catalogue.register(app)
status.register(app)
backing.register(app)
