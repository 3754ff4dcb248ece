"""Terms of an offer read from Chinese speech."""

from __future__ import annotations

import re
from collections.abc import Iterator

from trainer.dates import calendar_day
from trainer.dialogue.named import Amount, Found, Standing, Table, joined, read_words, sums, within
from trainer.dialogue.numbers import ZH_NUMBER, chinese

_N = ZH_NUMBER
_SPAN = re.compile(
    rf"(?P<half>半年)(?:(?:到|至)(?P<hb>{_N})(?P<hu>个月|年))?"
    r"|(?P<fortnight>(?<![\d一二两三四五六七八九十])半个月)|(?P<low>[一二三四五六七八])(?P<high>[二三四五六七八九])个(?P<near>月)"
    rf"|(?P<years>[一二两三四五六七八九]|\d)年(?P<short>十[一]?|[一二三四五六七八九]|\d)(?![个年月天日次回人万千百十块元级起笔号点分成倍审季度半\d零一二三四五六七八九]|到|至)"
    rf"|(?P<a>{_N})(?:(?P<ua>个?半?月|年半?)(?:[零又]?(?P<ma>{_N})个月)?)?(?:(?:到|至|-|–|—|~|～)(?P<b>{_N}|半))?"
    rf"(?P<unit>个半月|个月|(?<=[俩仨])半?月|(?<=[六三])月(?=以[上下])|年半|年)(?:[零又]?(?P<more>{_N})个?月|[零又]?(?P<days>十五|15)[天日]|(?<=\d年|[一二两三]年)(?P<bare>十一?|[一二三四五六七八九])(?=[，。、；？！]|缓|$))?"
)
_MONEY = re.compile(
    rf"(?P<sign>¥|￥|人民币)?\s?(?P<n>{_N})\s?(?P<unit>元|块钱?|圆)?(?P<not>\s?(?:%|％|个|天|日|次|人|年|月(?![底初])|分钟|小时|点|条|号|岁|成|遍|份|页|句|项|种|步|期))?"
)
_KINDS = (
    ("non_prosecution", r"不起诉|不诉(?!讼)"),
    ("exemption", r"免(?:予|于|除)(?:刑事)?处罚|免刑"),
    ("fine_only", r"单处|罚金刑|只(?:判|处)?罚金|光罚款|只罚[款钱]"),
    ("control", r"管制"),
    ("detention", r"拘役|拘(?=[一二三四五六]缓)"),
    ("imprisonment", r"有期(?!限)|徒刑|坐[^，。]{2,5}牢|(?<!不用进去)(?<!不用)(?<!不必)(?<!不会)(?<!不用去)坐牢"),
)
_PROCEDURES = (
    ("fast_track", r"速[裁栽才财载]"),
    ("summary", r"简易程序|简[易意义议](?!见)"),
    ("ordinary", r"普通程序|走普通|普通审"),
)
_LIBERTY = (("bail", r"取保"), ("surveillance", r"监视居住"), ("custody", r"继续(?:关|羁)押|接着关"))
_REPAY = re.compile(
    r"退(?!学|休|庭|补|侦|一步|让|出|伍|缩|回侦)|赔|补偿|还(?:给|她|他|人家|钱)|垫|凑|修(?:手机|屏)|谅解"
)
_WORTH = re.compile(
    r"值|偷|盗|骗|侵占|挪用|金额|数额|估价|鉴定|认定|花了|借|欠|账单|单价|住院|抽头|涉案|案值|赃款|获利|流水|票据|修理费|医药费|工资"
)
_STOLEN = re.compile(r"偷|盗|骗|侵占|挪用|花了|借|欠|抽头|涉案|案值|赃款|获利|工资")
"""What a sum is that nobody owes as such, where bills and losses are what is owed."""
_FORGIVEN = re.compile(
    r"(?:赔(?:偿|付)?|补|出|写|开)了[^。；]{0,14}谅解|(?:取得|得到|获得|拿到|出具|达成|签)了[^，。]{0,8}谅解|谅解了|已经?[^，。]{0,8}谅解"
)
_DATE = re.compile(
    rf"(?:(?:这|下)?个?月)?(?:{_N})[日号](?=之?前|以前|内|把|打|给|到|，|。|$)|今天(?:[上下]午|晚上)|"
    r"(?:本周|这周|下周|周|星期|礼拜|下星期)[一二三四五六日天末](?:之?前|以前)?|(?:今天|明天|后天|今晚|月底|下个?月|下周)(?:之?前|以前|内)?|"
    rf"(?:{_N})月(?:{_N})[日号](?:之?前|以前)?|(?:{_N})[日天](?:之?内|以内)|(?:{_N})个?(?:周|星期)(?:之?内|以内)"
)


