"""Terms of an offer read from English speech."""

from __future__ import annotations

import re

from trainer.dates import calendar_day
from trainer.dialogue.named import (
    LONGEST_BARE,
    Amount,
    Found,
    Standing,
    Table,
    bare_period,
    joined,
    read_words,
    sums,
    within,
)
from trainer.dialogue.numbers import EN_NUMBER, english

_N = EN_NUMBER
_MONTH = r"months?|m(?:o?n?th)s?\b|mo[nth]{2,4}s?\b|mos?\b"
_UNIT = rf"{_MONTH}|years?|yrs?(?![a-z])|ye?a?e?rs?\b|yeas?r?s\b"
"""Units of length, and how hasty fingers write them ("8 monhts", "two yaers")."""
_ODD = r"(?:two|three|four|five|six|seven|eight|nine|ten|eleven|1[01]|[2-9])"
"""Months behind years with no unit of their own ("two years four")."""
_RANGE = (
    rf"(?P<a>{_N}|another|an?)(?P<halfa>\sand\sa\shalf(?=\s(?:to|and|or)\s))?"
    rf"(?:(?:\s?(?:-|–|to|or|and|until|till)|\s(?P<ua>{_UNIT})(?:'s?)?(?P<halfua>\sand\sa\shalf(?=\s(?:to|or)\s))?(?:(?:\sand)?\s(?P<moreua>{_N})\s(?:{_MONTH})(?=\s(?:to|or)\s))?(?:\s(?:imprisonment|detention|inside|in prison))?\s?(?:-|–|to|or|(?(between)and|(?!)))|,(?=\s?(?:{_N})\s(?:{_UNIT})))\s?(?P<b>{_N}|an?))?"
)
_SPAN = re.compile(
    rf"(?:between\s)?(?P<half>half[\s-](?:a\s)?y(?:ea)?r\b|six\smonth\b)(?:\s(?:to|and|or|-|–)\s(?P<hb>{_N}|an?)\s(?P<hu>{_UNIT}))?|(?P<between>between\s)?{_RANGE}(?P<halfb>\sand\s(?:a\s)?half)?"
    rf"(?:\s(?:whole|full|entire|solid|good|extra|more|further))?(?:\s|-)?(?P<unit>{_UNIT})(?P<andhalf>\sand\s(?:a\s)?half)?(?:(?:\sand)?\s?(?P<more>{_N})\s?(?:{_MONTH})|\sand\sa\s(?P<one>month)\b|(?:\sand)?\s(?P<days>15|fifteen)\sdays?\b|(?:(?<=year)|(?<=years)|(?<=yr)|(?<=yrs))\s(?:and\s)?(?P<odd>{_ODD})(?=[,.;?!]|$|\s(?:if|and|then|suspended|inside|with|is|ok|it|that)\b)|\s(?:or|to)\s(?P<upto>{_N})(?=[,.;]|$|\s(?:at|suspended|and|in)\b))?",
    re.I,
)
_MONEY = re.compile(
    rf"(?:(?P<sign>¥|￥|rmb|cny)\s?)?(?P<n>{_N})\s?(?P<unit>yuan|rmb|cny|kuai|renminbi|bucks)?(?P<not>\s?(?:%|percent|per\scent|months?|years?|days?|minutes?|hours?|weeks?|times|people|people|o'clock|am|pm|th\b))?",
    re.I,
)
_PROBATION = re.compile(r"\b(?:suspend(?:ed|ing)?|susp|suspension|probation(?:ary)?|test period)\b", re.I)
_PROBATION_WORD = r"(?:probation|suspen\w+|suspend(?:ed|ing)?|a suspended (?:sentence|term))"
_NO_PROBATION = re.compile(
    rf"\b(?:no|without|(?<!why )not|never|rather than|instead of)\s(?:(?:any|be|a|to be|for|about)\s){{0,2}}(?:probation|suspen\w+)"
    rf"|\b(?:won't|will not|can't|cannot|couldn't|don't|do not|wouldn't|not (?:going to|prepared to|ready to|willing to|asking for|recommending|proposing)|refuse to|unable to)\s(?!you\b|we\b|it\b|this\b|say no\b|rule out\b)(?:\w+\s){{0,3}}?{_PROBATION_WORD}"
    rf"|\b{_PROBATION_WORD}\b(?:\s(?:for (?:him|her|you)))?,?\s(?:(?:is|are|was)(?:n't| not| out| off)|(?:i|we) (?:can't|cannot|won't|will not|don't|do not|couldn't)|(?:can't|cannot|won't|will not) be|not (?:possible|on)|doesn't|does not (?:come|apply))"
    rf"|\b(?:real|actual) (?:time|prison|custody)\b|(?<!have )(?<!need )(?<!having )\bto serve\b(?! (?:the|his|her|your) )",
    re.I,
)
_KINDS = (
    ("non_prosecution", r"non[- ]?prosecution|\bno prosecution|not (?:to )?prosecut|decline to prosecute|drop the (?:whole )?(?:case|charge)"),
    ("exemption", r"exempt(?:ion|ed)?(?: \w+)? from (?:criminal )?punish|\bthe exemption\b"),
    ("fine_only", r"(?:a )?fine (?:only|alone)|only a fine|just a fine|nothing but a fine|single fine"
     r"|\bfine\b[^.;]{0,30}no (?:prison|jail|custody|detention)|\b(?:no|not) (?:prison|jail)\b[^;?]{0,12}\ba fine\b|\bfine\b[^.;]{0,30},? (?:and )?nothing (?:else|more)\b"),
    ("control", r"public surveillance|controlled release|\bcontrol\b(?= for| of|,| instead| \()|months? of control\b"),
    ("detention", r"(?:criminal |short[- ]term )detention|\bdetention(?: (?:of|for)\b|:|,? (?=\d|one|two|three|four|five|six))|months?'? (?:of )?(?:criminal )?detention"
     r"|\b(?:recommend|propose|suggest|ask for|offer|want|make it|rather see|say) detention\b(?! (?:cent|house))|(?:^|[.;,]\s)detention\b(?! (?:cent|house))|\bdet\b\.?"),
    ("imprisonment", r"imprison\w*|fixed[- ]term|prison|in jail|behind bars"),
)  # fmt: skip
_PROCEDURES = (
    ("fast_track", r"fast[- ]?track|expedited|quick procedure"),
    ("summary", r"summary (?:procedures?|proceedings?|trial|hearing|track)|simplified"),
    ("ordinary", r"ordinary (?:procedure|trial)|regular procedure|full trial"),
)
_LIBERTY = (
    ("bail", r"\bbail\b|released? on guarantee|release pending"),
    ("surveillance", r"(?:residential|house) surveillance|house arrest"),
    ("custody", r"(?:stay|remain|keep|kept)s? (?:him |her |them )?(?:in custody|locked up|inside)"),
)
_TO_FIGURE = re.compile(r"\b(?:to|at|for|of|than|under|below)\s+(?:about\s|around\s|say\s)?$", re.I)
_FROM = re.compile(r"\b(?:down|cut|reduc\w+|lower\w*|drop\w*|move[ds]?|go|come|bring)\b[^,;.]{0,20}\bfrom\s$", re.I)
_SENTENCE = re.compile(r"[;?!]|\.(?!\d)|\n")
_PIECE = re.compile(r",(?!\d{3})|[;:?!\n]|\.(?!\d)|\s-\s|\s–\s")
_SPURNED = re.compile(
    r"(?:(?<!why )\bnot|\bno to|\binstead of|\brather than|\bfrom|\b(?:better|lower|less) than|\breject(?:ed|s)?|\b(?:won't|can't|cannot|couldn't|will not|not going to|refuse to|never) (?:sign|do|take|accept|give|go|bring|pay|raise|find|manage)(?: (?:for|to|you|her|him|them))?)\s(?:the |an? |your |that |my )?$",
    re.I,
)
_TOO_MUCH = re.compile(
    r"(?:\s(?:is|are|was|would be|sounds|looks|seems|for [^.,;?!]{1,30} is)|'s)?\s?(?:just |far |way |still |much |simply |really )*"
    r"(?:no\b(?! more)|too (?:much|high|long|harsh|stiff|heavy|steep|many)|an insult|out of (?:the )?(?:question|proportion)|excessive|won't do"
    r"|impossible|not (?:on|acceptable|possible)\b|more than|too (?:short|low|little|lenient|light))|\s(?:becomes?|turns? into|(?:goes|drops?|comes?) (?:down )?to)\s|(?:[^.?!]|\.(?=\d)){0,40}\?+\s(?:no|never|come on|seriously|not a chance|forget|that's)\b",
    re.I,
)
_TOLD = re.compile(
    r"\b(?:was|were|were at|had been|(?:i|you|we) (?:said|wrote|started (?:at|with)|opened (?:at|with))|used to be)\s(?:an? |about )?$"
    r"|\b(?:law|guidelines?)\b[^;]{0,25}\b(?:allows?|starts?|begins?|carries|sets?|adds?)\b[^;]{0,90}$"
    r"|\b(?:law|statut\w+|article|code|guidelines?|punishable|maximum(?: is| of)?|ceiling)\b[^,;]{0,25}\b(?:allows?|starts?|begins?|carries|up to|"
    r"says|sets?|adds?|gives?|between|from|of|is)\b[^,;]{0,25}$|\bjudge?ment\b[^;]{0,40}$|\bstatutory\b[^,;]{0,30}$"
    r"|\b(?:(?:similar|comparable|another|other|those|the (?!present|whole|instant)\w+) cases?|co-?(?:accused|defendant)|accomplice)\b[^;,]{0,60}$|\b(?:sentenced|convicted|served)\b[^,;]{0,60}$|\btoo (?:short|low|little|lenient|light|small) for\s(?:the |an? )?$|\b(?:worked|lived|driven|married)\s(?:t?here )?$|\bbecause\b[^;,]{0,60}$"
    r"|\b(?:held|worked|lived|driven|drove|married|been|known)\b[^,;]{0,25}\bfor\s$|\bworth\s$|\b(?:is|are|was) (?:well |just |a little )?(?:over|under|above|below)\s$|\b(?:has|have) (?:ever )?seen\s$",
    re.I,
)
"""Before a figure that is told: where things stood, what the law says, another case, the reason for something."""
_PAID = re.compile(
    r"\swas before\b|\s?(?:yuan )?(?:is|are|was|were) (?:all )?back\b|\sapart\b|\s(?:of|off) (?:his|her|their|my|your|the) (?:wages?|salary|pay|income|work|rent|trading|treatment)\b|\sis what (?:you|he|she|they|we) (?!recommend|propose|suggest|offer|ask|want|say)\w+|\s?(?:yuan )?(?:police|administrative) fine\b"
    r"|\s?(?:yuan )?(?:was |were |is |has been )?(?:re)?(?:paid|returned|handed)?\s?back (?:before|already|last|on the (?:day|same)|that (?:day|night|week)|the (?:same|next))\b|\s(?:already )?(?:served|in custody)\b|\s(?:already inside|inside already)\b|\s(?:that )?(?:you|he|she|they|we)(?:'ve| have| has| had)? (?:already )?(?:re)?paid\b",
    re.I,
)
_SUSPENDED_FOR = re.compile(
    r"(?:suspend\w*|suspension|probation\w*)(?:[^,;]{0,22}|(?<=suspended), )$|months over $", re.I
)
_SUSPENDED = re.compile(r"\b(?:suspended|susp|suspension|probation)[.,:\s]*$", re.I)
_LEAD = (
    r"(?:no|ok(?:ay)?|right|look|well|so|and|but|or|plus|not|make it|call it|say|let's say|let's make it|go (?:to|for)|at|to|for|i'm(?: now)? at|"
    r"we're(?: now)? at|now|settle (?:on|at|for)|just|only|maybe|i'd (?:say|take|go to|sign|accept)|i can (?:do|go to)|we (?:say|want|propose|offer)|"
    r"i (?:say|want|propose|offer|take|accept)|(?:meet )?(?:me|us) at|how about|what about|could you do|can you do|give (?:us|him|her|me)|"
    r"fine|between|then|it's|it is|that's|they're at|they (?:offer|say|want)|(?:she|he|they)(?:'d| did| would)? (?:say|said|do|take|offer(?:ed)?|go (?:to|for)))"
)
_TAIL = (
    r"(?:then|please|it (?:stays|is)|stays?|flat|max(?:imum)?|at (?:the )?most|tops|final|would do|will do|is fair|it is|(?:is|are|'s) (?:fine|ok(?:ay)?|good|acceptable|fair|right)|plus|and|with|suspended|"
    r"(?:is|'s) (?:far |way |still )?too (?:much|high|long)[^.]*|i (?:could|can|would) (?:live with|sign|take|accept)|(?:and|if) (?:we|you|he|she|i|they)\b[^.]*)"
)
_ALONE = re.compile(
    rf"(?:{_LEAD}\s)*(?P<a>{_N})(?:\s?(?:-|–|to|or|and)\s?(?P<b>{_N}))?(?P<half>\sand\sa\shalf)?"
    rf"(?:\s(?:plus|and|with)\s{_N}\ssuspended)?(?:\s{_TAIL})*",
    re.I,
)
_PREPOSITION = re.compile(r"^(?:by|on|before|until)\s", re.I)
_REFERENCE = re.compile(
    r"(?:\b(?:articles?|arts?\.?|sections?|opinions?|cpl|cl|gl|op|para(?:graph)?s?|rooms?|pages?|no\.?|building|flat)|§)[\s-]?"
    r"(?:\d+(?:\(\d+\))*\s?(?:,|-|–|to|and|or|,\sand)\s?)*$",
    re.I,
)
"""What a number stands behind when it is the number of an article, a page or a room, and no money."""
_A_FINE = r"(?<!\bis\s)(?<!\bare\s)(?<!\bbe\s)(?<!'s\s)\bfine[ds]?\b(?! (?:by|with|for) (?:me|us|him|her|them))"
"""A fine, and not "that is fine"."""
_FINE = re.compile(rf"{_A_FINE}|\bpenalty of\b", re.I)
_REPAY = re.compile(
    r"\b(?:repa\w+|pa(?:y|ys|id|ying)(?: (?:back|her|him|them|the \w+|in|into|up|it|off))?(?= |$)|compensat\w+|restitut\w+|make good|reimburse|"
    r"refund|damages|victim|pays? for|for the (?:phone|repair|loss|screen|damage)|give back|hand\w* over|transfers?|return\w*|(?:giv(?:e|es|ing) (?:you|her|him|them)|offer|wants?|asks?(?: for)?|asking for|demands?)(?= $)|raise[ds]?|offer(?:s|ing)? (?:her|him|you))\b",
    re.I,
)
_WORTH = re.compile(
    r"\b(?:worth|valued?|value|apprais\w+|cost|bill|loan|borrow\w*|owes?|price|amount|comes to|adds up|stole|stolen|stealing|"
    r"embezzled|defrauded|took|taken|pocketed|sold|moved|laundered|transferred|passed|lost|went|file|earns?|wages?|salary|income|rent|loss(?:es)?)\b|\b(?:it|that|this)(?:'s| is| was) $",
    re.I,
)
_DATE = re.compile(
    r"\b(?:by|on|before|until|this|next|within)\s(?:the\s)?(?:end of (?:the )?(?:week|month)|(?:this|next|coming)?\s?(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|tomorrow|tonight|noon|(?:next|this) (?:week|month)|(?:the )?\d{1,2}(?:st|nd|rd|th)(?: of \w+)?|\d{1,2} (?:jan|febr|march|apr|may|june|july|aug|sept|oct|nov|dec)\w*|(?:jan|febr|march|apr|may|june|july|aug|sept|oct|nov|dec)\w*\s\d{1,2}|"
    rf"(?:{_N}) (?:days?|weeks?))|\b(?:tomorrow|today|(?:this|next) (?:week|month))\b",
    re.I,
)
_COUNTS = re.compile(
    rf"(?P<part>{_N}) (?:out )?of (?:the|these|those|his|her|your)(?: {_N})? counts?\b"
    rf"|\b(?:drop|los[ei]|withdraw|strike|scrap|tak[ei]|leav[ei]|let)\w*\s(?:\w+\s)?(?P<one>that|this)\s(?:\w+\s)?count\b"
    rf"|(?P<n>{_N}) counts?\b",
    re.I,
)
"""How many counts are spoken of: some of them, one that is to go, or so many."""


