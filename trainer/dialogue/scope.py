"""Scope: wordings that show an act is not done, only supposed, or somebody else's. They overrule the model."""

from __future__ import annotations

import re
from functools import lru_cache

from trainer.content import parse_yaml, read_text
from trainer.dialogue.features import DATA
from trainer.text import Lang

_FAULTS = {"breach:infer_from_signature", "breach:insult", "breach:mislead"}
_VERBS = {
    # Time given; "no need to read it, sign" gives none.
    "relieved": {"press:hurry"},
    "unharmed": {"threaten"},
    # Two noes are a yes: no objection, nothing against it.
    "agrees": {"accept", "reject:procedure", "reject:offer", "reject:opinion", "reject:signature"},
    # Who leaves the choice does not press; "you can say no, then I see you in court" may still threaten.
    "either_way": {"press"},
    "unpunished": {"press", "threaten"},
    "read_first": {"press"},
    "withheld": {"grant"},
    "not_asked": {"request"},
    "not_refused": {"reject"},
    "not_withdrawn": {"record:withdraw_plea"},
    "not_questioned": {"ask"},
    "asks_elsewhere": {"ask"},
    # What is not on offer; told of a procedure that does not apply, the same words inform.
    "not_offered": {"propose"},
    # Who says that something was confided and is kept has told nothing of it.
    "kept": {"breach:disclose_confidence"},
    # Who has read the file asks nobody for it.
    "has_read": {"request:file"},
    "empty": {"inform", "argue"},
    # Who talks of a word offers nothing either.
    "a_word": {"inform", "argue", "propose", "grant", "promise"},
    "negated": {"inform", "promise", "argue", "threaten", "press", "propose", "accept", "advise", "grant"} | _FAULTS,
    # Counsel argues and asks through what others said, so only what one does by one's own word can be reported away.
    "reported": {"inform", "promise", "threaten", "press", "propose", "advise", "breach:insult", "breach:mislead"}
    | {"breach:lead_witness"},
    # Whoever carries a message does nothing of what is in it.
    "messenger": {"inform", "promise", "threaten", "press", "propose", "advise", "accept", "reject", "rapport"},
    # Who talks about a promise makes none.
    "dismissed": {"promise"},
    "supposed": {"inform", "promise", "argue", "threaten", "press", "propose"},
    "hypothetical": {"inform", "promise", "argue", "threaten", "propose", "accept", "advise"},
}  # fmt: skip


_MEANS = {
    "relieved": "negated",
    "either_way": "negated",
    "unpunished": "negated",
    "read_first": "negated",
    "withheld": "negated",
    "not_asked": "negated",
    "not_refused": "negated",
    "not_withdrawn": "negated",
    "not_questioned": "negated",
    "asks_elsewhere": "reported",
    "has_read": "negated",
    "not_offered": "negated",
    "kept": "negated",
    "messenger": "reported",
    "supposed": "hypothetical",
    "agrees": "asserted",
    "dismissed": "negated",
}
"""The polarity behind a rule that is not called by it."""

_OF_THE_SENTENCE = frozenset(("reported", "messenger", "supposed", "asks_elsewhere"))
"""Rules that hold for all that follows in a sentence."""
_OWN_ANYWAY = {"inform:fact", "inform:charge", "inform:evidence", "inform:confidentiality", "propose:apology"}
"""What others said is the very content of these."""


KEEPS = "inform:confidentiality"
"""A promise of silence is made of "not": that nothing is passed on, that nobody hears."""
_VOUCHES: dict[Lang, re.Pattern[str]] = {
    "en": re.compile(r"promis|guarant|assur|vouch", re.I),
    "zh": re.compile(r"保证|承诺|答应|包票|担保"),
}


@lru_cache(maxsize=2)
def _rules(lang: Lang) -> list[tuple[str, re.Pattern[str], re.Pattern[str]]]:
    path = DATA / "scope.yaml"
    raw = parse_yaml(read_text(path), str(path))[lang]
    return [
        (name, re.compile("|".join(f"(?:{p})" for p in rule["says"]), re.I), re.compile(rule["unless"], re.I))
        for name, rule in raw.items()
    ]


def _matches(rule: str, text: str, act: str, lang: Lang) -> bool:
    return any(
        name == rule and _VERBS[name] & {act, act.partition(":")[0]} and says.search(text) and not unless.search(text)
        for name, says, unless in _rules(lang)
    )


def is_empty(text: str, act: str, lang: Lang) -> bool:
    """Pointing at paper, or talk about a word: it tells nobody anything (conventions 14, 16)."""
    return _matches("empty", text, act, lang) or _matches("a_word", text, act, lang)


def is_steering(text: str, lang: Lang) -> bool:
    """Talk to the program, not to anybody in the room: instructions, demands for marks or for what is hidden."""
    return any(name == "steering" and says.search(text) for name, says, _ in _rules(lang))


def past_steering(text: str, lang: Lang) -> int:
    """Where the talk to the program that opens a text ends ("New rules: ..."); 0 where none opens it."""
    found = [m for name, says, _ in _rules(lang) if name == "steering" for m in [says.match(text)] if m]
    return max((m.end() for m in found), default=0)


def corrects(text: str, lang: Lang) -> bool:
    """That what somebody else promised or threatened does not count: right, however like a right denied it sounds."""
    return any(
        says.search(text) and not unless.search(text) for name, says, unless in _rules(lang) if name == "corrects"
    )


def agrees(text: str, act: str, lang: Lang) -> bool:
    """Whether the words raise no objection: an answer made of them is a yes, however many noes stand in it."""
    return _matches("agrees", text, act, lang)


def is_unharmed(text: str, act: str, lang: Lang) -> bool:
    """That nothing bad will follow: the opposite of the threat whose words it uses."""
    return _matches("unharmed", text, act, lang)


def denied(text: str, lang: Lang) -> str | None:
    """What a sentence rejects ("it is not true that ..."), without the words that do so; None if it rejects nothing."""
    says = next(says for name, says, _ in _rules(lang) if name == "denied")
    rest = says.sub("", text).strip()
    return rest if says.search(text) and rest else None


def scope(text: str, act: str, lang: Lang, lead: str = "") -> str | None:
    """The polarity that the wording forces on an act (`verb:topic`), or None.

    `text` is the clause; `lead` the sentence up to its end, for who is speaking in it ("he told me that ...").
    """
    kinds = {act, act.partition(":")[0]}
    for name, says, unless in _rules(lang):
        if name in ("empty", "a_word", "unharmed", "steering", "denied", "corrects") or (
            name == "reported" and act in _OWN_ANYWAY
        ):
            continue
        if name == "negated" and act == KEEPS and not _VOUCHES[lang].search(text):
            continue
        where = (lead or text) if name in _OF_THE_SENTENCE else text
        if _VERBS[name] & kinds and says.search(where) and not unless.search(where):
            return _MEANS.get(name, name)
    return None
