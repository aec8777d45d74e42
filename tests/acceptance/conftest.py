"""The installed command on an archive of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]
SEED = Path(os.environ.get("DRAGOMAN_SHARED", Path(__file__).parents[2] / ".." / "shared")) / "data" / "seed"
PAGE = SEED / "meog_week26_p10.txt"


def command(folder: Path) -> Run:
    """A function that runs `dragoman` with its archive in `folder`."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("DRAGOMAN_")}
    environment["DRAGOMAN_DATA_DIR"] = str(folder)
    dragoman = str(Path(sys.executable).with_name("dragoman"))

    def run(*arguments: str | Path, given: str = "") -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [dragoman, *map(str, arguments)],
            env=environment,
            cwd=folder,
            input=given,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    return run


@pytest.fixture
def dragoman(tmp_path: Path) -> Run:
    """`dragoman` on an empty archive."""
    return command(tmp_path)


@pytest.fixture(scope="session")
def page() -> Path:
    """The real page."""
    if not PAGE.exists():
        pytest.skip("the real page is not beside this checkout: set DRAGOMAN_SHARED to the folder that holds data/seed")
    return PAGE


@pytest.fixture(scope="session")
def with_page(page: Path, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """`dragoman` on an archive that holds the real page alone."""
    run = command(tmp_path_factory.mktemp("page"))
    done = run("ingest", page, "--source", "MEOG", "--number", "Week 26", "--date", "2020-07-01")
    assert done.returncode == 0, done.stderr
    return run


def answer(done: subprocess.CompletedProcess[str]) -> Any:
    """The JSON document that a command printed."""
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