def _count(word: str) -> float | None:
    return 1.0 if word.lower() in ("a", "an", "another") else english(word)


def _months(unit: str) -> int:
    return 12 if unit.lower().startswith("y") else 1


def _start(m: re.Match[str]) -> int:
    """Where a length begins: in "a fine of 3,000 and eight months" with the eight, in "between six and eight" before."""
    first_ends = max(m.end(part) for part in ("a", "halfa", "halfua", "moreua"))
    joint = m[0][first_ends - m.start() : m.start("b") - m.start()] if m["b"] else ""
    apart = "," in joint and (_count(m["a"]) or 0) + 1 != _count(m["b"])  # "thirteen, fourteen months" is a range
    return m.start("b") if apart or ("and" in joint.lower() and not m["between"]) else m.start()


def _length(m: re.Match[str]) -> tuple[float, float] | None:
    if m["half"]:
        end = (_count(m["hb"]) or 0.0) * _months(m["hu"]) if m["hb"] else 6.0
        return (6.0, end) if end >= 6 else (6.0, 6.0)
    low = _count(m["b"] if _start(m) != m.start() else m["a"])
    if low is None:
        return None
    high = _count(m["b"] or m["upto"] or m["a"])
    factor = _months(m["unit"])
    low += 0.5 if m["halfa"] else 0
    if m["ua"]:
        # "six months to a year": each end has a unit of its own.
        low += 0.5 if m["halfua"] else (english(m["moreua"] or "") or 0) / _months(m["ua"])
        return low * _months(m["ua"]), (high or low) * factor + (english(m["more"] or "") or 0)
    extra = 6.0 if (m["andhalf"] or m["halfb"]) and factor == 12 else 0.5 if m["andhalf"] or m["halfb"] else 0.0
    extra += 1.0 if m["one"] else 0.5 if m["days"] else english(m["more"] or m["odd"] or "zero") or 0
    top = (high or low) * factor + extra
    # "two to two and a half years": what is added belongs to the upper end alone.
    return (low * factor if m["b"] and top > low * factor else low * factor + extra), top


