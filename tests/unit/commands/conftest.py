"""What tests of measures share."""

from __future__ import annotations

import importlib.util
import os
import sys
from pathlib import Path
from types import ModuleType

import pytest

BRIEFS = Path(os.environ.get("DRAGOMAN_SHARED", Path(__file__).parents[3] / ".." / "shared")) / "data" / "briefs"


@pytest.fixture
def scorer() -> ModuleType:
    """The scorer beside the labelled data."""
    path = BRIEFS / "score.py"
    if not path.exists():
        pytest.skip("the labelled data is not beside this checkout: set DRAGOMAN_SHARED")
    spec = importlib.util.spec_from_file_location("briefs_score", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    before, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    spec.loader.exec_module(module)
    sys.dont_write_bytecode = before
    return module
