"""What a question is about: the facts its words name, or what was spoken of last where it only follows that up.

A question is answered by what it names, whatever kind of question it was taken for: "who told you they would go to the
school?" is about the school, be it read as a question on pressure, on a promise or on the family.
"""

from __future__ import annotations

import re
from dataclasses import replace

from trainer.acts import Act
from trainer.dialogue.interpreter import Reading
from trainer.persona import charge
from trainer.persona.intent import Move
from trainer.persona.scene import Scene, mentions
from trainer.scenario.models import Fact
from trainer.text import Lang

FRESH = 8
"""For so many turns of the talk, anybody's, what somebody spoke of can be followed up without naming it again."""
_SENTENCE = re.compile(r"[^.!?。！？\n]+[.!?。！？\n]*")
_BIDS: dict[Lang, re.Pattern[str]] = {
    "en": re.compile(r"\b(?:tell|show) me\b(?! (?:again )?what (?:you|I)\b| and (?:I|we)\b)", re.I),
    "zh": re.compile(r"(?:说说|讲讲|谈谈|聊聊|讲一讲|说一说|谈一谈)(?!看)|给我看|跟我(?:说|讲)"),
}
"""Sentences that ask without a question mark."""
_ASKS: dict[Lang, re.Pattern[str]] = {
    "en": re.compile(
        r"^\W*(?:and |so |but )?(?:who|what|why|where|when|which|how|did|do|does|was|were|is|are|have|has|had)\b", re.I
    ),
    "zh": re.compile(
        r"谁(?![也都])|什么(?![也都])|啥(?![也都])|怎么|咋|哪|几[个位岁点]|多[大少久]|[吗呢]\W*$|(.)[没不]\1|有没有|是不是"
    ),
}
"""The same, where nothing else was understood in the words."""
_BARE: dict[Lang, re.Pattern[str]] = {
    "en": re.compile(
        r"\W*(?=\w)(?:(?:and|so|but|well|yes|ok(?:ay)?|sorry)\b[\s,.]*)*"
        r"(?P<asks>what do you mean(?: by that)?|what happened|what else|tell me more|go on|how so|how come|after that"
        r"|then what|what|why|how|who|when|where)?[\s,]*(?:(?:then|next|after that|exactly)\b)?\W*",
        re.I,
    ),
    "zh": re.compile(
        r"\W*(?=\w)(?:(?:那么?|嗯|哦|好)\W*)?"
        r"(?P<asks>然后|后来|接着|之后|还有|为什么|为啥|怎么(?:了|说|回事|讲)?|咋(?:了|说|回事)?|什么意思|啥意思|谁|什么时候|在哪"
        r"|(?:接着|继续|往下|再)(?:说|讲)(?:下去|说|讲|点)?|说下去|讲下去)?(?:呢|呀|啊|吧|的)?\W*"
    ),
}  # fmt: skip
"""Words that are nothing but asking on; they mean what was just said, with a question mark or without."""
_FOLLOWS: dict[Lang, re.Pattern[str]] = {
    "en": re.compile(
        r"\bwho (?:else )?(?:was it|was that|said|says|told|talked|mentioned|saw|knows)\b"
        r"|\bwh(?:at|ich|ose) (?:officer|police\w*|man|one|person)\b"
        r"|\bwhat (?:exactly |else )?(?:did|were) (?:he|she|they|it|the officer|(?:his|her|their) words)\b"
        r"|\b(?:his|her|their|the \w+'s) names?\b|\bwhat (?:was|is|were) (?:he|she|they) called\b"
        r"|\b(?:his|her|their) exact words\b|\bwhat do you mean\b|\bwhat (?:was|is) that about\b"
        r"|\bwhy\b[^?]{0,40}(?:\?|$)"
        r"|\b(?:who|anybody|anyone|somebody) else\b|\b(?:was|were) (?:he|she|you) alone\b"
        r"|\bwhen (?:was|did) (?:that|he|she|they|this|it)\b|\bhow do you know\b|\btell me more\b"
        r"|\b(?:any |some |have |there )?(?:proof|prove|evidence|witness\w*|photo\w*|picture\w*|screenshot\w*)\b"
        r"|\bshow me\b",
        re.I,
    ),
    "zh": re.compile(
        r"谁.{0,4}(?:说|讲|告诉|提|答应|看见|知道)|(?:哪个|哪位|哪一位|什么)(?:人|民警|警察|警官|老师)|(?:怎么|咋)(?:说|讲|提|跟)"
        r"|还有(?:谁|别人|旁人)|谁在(?:场|边上|旁边|屋里)|(?:姓|叫)(?:什么|啥)|什么名字"
        r"|原话|什么意思|啥意思|为什么|为啥|什么时候(?:的事|说)|(?:怎么|咋)知道|(?:再|多)(?:说|讲)(?:说|讲|点|一点)"
        r"|有(?:什么|没有|啥)?(?:证据|证明|人看见|人作证|照片)|(?:能|拿什么|怎么)(?:不能)?证明|照片|截图|给我看"
    ),
}  # fmt: skip
"""Ways of asking on: they name nothing, and mean what was just said."""
_BACK: dict[Lang, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:how|why|who|when|where|what)\b[^?]{0,24}\b(?:that|it|this|he|she|they|them)\b"
        r"|^\W*(?:did|was|were|had) (?:that|it|this|he|she|they)\b",
        re.I,
    ),
    "zh": re.compile(
        r"(?:这|那)(?:话|个|事|句|是)?.{0,6}(?:怎么|咋|为什么|为啥|谁|哪)|(?:怎么|咋|为什么|为啥|谁).{0,8}(?:这|那|他|她|它)"
        r"|^\W*(?:怎么|咋)(?:回事|来的|写(?:上|进)去的)"
    ),
}
"""A question that points back to what the same turn has just named ("It says so here. How did that get in?")."""