def _lengths(text: str, found: Found) -> None:
    for m in _SPAN.finditer(text):
        value = _length(m)
        if value is None:
            continue
        at = (_start(m), m.end())
        before, after = _around(text, *at)
        rate = re.match(r"an?\s", m[0], re.I) and re.search(
            r"(?:\d|yuan|once|twice|times|thousand|hundred|\dk)\s$", before, re.I
        )
        if (
            rate
            or re.match(r"\s?(?:ago|old|of school|later)", after, re.I)
            or re.search(r"\b(?:aged?|last|past|every)\s$", before, re.I)
        ):
            continue
        if _FROM.search(before) and m["b"]:
            # "down from nine months to seven": the second figure is meant; alone, the first is only where it stood.
            found.put("months", (value[1], value[1]), at)
            continue
        _place(value, at, before, after, found)


def _around(text: str, start: int, end: int) -> tuple[str, str]:
    """What stands before and after a figure in its sentence."""
    return _SENTENCE.split(text[:start])[-1][-70:], text[end : end + 40]


def _standing(before: str, after: str) -> Standing:
    """How a figure stands in its sentence."""
    if _TOLD.search(before) or _PAID.match(after):
        return Standing.TOLD
    if (
        re.search(r"\bstart(?:s|ing)? (?:at|from|with)\s(?:an? )?$", before, re.I)
        or _SPURNED.search(before)
        or _FROM.search(before)
        or _TOO_MUCH.match(after)
    ):
        return Standing.SPURNED
    return Standing.PUT


