"""Content files: every fault is one line with the file, the line and the remedy."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict

from trainer import content
from trainer.errors import ContentError


class Inner(BaseModel):
    model_config = ConfigDict(extra="forbid")
    name: str
    years: int


class Outer(BaseModel):
    model_config = ConfigDict(extra="forbid")
    id: str
    items: list[Inner] = []


GOOD = "id: a\nitems:\n  - name: x\n    years: 1\n  - name: y\n    years: 2\n"


def fault(tmp_path, text, model=Outer):
    path = tmp_path / "file.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        content.load_model(path, model)
    line = caught.value.line()
    assert "\n" not in line
    assert caught.value.do, "a fault says what to do"
    return line, path


def test_a_good_file_is_loaded(tmp_path):
    path = tmp_path / "file.yaml"
    path.write_text(GOOD, encoding="utf-8")
    assert [i.years for i in content.load_model(path, Outer).items] == [1, 2]


def test_broken_yaml_names_file_and_line(tmp_path):
    line, path = fault(tmp_path, "id: a\nitems:\n  - name: x\n   years: 1\n")
    assert f"{path}:4" in line or f"{path}:3" in line
    assert "not valid YAML" in line


def test_wrong_type_names_the_line_of_the_value(tmp_path):
    line, path = fault(tmp_path, GOOD.replace("years: 2", "years: soon"))
    assert line.startswith(f"{path}:6: items.1.years")


def test_missing_key_names_the_line_of_its_owner(tmp_path):
    line, path = fault(tmp_path, GOOD.replace("    years: 2\n", ""))
    assert line.startswith(f"{path}:5: items.1.years")


def test_extra_key_is_a_fault_on_its_own_line(tmp_path):
    line, path = fault(tmp_path, GOOD + "colour: red\n")
    assert line.startswith(f"{path}:7: colour")


def test_several_faults_are_counted(tmp_path):
    line, _ = fault(tmp_path, "items:\n  - name: x\n    years: soon\nmore: 1\n")
    assert "(and 2 more)" in line


@pytest.mark.parametrize("text", ["", "- a\n- b\n", "just words\n", "3\n"])
def test_a_file_without_keys_is_a_fault(tmp_path, text):
    line, path = fault(tmp_path, text)
    assert line.startswith(f"{path}:1")


def test_tabs_and_tags_are_faults_not_crashes(tmp_path):
    line, path = fault(tmp_path, "id: a\n\titems: []\n")
    assert f"{path}:2" in line
    line, path = fault(tmp_path, "id: !!python/object/apply:os.system ['true']\n")
    assert f"{path}:1" in line


def test_bytes_that_are_not_utf8(tmp_path):
    path = tmp_path / "file.yaml"
    path.write_bytes("id: 认罪\n".encode("gbk"))
    with pytest.raises(ContentError) as caught:
        content.load_model(path, Outer)
    assert str(path) in caught.value.line()
    assert "UTF-8" in caught.value.line()


ENDLESS = {
    "itself": "a: &a [*a]\n",
    "others": "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n",
    "flow": "a: " + "[" * 100_000 + "\n",
    "block": "- " * 100_000 + "\n",
}


@pytest.mark.parametrize("kind", ENDLESS)
def test_yaml_without_end_is_a_fault_not_a_crash(tmp_path, kind):
    line, path = fault(tmp_path, ENDLESS[kind])
    assert line.startswith(f"{path}:{2 if kind == 'others' else 1}: ")


def test_a_sign_that_only_looks_like_a_reference_is_text(tmp_path):
    read = content.parse_yaml("a: R &D and *this*\nb: '*D'\n", "x")
    assert read == {"a": "R &D and *this*", "b": "*D"}


@pytest.mark.parametrize("text", ["[" * 200_000, "9" * 5_000])
def test_json_without_end_is_a_fault_not_a_crash(tmp_path, text):
    path = tmp_path / "file.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ContentError, match="too deep") as caught:
        content.read_json(path)
    assert caught.value.line().startswith(f"{path}: ")


def test_broken_json_names_its_line(tmp_path):
    path = tmp_path / "file.json"
    path.write_text('{"a": 1,\n"b" 2}', encoding="utf-8")
    with pytest.raises(ContentError, match="not JSON") as caught:
        content.read_json(path)
    assert f"{path}:2" in caught.value.line()
    with pytest.raises(ContentError, match=r"file\.json:7: not JSON"):
        content.parse_json("{", path, 7)


def test_a_byte_order_mark_is_no_text(tmp_path):
    path = tmp_path / "file.json"
    path.write_bytes(b"\xef\xbb\xbf[1]")
    assert content.read_json(path) == [1]


def test_a_missing_file(tmp_path):
    with pytest.raises(ContentError) as caught:
        content.load_model(tmp_path / "none.yaml", Outer)
    assert "none.yaml" in caught.value.line()


KEYS = st.text("abcdef", min_size=1, max_size=4)
TREE = st.recursive(
    st.integers(0, 9), lambda t: st.dictionaries(KEYS, t, max_size=3) | st.lists(t, max_size=3), max_leaves=8
)


@given(st.dictionaries(KEYS, TREE, min_size=1, max_size=4))
def test_every_value_has_a_line_inside_the_file(data):
    import yaml

    text = yaml.safe_dump(data, default_flow_style=False)
    lines = content.line_map(text)
    rows = text.splitlines()

    def walk(value, path):
        assert 1 <= lines[path] <= len(rows)
        if isinstance(value, dict):
            for key, inner in value.items():
                assert f"{key}:" in rows[lines[(*path, key)] - 1]
                walk(inner, (*path, key))
        elif isinstance(value, list):
            for i, inner in enumerate(value):
                walk(inner, (*path, i))

    walk(data, ())


def test_the_nearest_line_above_serves_an_unknown_path():
    lines = content.line_map("a:\n  b: 1\n")
    assert content.line_of(lines, ("a", "b", "c", 3)) == 2
    assert content.line_of(lines, ("z",)) == 1


def test_own_content_comes_first(tmp_path, monkeypatch):
    own = tmp_path / "mine" / "rubrics"
    own.mkdir(parents=True)
    (own / "explanation.yaml").write_text("id: explanation\n", encoding="utf-8")
    monkeypatch.setenv("PLEA_TRAINER_CONTENT", str(tmp_path / "mine"))
    assert content.find("rubrics", "explanation.yaml") == own / "explanation.yaml"
    assert content.find("rubrics", "consultation.yaml") is not None


def test_the_digest_follows_names_and_bytes(tmp_path):
    one = tmp_path / "one.txt"
    one.write_text("a", encoding="utf-8")
    first = content.digest(tmp_path)
    assert content.digest(tmp_path) == first
    one.write_text("ab", encoding="utf-8")
    second = content.digest(tmp_path)
    one.rename(tmp_path / "two.txt")
    assert len({first, second, content.digest(tmp_path)}) == 3
