"""Every kind of thing a persona can be made to say: the keys under which authors write lines.

A move names one or more keys, the most particular first; the voice takes lines from the scenario's own bank,
then the persona's, then the shared bank of the role. The shared banks hold every key listed here, in both
languages (a test checks it); a persona or a scenario overrides what it wants to say in its own way.
"""

from __future__ import annotations

from trainer.persona.catalogue.accused import ACCUSED
from trainer.persona.catalogue.judge import JUDGE
from trainer.persona.catalogue.lawyer import LAWYER
from trainer.persona.catalogue.prosecutor import PROSECUTOR
from trainer.persona.catalogue.victim import VICTIM

KEYS: dict[str, dict[str, str]] = {
    "accused": ACCUSED,
    "prosecutor": PROSECUTOR,
    "defence": LAWYER,
    "victim": VICTIM,
    "judge": JUDGE,
}