def _place(value: tuple[float, float], at: tuple[int, int], before: str, after: str, found: Found) -> None:
    near = re.split(r"[,;.]", before)[-1]
    standing = _standing(before, after)
    if _SUSPENDED_FOR.search(before) or re.match(
        r"(?:'s?)?\s?(?:of\s|outside\s)?(?:probation|suspension|test period|suspended(?! for| sentence))", after, re.I
    ):
        found.put("probation_months", value[1], at, standing)
        found.put("probation", True, at, standing)
    elif re.match(r"'?\s?(?:off|less|fewer)\b", after, re.I) or (
        not _TO_FIGURE.search(before)
        and (
            re.match(r"'?\s?(?:lower|shorter|down)\b(?!\s(?:here|there|on|for|in|as)\b)", after, re.I)
            or re.search(
                r"(?:down|cut|reduc\w+|drop|knock|shave|lower|lose|spare|take(?=\s(?:off|another|one more)))(?:\s\w+){0,3}\s(?:by\s|off\s|another\s|one more\s)?$",
                near,
                re.I,
            )
        )
    ):
        found.put("months_delta", -value[1], at, standing)
    elif re.match(r"'?\s?(?:more|longer|extra|on top|higher)\b", after, re.I):
        found.put("months_delta", value[1], at, standing)
    elif found.instead(at[0]) == "probation_months":
        found.put("probation_months", value[1], at, standing)
        found.put("probation", True, at, standing)
    else:
        found.put("months", value, at, standing)


