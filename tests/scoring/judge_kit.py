"""A transcript, and doubles that judge it."""

import json
import re

from double import chat_says

HEAD = """---
role: defence
lang: {lang}
speakers: {{Lin: defence, Guo: accused}}
---
[room: client_meeting]
"""
LINES = """Lin: Good morning, I am your duty lawyer. You are free to refuse. If you say no, the case simply goes on.
Guo: All right. My cousin said the lawyer asks whether anybody hit me.
Lin: Has anybody threatened you or hit you to make you admit this?
Guo: No. They only said it would be quicker.
Lin: Tell me in your own words: what happens if you sign?
Guo: The court mostly follows the paper, about eight months.
[signs: Guo]
"""
ASKED = "Has anybody threatened you or hit you to make you admit this?"


def written(folder, lines=LINES, name="talk.txt", lang="en"):
    path = folder / name
    path.write_text(HEAD.format(lang=lang) + lines, encoding="utf-8")
    return path


def prompt_of(ask):
    return ask.body["messages"][-1]["content"]


def item_of(ask):
    """The id of the item that is asked about."""
    return re.search(r"^(?:Question|问题)\s?[(（]([\w.]+)[)）]", prompt_of(ask), re.M)[1]


def verdict(outcome, *quotes, confidence=0.9, why="It is so."):
    evidence = [{"turn": turn, "speaker": speaker, "quote": quote} for turn, speaker, quote in quotes]
    return {"evidence": evidence, "reasoning": why, "outcome": outcome, "confidence": confidence}


def judging(answers, default=None):
    """A double that answers each item as the table says; a list is taken in turn, its last one stays."""
    seen = {}

    async def script(ask, wire):
        item = item_of(ask)
        fault = item.startswith("pitfall")
        usual = default or {}
        said = answers.get(item, usual.get(fault, verdict("not_found" if fault else "not_met")))
        if isinstance(said, list):
            n = seen[item] = seen.get(item, -1) + 1
            said = said[min(n, len(said) - 1)]
        await (said if callable(said) else chat_says(json.dumps(said, ensure_ascii=False)))(ask, wire)

    return script
