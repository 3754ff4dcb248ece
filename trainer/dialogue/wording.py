"""The shape of a clause, whatever it is about: a question, a tag, a bare list of words, a hedge."""

from __future__ import annotations

import re

from trainer.text import Lang

_QUESTION = {
    "en": re.compile(
        r"^\W*(?:and |so |but |then )?(?:what|how|who|when|where|why|which|can|could|do|does|did|will|would|is|are)\b.*\?\W*$",
        re.I | re.S,
    ),
    "zh": re.compile(r"(?:怎么|什么|哪|谁|吗|多少|会不会|能不能|是不是|有没有|呢)[^，。]*[？?]\W*$"),
}
_TAG = re.compile(
    r"[，,]\s*(?:明白|清楚|懂|知道|行|好|可以|听见)(?:了)?吗\W*$|[，,]?\s*[对是]吧\W*$"
    r"|,\s*(?:okay|ok|right|all right|understood|got it|do you understand|you see)\?\W*$",
    re.I,
)


def untagged(text: str) -> str:
    """A statement without the little question hung on its end."""
    return _TAG.sub("", text) or text


def asks(text: str, lang: Lang) -> bool:
    """A question tells nothing; a little tag at the end of a statement (`明白吗？`) is no question."""
    return bool(_QUESTION[lang].search(text)) and not _TAG.search(text)


_INQUIRES: dict[Lang, re.Pattern[str]] = {
    "en": re.compile(
        r"\?|\b(?:what|how|who|whom|whose|when|where|why|which|whether)\b|^\W*(?:and |so |but |now |then |ok(?:ay)?,? )*(?:can|could|do|does|did|will|would|is|are|was|were|has|have|had|any|may|shall|should|am)\b"
        r"|\b(?:tell|describe|explain|say|repeat|walk|take|show|give|talk|run|sum|put)\b|\b(?:wonder|like to know|want to know|need to know|ask you|asking|hear|let me know|your own words|curious|begin|beginning|start|go on|continue)\b",
        re.I,
    ),
    "zh": re.compile(
        r"[？?]|[吗么嘛呢吧不没]\W*$|[吗么嘛呢]|谁|什么|啥|怎|咋|哪|几|多[少大高久长远重]|(.)[没不]\1|为何|如何|是不是|有没有|能不能|会不会|对不对|要不要|有无|是否|知不知|懂不懂|说|讲|谈|聊|问|告诉|描述|复述|学一遍|想法|意见|看法|还是|准话"
    ),
}


def inquires(text: str, lang: Lang) -> bool:
    """Whether a stretch can be a question at all: by a mark, a word that asks, or a request to tell something."""
    return bool(_INQUIRES[lang].search(text))


def is_a_word(text: str, lang: Lang) -> bool:
    """Whether a question is no more than a catchword ("Threats?")."""
    size = len(re.findall(r"[\u3400-\u9fff]", text)) if lang == "zh" else 2 * len(re.findall(r"[a-z']+", text.lower()))
    return size < 3


_OPENS_QUESTION = re.compile(
    r"^\W*(?:and |so |but |then )?(?:can|could|may|do|does|did|will|would|is|are|must|should) (?:you|i|he|she|it|they|we|one|the|a|anybody|anyone)\b",
    re.I,
)


def opens_question(clause: str, sentence: str, lang: Lang) -> bool:
    """Whether a clause begins as a question in a sentence that ends as one ("Can you take it back, do you think?")."""
    return lang == "en" and sentence.rstrip(" \"”’').").endswith("?") and bool(_OPENS_QUESTION.search(clause))