_BARE_PERIOD = re.compile(
    rf"(?:suspend(?:ed|ing)?|susp\.?|suspension|probation)(?:\s(?:it|them|that))?(?:\s(?:for|of|over)|:)?\s(?P<n>{_N})(?P<half>\sand\sa\shalf)?"
    rf"(?!\s?(?:{_UNIT}|yuan|and\sa\shalf|,\d|\d))|\b(?P<m>{_N})\ssuspended(?!\s(?:for|over|sentence))",
    re.I,
)


def _bare_period(text: str, found: Found) -> None:
    """`four months, suspended for six`: the unit of the term goes for the period as well, where it can."""
    m = _BARE_PERIOD.search(text)
    value = english(m["n"] or m["m"]) if m else None
    if not (m and value and value <= 60 and "months" in found.slots) or found.taken(*m.span()):
        return
    value += 0.5 if m["half"] else 0
    if m["m"] and value < found.slots["months"][0]:
        return  # "from nine months to seven suspended" names no period
    found.put("probation_months", bare_period(value, found.slots["months"][0]), m.span())
    found.put("probation", True, m.span())


def _bare_lengths(text: str, found: Found) -> None:
    """Across the table a number that stands alone counts months: "Nine then.", "Not twelve. Make it ten."."""
    at = 0
    for piece in _PIECE.split(text):
        start = text.index(piece, at)
        at = start + len(piece)
        m = _ALONE.fullmatch(piece.strip())
        low = english(m["a"]) if m else None
        if not m or low is None or not 0 < low <= 60 or found.taken(start, at):
            continue
        start += piece.find(m["a"])
        if _SUSPENDED.search(text[:start]) or (m["a"][0].isdigit() and _REFERENCE.search(text[:start])):
            continue
        high = english(m["b"] or "")
        high = high if high and high <= 60 else low  # "nine and 3k" is no range
        half = 0.5 if m["half"] else 0
        before, after = piece[: piece.find(m["a"])], piece[piece.find(m["a"]) + len(m["a"]) :]
        spurned = _SPURNED.search(before) or _TOO_MUCH.match(after)
        standing = Standing.TOLD if _TOLD.search(before) else Standing.SPURNED if spurned else Standing.PUT
        found.put("months", (low + half, (high or low) + half), (start, start + len(m["a"])), standing)


