"""Requests to the Bot API over aiohttp.

python-telegram-bot's httpx pool costs ten times the CPU once many requests are open (DESIGN.md section 11), and its
`TimedOut` does not say whether a message left. Here `SurelyNotSent` does: the connection was never made.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, cast

import aiohttp
import structlog
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

from briefings.render.telegram_html import without_moments

log = structlog.get_logger()

_BAD_REQUEST = 400
_MOMENT = "<tg-time "
_UNREAD = b"parse entities"  #: what a server says to a tag that it does not know
_CONNECT_SECONDS = 10.0
_READ_SECONDS = 30.0  #: a short read timeout would only make more sends doubtful


class SurelyNotSent(NetworkError):  # noqa: N818  # named for what it tells, as telegram.error's own classes are
    """No connection was made, so the server has not seen the request."""


_answers: ContextVar[list[bytes] | None] = ContextVar("answers", default=None)


@contextmanager
def answers_noted() -> Iterator[list[bytes]]:
    """Keep what the server answers to the calls made within, whether or not the library can read it."""
    noted: list[bytes] = []
    token = _answers.set(noted)
    try:
        yield noted
    finally:
        _answers.reset(token)


class AiohttpRequest(BaseRequest):
    """A `BaseRequest` with one aiohttp session.

    Args:
        connections: how many may be open at once.
        through_proxy: whether `HTTPS_PROXY` and its like are honoured; not for a server on this machine.
    """

    def __init__(self, connections: int = 32, *, through_proxy: bool = False) -> None:
        self._connections = connections
        self._through_proxy = through_proxy
        self._session: aiohttp.ClientSession | None = None
        self._moments = True  #: until the server is seen not to know them

    @property
    def read_timeout(self) -> float | None:
        """Seconds; python-telegram-bot adds it to a long poll's own."""
        return _READ_SECONDS

    async def initialize(self) -> None:
        """Open the session."""
        os.environ.setdefault("PTB_TIMEDELTA", "1")  # the library's new way to say `retry_after`; the old one warns
        if self._session is None or self._session.closed:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=self._connections),
                headers={"User-Agent": self.USER_AGENT},
                trust_env=self._through_proxy,
            )

    async def shutdown(self) -> None:
        """Close the session."""
        if self._session is not None:
            await self._session.close()

    async def call(self, url: str, parameters: Mapping[str, str], *, read_timeout: float) -> Any:
        """Call a method and return its result as JSON, unparsed: nothing in it can be too new for the library.

        Raises:
            TelegramError: as every request.
        """
        data = cast("RequestData", _Parameters(dict(parameters)))  # a final class, which the library only hands through
        return await self.post(url, request_data=data, read_timeout=read_timeout)

    async def do_request(  # noqa: PLR0913, PLR0917  # as the library calls it
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """One request; addresses, which hold the token, stay out of every error."""
        del write_timeout, pool_timeout
        timeout = aiohttp.ClientTimeout(
            total=None, sock_connect=_seconds(connect_timeout, _CONNECT_SECONDS), sock_read=_seconds(read_timeout)
        )
        status, body = await self._exchange(method, url, request_data, timeout)
        if status == _BAD_REQUEST and self._moments and _UNREAD in body and _has_moment(request_data):
            return await self._without_moments(method, url, request_data, timeout)
        return status, body

    async def _without_moments(
        self, method: str, url: str, request_data: RequestData | None, patience: aiohttp.ClientTimeout
    ) -> tuple[int, bytes]:
        """Ask again without the times that the server may not know; where that was it, they are never sent again."""
        self._moments = False
        status, body = await self._exchange(method, url, request_data, patience)
        self._moments = status == _BAD_REQUEST
        if not self._moments:
            log.info("the server does not take times that each reader sees in their own zone; they go as words")
        return status, body

    async def _exchange(
        self, method: str, url: str, request_data: RequestData | None, patience: aiohttp.ClientTimeout
    ) -> tuple[int, bytes]:
        if self._session is None:
            raise RuntimeError("The connection is used before it was opened.")
        form = _form(request_data, moments=self._moments)
        try:
            async with self._session.request(method, url, data=form, timeout=patience) as response:
                answer = await response.read()
                if response.ok and (noted := _answers.get()) is not None:
                    noted.append(answer)
                return response.status, answer
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
            raise SurelyNotSent(f"no connection ({type(error).__name__})") from None
        except TimeoutError:
            raise TimedOut("no answer in time") from None
        except aiohttp.ClientError as error:
            raise NetworkError(f"the connection broke ({type(error).__name__})") from None


@dataclass(frozen=True, slots=True)
class _Parameters:
    """Parameters as they are, without the library's records around them."""

    json_parameters: dict[str, str]
    contains_files: bool = False


def _seconds(value: Any, default: float = _READ_SECONDS) -> float | None:
    return value if isinstance(value, (int, float)) else default


def _has_moment(request_data: RequestData | None) -> bool:
    return request_data is not None and any(_MOMENT in value for value in request_data.json_parameters.values())


def _form(request_data: RequestData | None, *, moments: bool) -> aiohttp.FormData | dict[str, str] | None:
    if request_data is None:
        return None
    values = request_data.json_parameters
    if not moments:
        values = {name: without_moments(value) for name, value in values.items()}
    if not request_data.contains_files:
        return values
    form = aiohttp.FormData(values, quote_fields=False)
    for name, (file_name, content, mime) in (request_data.multipart_data or {}).items():
        form.add_field(name, content, filename=file_name, content_type=mime)
    return form
