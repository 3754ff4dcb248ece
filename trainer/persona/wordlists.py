"""Words by which a model gives itself away or goes too far. Patterns only; what they mean is the stream guard's."""

from __future__ import annotations

import re

from trainer.scenario.loader import Play
from trainer.text import Lang

MARKUP = re.compile(
    r"[*_#`~|<>{}\[\]\\^]|\]\(|^\s*[-•–—]\s|^\s*\d+[.)、]\s|[\ud800-\udfff]|[（(][^）)]{0,30}[）)]|https?:"
)
SYSTEM = re.compile(
    r"\b(?:ai|a\.i\.|assistant|chatbot|llm|prompt|role.?play\w*|my instructions|these instructions|the rules|(?:the|a|this) note"
    r"|in character|as instructed|simulation|training (?:session|exercise|program)|user|i (?:can(?:no|')t|am unable to)"
    r" (?:assist|help with|comply|provide)|now say)\b|提示词|指令|扮演|角色|人工智能|大模型|助手|用户|训练(?:程序|对话)|"
    r"现在要说|(?:无法|不能)(?:提供|协助|满足)|作为一(?:个|名)模型",
    re.I,
)
DIGITS = re.compile(r"\d[\d,，]*(?:\.\d+)?")
_EN_NUMBER = (
    r"(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
    r"|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|half|several|dozens?)"
)
COUNTED: dict[Lang, re.Pattern[str]] = {
    "en": re.compile(
        rf"\b{_EN_NUMBER}(?:[- ](?:and |a )?{_EN_NUMBER})*[- ](?:of )?(?:more |fewer |full )?(?:months?|years?|weeks?|days?"
        rf"|hours?|yuan|percent|per cent|witness(?:es)?|people|officers?|times|phones?|counts?|cameras?|(?:an? )?half)\b"
        rf"|\b(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march(?= \w)|april|june|july"
        rf"|august|september|october|november|december|tomorrow|tonight|next (?:week|month|year))\b",
        re.I,
    ),
    "zh": re.compile(
        r"[一二两三四五六七八九十百千万半几]+(?:个|多|余)*(?:半)?(?:月|年|天|日|号|元|块|万|成|周|礼拜|星期|小时|次|名|"
        r"位|部|台|份|条|款)|百分之[一二三四五六七八九十百]+|(?:周|星期|礼拜)[一二三四五六日天]|明天|后天|今晚|下(?:周|个月|个星期)"
    ),
}
HARMLESS = frozenset((
    "a day", "one day", "a year", "a week", "a month", "an hour", "half an hour", "several times", "one time", "a hundred "
    "times", "two people", "one person", "a thousand times", "several days",
    "一次", "一天", "一周", "一位", "一名", "一条", "一份", "两天", "几天", "几次", "一年", "一日", "半天", "一块", "几个月", "几年", "一部",
    "一万", "几句", "一半", "一号", "几号", "一款", "几位", "几名",
))  # fmt: skip
ARTICLE: dict[Lang, re.Pattern[str]] = {
    "en": re.compile(r"\b(?:articles?|art\.|section|paragraph|item) \w+|\b[A-Z]{2,4}-?\d+", re.I),
    "zh": re.compile(r"第[一二三四五六七八九十百零〇\d]+[条款项]|《[^》]*》"),
}
NAMED: dict[Lang, re.Pattern[str]] = {
    "en": re.compile(r"(?<=[a-z,;:] )(?!I\b|OK\b)[A-Z][a-z]+|\b(?:Officer|Mr|Ms|Mrs|Dr|Captain)\.? [A-Z][a-z]+"),
    "zh": re.compile(
        r"(?<![\u3400-\u9fff])[\u3400-\u9fff]{1,2}(?:警官|先生|女士|队长|所长|某某?)(?![\u3400-\u9fff]?们)"
    ),
}
POLITE = frozenset((
    "sir", "madam", "counsel", "counsellor", "lawyer", "prosecutor", "ma'am", "god", "mum", "mama", "chinese", "officer",
    "judge", "court", "your", "honour", "mr", "ms", "这位先生", "位先生", "位女士", "这位女士", "女士", "先生", "警官", "那位警官",
    "位警官", "criminal", "law", "procedure", "criminal procedure", "attorney", "good", "thank", "yes", "no", "well",
))  # fmt: skip
_IS = r"\b(?:i am|i'm|as|being|speaking as)\b (?:only |just |really |also )?(?:your |the |his |her |a |an )?(?:duty |defen[cs]e )?"
_SHI = r"(?:我是|我就是|作为|身为|我身为|我作为)(?:您|你|他|她|本案|一名|一位)?的?(?:值班|辩护|主诉|承办)?"
_PLEADS_EN = r"\bmy (?:own )?plea\b|\bi (?:now )?plead\b|\bi (?:may|can|could|will|'ll) (?:take (?:the|this) plea back|withdraw (?:the|this) plea)"
_PLEADS_ZH = r"我(?:自愿|愿意)?认罪|我的认罪|我(?:可以|能|要)(?:反悔|撤回认罪)"
"""What only the accused says."""
SELF: dict[Lang, dict[str, re.Pattern[str]]] = {
    "en": {
        "accused": re.compile(rf"{_IS}(?:lawyer|counsel|attorney|prosecutor|judge|victim|police)|\b(?:my client|we recommend"
                              rf"|the prosecution recommends|i recommend|i advise|you have the right|your rights)\b", re.I),
        "prosecutor": re.compile(rf"{_IS}(?:lawyer|counsel|attorney|judge|victim|suspect|accused|defendant)\b(?! said)"
                                 rf"|\b(?:my client|my lawyer|as the (?:suspect|accused))\b|{_PLEADS_EN}", re.I),
        "defence": re.compile(rf"{_IS}(?:prosecutor|judge|victim|suspect|accused|defendant)\b|\b(?:we prosecute|my lawyer"
                              rf"|(?:i|we) (?:can |could |will |would )?offer)\b|{_PLEADS_EN}", re.I),
        "victim": re.compile(rf"{_IS}(?:lawyer|counsel|attorney|prosecutor|judge|police|suspect|accused)|\b(?:my client|"
                             rf"my lawyer|i stole|i took)\b|{_PLEADS_EN}", re.I),
    },
    "zh": {
        "accused": re.compile(rf"{_SHI}(?:律师|辩护人|检察官|公诉人|法官|被害人|民警)|我的当事人|我的委托人|我(?:院|方)?建议|本院|您?你?有权"),
        "prosecutor": re.compile(rf"{_SHI}(?:律师|辩护人|法官|被害人|嫌疑人|被告人)|我的当事人|我的委托人|我的律师|{_PLEADS_ZH}"),
        "defence": re.compile(rf"{_SHI}(?:检察官|公诉人|法官|被害人|嫌疑人|被告人)|本院|我院|我的律师|我(?:院|们)?可以给|{_PLEADS_ZH}"),
        "victim": re.compile(rf"{_SHI}(?:律师|辩护人|检察官|公诉人|法官|嫌疑人|被告人)|我的当事人|我的律师|我偷|是我拿|{_PLEADS_ZH}"),
    },
}  # fmt: skip
_DEAL = (
    r"\b(?:deal|agreed|it'?s agreed|you have my word|i (?:hereby )?(?:promise|guarantee|swear|agree|accept|consent|assure)|"
    r"i'?ll (?:drop|withdraw|release|let (?:him|her|you) go|reduce|lower|cut)|we(?:'ll| will) (?:drop|release|withdraw|reduce)"
    r"|as you (?:say|wish|propose)|whatever you (?:want|ask|say)|no problem|granted|you win|consider it done|done deal"
    r"|charges? (?:are|will be) (?:dropped|withdrawn)|free to go|(?:go|goes|going|be|is) home|suspended sentence|probation)\b"
)
_YES = r"成交|一言为定|没问题|我(?:保证|答应|同意|承诺|发誓|接受)|就(?:这么|按你|按您|听你|听您)|都(?:依|听)(?:你|您)|说定|放(?:人|他|你)|撤(?:案|诉|销)|不起诉|缓刑|回家|减(?:轻|到|为)|降(?:到|为)|批准"
_SIGN = r"\b(?:i(?:'ll| will| want to| am going to)(?: not)? sign|i (?:won't|refuse to) sign|i (?:did(?:n't| not)?|never) (?:do|did|take|took|steal|stole|touch(?:ed)?) (?:it|anything|that|them)|i confess|i'm (?:guilty|innocent)|i take (?:it|the plea) back|i agree|i accept)\b"
_QIAN = r"我(?:就|这就|愿意|不|同意|马上)?签|不签|我没(?:偷|拿|干)|我(?:认罪|有罪|无罪|翻供|反悔)|我(?:同意|接受|答应)"
BEYOND: dict[Lang, re.Pattern[str]] = {
    "en": re.compile(
        r"\bforg[ia]v(?:e|es|en|ing) (?:him|you|her)\b|\bi(?:'ll| will)? forg[ia]ve|letter of (?:understanding|forgiveness)"
        r"|\b(?:drop|dropping|dropped|withdraw|withdrawn) (?:the|this|all|every|your|his|these) (?:charges?|case|counts?)"
        r"|\b(?:case|charges?) (?:is|are|will be) (?:closed|dropped|dismissed|withdrawn)|\bset (?:him|you|her|me) free\b|\bsign (?:whatever|anything|everything)\b",
        re.I,
    ),
    "zh": re.compile(
        r"(?:我|我们)(?:就|会|愿意|可以)?(?:原谅|谅解)|(?:写|出|给)谅解书|撤(?:了|案|诉|回起诉|销案)|不追究|无罪释放|签什么我都签"
    ),
}
"""What nobody says unless it was decided: forgiveness, the end of the case."""
AGREEING: dict[Lang, dict[str, re.Pattern[str]]] = {
    "en": {
        **dict.fromkeys(("prosecutor", "defence"), re.compile(_DEAL, re.I)),
        "victim": re.compile(_DEAL + r"|\bforg[ia]ve\w*\b|\bletter of understanding\b", re.I),
        "accused": re.compile(_SIGN, re.I),
    },
    "zh": {
        **dict.fromkeys(("prosecutor", "defence"), re.compile(_YES)),
        "victim": re.compile(_YES + r"|原谅|谅解"),
        "accused": re.compile(_QIAN),
    },
}