HEDGED = {"en": re.compile(r"\b(?:may|might|can|could)\b", re.I), "zh": re.compile(r"可以|可能|能")}
OWN_WORD = {
    "en": re.compile(r"\bi(?:'ll| will| promise| guarantee|'d)\b", re.I),
    "zh": re.compile(r"我(?:保证|给你|让你|帮你|答应)|包你|放心"),
}
RECOMMENDS = {
    "en": re.compile(
        r"\b(?:i|we)(?:'d| would| shall| will|'ll| can)? (?:suspend|recommend|propose|suggest|ask (?:the court )?for|put (?:it|you|him|her) (?:down )?at)\b",
        re.I,
    ),
    "zh": re.compile(r"(?:我|我们|本院|我院|院里)(?:这边)?(?:打算|拟|准备|会|可以)?(?:建议|提的?是|提出)"),
}
"""A prosecutor puts a recommendation in words of one's own office, where a promise speaks for the court."""
_FUNCTION_WORDS = re.compile(
    r"\b(?:i|you|he|she|we|they|it|the|an?|is|are|was|were|be|can|could|will|would|may|must|do|does|don't|to|of|in|on|for|"
    r"if|that|this|not|no|have|has|get|with|your|my|his|her|there|nobody|one|who|what|when)\b",
    re.I,
)


_EN_SAYS_SO = re.compile(
    r"\b(?:is|are|was|were|be|can|could|may|might|must|will|would|shall|should|do|does|did|have|has|had|get|gets|go|goes|i|you|he|she|we|they|it|nobody)\b|'",
    re.I,
)
_SAYS_SO = re.compile(r"[可能会要得有是给把让你您我他她不没]|被(?![害告])|应当|必须")
"""What a statement has and a title has not."""


def is_bare(text: str, lang: Lang) -> bool:
    """A word alone, or a list of words, states nothing; somebody of whom it is said makes a statement of few words."""
    if lang == "zh":
        size = len(re.findall(r"[\u3400-\u9fff]", text))
        return size < (3 if _OF_SOMEBODY[lang].match(text) else 5) or is_list(text, lang)
    words = re.findall(r"[a-z']+", text.lower())
    least = 2 if _OF_SOMEBODY[lang].match(text) else 3
    return len(words) < least or is_list(text, lang) or not _FUNCTION_WORDS.search(text)


_OF_SOMEBODY: dict[Lang, re.Pattern[str]] = {
    "en": re.compile(r"\W*(?:he|she|they|we|i|you|it)\b", re.I),
    "zh": re.compile(r"\W*(?:他|她|我|你|您|咱|人家)"),
}


def is_list(text: str, lang: Lang) -> bool:
    """Whether words are only listed: each a word or two, or a heap of titles and terms."""
    short = 2 if lang == "en" else 6
    parts = _listed(text)
    sizes = [len(p.split()) if lang == "en" else len(p) for p in parts]
    return (len(parts) >= 3 and max(sizes) <= short) or is_heap(text, lang)


def is_heap(text: str, lang: Lang) -> bool:
    """Whether titles follow each other, or terms stand together with nothing between them (Chinese)."""
    if lang == "en":
        parts = [part for part in re.split(r"[:;.,]", text) if part.strip()]
        return len(parts) >= 5 and all(len(p.split()) <= 5 and not _EN_SAYS_SO.search(p) for p in parts[1:])
    parts = _listed(text)
    titles = len(parts) >= 5 and all(len(part) <= 12 and not _SAYS_SO.search(part) for part in parts)
    size = len(re.findall(r"[\u3400-\u9fff]", text))
    heaped = not _PARTICLES.search(text) or len(re.findall(r"吗(?=[\u3400-\u9fff])", text)) >= 3
    return titles or (size >= 12 and heaped)


def _listed(text: str) -> list[str]:
    return [p.strip() for p in _BETWEEN.split(text) if p.strip(" .。!！?？")]


_BETWEEN = re.compile(r"[,，、;；/]|\band\b|和|与|(?<=[\u3400-\u9fff])\s")
_PARTICLES = re.compile(r"[的了你我他她您们吗呢吧啊是不没有在会可能要就被把给对跟让到也都还再，,。：:]")
"""What stands between the terms of a sentence, and in no heap of them."""


def is_stuffed(text: str, lang: Lang) -> bool:
    """A heap of keywords is no statement: the same word again and again, or words with nothing said of them."""
    words = re.findall(r"[a-z']+", text.lower()) if lang == "en" else re.findall(r"[\u3400-\u9fff]{2}", text)
    if lang == "en":
        return len(words) >= 3 and len(set(words)) <= len(words) * 0.5
    return len(words) >= 3 and len(set(words)) <= len(words) * 0.45
