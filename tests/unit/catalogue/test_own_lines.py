"""The operator's own lines on top of the catalogue, and the catalogue as lines for others."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from briefings.catalogue import as_follow_the_money, as_lines, load_countries, load_entities, read_own, take_in
from briefings.catalogue.reading import LARGEST
from briefings.commands import app
from briefings.errors import CatalogueError
from briefings.model import Entity, EntityId

OWN = {"id": "own-oil", "kind": "company", "name": "Own Oil", "country": "iraq"}


def written(path: Path, *rows: Any) -> Path:
    path.write_text("".join(row if isinstance(row, str) else json.dumps(row) + "\n" for row in rows), "utf-8")
    return path


def by_id(entities: tuple[Entity, ...]) -> dict[str, Entity]:
    return {entity.id: entity for entity in entities}


def test_own_lines_come_on_top_of_the_catalogue(tmp_path: Path) -> None:
    entities = by_id(load_entities(own=written(tmp_path / "own.jsonl", OWN)))

    assert len(entities) == len(load_entities()) + 1
    assert entities["own-oil"].country == "iraq"


def test_an_own_line_of_a_known_entity_changes_what_it_says_and_keeps_the_rest(tmp_path: Path) -> None:
    own = written(tmp_path / "own.jsonl", {"id": "iraq", "name": "Republic of Iraq", "aliases": ["Mesopotamia"]})
    before, after = by_id(load_entities())["iraq"], by_id(load_entities(own=own))["iraq"]

    assert after.name == "Republic of Iraq"
    assert {"Iraq", "Mesopotamia", "العراق"} <= set(after.aliases)
    assert "Republic of Iraq" not in after.aliases
    assert (after.kind, after.description) == (before.kind, before.description)


def test_without_a_file_of_ones_own_the_catalogue_stands(tmp_path: Path) -> None:
    assert load_entities(own=tmp_path / "none.jsonl") == load_entities()


def test_a_name_of_two_entities_is_refused(tmp_path: Path) -> None:
    own = written(tmp_path / "own.jsonl", OWN, {"id": "z", "kind": "person", "name": "kh"})

    with pytest.raises(CatalogueError, match=r"own\.jsonl, line 2: the name 'kh' is that of 'kataib-hezbollah'"):
        load_entities(own=own)


def test_a_name_that_both_lines_mark_as_shared_may_be_that_of_two(tmp_path: Path) -> None:
    first = {"id": "a", "kind": "company", "name": "First Oil", "aliases": ["FO"], "shared": ["FO"]}
    second = {**first, "id": "b", "name": "Free Oman"}

    assert len(load_entities(written(tmp_path / "all.jsonl", first, second))) == 2
    with pytest.raises(CatalogueError, match="line 2: the name 'FO' is that of 'a'"):
        load_entities(written(tmp_path / "all.jsonl", {**first, "shared": []}, second))


def test_only_a_name_of_the_line_can_be_shared(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match="line 1: field 'shared' has 'FO', which is no name of this line"):
        load_entities(written(tmp_path / "all.jsonl", {"id": "a", "kind": "company", "name": "A", "shared": ["FO"]}))


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ('{"id": "bad"\n', "this is not JSON"),
        ("[" * 100_000 + "\n", "this JSON is nested too deep"),
        ('"text"\n', "this is not a JSON object"),
        ('{"id": "x1", "kind": "person", "name": "Other"}\n', "field 'id': 'x1' is taken already"),
        ('{"id": "c", "kind": "person", "name": "C", "country": "atlantis"}\n', "field 'country' names 'atlantis'"),
    ],
)
def test_a_wrong_line_17_is_named_and_nothing_is_taken_in(tmp_path: Path, line: str, complaint: str) -> None:
    own = written(tmp_path / "catalogue.jsonl", OWN)
    before = own.read_bytes()
    good = [{"id": f"x{number}", "kind": "person", "name": f"Xavier Number{number}"} for number in range(1, 17)]

    with pytest.raises(CatalogueError) as caught:
        take_in(written(tmp_path / "new.jsonl", *good, line), own)
    assert str(caught.value).startswith(f"new.jsonl, line 17: {complaint}")
    assert own.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["catalogue.jsonl", "new.jsonl"]


def test_lines_are_taken_in_beside_those_that_are_there_and_replace_their_own(tmp_path: Path) -> None:
    own = tmp_path / "data" / "catalogue.jsonl"

    assert take_in(written(tmp_path / "new.jsonl", OWN), own) == (1, 0)
    more = written(tmp_path / "new.jsonl", {**OWN, "name": "Owned Oil"}, {"id": "z", "kind": "person", "name": "Zed"})
    assert take_in(more, own) == (1, 1)
    assert {"own-oil", "z"} <= by_id(load_entities(own=own)).keys()
    assert by_id(load_entities(own=own))["own-oil"].name == "Owned Oil"


def test_a_mark_at_the_beginning_and_other_ends_of_lines_do_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "all.jsonl"
    path.write_bytes('\ufeff{"id": "a", "kind": "person", "name": "A\u2028B"}\r\n'.encode())

    assert [entity.name for entity in load_entities(path)] == ["A\u2028B"]


def test_what_is_exported_is_read_back_as_it_was(tmp_path: Path) -> None:
    lines = "\n".join(as_lines(load_entities()))

    assert load_entities(written(tmp_path / "all.jsonl", lines)) == load_entities()


def test_shared_names_are_marked_when_exported(tmp_path: Path) -> None:
    two = [Entity(EntityId(id_), "company", name, ("FO",)) for id_, name in (("a", "First"), ("b", "Free"))]

    assert len(load_entities(written(tmp_path / "all.jsonl", "\n".join(as_lines(two))))) == 2


def test_followthemoney_gets_schema_names_and_country() -> None:
    entities = load_entities()
    codes = load_countries(entities=entities).codes
    told = {row["id"]: row for row in map(json.loads, as_follow_the_money(entities, codes))}
    aramco, basra, iraq = (told[f"dragoman-{id_}"] for id_ in ("saudi-aramco", "basra", "iraq"))

    assert len(told) == len(entities)
    assert (aramco["schema"], aramco["properties"]["name"]) == ("Company", ["Saudi Aramco"])
    assert "أرامكو" in aramco["properties"]["alias"]
    assert aramco["properties"]["country"] == ["sa"]
    assert (basra["schema"], basra["properties"]["full"]) == ("Address", ["Basra"])
    assert (iraq["properties"]["country"], iraq["properties"]["wikidataId"]) == (["iq"], ["Q796"])
    assert all(isinstance(texts, list) and texts for row in told.values() for texts in row["properties"].values())


def test_the_commands_check_take_in_and_print(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DRAGOMAN_DATA_DIR", str(tmp_path / "data"))
    new = written(tmp_path / "new.jsonl", OWN)
    run = CliRunner()

    assert "1 new, 0 changed" in run.invoke(app, ["catalogue", "check", str(new)]).output
    assert "1 lines added" in run.invoke(app, ["catalogue", "import", str(new)]).output
    assert '"own-oil"' in run.invoke(app, ["catalogue", "export"]).output
    assert '"dragoman-own-oil"' in run.invoke(app, ["catalogue", "export", "--as", "ftm"]).output
    assert run.invoke(app, ["catalogue", "import", str(tmp_path / "none.jsonl")]).exit_code == 1


def line_of(**fields: Any) -> bytes:
    return json.dumps({"id": "own-town", "kind": "place", "name": "Own Town"} | fields).encode()


@pytest.mark.parametrize(
    ("data", "complaint"),
    [
        (b"", "new.jsonl: there is no entity in it"),
        (b"\n\n# only a note\n", "new.jsonl: there is no entity in it"),
        (b'{"id": "a"}\n{"id": "\xfc"}', "new.jsonl, line 2: this is not UTF-8"),
        (line_of().decode().encode("utf-16"), "new.jsonl, line 1: this is not UTF-8"),
        (b'{"id": "a", "id": "b", "kind": "place", "name": "A"}', "line 1: field 'id' stands twice"),
        (b'{"id": "a", "kind": "place", "name": "A", "prominence": ' + b"9" * 5000 + b"}", "too many digits"),
        (b"[" * 100_000, "line 1: this JSON is nested too deep"),
        (line_of(name="A" * 10_000), "line 1: field 'name' has 10,000 letters"),
        (line_of(name="A\x00B"), "line 1: field 'name' has a sign that cannot be shown"),
        (line_of(aliases=["A\ud800B"]), "line 1: field 'aliases' has a sign that cannot be shown"),
        (line_of(name="🙂"), "line 1: the name '🙂' has no letter"),
        (line_of(wikidata="hello"), "line 1: field 'wikidata' is 'hello'"),
        (line_of(country="kataib-hezbollah"), "names 'kataib-hezbollah', which is no government"),
        (line_of(merged=["iraq"]), "line 1: unknown field 'merged'"),
        (line_of(aliases=["Iraq"]), "new.jsonl, line 1: the name 'Iraq' is that of 'iraq' already"),
    ],
)
def test_what_cannot_be_taken_in_is_told_with_its_line_and_changes_nothing(
    tmp_path: Path, data: bytes, complaint: str
) -> None:
    own, new = written(tmp_path / "own.jsonl", OWN), tmp_path / "new.jsonl"
    new.write_bytes(data)
    before = own.read_bytes()

    for read in (read_own, lambda path: take_in(path, own)):
        with pytest.raises(CatalogueError) as refused:
            read(new)
        assert complaint in str(refused.value)
    assert own.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["new.jsonl", "own.jsonl"]


def test_a_file_too_large_is_not_read(tmp_path: Path) -> None:
    new = tmp_path / "new.jsonl"
    with new.open("wb") as file:
        file.truncate(LARGEST + 1)

    with pytest.raises(CatalogueError, match=r"new.jsonl is larger than 64 MB"):
        read_own(new)


def test_of_two_lines_with_one_name_the_operator_s_is_named(tmp_path: Path) -> None:
    """Also where it stands over a line of the catalogue before the other's."""
    own = written(tmp_path / "own.jsonl", {"id": "iraq", "aliases": ["Rosneft"]})

    with pytest.raises(CatalogueError, match=r"own.jsonl, line 1: the name 'Rosneft' is that of 'rosneft'"):
        load_entities(own=own)
