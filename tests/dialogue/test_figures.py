"""Figures with their units, as the model of wrong law sees them."""

import pytest

from trainer.dialogue.figures import figures


@pytest.mark.parametrize(
    ("lang", "text", "found"),
    [
        ("en", "You get 60 per cent off within half an hour.", ["60%", "0.5h"]),
        ("en", "You get 60 per\xa0cent off, or thirty\u2009percent.", ["60%", "30%"]),
        ("en", "Half a year, a month and ten days.", ["6m", "1m", "10d"]),
        ("zh", "减三成，半年，百分之三十", ["30%", "6m", "30%"]),
    ],
)
def test_numbers_and_what_they_count(lang, text, found):
    assert list(figures(text, lang)) == found
