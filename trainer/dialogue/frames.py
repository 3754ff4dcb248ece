"""Who is said to do what in a sentence: the frame around an act, by classes of words, as features.

N-grams know "i never promised" and not "at no point has my colleague undertaken": the classes of `frames.yaml` tell the
model of polarity what the two have in common.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from trainer.content import parse_yaml, read_text
from trainer.dialogue.features import DATA, features, standard
from trainer.text import Lang

FRAMES = DATA / "frames.yaml"


@lru_cache(maxsize=2)
def _classes(lang: Lang) -> dict[str, re.Pattern[str]]:
    """Subjects and verbs in one pattern each, marks one by one."""
    raw: dict[str, dict[str, list[str]]] = parse_yaml(read_text(FRAMES), str(FRAMES))[lang]
    edge = r"\b" if lang == "en" else ""
    patterns = {
        # A doing is known by its beginning ("promis"), whoever does it by the whole word.
        "subjects": _groups(raw["subjects"], edge, edge),
        "verbs": _groups(raw["verbs"], edge, ""),
    }
    for name, words in raw["marks"].items():
        patterns[f"mark {name}"] = re.compile("|".join(f"{edge}(?:{w}){edge}" for w in words))
    return patterns


def _groups(classes: dict[str, list[str]], before: str, behind: str) -> re.Pattern[str]:
    """One pattern with a group for each class of words, the longest words first."""
    longest = {name: "|".join(map(re.escape, sorted(words, key=len, reverse=True))) for name, words in classes.items()}
    return re.compile("|".join(f"(?P<{name}>{before}(?:{words}){behind})" for name, words in longest.items()))


def looks(text: str, lang: Lang, verb: str, speaker: str = "", listener: str = "") -> set[str]:
    """What a stretch with an act of this verb looks like to the model of polarity."""
    frame = set(frames(text, lang))
    crossed = {f"{mark}|{verb}" for mark in frame if not (mark.startswith("F:") and "+" in mark)}
    return features(text, lang, speaker, listener) | frame | crossed | {f"V:{verb}"}


def frames(text: str, lang: Lang) -> Iterator[str]:
    """The frame of a sentence: for each doing the one said to do it, what is denied or supposed, and in which order."""
    plain = standard(text, lang)
    classes = _classes(lang)
    marks = {name[5:]: m.start() for name, p in classes.items() if name.startswith("mark ") and (m := p.search(plain))}
    yield from (f"F:{name}" for name in marks)
    yield from (f"F:{a}+{b}" for a in marks for b in marks if a < b)
    subjects = [(m.start(), str(m.lastgroup)) for m in classes["subjects"].finditer(plain)]
    first = subjects[0][1] if subjects else "-"
    yield f"F1:{first}"
    yield from (f"F1:{first}+{name}" for name in marks)
    for i, m in enumerate(classes["verbs"].finditer(plain)):
        if i == _MOST:
            break
        verb = str(m.lastgroup)
        who = next((name for at, name in reversed(subjects) if at < m.start()), "-")
        denied = [name for name, at in marks.items() if at < m.start()]
        yield f"FV:{who}>{verb}"
        yield from (f"FV:{who}>{verb}+{name}" for name in denied)
        yield from (f"FW:{who}+{name}" for name in denied)


_MOST = 6
"""How many doings of a sentence are looked at."""
