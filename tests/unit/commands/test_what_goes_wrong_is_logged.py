"""Warnings go to the standard error of the moment."""

from __future__ import annotations

import io
import sys

import pytest
import structlog

from briefings.commands.running import log_warnings


def test_a_warning_is_written_though_the_stream_of_the_start_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = io.StringIO(), io.StringIO()
    monkeypatch.setattr(sys, "stderr", first)
    log_warnings()
    first.close()
    monkeypatch.setattr(sys, "stderr", second)

    structlog.get_logger().warning("issue left out")

    assert "issue left out" in second.getvalue()