def _length(m: re.Match[str]) -> tuple[float, float] | None:
    if m["fortnight"]:
        return (0.5, 0.5)
    if m["near"]:
        low, high = chinese(m["low"]), chinese(m["high"])
        return (low, high) if low and high and high == low + 1 else None
    if m["short"]:
        # 一年二: a year and two months.
        return (total := (chinese(m["years"]) or 0) * 12 + (chinese(m["short"]) or 0), total)
    if m["half"]:
        end = (chinese(m["hb"]) or 0.0) * (12 if m["hu"] == "年" else 1) if m["hb"] else 6.0
        return (6.0, end)
    low = chinese(m["a"])
    if low is None:
        return None
    high = (0.5 if m["b"] == "半" else chinese(m["b"])) if m["b"] else low
    unit = m["unit"]
    factor = 12 if unit.startswith("年") else 1
    extra = _part(unit) + (chinese(m["more"] or m["bare"] or "") or (0.5 if m["days"] else 0))
    if not m["ua"]:
        return low * factor + (0 if m["b"] and extra else extra), (high or low) * factor + extra
    first = low * (12 if m["ua"].startswith("年") else 1) + _part(m["ua"]) + ((chinese(m["ma"]) or 0) if m["ma"] else 0)
    return (first, (high or low) * factor + extra) if m["b"] else (first + extra, first + extra)


def _part(unit: str) -> float:
    """The half in `七个半月` and `一年半`, in months."""
    return 6.0 if unit.startswith("年半") else 0.5 if "半月" in unit else 0.0


_PAIR = re.compile(
    r"(?P<how>[判拘])?(?<![年月零又\d])(?P<a>1[0-2]|[1-9]|十[一二]?|[一二两三四五六七八九])(?P<au>年)?缓"
    r"(?P<b>1[0-2]|[1-9]|十[一二]?|[一二两三四五六七八九])(?!个?半?月?[几多天日]|[十\d]|年[一二三四五六七八九十\d])(?P<bu>年半?|个月)?"
)
"""A term and its period in short: 判三缓五 is three years, suspended for five; 八缓一 eight months (nobody suspends eight
years), suspended for one year; 四缓六 and 拘四缓六 four months, suspended for six."""
_YEARS, _PERIOD_YEARS = 3, 5
"""No longer term is suspended, and no period is longer. Years (CL 72, 73)."""


def _pairs(text: str) -> Iterator[tuple[re.Match[str], str, float, str, float]]:
    """Each short form of term and period: the groups and months of the term and of the period."""
    for m in _PAIR.finditer(text):
        term, period = chinese(m["a"]) or 0, chinese(m["b"]) or 0
        years = m["how"] != "拘" and term <= _YEARS and m["bu"] != "个月" and (period <= _PERIOD_YEARS or m["bu"])
        # A period is no shorter than its term: one that looks so counts years.
        over = 12 if m["bu"] in ("年", "年半") or years or (m["bu"] is None and period < min(term, _YEARS)) else 1
        if term and period:
            yield m, "a", term * (12 if years or m["au"] else 1), "b", period * over + _part(m["bu"] or "")


