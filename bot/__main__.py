"""The installed command `dragoman`: the operator's commands, and `serve`.

Each command imports what it needs when it runs: with a token nothing of the sandbox or the sample is loaded.
"""

from __future__ import annotations

import sys
from collections.abc import Callable

import typer

from briefings.commands import app
from briefings.commands.running import telling
from briefings.errors import BriefingsError
from briefings.settings import Settings, load_settings


def main() -> None:
    """Run the command line."""
    commands()()


def commands() -> typer.Typer:
    """All commands."""
    app.pretty_exceptions_enable = False  # its tracebacks show the values of variables
    app.command()(serve)
    app.command()(tour)
    return app


def serve() -> None:
    """Run the bot: with DRAGOMAN_TELEGRAM_TOKEN the real one, else a sandbox with a chat page on this machine."""
    import structlog  # noqa: PLC0415  # the other commands do without

    from bot.logs import configure  # noqa: PLC0415
    from bot.serving import check  # noqa: PLC0415

    configure()
    with telling():
        settings = load_settings()
        check(settings)
        try:
            _server(settings)(settings)
        except KeyboardInterrupt:
            sys.exit(0)
        except BriefingsError:
            raise
        except Exception:  # noqa: BLE001  # a bug ends in the log, without the values of variables
            structlog.get_logger().exception("the bot broke down")
            sys.exit(1)


def tour() -> None:
    """Play a newcomer's first five minutes against the sandbox, with the sample periodical, and print them."""
    from bot.tour import tour as played  # noqa: PLC0415
    from briefings.commands.running import fail, log_warnings, out  # noqa: PLC0415

    log_warnings()
    with telling():
        missed = played(load_settings(), out)
    if missed:
        fail(f"Steps of the tour without an answer: {missed}.")


def _server(settings: Settings) -> Callable[[Settings], None]:
    if settings.telegram_token is None:
        from bot.sandboxed import serve as in_sandbox  # noqa: PLC0415  # never loaded where there is a token

        return in_sandbox
    from bot.serving import serve as for_real  # noqa: PLC0415

    return for_real


if __name__ == "__main__":
    main()
