"""The installed command `dragoman`: the operator's commands, and `serve`.

Each command imports what it needs when it runs: with a token nothing of the sandbox or the sample is loaded.
"""

from __future__ import annotations

import sys

import typer

from briefings.commands import app
from briefings.commands.running import telling


def main() -> None:
    """Run the command line."""
    commands()()


def commands() -> typer.Typer:
    """All commands."""
    app.command()(serve)
    return app


def serve() -> None:
    """Run the bot: with DRAGOMAN_TELEGRAM_TOKEN the real one, else a sandbox with a chat page on this machine."""
    from bot.logs import configure  # noqa: PLC0415  # the other commands do without
    from briefings.settings import load_settings  # noqa: PLC0415

    configure()
    with telling():
        settings = load_settings()
        from bot.serving import check  # noqa: PLC0415

        check(settings)
        try:
            if settings.telegram_token is None:
                from bot.sandboxed import serve as run  # noqa: PLC0415
            else:
                from bot.serving import serve as run  # noqa: PLC0415
            run(settings)
        except KeyboardInterrupt:
            sys.exit(0)


if __name__ == "__main__":
    main()