def asking(scene: Scene) -> str:
    """The part of the words that asks: the sentences with a question mark, else everything if anything was asked."""
    if asks_on(scene):
        return scene.text
    bids = _BIDS[scene.lang]
    marked = [s for s in _SENTENCE.findall(scene.text) if "?" in s or "？" in s or bids.search(s)]
    if marked:
        return " ".join(marked)
    acts = scene.reading.acts
    if asked := [a for a in acts if a.verb == "ask" and a.polarity != "reported" and a.span[1] > a.span[0]]:
        # "Nobody can make you sign. Say it back to me": only the second sentence asks.
        parts = [m for m in _SENTENCE.finditer(scene.text) if any(_meet(m.span(), a.span) for a in asked)]
        return " ".join(m[0] for m in parts)
    lost = all(a.verb == "other" for a in acts) and _ASKS[scene.lang].search(scene.text)
    # A question may be put in the negative ("weren't you off that day"); only one that is reported asks nothing.
    return scene.text if lost or any(a.verb == "ask" and a.polarity != "reported" for a in acts) else ""


def _meet(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def puts_a_question(text: str, lang: Lang) -> bool:
    """Whether words without a question mark have the form of a question."""
    return bool(_ASKS[lang].search(text))


_PAYS: dict[Lang, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:how much|what) (?:can|could|would|will|do) (?:you|your \w+|the family|they|she|he)\b.{0,20}"
        r"\b(?:pay|repay|raise|afford|put up|find|spare|scrape)\b|\b(?:willing|able|ready) to (?:re)?pay\b"
        r"|\b(?:could|can|would|will) (?:you|your \w+|the family) (?:re)?pay\b",
        re.I,
    ),
    "zh": re.compile(
        r"(?:愿意|愿不愿意|能|肯|打算|可以)[^，。？！]{0,6}(?:赔|退赔|拿出|凑出?)[^，。？！]{0,4}(?:多少|几|钱|吗|不)"
        r"|赔(?:得起|多少|不赔)|(?:拿|凑)得?出(?:多少|得?来)"
    ),
}  # fmt: skip