ACCEPTED: dict[Lang, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:deal|done deal|agreed|it'?s agreed|i (?:hereby )?(?:agree|accept|consent)|as you (?:say|propose)|no problem)\b",
        re.I,
    ),
    "zh": re.compile(
        r"成交|一言为定|没问题|我(?:答应|同意|接受)|就(?:这么|按你|按您|听你|听您)|都(?:依|听)(?:你|您)|说定"
    ),
}
"""Ways of saying yes that are one as good as the other, where yes is what is to be said."""


def calling(play: Play, who: str, lang: Lang) -> re.Pattern[str]:
    """A speaker who is called by their own name: then it is somebody else who talks."""
    member = play.cast[who]
    names = {member.name[lang], member.call[lang], *(member.name[lang].split() if lang == "en" else [])}
    listed = "|".join(re.escape(n) for n in sorted(names, key=len, reverse=True))
    if lang == "en":
        return re.compile(rf"\b(?:Mr|Mrs|Ms|Miss)\.? (?:{listed})\b|[a-z], (?:{listed})(?=\s*[.!?]|$)")
    family = re.escape(member.name[lang][0])
    return re.compile(
        rf"(?:{listed}|{family})(?:先生|女士|同志|老师|大哥|师傅|兄弟)|(?:您好|你好|好的|是的)[，,]?(?:{listed})"
    )


def for_others(play: Play, lang: Lang) -> re.Pattern[str]:
    """A speaker's name in front of words: nobody speaks under a name, their own or another's."""
    names = [n for c in play.script.cast for n in (c.name[lang], c.call[lang], *c.name[lang].split())]
    if lang == "en":
        names += "you counsel lawyer trainee user assistant system prosecutor accused suspect defendant judge victim human defence me".split()
    else:
        names += "我 你 您 律师 值班律师 辩护人 检察官 公诉人 嫌疑人 犯罪嫌疑人 被告人 法官 审判长 被害人 学员 用户 助手 系统".split()
    listed = "|".join(re.escape(n) for n in sorted(set(names), key=len, reverse=True) if n)
    return re.compile(rf"(?:^|[\s\n。！？.!?“\"])(?:{listed})\s*[:：]", re.I)
