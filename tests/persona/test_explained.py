"""What counsel explains at the table is heard as that, not as news to be checked against the file."""

import pytest

from trainer.acts import Act
from trainer.persona.prosecutor import _BY_ID, _BY_VERB


@pytest.mark.parametrize("topic", ["counsel", "role", "retraction"])
def test_an_explanation_has_an_answer_of_its_own(topic):
    assert f"inform:{topic}" in _BY_ID


def test_a_fact_of_the_case_is_still_news():
    assert Act(verb="inform", topic="fact").id not in _BY_ID
    assert "inform" in _BY_VERB
