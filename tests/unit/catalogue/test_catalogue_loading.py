"""Reading catalogue files strictly."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from briefings.catalogue import load_countries, load_entities, load_topics
from briefings.errors import CatalogueError
from briefings.model import Entity, EntityId

IRAQ = Entity(EntityId("iraq"), "government", "Iraq")
OMAN = Entity(EntityId("oman"), "government", "Oman")


def written(tmp_path: Path, name: str, text: str) -> Path:
    path = tmp_path / name
    path.write_text(text, "utf-8")
    return path


def lines(*rows: object) -> str:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def test_an_entity_is_read_whole(tmp_path: Path) -> None:
    row = {
        "id": "iraq",
        "kind": "government",
        "name": "Iraq",
        "aliases": ["العراق"],
        "description": "A country.",
        "prominence": 3,
        "wikidata": "Q796",
    }
    path = written(tmp_path, "own.jsonl", "# ours\n\n" + lines(row))

    assert load_entities(path) == (
        Entity(EntityId("iraq"), "government", "Iraq", ("العراق",), "A country.", None, 3, "Q796"),
    )


GOOD = {"id": "a", "kind": "person", "name": "A"}


@pytest.mark.parametrize(
    ("row", "complaint"),
    [
        ({**GOOD, "kind": "robot"}, "line 2: field 'kind' is 'robot'"),
        ({**GOOD, "name": " "}, "line 2: field 'name'"),
        ({"id": "a", "kind": "person"}, "line 2: field 'name' is missing"),
        ({**GOOD, "id": "A b"}, "line 2: field 'id'"),
        ({**GOOD, "id": "first"}, "line 2: field 'id': 'first' is taken"),
        ({**GOOD, "alias": ["B"]}, "line 2: unknown field 'alias'"),
        ({**GOOD, "aliases": ["B", "B"]}, "line 2: field 'aliases' has 'B' twice"),
        ({**GOOD, "aliases": ["A"]}, "line 2: field 'aliases' has the name 'A' again"),
        ({**GOOD, "aliases": "B"}, "line 2: field 'aliases' is not a list"),
        ({**GOOD, "aliases": [""]}, "line 2: field 'aliases' is not a list"),
        ({**GOOD, "prominence": 4}, "line 2: field 'prominence' is 4"),
        ({**GOOD, "prominence": True}, "line 2: field 'prominence' is True"),
        ({**GOOD, "country": "atlantis"}, "line 2: field 'country' names 'atlantis'"),
        (["a"], "line 2: this is not a JSON object"),
    ],
)
def test_a_wrong_line_is_named_with_its_field(tmp_path: Path, row: object, complaint: str) -> None:
    path = written(tmp_path, "own.jsonl", lines({"id": "first", "kind": "person", "name": "First"}, row))

    with pytest.raises(CatalogueError) as caught:
        load_entities(path)
    assert str(caught.value).startswith(f"own.jsonl, {complaint}")


def test_a_line_that_is_no_json_is_named(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match=r"own\.jsonl, line 1: this is not JSON"):
        load_entities(written(tmp_path, "own.jsonl", '{"id": "a"'))


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match=r"gone\.jsonl: the file cannot be read"):
        load_entities(tmp_path / "gone.jsonl")


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ('[a]\ntitle = "A"\n', "line 1: topic 'a' is about nothing"),
        ('[a]\nentities = ["iraq"]\n', "line 1: field 'title' is missing"),
        ('\n[a]\ntitle = "A"\nentities = ["atlantis"]\n', "line 2: field 'entities' names 'atlantis'"),
        ('[a]\ntitle = "A"\npair = [["iraq"], ["atlantis"]]\n', "line 1: field 'pair' names 'atlantis'"),
        ('[a]\ntitle = "A"\npair = [["iraq"]]\n', "line 1: field 'pair' is not two lists"),
        ('[a]\ntitle = "A"\npair = [["iraq"], []]\n', "line 1: field 'pair' has an empty side"),
        ('[a]\ntitle = "A"\nwords = ["w"]\ntypes = ["PARTY"]\n', "line 1: field 'types' has 'PARTY'"),
        ('[a]\ntitle = "A"\nwords = ["w"]\nword = ["w"]\n', "line 1: unknown field 'word'"),
        ("[A b]\n", "this is not TOML"),
        ('title = "A"\n', "line 1: 'title' stands outside a table"),
        (
            '[a]\ntitle = "A"\nwords = ["w"]\n[b]\ntitle = "B"\nwords = ["w"]\naliases = ["A"]\n',
            "line 4: 'a' asks for 'a' already",
        ),
    ],
)
def test_a_wrong_topic_is_named_with_its_field(tmp_path: Path, text: str, complaint: str) -> None:
    path = written(tmp_path, "own.toml", text)

    with pytest.raises(CatalogueError) as caught:
        load_topics(path, entities=[IRAQ, OMAN])
    assert complaint in str(caught.value)
    assert str(caught.value).startswith("own.toml")


def test_a_topic_is_read_whole(tmp_path: Path) -> None:
    text = '[iraq-oman]\ntitle = "Iraq and Oman"\npair = [["iraq"], ["oman"]]\ntypes = ["AGREE"]\n'
    text += 'words = ["gulf"]\naliases = ["oman-iraq"]\n'
    (topic,) = load_topics(written(tmp_path, "own.toml", text), entities=[IRAQ, OMAN])

    assert (topic.id, topic.title, topic.pair) == ("iraq-oman", "Iraq and Oman", (("iraq",), ("oman",)))
    assert (topic.types, topic.words, topic.aliases) == (("AGREE",), ("gulf",), ("oman-iraq",))


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ('[atlantis]\ndemonyms = ["Atlantic"]\n', "line 1: 'atlantis' is no entity"),
        ('[iraq]\ndemonym = ["Iraqi"]\n', "line 1: unknown field 'demonym'"),
        ('[iraq]\nmetonyms = ["M"]\n[oman]\nmetonyms = ["M"]\n', "line 3: field 'metonyms': 'M' belongs to 'iraq'"),
    ],
)
def test_a_wrong_country_is_named(tmp_path: Path, text: str, complaint: str) -> None:
    with pytest.raises(CatalogueError, match=complaint):
        load_countries(written(tmp_path, "own.toml", text), entities=[IRAQ, OMAN])
