"""Words that do nothing where they stand: said aside, in another's name, taken back in the next breath, or answered by
the one who asks."""

from __future__ import annotations

import re

from trainer.text import Lang

_ASIDE: dict[Lang, re.Pattern[str]] = {
    "en": re.compile(
        r"^\W*\([^)]*\b(?:phone|telephone|dictaphone|recorder|voice message|corridor|aside|mutter\w*|under (?:his|her) breath"
        r"|to (?:himself|herself|the (?:clerk|bailiff|guard|cleaner|intern|trainee)|(?:his|her|a) (?:wife|husband|colleague|secretary|intern)))\b[^)]*\)"
        r"|^\W*(?:dictaphone|note to (?:my|him|her)self|voice message)\b",
        re.I,
    ),
    "zh": re.compile(
        r"^\s*[（(][^）)]*(?:电话|手机|语音|录音笔|嘀咕|自言自语|心里?想|还没带进来|走廊|[对跟向问](?:着)?(?:书记员|法警|保洁|实习生|司机|同事|秘书|老婆|老公))"
        r"[^）)]*[）)]"
    ),
}
"""A stage direction that sends the words to somebody who is not part of the talk."""
_MARKUP = re.compile(
    r"[\"']\w+[\"']\s*:\s*[\"'\[{\d]|\{\s*\w+\s*:|</?[a-z_]+(?:\s[^>]*)?>|\[/?[A-Z]{3,}\]|\b\w+=(?:True|None|\d)|\b(?:not_)?(?:met|found)\b\W*(?:$|[,，;；}\]])"
    r"|^\W*---\W*\w+\s*:"
)
"""Data, code or marks typed into a turn: nobody speaks like that."""
_LABEL: dict[Lang, re.Pattern[str]] = {
    "en": re.compile(
        r"(?:^|[.!?\]\")(]\s*|\[\d+\]\s*)(?:the )?(?:accused|defendant|suspect|prosecutor|counsel|(?:duty )?lawyer|judge|clerk)\s?:\s?(?=\S)",
        re.I,
    ),
    "zh": re.compile(
        r"(?:^|[。！？\]】”（(]\s*|\[\d+\]\s*)(?:[问答]|被告人|犯罪嫌疑人|嫌疑人|公诉人|检察[员官]|辩护人|(?:值班)?律师|审判[员长]|法官|书记员)[^：:，。]{0,4}[:：]\s?(?=\S)"
    ),
}
"""A speaker's label within a turn: what follows is put into somebody's mouth."""
_TAKEN_BACK: dict[Lang, re.Pattern[str]] = {
    "en": re.compile(
        r"^\W*(?:(?:or|no|but|well|actually|rather|sorry|on second thoughts|wait)\W+){0,4}"
        r"(?:stop|don't(?: answer| say| bother)?(?=[,.;!])|don't (?:answer|tell|say|bother)|never mind|forget (?:it|that|i)|leave (?:it|that) out|strike that|scratch that"
        r"|(?:that|the|this) question is withdrawn|withdrawn|skip (?:it|that)|i don't (?:wish|want|need) to (?:hear|know))\b",
        re.I,
    ),
    "zh": re.compile(
        r"^\W*(?:(?:哎|唉|哦|噢|不|等等|算了)[，,。—…\s]*){0,3}"
        r"(?:(?:先)?(?:别|不用|甭|不必|不要)(?:说|讲|答|回答|吱声)了?(?=[，。！、]|$)|(?:这句|这个)?不算(?:问|数)?|划掉|口误|收回|跳过|当我没(?:问|说))"
    ),
}
"""What follows words that are taken back at once."""
_ANSWERED: dict[Lang, re.Pattern[str]] = {
    "en": re.compile(
        r"^\W*(?:who knows|heaven knows|does anyone|i've (?:quite )?forgotten)\b|^\W*(?:no|none|nothing|nope|yes|fine|good|naturally|of course(?: not)?|right then)(?=\W*(?:$|[.,;!]))"
        r"|^\W*(?:then sign|sign|here's the pen)\b|^[^.?!]{2,40}, (?:naturally|of course|like everyone)\b",
        re.I,
    ),
    "zh": re.compile(
        r"^\W*(?:没有?|没得|没喝|没事|好着呢|清楚着呢|不用|也不用|明白了?|清楚了?|没问题|知道了|晓得没得|好|行|中|那就签|签|来，?签)(?=[，。！、；]|下一个|$|考虑)"
        r"|^\W*(?:谁(?:晓得|知道|说得清))|^\W*(?:无非(?:就)?是|还不(?:就)?是|因为[^，。？]{1,12}(?:呗|嘛))"
    ),
}
"""An answer that the asker gives at once, leaving no room for another."""
_CANCELLED: dict[Lang, re.Pattern[str]] = {
    "en": re.compile(r"(?:--|[–—…])\W*(?:(?:no|sorry|wait)\W+)*(?:strike|scratch|cross) (?:that|it)\b", re.I),
    "zh": re.compile(r"(?:--|[—…])\W*(?:不，?)?(?:划掉|口误|说岔了|串案子)|有没有[^，。？]{1,12}(?:没有|没得)(?:好|下一个|哈|行)"),
}
"""Words cancelled, or answered, in the same stretch."""
_DECLINED: dict[Lang, re.Pattern[str]] = {
    "en": re.compile(
        r"^[^.?!]*[,;]\W*(?:but )?(?:i|we)(?:'ll| will|'m going to| shall)? (?:skip|leave|pass over|not (?:ask|go into|say)|won't|shan't)\b", re.I
    ),
    "zh": re.compile(
        r"^[^。！？]{0,24}(?:(?:这些|这个|这句|这几样|一概|统统|一样都?|今[天儿]个?|现在|我们这儿)[^。！？，]{0,8}"
        r"(?:不(?:问|讲|说|听|解释|学|念|做)|免了|略过|跳过|省了|没打算)|(?:没时间|没工夫)，?算了|略过(?:[。！]|$))"
    ),
}
"""What the rest of a sentence says that is not done after all ("whether anybody leaned on you, I'll skip that")."""
_QUOTED = re.compile(r"^\s*[“\"'‘「][^”\"'’」]*[”\"'’」]?\s*$")


