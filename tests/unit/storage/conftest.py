"""An archive on a file of its own, and a second process beside it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from briefings.storage.engine import Database, open_database

ROOT = Path(__file__).parents[3]

StartPython = Callable[[str], "subprocess.Popen[str]"]


@pytest.fixture(scope="session")
def empty_archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive that was opened once: tests take copies, which is faster than migrating."""
    path = tmp_path_factory.mktemp("empty") / "archive.sqlite3"
    open_database(f"sqlite:///{path}").close()
    return path


@pytest.fixture
def path(tmp_path: Path, empty_archive: Path) -> Path:
    return Path(shutil.copy(empty_archive, tmp_path))


@pytest.fixture
def database(path: Path) -> Iterator[Database]:
    opened = open_database(f"sqlite:///{path}")
    yield opened
    opened.close()


@pytest.fixture
def start_python(path: Path) -> Iterator[StartPython]:
    """Start another process that runs a script; it finds the archive's address in `URL`, the builders in `tests`."""
    started: list[subprocess.Popen[str]] = []

    def start(script: str) -> subprocess.Popen[str]:
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "URL": f"sqlite:///{path}"}
        process = subprocess.Popen(
            [sys.executable, "-c", script],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()