def _moved_to(text: str, found: Found) -> None:
    """Across the table: "we can live with ten", "if you go down to six": the number at the end of a movement."""
    if (m := _WITH_PERIOD.search(text)) and (low := english(m["a"])) and low <= 60:
        found.put("months", (low, low), m.span("a"))
        if period := english(m["p"] or ""):
            found.put("probation_months", period, m.span("p"))
            found.put("probation", True, m.span("p"))
    for m in _MOVED_TO.finditer(text):
        low = english(m["a"])
        high = english(m["b"]) if m["b"] else low
        if low and 0 < low <= 60 and not found.taken(m.start("a"), m.end()):
            found.put("months", (low, high or low), (m.start("a"), m.end()))


_WITH_PERIOD = re.compile(
    rf"(?:^\W*|[.;!?,]\s)(?:but |then |or )?(?P<a>{_N})\s(?:(?=with an? [\w-]+ (?:suspension|probation))|susp\.?\s(?P<p>{_N}))",
    re.I,
)
"""`Fourteen with a two-year suspension`, `12 susp. 18`."""
_MOVED_TO = re.compile(
    r"\b(?:live with|settle (?:for|on|at)|(?:go|come|get|drop|move|bring)(?: (?:it|him|her|us|them))?(?: back)?(?: down)? to|down to|agree (?:to|on)|(?:end|land)(?: up)? (?:at|near)|becomes?|(?:that|which) (?:makes|leaves|(?:brings|takes) (?:it|us|him|her) to)|"
    rf"sign (?:for|at)|stick (?:to|with)|stay at|(?:i'm|we're|i am|we are)(?: now)? at)\s(?P<a>{_N})(?:\s(?:or|to)\s(?P<b>{_N}))?(?=[,.;?!]|$|\s(?:and|but|if|then|please|with|suspended)\b)",
    re.I,
)