def typed(text: str) -> bool:
    """Whether a turn holds data, code or marks instead of talk."""
    return bool(_MARKUP.search(text))


def aside(text: str, lang: Lang) -> bool:
    """Whether a turn opens with a stage direction that sends it out of the room or to nobody."""
    return bool(_ASIDE[lang].search(text))


def answers_itself(text: str, span: tuple[int, int], lang: Lang) -> bool:
    """Whether a question leaves no room: the asker goes straight on with the answer ("Anything else? No. Sign.")."""
    return bool(_ANSWERED[lang].search(_after(text, span)))


def _after(text: str, span: tuple[int, int]) -> str:
    """What stands behind a stretch, or behind the question mark that ends its sentence."""
    words, rest = text[span[0] : span[1]], text[span[1] :]
    if re.search(r"[?？]\W*$", words):
        return rest
    mark = re.search(r"[?？]", rest)
    stop = re.search(r"[。.!！；;]", rest)
    return rest[mark.end() :] if mark and not (stop and stop.start() < mark.start()) else rest


def voided(text: str, span: tuple[int, int], lang: Lang, asks: bool = False) -> bool:
    """Whether the words of a stretch of a turn do nothing there. `asks`: they are a question."""
    label = _LABEL[lang].search(text)
    return (
        typed(text)
        or aside(text, lang)
        or (label is not None and label.start() < span[1] and label.end() <= span[0] + 24)
        or _note_around(text, span)
        or bool(_CANCELLED[lang].search(text[span[0] : span[1]]))
        or bool(_TAKEN_BACK[lang].search(_after(text, span)) or _DECLINED[lang].search(text[span[1] :]))
        or (asks and (answers_itself(text, span, lang) or _inside_quotes(text, span)))
    )


def _note_around(text: str, span: tuple[int, int]) -> bool:
    """Whether a stretch lies in a stage note typed into a turn."""
    return any(m.start() <= span[0] + 2 and span[1] - 2 <= m.end() for m in re.finditer(r"\[[^\[\]]*\]", text))


def _inside_quotes(text: str, span: tuple[int, int]) -> bool:
    """Whether a question only stands in quotation marks: somebody else asks it, or nobody does."""
    before, words = text[: span[0]], text[span[0] : span[1]]
    opened = len(re.findall(r"[“「]", before)) > len(re.findall(r"[”」]", before))
    return opened or bool(_QUOTED.match(words) and len(words.strip()) > 2)
