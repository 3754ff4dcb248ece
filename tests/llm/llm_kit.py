"""Doors to the double."""

from trainer.llm.client import Door
from trainer.llm.settings import Endpoint

KEY = "sk-thisisasecretkey1234"


def door_to(double, *, budget=None, **more):
    """A door to a double, or to an address."""
    url = double if isinstance(double, str) else double.url
    return Door(Endpoint(base_url=url, **({"model": "double", "key": KEY, "timeout_s": 4.0} | more)), budget)