_SENTENCE = re.compile(r"[。！？；;!?\n]")
_TOLD = re.compile(
    r"(?:你|您|我|他|她|们|检察官|检察院)(?:刚才?|之前|上次|原来|一开始|当时)(?:说|提|报|给|开)的?(?:是|了)?$|(?:原来|之前|上次|起初|原先|本来)(?:的?是|的|提|说|建议)?$"
    r"|法定[^，。]{0,14}$|最[高长多低短少](?:刑|就?是|也?就|也?只?能(?:判|到)?|可以(?:判)?到|不(?:得|能)?超过|判)?$|起点[^，。]{0,10}$|基准刑[^，。]{0,6}$|量刑幅度[^，。]{0,10}$"
    r"|(?:因|被|曾|犯)[^，。]{0,14}(?:判过?|判了|判处|服刑)(?:过|了)?(?:有期徒刑|拘役)?$|(?:类案|那个案子|那件案子|同案[^，。]{0,8})[^，。]{0,20}$|(?:偷|盗|骗|卷走|挪用|侵占|拿了)了?(?:人家|别人|公司)?$|[岁龄]零?$|(?:不到|不满|未满)$|时效[^，。]{0,4}$|(?<![是果要])(?:退|赔|还|交|缴)了$|(?:待|关|押|蹲|住)了(?:快|差不多|有|整整)?$|因为[^，。]{0,24}$"
    r"|才$|每[^，。]{1,4}$|同案[^。]{0,24}判了?$|误工费?(?:按|算)?$|分$|买[^，。]{0,6}$|比[^，。]{1,8}(?:少|多|轻|重)$|行政处罚[^。]{0,14}$"
)
"""Before a figure that is told: where things stood, what the law says, a record, another case, an age, a reason."""
_TOLD_AFTER = re.compile(
    r"(?:元|块钱?)?(?:还在追|没(?:有)?追回)|(?:以个?)?(?:工资|收入|挣|赚|房租|生活费|要还)|(?:以[上下]|之?前的?事|[^，。]{0,6}(?:那个?|这个?)案|案|的?(?:前科|行政处罚)|(?:元|块钱?)?(?:早|已经?|前天|昨天)[^，。]{0,3}(?:退|赔|还|交|缴))"
)
_SPURNED = re.compile(
    r"(?:不是|不要|别|不该|不应该?|而不是|与其|比|不接受|不同意|不认)(?:判|按|是|给)?(?:有期徒刑|拘役)?$|(?:不走|不用(?:进去)?|不必(?:进去)?|不)$|先(?:给|付|拿|交)$"
)
_FROM = re.compile(r"(?:从|由)[^，。]{0,6}$")
_TOO_MUCH = re.compile(
    r"(?:有期|徒刑|拘役|元|块钱?)?(?:实在|确实|还是|也|都|真的?|是|就|的话|对[^，。]{1,8})?(?:太|偏|过|忒|有点儿?)(?:[高长多重狠久大短少低轻]|离谱)|(?:降|减|给|办|做|判)不了|元?(?:打发|没门|不行|办不到|做不到|拿不出|不可能"
    r"|实在拿不出|没法接受|不能接受)|(?:元|块)?(?:能不能|可不可以|是不是可以)?(?:变|改成?|换成?|降[到为至成]|砍[到成]|减[到为至]|压到|调[到为至]|换)"
)
"""After a figure that is turned down, or where a movement starts."""


_RECKONED = re.compile(r"(?:起点|基准)[^。；]{0,40}$|多[^，。]{1,6}(?:一次|一起|一笔|一回)就?$")
"""Before a change that is a step of a reckoning ("the base is eight, two more for each further time")."""
_ONCE = re.compile(
    r"一次(?=性|付|交|缴|还|给|拿|结)|一[分毛块](?:钱)?(?=不能?少|也不|都不|不差|没)|(?:每|一)个?(?:月|星期|礼拜|周|年)(?=[^，。；！？\d]{0,10}[一两几三四](?:回(?![去来家])|趟|次)(?!性))"
)
"""`五万一次付清` names fifty thousand, and no fifty-one; `一个月去报到一回` says how often, and no length."""


