"""`dragoman serve` without a token: the same application against a Bot API on this machine, with a chat page.

The sample periodical is read first into an empty archive, by a process of its own: the language model stays out of
this one. The sandbox's chats are those of its own bot (`settings.SANDBOX_BOT`), and the sample leaves the archive when
a real bot opens it, so nothing of either ever meets the real bot.
"""

from __future__ import annotations

import asyncio
import errno
import logging
import multiprocessing
import signal
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from multiprocessing.connection import Connection

from bot.application import build_application, run
from bot.lock import held
from bot.sandbox import Sandbox
from bot.serving import in_use, until_stopped, warming_up
from briefings.commands.archive import progress_bar
from briefings.commands.running import out
from briefings.errors import BriefingsError, IngestError, SettingsError
from briefings.service import Services, open_services
from briefings.settings import Settings

_PEOPLE = ("Ada", "Karim", "Leyla")
_PORTS_TRIED = 50


def serve(settings: Settings) -> None:
    """Run the bot against the sandbox.

    Raises:
        SettingsError: a setting cannot work.
        IngestError: the sample cannot be read.
        StorageError: the database does not open.
    """
    with _own_services(settings) as services:
        if not services.archive.issues():
            read_sample(services.settings)
        until_stopped(lambda stop: _serve(services, stop))


def read_sample(settings: Settings) -> None:
    """Read the sample periodical in another process, with a progress bar.

    Raises:
        IngestError: it could not be read.
    """
    spawn = multiprocessing.get_context("spawn")
    reports, theirs = spawn.Pipe(duplex=False)
    process = spawn.Process(target=_read_sample, args=(settings, theirs), daemon=True)
    process.start()
    theirs.close()
    complaint = "the process that read it ended"
    with progress_bar(shown=True) as progress:
        for what, done, of in _messages(reports):
            if of < 0:
                complaint = what
            else:
                progress(what, done, of)
    process.join()
    if process.exitcode:
        raise IngestError(f"The sample periodical could not be read: {complaint}")


@contextmanager
def _own_services(settings: Settings) -> Iterator[Services]:
    """Services on the operator's own archive, so that what was ingested there can be asked for here."""
    services = open_services(settings)
    with ExitStack() as stack:
        stack.callback(services.close)
        if not stack.enter_context(held(services.database.path)):
            raise SettingsError(in_use(services))
        yield services


async def _serve(services: Services, stop: asyncio.Event) -> None:
    sandbox = Sandbox()
    await _listen(sandbox, services.settings)
    try:
        for name in _PEOPLE:
            sandbox.person(name)
        out(f"Chat page: {sandbox.page_url}  (no token is set, so Telegram is played here; Ctrl-C ends it)")
        application = build_application(
            services, base_url=sandbox.api_url, base_file_url=sandbox.file_url, token=sandbox.token
        )
        async with warming_up(services):
            await run(application, stop)
    finally:
        await sandbox.stop()


async def _listen(sandbox: Sandbox, settings: Settings) -> None:
    """Listen on the port that is set, or the next free one.

    Raises:
        SettingsError: the address cannot be listened on.
    """
    ports = range(settings.port, min(settings.port + _PORTS_TRIED, 65536)) if settings.port else (0,)
    for port in ports:
        try:
            await sandbox.start(settings.host, port)
        except ValueError as error:
            raise SettingsError(f"DRAGOMAN_HOST: {error}.") from error
        except OSError as error:
            if error.errno not in (errno.EADDRINUSE, errno.EACCES):
                reason = error.strerror or str(error)
                raise SettingsError(f"DRAGOMAN_HOST: {settings.host} cannot be listened on ({reason}).") from error
        else:
            if port != settings.port:
                out(f"Port {settings.port} is taken, so the chat page is on {port}.")
            return
    raise SettingsError(f"DRAGOMAN_PORT: {settings.port} and the {_PORTS_TRIED} ports after it are taken.")


def _messages(reports: Connection) -> Iterator[tuple[str, int, int]]:
    while True:
        try:
            yield reports.recv()
        except EOFError:
            return


def _read_sample(settings: Settings, reports: Connection) -> None:
    """Read the sample; runs in its own process, which Ctrl-C reaches through its parent."""
    from bot.logs import configure  # noqa: PLC0415  # in the other process only
    from briefings.service.ingesting import ingest_sample  # noqa: PLC0415  # loads spaCy

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    configure(logging.WARNING)  # the progress bar tells the rest
    services = open_services(settings)
    try:
        ingest_sample(services, lambda what, done, of: reports.send((what, done, of)))
    except BriefingsError as error:
        reports.send((str(error), 0, -1))
        raise SystemExit(1) from None
    finally:
        services.close()
