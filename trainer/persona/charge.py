"""Asked what somebody is charged with: the first thing a lawyer wants to know who was called in without the file."""

from __future__ import annotations

import re

from trainer.acts import Act
from trainer.persona.scene import Scene
from trainer.scenario.loader import Play
from trainer.text import Lang

_ASKS: dict[Lang, re.Pattern[str]] = {
    "en": re.compile(
        r"\bwhat(?:'s|’s| is| are| was| were| exactly (?:is|are))? (?:\w+ ){0,4}"
        r"(?:charged with|accused of|suspected of|charged for|up for|in for|here for)\b"
        r"|\bwhat(?:'s|’s| is| are| exactly (?:is|are)) (?:exactly )?(?:the|her|his|their) "
        r"(?:charges?|accusation|offence|crime)\b"
        r"|\bwhat(?:'s|’s| is) (?:this|it|that|the (?:case|matter|file))(?: case| matter)?(?: all| actually)? about\b"
        r"|\bwhat (?:did|has|have|is|are) (?:she|he|they|my client|the (?:accused|suspect)|this (?:man|woman))"
        r"(?: \w+)? (?:actually |really |supposed to have |said to have |meant to have |alleged to have |allegedly )*"
        r"(?:do|done|did)\b(?! (?:with|about|after|then|next|that|wrong in))"
        r"|\b(?:which|what) (?:offence|crime|charge)s?\b(?! (?:do|does|did|has|have) you\b.{0,12}\bfind)"
        r"|\bwhat (?:are|do) you (?:charg\w+|accus\w+|prosecut\w+)\b",
        re.I,
    ),
    "zh": re.compile(
        r"(?:涉嫌|指控|控告|告|追诉|起诉)(?:的|了)?[她他]?(?:的)?(?:是|犯)?(?:什么|啥|哪(?:个|条|一条)?)(?!时候|证据|依据|理由|意见)"
        r"|(?:什么|啥|哪个)(?:罪名|案子|案由|案件|罪(?![轻重过责证]))|罪名是?(?:什么|啥)"
        r"|(?:她|他|当事人|嫌疑人)(?:到底|究竟|是)?(?:犯|干|做|出)(?:的|了)?(?:什么|啥)(?:事|罪|案)?"
        r"|(?:案子|案件|案情|这事|本案).{0,4}(?:怎么回事|咋回事|什么情况|什么(?:案|事))|(?:介绍|讲讲|说说|说一下).{0,4}案情"
    ),
}
_NOT_IT = ("propose", "request", "argue", "accept", "reject", "threaten", "press")
"""Verbs of turns that only name the charge on the way to something else."""
_OF_IT = ("ask:opinion", "ask:grounds", "ask:victim", "ask:procedure")
"""Questions that name the charge and ask for something else about it."""
CLEAR = 0.6


def asked(scene: Scene) -> bool:
    """Whether the words ask what the charge is."""
    return in_words(scene.play, scene.text, scene.lang)


def in_words(play: Play, text: str, lang: Lang) -> bool:
    """The same of words alone; the accused may be called by name."""
    accused = play.cast_by_role("accused")
    for name in (accused.name[lang], accused.call[lang]) if accused else ():
        text = text.replace(name, {"en": "he", "zh": "他"}[lang])
    return bool(_ASKS[lang].search(text))


def asked_by(scene: Scene, act: Act) -> bool:
    """Whether this act is that question, whatever kind it was taken for; the scene is that of its own part."""
    clear = act.id in _OF_IT and act.confidence >= CLEAR
    return act.verb not in _NOT_IT and not clear and asked(scene)