def _around(text: str, start: int, end: int) -> tuple[str, str]:
    return _SENTENCE.split(text[:start])[-1][-30:], text[end : end + 14]


def _standing(before: str, after: str) -> Standing:
    """How a figure stands in its sentence."""
    if _TOLD.search(before) or _TOLD_AFTER.match(after):
        return Standing.TOLD
    if _SPURNED.search(before) or _FROM.search(before) or _TOO_MUCH.match(after):
        return Standing.SPURNED
    return Standing.PUT


def _lengths(text: str, found: Found) -> None:
    for m, _, length, _, period in _pairs(text):
        standing = _standing(*_around(text, *m.span()))
        found.put("months", (length, length), m.span(), standing)
        found.put("probation_months", period, m.span(), standing)
        found.put("probation", True, m.span(), standing)
    for m in _SPAN.finditer(text):
        value = _length(m)
        before, after = text[max(0, m.start() - 10) : m.start()], text[m.end() : m.end() + 8]
        year = m["unit"] == "年" and re.fullmatch(r"\d{4}|[一二〇零]{4}", m["a"] or "")
        year = year or (m["unit"] == "年" and re.match(r"\d{1,2}月\d", after))
        calendar = m["unit"] == "月" and re.match(r"份|底|初|中旬|[\d一二三四五六七八九十]+[日号]", after)
        if value is None or year or calendar or found.taken(*m.span()):
            continue
        if not re.match(r"前(?!后|面)|以前的?事|学|级|多了|来", after) or re.search(r"[按照]$", before):
            _place(value, m.span(), before, after, _standing(*_around(text, *m.span())), found)


def _place(
    value: tuple[float, float], at: tuple[int, int], before: str, after: str, standing: Standing, found: Found
) -> None:
    if re.search(
        r"(?:缓刑?期?|缓期|考验期|考验期限)(?:考验期)?[为是用]?(?:执行)?(?:[您你]?[定给]|[^，。]{0,4}不同意|[^，。]{0,6}[提报按给定])?$",
        before,
    ) or re.match(r"的?(?:缓刑)?考验期", after):
        found.put("probation_months", value[1], at, standing)
        found.put("probation", True, at, standing)
    elif re.search(
        r"(?:减|降|少|再少|低|往下(?:走|压|落|调|降|再)?|下(?:走|来)|压|扣|去|少判|减掉|减少|下调|降低|让)(?:了|掉|去|他|个|它)?$",
        before,
    ) or re.match(r"(?:也行)?(?:以下的?幅度)", after):
        found.put("months_delta", -value[1], at, standing)
    elif m := re.search(r"(?:加|多|涨|再加|多判|增加|上调)$", before):
        step = _RECKONED.search(before[: m.start()])
        found.put("months_delta", value[1], at, Standing.TOLD if step else standing)
    elif found.instead(at[0]) == "probation_months":
        found.put("probation_months", value[1], at, standing)
        found.put("probation", True, at, standing)
    else:
        found.put("months", value, at, standing)


_ALONE = re.compile(rf"(?:那|那就|就|行，?|好，?)?(?P<n>{_N})(?:吧|呗|行不行|行吗|怎么样)?")


def _bare_lengths(text: str, found: Found) -> None:
    for m in re.finditer(r"[^，。；！？,.;!?\s]+", text):
        alone = _ALONE.fullmatch(m[0])
        value = chinese(alone["n"]) if alone else None
        if value and value <= 60 and not found.taken(*m.span()):
            found.put("months", (value, value), m.span())


