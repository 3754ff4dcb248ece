"""Chinese is written without spaces: no content file shows the joints of its folded lines."""

from pathlib import Path

import pytest
import yaml

from trainer.content import roots
from trainer.scenario.loader import load_play, scenario_ids
from trainer.text import guess_lang, unspaced


def texts(node):
    if isinstance(node, dict):
        node = list(node.values())
    if isinstance(node, list | tuple):
        for part in node:
            yield from texts(part)
    elif isinstance(node, str) and guess_lang(node) == "zh":
        yield node


def files():
    found = [p for kind in ("personas", "rubrics", "scenarios") for root in roots(kind) for p in root.rglob("*.yaml")]
    found += Path("trainer/law/data").rglob("*.yaml")
    # A scenario's own words are joined as they are loaded; the test below looks at them as they are shown.
    return sorted(p for p in found if p.name != "scenario.yaml")


@pytest.mark.parametrize("path", files(), ids=str)
def test_no_stray_space_in_what_is_written(path):
    for document in yaml.load_all(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader):
        for text in texts(document):
            assert unspaced(text) == text


@pytest.mark.parametrize("scenario", scenario_ids())
def test_no_stray_space_in_what_a_scenario_shows(scenario):
    found = list(texts(load_play(scenario).script.model_dump()))
    assert len(found) > 50
    for text in found:
        assert unspaced(text) == text
