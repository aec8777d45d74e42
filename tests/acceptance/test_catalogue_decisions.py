"""`dragoman catalogue`: decisions about names from the command line, on the real page."""

from __future__ import annotations

from tests.acceptance.conftest import Run, answer


def test_a_decision_is_made_listed_and_undone(dragoman: Run) -> None:
    made = answer(dragoman("catalogue", "alias", "kataib", "the Lanterns", "--why", "so they say", "--json"))

    assert (made["kind"], made["entity"], made["why"]) == ("alias", "kataib-hezbollah", "so they say")
    assert answer(dragoman("who", "lanterns", "--json"))["entity"]["id"] == "kataib-hezbollah"
    assert "so they say" in dragoman("catalogue", "log").stdout
    assert dragoman("catalogue", "undo", str(made["id"])).returncode == 0
    assert "undone by" in dragoman("catalogue", "log").stdout
    assert dragoman("catalogue", "undo", str(made["id"])).returncode == 1


def test_what_cannot_be_decided_is_a_sentence(dragoman: Run) -> None:
    done = dragoman("catalogue", "merge", "zzzzy", "kataib")

    assert done.returncode == 1
    assert "no name that is known" in done.stderr
    assert "Traceback" not in done.stderr