def on_payment(scene: Scene) -> bool:
    """Whether a question asks what they could or would pay, whatever was broken or taken is named beside it."""
    return bool(_PAYS[scene.lang].search(asking(scene)))


def as_a_question(scene: Scene) -> Reading:
    """The reading of words of which nothing was clear, as a question, where they name what this one can speak to."""
    asks = puts_a_question(scene.text, scene.lang) or "?" in scene.text or "？" in scene.text
    clear = any(a.confidence >= PLAIN for a in scene.reading.acts)
    lost = replace(scene, reading=replace(scene.reading, acts=(_ASKED,)))
    if clear or not asks or not (on_payment(lost) or named(scene, scene.text) or charge.asked(scene)):
        return scene.reading
    return lost.reading


_ASKED = Act(verb="ask", topic="fact", polarity="question", confidence=0.6)


def asks_on(scene: Scene) -> bool:
    """Whether the words are a bare "and then?" or "why?", that name nothing themselves."""
    bare = _BARE[scene.lang].fullmatch(scene.text)
    # An "and" or a "so" alone asks only with a question mark.
    return bool(bare and (bare["asks"] or "?" in scene.text or "？" in scene.text))


def named(scene: Scene, question: str) -> list[Fact]:
    """Facts this cast member knows that a question names plainly."""
    known = [f for f in scene.play.script.facts if scene.who in f.known_by]
    return [f for f in known if mentions(f.named, question, scene.lang)]


def spoken_of(scene: Scene) -> Fact | None:
    """What this cast member told, kept back or let slip last, while that is fresh."""
    gist = _last(scene)
    if gist.startswith("fact."):
        return scene.play.facts.get(gist.split(".")[1])
    slipped = f"{scene.who}.{gist}"
    return next((f for f in scene.play.script.facts if slipped in f.hinted_by and scene.who in f.known_by), None)


def after(scene: Scene, said: list[Move]) -> Scene:
    """The scene once this much of the answer was given: "who told you, and who else was there?" asks on about that."""
    told = [m.gist for m in said if m.gist.startswith("fact.")]
    if not told:
        return scene
    subjects = {**scene.state.subjects, scene.who: (told[-1], scene.state.turn)}
    return replace(scene, state=replace(scene.state, subjects=subjects))


def _last(scene: Scene) -> str:
    gist, turn = scene.state.subjects.get(scene.who, ("", 0))
    return gist if scene.state.turn - turn <= FRESH else ""


def story(scene: Scene) -> str:
    """What "and then?" asks to go on with, where it is no fact: the account they were giving, or held back."""
    last = _last(scene)
    return last if asks_on(scene) and last.startswith("ask.account") else ""


_OPEN = {f"ask:{topic}" for topic in ("fact", "account", "evidence", "promise", "pressure", "opinion", "background")}
"""Questions that can be on anything. "Why so many months?" is not on what was just told."""
PLAIN = 0.6


def _of_something_else(scene: Scene) -> bool:
    return any(a.verb == "ask" and a.holds and a.confidence >= PLAIN and a.id not in _OPEN for a in scene.reading.acts)


def asked_about(scene: Scene) -> list[Fact]:
    """The facts a question is about; none where it names none and follows nothing up."""
    question = asking(scene)
    if not question:
        return []
    last = spoken_of(scene)
    found = named(scene, question) or _pointed_back_to(scene, question)
    if last is not None and asks_on(scene):
        return [last]
    if found or last is None or _of_something_else(scene) or not _FOLLOWS[scene.lang].search(question):
        return found
    touched = scene.facts_touched()
    return [last] if last in touched or not touched else []


def _pointed_back_to(scene: Scene, question: str) -> list[Fact]:
    """What the sentences before a question named, where the question only says "that" of it."""
    before = scene.text.partition(question.strip())[0]
    return named(scene, before) if before.strip() and _BACK[scene.lang].search(question) else []
