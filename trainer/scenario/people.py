"""How the people of a case are spoken of by others: the accused and the victim, by the sex the cast gives them."""

from __future__ import annotations

import re

from trainer.i18n.pronouns import SLOTS, pronouns
from trainer.scenario.loader import Play
from trainer.text import Lang

VICTIM = "victim_"
"""What the slots of the victim begin with; those of the accused are bare."""
PEOPLE_SLOTS = SLOTS | {VICTIM + slot for slot in SLOTS}


_SOMEBODY = {
    "en": re.compile(
        r"\b(?:client|accused|suspect|defendant|victim)\b(?!'s (?:family|side|papers))[^\n]*?"
        r"\b(?:they(?:'\w+)?|them|their|theirs|themsel\w+)\b", re.I
    ),
    "zh": re.compile(r"(?:当事人|被告人|嫌疑人|被害人)[^。！？\n]*?(?<!其)[他她](?![们人])"),
}  # fmt: skip


def misspoken(line: str, lang: Lang) -> str:
    """The words in which a line that serves any case speaks of one person with a fixed pronoun; else nothing.

    Such a line writes slots (`{{ they }}`, `{{ ta }}`), which become he or she by the cast.
    """
    found = _SOMEBODY[lang].search(re.sub(r"\{\{.*?\}\}", "_", line))
    return found[0] if found else ""


def sex_of(play: Play, role: str) -> str:
    """`male` or `female`; nothing where the cast does not say or there is nobody of the role."""
    member = play.cast_by_role(role)
    return (member.sex or "") if member else ""


def spoken_of(play: Play, lang: Lang) -> dict[str, str]:
    """The slots that any line about the people of this case may use."""
    return {**pronouns(sex_of(play, "victim"), lang, VICTIM), **pronouns(sex_of(play, "accused"), lang)}


def nobody(lang: Lang) -> dict[str, str]:
    """The same slots where no case is known."""
    return {**pronouns("", lang, VICTIM), **pronouns("", lang)}
