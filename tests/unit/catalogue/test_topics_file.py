"""A file of topics is refused with line and field wherever a topic would be of everything, of nobody, or of two."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefings.catalogue import load_topics
from briefings.errors import CatalogueError
from tests.builders import an_entity

KNOWN = [an_entity("iraq", kind="government"), an_entity("oman", kind="government")]


def read(tmp_path: Path, text: str) -> None:
    path = tmp_path / "own.toml"
    path.write_text(text, "utf-8")
    load_topics(path, entities=KNOWN)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ('[a]\ntitle = "A"\ntypes = ["ASSAULT"]\n', "line 1: topic 'a' is about nothing, so that everything"),
        ('[a]\ntitle = "A"\nwords = ["the"]\n', "line 1: field 'words' has 'the', which stands in nearly every"),
        ('[a]\ntitle = "A"\nwords = ["*"]\n', "line 1: field 'words' has '*', which is no word"),
        (
            '[a]\ntitle = "A"\nentities = ["atlantis"]\n',
            "line 1: field 'entities' names 'atlantis', which is no entity",
        ),
        ('[a]\ntitle = "A"\nentities = ["iraq"]\nwithout = ["atlantis"]\n', "field 'without' names 'atlantis'"),
        ('[a]\ntitle = "A"\nentities = ["iraq"]\nwithout = ["iraq"]\n', "field 'without' has 'iraq', which 'entities'"),
        ('[a]\ntitle = "A"\nentities = ["iraq"]\ntypes = ["BOMB"]\n', "field 'types' has 'BOMB', which is no type"),
        ('[a]\ntitle = "A"\npair = [["iraq"], ["iraq"]]\n', "field 'pair' has the same entities on both sides"),
        (
            '[a]\ntitle = "A"\nentities = ["iraq"]\n\n[a]\ntitle = "B"\nentities = ["oman"]\n',
            "line 5: topic 'a' stands on line 1 already",
        ),
        (
            '[a]\ntitle = "Gulf War"\nentities = ["iraq"]\n[b]\ntitle = "gulf–war"\nentities = ["oman"]\n',
            "line 4: 'gulf war' asks for 'a' already",
        ),
    ],
)
def test_a_topic_that_cannot_work_is_refused_with_its_field(tmp_path: Path, text: str, complaint: str) -> None:
    with pytest.raises(CatalogueError, match=r"own\.toml") as caught:
        read(tmp_path, text)

    assert complaint in str(caught.value)


def test_what_a_topic_leaves_out_is_read(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text(
        '[a]\ntitle = "A"\nentities = ["iraq"]\nwithout = ["oman"]\nwithout_words = ["football"]\n', "utf-8"
    )

    (topic,) = load_topics(path, entities=KNOWN)

    assert (topic.without, topic.without_words) == (("oman",), ("football",))