def _money(text: str, found: Found, owed: bool) -> None:
    for m in _MONEY.finditer(text):
        value = chinese(m["n"])
        # 一块 is "together" or "a piece" far oftener than a yuan.
        explicit = bool(m["sign"] or (m["unit"] and (value or 0) >= 10))
        if value is None or m["not"] or found.taken(*m.span()):
            continue
        clause = re.split(r"[，,；;。]", text[: m.start()])[-1]
        after = re.split(r"[，,；;。]", text[m.end() : m.end() + 14])[0]
        fine = (
            re.search(r"罚", clause)
            or re.search(r"罚[金款][嘛么呢的话]*，$", text[: m.start()])
            or re.match(r"(?:元|块)?的?罚(?:金|款)", after)
        )
        repay = _REPAY.search(clause) or _REPAY.search(after)
        worth = (_STOLEN if owed else _WORTH).search(clause) or re.match(r"的?(?:货|东西|财物)", after)
        year = re.fullmatch(r"(?:19|20)\d\d", m["n"].strip())
        if not explicit and (value < 200 or (not (fine or repay) and (year or value < 1000))):
            continue
        standing = _standing(*_around(text, *m.span()))
        if fine or (not repay and not worth and not owed and (found.names("months") or "罚" in text)):
            found.put("fine_yuan", value, m.span(), standing)
        elif repay or ((explicit or owed or _REPAY.search(text)) and not worth):
            found.put("restitution_yuan", value, m.span(), standing)


_NO_PROBATION = re.compile(
    r"(?<![能可行好是要有])(?:不|没|别|无|甭)(?:能|会|适用|给|判|同意|再?要|建议|提|考虑|主张|采纳|打算|必|用|准备|想|宜|得|可以?|有|谈|申请|争取){0,3}(?:什么|任何)?缓刑(?!考验|期)"
    r"|缓刑(?!考验|期)(?:[一二两三四五六七八九十半\d]+(?:个月|年)半?)?[^，。；？！、]{0,6}(?<![能可行好是要成])(?:不(?:能|会|可能|予|再|便|太)?(?:同意|接受|采纳|行|考虑|给|提|适用|建议|支持|答应|判|批|合适|成|中(?!止))|没(?:法|门|戏|得谈|可能)|免谈|别想|谈不上|算了)"
    r"|(?<!不判)(?<!不用)(?<!不是)实刑|(?<!不用)(?<!不必)(?<!不会)(?<!不要)(?<!免得)真(?:的)?(?:要)?(?:坐牢|蹲监)"
)
"""Wording that rules probation out, whatever else is offered."""
_COUNTED = r"(?:[起笔宗桩节单件项]|个?罪)"
_COUNT = re.compile(rf"第({_N}){_COUNTED}")
_LEFT = re.compile(
    rf"(?:[剩留]下?|(?:只|就|仅)(?:按|剩|留|诉|认|就|保留)|光留)(?:下|个)?[^，。；！？\d]{{0,3}}?(?P<n>{_N}){_COUNTED}"
)
"""How many counts stay when others go."""
_GOES = r"(?:撤|去掉|拿掉|拿下|剔|抹|划掉|删|摘|不诉|不认定)"
_DROPPED = re.compile(rf"第(?:{_N}){_COUNTED}[^。；！？]{{0,12}}{_GOES}")
"""`第二起请您撤下来`: one count is to go."""
_TO_GO = re.compile(
    rf"(?:撤|去掉|拿掉|减|只认|放|剔|抹|划掉|删|摘)[^，。]{{0,6}}?(?P<n>{_N})[起笔宗桩节单](?!之)"
    rf"|(?<![第\d一二两三四五六七八九十百])(?P<m>{_N})(?:(?<!一)起|[笔宗桩节单])(?!钱|款)[^，。；！？]{{0,4}}?{_GOES}"
    rf"|[那这]一?[起笔宗桩节单](?!钱|款)[^，。；！？]{{0,4}}{_GOES}"
)
"""How many counts are to go. `一起` before a verb is "together" far oftener than one count."""