def _money(text: str, found: Found, owed: bool) -> None:
    for m in _MONEY.finditer(text):
        value = english(m["n"])
        explicit = bool(m["sign"] or m["unit"])
        if value is None or m["not"] or found.taken(*m.span()):
            continue
        if not explicit and m["n"][0].isdigit() and _REFERENCE.search(text[: m.start()]):
            continue
        clause = _SENTENCE.split(text[: m.start()])[-1][-60:]
        before, after = _around(text, m.start(), m.end())
        fine = re.search(rf"{_A_FINE}[^,;.]{{0,22}}$", clause, re.I) or re.match(
            r"\s?(?:yuan )?(?:(?:as )?an? )?(?:fine|penalty)\b(?! (?:for|with|by) (?:me|us|him|her|them))|\s?(?:yuan )?(?:(?:is|as|for) the|in) fine|\s?to the (?:state|court|treasury)",
            after,
            re.I,
        )
        repay = _REPAY.search(clause) or re.match(
            r",?\s(?:is|are|gets?) (?:re)?paid|[^.;,]{0,20}(?:back|restitution|compensation|(?:to|with) the victim|for the (?!fine))",
            after,
            re.I,
        )
        year = re.fullmatch(r"(?:19|20)\d\d", m["n"].strip()) and (
            re.search(r"\b(?:in|since|of)\s$", before) or not (fine or repay or _FINE.search(clause))
        )
        if not explicit and (value < 200 or year):
            continue
        worth = _WORTH.search(re.split(r",(?!\d)|;", clause)[-1])
        if fine or (not repay and not worth and not owed and (found.names("months") or _FINE.search(text))):
            found.put("fine_yuan", value, m.span(), _standing(before, after))
        elif repay or ((explicit or owed) and not worth):
            found.put("restitution_yuan", value, m.span(), _standing(before, after))


def _words(text: str, found: Found) -> None:
    tables: tuple[Table, ...] = (("kind", _KINDS), ("procedure", _PROCEDURES), ("liberty", _LIBERTY))
    read_words(text, tables, found, lambda start, end: _standing(*_around(text, start, end)))
    if m := _NO_PROBATION.search(text):
        found.rule_out(("probation", "probation_months"), m.span())
        found.put("probation", False, m.span())
    elif m := _PROBATION.search(text):
        found.put("probation", True, m.span())
    if m := re.search(
        r"letter of (?:understanding|forgiveness)|\bsign\w* (?:\w+ )?(?:understanding|forgiveness)\b|\bunderstanding (?:letter|paper|from the)\b|(?:victim|she|he)'?s? (?:understanding|forgiv\w+)|forgiveness",
        text,
        re.I,
    ):
        found.put("understanding", True, m.span())
    if m := re.search(r"\bapolog\w+|\bsay(?:s|ing)? sorry", text, re.I):
        found.put("apology", True, m.span())
    if {"restitution_yuan", "apology"} & set(found.slots) and (m := _DATE.search(text)):
        found.put("date", calendar_day(_PREPOSITION.sub("", m[0].strip())), m.span())
    if (m := _LEFT.search(text)) and (n := english(m["n"] or m["m"])):
        found.put("counts", int(n), m.span())
    elif (m := _COUNTS.search(text)) and (n := 1 if m["one"] else english(m["part"] or m["n"])):
        found.put("counts", int(n), m.span())