def _words(text: str, found: Found) -> None:
    tables: tuple[Table, ...] = (("kind", _KINDS), ("procedure", _PROCEDURES), ("liberty", _LIBERTY))
    read_words(text, tables, found, lambda start, end: _standing(*_around(text, start, end)))
    if m := _NO_PROBATION.search(text):
        found.rule_out(("probation", "probation_months"), m.span())
        found.put("probation", False, m.span())
    elif m := re.search(r"缓刑|判缓|缓[一二两三四五六七八九十\d]+", text):
        found.put("probation", True, m.span())
    if (m := re.search(r"谅解", text)) and not _FORGIVEN.search(text):
        found.put("understanding", True, m.span())
    if m := re.search(r"道个?歉|赔礼|赔个?不是|认个?错", text):
        found.put("apology", True, m.span())
    if {"restitution_yuan", "apology"} & set(found.slots) and (m := _DATE.search(text)):
        found.put("date", calendar_day(m[0]), m.span())
    if (m := _LEFT.search(text)) and (n := chinese(m["n"])):
        found.put("counts", int(n), m.span())
    elif m := _TO_GO.search(text):
        found.put("counts", int(chinese(m["n"] or m["m"] or "一") or 1), m.span())
    elif (m := _DROPPED.search(text)) and not found.names("counts"):
        found.put("counts", len({m[1] for m in _COUNT.finditer(m[0])}), m.span())


_JOINT = re.compile(r"\s?(?:到|至|或者?|-|–|—|~|～)\s?")


def amounts(text: str) -> list[Amount]:
    """Every length, sum and bare number of a Chinese text, in its order; `判八缓一` holds two lengths."""
    text = _ONCE.sub(lambda m: "，" * len(m[0]), text)
    found = []
    for m, name, length, last, period in _pairs(text):
        found += [Amount(m.span(name), "length", length, length), Amount(m.span(last), "length", period, period)]
    for m in _SPAN.finditer(text):
        value = _length(m)
        year = m["unit"] == "年" and re.fullmatch(r"\d{4}|[一二〇零]{4}", m["a"] or "")
        if value and not year and not within(m.span(), found):
            value = (value[1], value[1]) if value[1] < value[0] else value  # 从一年到十个月
            found.append(Amount(m.span(), "length", *value))
    found = _bounded(sorted(found, key=lambda a: a.at), text)
    money = ((m.span(), chinese(m["n"]), bool(m["sign"] or m["unit"])) for m in _MONEY.finditer(text) if not m["not"])
    return joined(sorted([*found, *sums(money, found)], key=lambda a: a.at), text, _JOINT)


def _bounded(found: list[Amount], text: str) -> list[Amount]:
    """Two lengths that bound one span as one: 七个月以上九个月以下."""
    out: list[Amount] = []
    for amount in found:
        last = out[-1] if out else None
        between = text[last.at[1] : amount.at[0]] if last else ""
        if last and last.high <= amount.high and _BOUNDS.fullmatch(between) and text.startswith("以下", amount.at[1]):
            out[-1] = Amount((last.at[0], amount.at[1] + 2), "length", last.low, amount.high)
        else:
            out.append(amount)
    return out


_BOUNDS = re.compile(r"以上[，、,至到]?")


def read(text: str, owed: bool = False, across: bool = False) -> Found:
    """All terms named in a Chinese passage. Months, yuan. `owed`: a sum is what the victim is to get.

    `across`: it is said across the table, where a number that stands alone counts months (`八。缓一年。`).
    """
    found = Found()
    text = _ONCE.sub(lambda m: "，" * len(m[0]), text)
    _lengths(text, found)
    if across and not found.puts("months"):
        _bare_lengths(text, found)
    _money(text, found, owed)
    _words(text, found)
    return found