_LEFT = re.compile(
    rf"\b(?:keep|leave|leaves|leaving|left with|cut (?:it|them|this) to|down to|only|just|plead to|stay with)\s(?:only |just |the other |the )?(?P<n>{_N})\s(?:counts?|charges?)\b"
    rf"|\b(?:the other |so that |and )(?P<m>{_N})\s(?:(?:counts? )?(?:remain|stay|are left|is left)\b)",
    re.I,
)
"""How many counts stay when others go."""
_HALF_A_MONTH = re.compile(r"\bhalf a month\b", re.I)
_THE_YEAR = re.compile(r"\b(?:the|that|this|his|her|your|a whole|a full) year\b(?!\s\d)", re.I)
"""Lengths that are named without a number."""
_JOINT = re.compile(r"\s?(?:to|or|-|–)\s?", re.I)
_AND_HALF = re.compile(r"\s?and a half\b", re.I)


_YEAR = re.compile(r"(?:19|20)\d\d")
_DAY_BEFORE = re.compile(
    r"\b(?:jan|febr?|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?(?:\s\d{1,2}(?:st|nd|rd|th)?)?,?\s$", re.I
)


def _is_year(text: str, m: re.Match[str]) -> bool:
    """Whether a number is the year of a date ("by 15 March 2026")."""
    return bool(
        _YEAR.fullmatch(m["n"]) and not m["sign"] and not m["unit"] and _DAY_BEFORE.search(text[: m.start("n")])
    )


def _is_number_of(text: str, m: re.Match[str]) -> bool:
    """Whether a number only names an article, a page or a room."""
    return bool(m["n"][0].isdigit() and not m["sign"] and not m["unit"] and _REFERENCE.search(text[: m.start("n")]))


def amounts(text: str) -> list[Amount]:
    """Every length, sum and bare number of an English text, in its order."""
    lengths = [Amount(m.span(), "length", 0.5, 0.5) for m in _HALF_A_MONTH.finditer(text)]
    for m in _SPAN.finditer(text):
        value = _length(m)
        if value and not within(m.span(), lengths):
            falls = value[1] < value[0] or (m["b"] and _FROM.search(_around(text, _start(m), m.end())[0]))
            lengths.append(Amount((_start(m), m.end()), "length", *((value[1], value[1]) if falls else value)))
    years = (m.span() for m in _THE_YEAR.finditer(text))
    lengths += [Amount(at, "length", 12.0, 12.0) for at in years if not within(at, lengths)]
    sums_named = (
        m for m in _MONEY.finditer(text) if not m["not"] and not (_is_year(text, m) or _is_number_of(text, m))
    )
    money = ((m.span(), english(m["n"]), bool(m["sign"] or m["unit"])) for m in sums_named)
    return _bounded(
        joined(sorted([*lengths, *sums(money, lengths)], key=lambda a: a.at), text, _JOINT, _AND_HALF), text
    )


def _bounded(found: list[Amount], text: str) -> list[Amount]:
    """A lower and an upper bound as one span: `not less than seven and not more than nine months`."""
    out: list[Amount] = []
    for amount in found:
        last = out[-1] if out else None
        lengths = last and {last.kind, amount.kind} <= {"length", "bare"} and "length" in (last.kind, amount.kind)
        if last and lengths and last.high <= amount.high <= LONGEST_BARE:
            before, between = text[: last.at[0]], text[last.at[1] : amount.at[0]]
            if _UP_TO.fullmatch(between) and (_AT_LEAST.search(before) or "up to" in between):
                out[-1] = Amount((last.at[0], amount.at[1]), "length", last.low, amount.high)
                continue
        out.append(amount)
    return out


_AT_LEAST = re.compile(r"\b(?:not less than|no less than|at least|not under|a minimum of|from)\s*$", re.I)
_UP_TO = re.compile(
    r"\s*(?:months?\s*)?,?\s*(?:and|but|up)?\s*(?:not more than|no more than|at most|not over|a maximum of|to|up to)\s*",
    re.I,
)


def read(text: str, owed: bool = False, across: bool = False) -> Found:
    """All terms named in an English passage. Months, yuan.

    `owed`: a sum is what the victim is to get. `across`: it is said across the table, where a bare number counts months.
    """
    found = Found()
    _lengths(text, found)
    if across and not found.puts("months"):
        _bare_lengths(text, found)
        _moved_to(text, found)
    _bare_period(text, found)
    _money(text, found, owed)
    _words(text, found)
    return found
