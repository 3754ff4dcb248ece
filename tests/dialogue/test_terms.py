"""Terms read from speech: lengths, ranges, money, probation, dates, in both languages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.dialogue.figure_roles import amounts_in
from trainer.dialogue.terms import figures_named, terms_in


def m(low, high=None):
    return {"months": (low, low if high is None else high)}


ENGLISH = [
    ("eight months", m(8)),
    ("8 months", m(8)),
    ("an eight-month sentence", m(8)),
    ("eight to ten months", m(8, 10)),
    ("8-10 months", m(8, 10)),
    ("8 – 10 months", m(8, 10)),
    ("between four and nine months", m(4, 9)),
    ("six or seven months", m(6, 7)),
    ("ten to eight months", m(8, 10)),
    ("one year", m(12)),
    ("a year", m(12)),
    ("a year and a half", m(18)),
    ("one and a half years", m(18)),
    ("two years", m(24)),
    ("one to two years", m(12, 24)),
    ("between ten months and two years", m(10, 24)),
    ("two to two and a half years", m(24, 30)),
    ("one and a half to two years", m(18, 24)),
    ("a year and a half to two years", m(18, 24)),
    ("two years and three months to three years", m(27, 36)),
    ("8 monhts and two yaers suspended", {**m(8), "probation": True, "probation_months": 24}),
    ("six months and a fine of three thousands", {**m(6), "fine_yuan": 3000}),
    ("half a year to nine months", m(6, 9)),
    ("half a yr", m(6)),
    ("six months in a summary hearing", {**m(6), "procedure": "summary"}),
    ("a fine of 1.5 wan and five months", {**m(5), "fine_yuan": 15000}),
    ("eighteen months suspended for twelve", {**m(18), "probation": True, "probation_months": 12}),
    ("eight months suspended for one", {**m(8), "probation": True, "probation_months": 12}),
    ("four until six month", m(4, 6)),
    ("fifteen, sixteen months", m(15, 16)),
    ("a fine of four thousand and half a year inside", {**m(6), "fine_yuan": 4000}),
    ("seven months and three years suspended", {**m(7), "probation": True, "probation_months": 36}),
    ("a fine of 1,200, two months' detention", {**m(2), "kind": "detention", "fine_yuan": 1200}),
    ("one year to two years", m(12, 24)),
    ("six months to a year", m(6, 12)),
    ("bring it down from nine months to seven months", m(7)),
    ("one year and two months", m(14)),
    ("seven and a half months", m(7.5)),
    ("7.5 months", m(7.5)),
    ("half a year", m(6)),
    ("eighteen months", m(18)),
    ("a month less", {"months_delta": -1}),
    ("two months less than that", {"months_delta": -2}),
    ("take another month off", {"months_delta": -1}),
    ("come down by two months", {"months_delta": -2}),
    ("could you come down to seven months", m(7)),
    ("reduce it by three months", {"months_delta": -3}),
    ("one month more", {"months_delta": 1}),
    ("five months' criminal detention", {**m(5), "kind": "detention"}),
    ("nine months' imprisonment", {**m(9), "kind": "imprisonment"}),
    ("eight months in prison", {**m(8), "kind": "imprisonment"}),
    ("six months of public surveillance", {**m(6), "kind": "control"}),
    ("a fine only", {"kind": "fine_only"}),
    ("we ask for non-prosecution", {"kind": "non_prosecution"}),
    ("exempted from punishment", {"kind": "exemption"}),
    ("eight months, suspended for one year", {**m(8), "probation": True, "probation_months": 12}),
    ("eight months suspended for a year", {**m(8), "probation": True, "probation_months": 12}),
    ("six months with a year's probation", {**m(6), "probation": True, "probation_months": 12}),
    ("six months with one year of probation", {**m(6), "probation": True, "probation_months": 12}),
    ("a suspended sentence", {"probation": True}),
    ("no probation", {"probation": False}),
    ("a fine of 3,000 yuan", {"fine_yuan": 3000}),
    ("a fine of three thousand", {"fine_yuan": 3000}),
    ("fined 2,500", {"fine_yuan": 2500}),
    ("six months and three thousand", {**m(6), "fine_yuan": 3000}),
    (
        "six months suspended for a year and a fine of 3,000",
        {**m(6), "probation": True, "probation_months": 12, "fine_yuan": 3000},
    ),
    ("a 3000 yuan fine", {"fine_yuan": 3000}),
    ("¥3,000 as a fine", {"fine_yuan": 3000}),
    ("pay her 2,600 yuan", {"restitution_yuan": 2600}),
    ("he repays two thousand six hundred", {"restitution_yuan": 2600}),
    ("compensate the victim with 2.6k", {"restitution_yuan": 2600}),
    ("1,480 yuan for the screen", {"restitution_yuan": 1480}),
    ("2,600 yuan by Friday", {"restitution_yuan": 2600, "date": "Friday"}),
    ("a fine of 2,000 and 2,600 yuan in compensation to the victim", {"fine_yuan": 2000, "restitution_yuan": 2600}),
    ("the fast-track procedure", {"procedure": "fast_track"}),
    ("ordinary procedure", {"procedure": "ordinary"}),
    ("release on bail", {"liberty": "bail"}),
    ("a letter of understanding from her", {"understanding": True}),
    ("he will apologise to her", {"apology": True}),
]
CHINESE = [
    ("拘役四个月，一个月去报到一回", {**m(4), "kind": "detention"}),
    ("罚五千，一次付清，判六个月", {**m(6), "fine_yuan": 5000}),
    ("刑期麻烦按九个月来", m(9)),
    ("罚金六万一次付清", {"fine_yuan": 60000}),
    ("一年，不用坐牢，罚四千", {**m(12), "fine_yuan": 4000}),
    ("起点是十个月，多拿一次加一个月，最后建议一年", m(12)),
    ("八个月", m(8)),
    ("8个月", m(8)),
    ("八到十个月", m(8, 10)),
    ("8至10个月", m(8, 10)),
    ("八个月到十个月", m(8, 10)),
    ("六个月至九个月", m(6, 9)),
    ("8—10个月", m(8, 10)),
    ("七个半月", m(7.5)),
    ("半年", m(6)),
    ("半年到八个月", m(6, 8)),
    ("三个月到半年", m(3, 6)),
    ("一年半到两年", m(18, 24)),
    ("七个半月到九个月", m(7.5, 9)),
    ("一年零一个月到一年零三个月", m(13, 15)),
    ("一年", m(12)),
    ("一年半", m(18)),
    ("一年零两个月", m(14)),
    ("一年两个月", m(14)),
    ("一到两年", m(12, 24)),
    ("一年至两年", m(12, 24)),
    ("六个月到一年", m(6, 12)),
    ("两年", m(24)),
    ("十八个月", m(18)),
    ("减一个月", {"months_delta": -1}),
    ("再少两个月", {"months_delta": -2}),
    ("能不能降两个月", {"months_delta": -2}),
    ("降到七个月", m(7)),
    ("减到六个月", m(6)),
    ("再加一个月", {"months_delta": 1}),
    ("拘役五个月", {**m(5), "kind": "detention"}),
    ("拘役四个月到五个月", {**m(4, 5), "kind": "detention"}),
    ("有期徒刑九个月", {**m(9), "kind": "imprisonment"}),
    ("管制一年", {**m(12), "kind": "control"}),
    ("单处罚金", {"kind": "fine_only"}),
    ("建议作不起诉处理", {"kind": "non_prosecution"}),
    ("免予刑事处罚", {"kind": "exemption"}),
    ("八个月，缓刑一年", {**m(8), "probation": True, "probation_months": 12}),
    ("有期徒刑八个月缓刑一年", {**m(8), "kind": "imprisonment", "probation": True, "probation_months": 12}),
    ("判八缓一年", {**m(8), "probation": True, "probation_months": 12}),
    ("四缓六太轻，五缓八", {**m(5), "probation": True, "probation_months": 8}),
    ("六缓十二是昨天的话", {**m(6), "probation": True, "probation_months": 12}),
    ("三缓六行不行", {**m(3), "probation": True, "probation_months": 6}),
    ("五缓一年半", {**m(5), "probation": True, "probation_months": 18}),
    ("三缓五年到顶了", {**m(36), "probation": True, "probation_months": 60}),
    ("侵占那节请撤掉", {"counts": 1}),
    ("第二起请您撤下来", {"counts": 1}),
    ("我们一起去给您道个歉", {"apology": True}),
    ("撤到只剩四节", {"counts": 4}),
    ("三节一起拿掉？没法跟领导交代", {"counts": 3}),
    ("拘四缓六", {**m(4), "kind": "detention", "probation": True, "probation_months": 6}),
    ("拘役最长可以到一年", {"kind": "detention"}),
    ("走简意程序", {"procedure": "summary"}),
    ("考验期一年", {"probation": True, "probation_months": 12}),
    ("适用缓刑", {"probation": True}),
    ("不适用缓刑", {"probation": False}),
    ("罚金三千", {"fine_yuan": 3000}),
    ("罚金三千元", {"fine_yuan": 3000}),
    ("并处罚金3000元", {"fine_yuan": 3000}),
    ("并处罚金人民币四千元", {"fine_yuan": 4000}),
    ("六个月，罚金两千", {**m(6), "fine_yuan": 2000}),
    (
        "有期徒刑六个月，缓刑一年，并处罚金三千元",
        {**m(6), "kind": "imprisonment", "probation": True, "probation_months": 12, "fine_yuan": 3000},
    ),
    ("退赔2600元", {"restitution_yuan": 2600}),
    ("赔她两千六", {"restitution_yuan": 2600}),
    ("赔偿被害人三千二百元", {"restitution_yuan": 3200}),
    ("换屏的1480块他来出，当赔偿", {"restitution_yuan": 1480}),
    ("周五之前赔2600元", {"restitution_yuan": 2600, "date": "周五之前"}),
    ("罚金两千元，另外赔偿2600元", {"fine_yuan": 2000, "restitution_yuan": 2600}),
    ("适用速裁程序", {"procedure": "fast_track"}),
    ("走简易程序", {"procedure": "summary"}),
    ("取保候审", {"liberty": "bail"}),
    ("取得谅解", {"understanding": True}),
    ("当面赔礼道歉", {"apology": True}),
]


MOVES = [
    ("Not 30 months. 24 months.", "en", m(24)),
    ("Twelve months is far too long, make it nine months", "en", m(9)),
    ("Twelve months is far too long", "en", m(12)),
    ("It was ten months, now it's eight months", "en", m(8)),
    ("I said ten months before", "en", {}),
    ("The law allows up to three years for that", "en", {}),
    ("In the Huang case it was six months", "en", {}),
    ("In your case, six months", "en", m(6)),
    ("Because it's his first time, six months", "en", m(6)),
    ("because he stole for two years", "en", {}),
    ("one year two months", "en", m(14)),
    ("four months or five", "en", m(4, 5)),
    ("a fine of 3,000 and eleven months", "en", {**m(11), "fine_yuan": 3000}),
    ("two grand as a fine", "en", {"fine_yuan": 2000}),
    ("report once a month", "en", {}),
    ("twelve months, eighteen suspended", "en", {**m(12), "probation": True, "probation_months": 18}),
    ("十五个月偏重，一年吧", "zh", m(12)),
    ("十五个月偏重", "zh", m(15)),
    ("从一年降到十个月", "zh", m(10)),
    ("不是拘役，是有期徒刑，七个月", "zh", {**m(7), "kind": "imprisonment"}),
    ("法定刑三年以下", "zh", {}),
    ("被判过八个月", "zh", {}),
    ("七八个月", "zh", m(7, 8)),
    ("一年二缓两年", "zh", {**m(14), "probation": True, "probation_months": 24}),
    ("判六缓一", "zh", {**m(6), "probation": True, "probation_months": 12}),
    ("罚金叁万元", "zh", {"fine_yuan": 30000}),
    ("退给公司6万2", "zh", {"restitution_yuan": 62000}),
    ("医药费一万二，误工三千，一共赔您15000", "zh", {"restitution_yuan": 15000}),
    ("考验期三年太长，两年吧", "zh", {"probation": True, "probation_months": 24}),
    ("他在里头待了两个月", "zh", {}),
    ("被害人已经谅解了", "zh", {}),
    ("同案的判了一年，我们请求八个月", "zh", m(8)),
]


@pytest.mark.parametrize(("text", "lang", "wanted"), MOVES)
def test_what_is_put_goes_before_what_is_turned_down_and_what_is_only_told_is_no_term(text, lang, wanted):
    found = terms_in(text, lang)
    assert (found.named() if found else {}) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Nine then.", m(9)),
        ("Not twelve. Make it ten.", m(10)),
        ("Eight or nine, no more", m(8, 9)),
        ("Two of us", {}),
        ("Articles 52, 53.", {}),
        ("No. Seven.", m(7)),
        ("Not 20 months. 16.", m(16)),
        ("With that on the file I'm now at five.", m(5)),
    ],
)
def test_across_the_table_a_bare_number_counts_months(text, wanted):
    found = terms_in(text, "en", across=True)
    assert (found.named() if found else {}) == wanted
    assert not (plain := terms_in(text, "en")) or plain.named() != wanted


def test_across_the_table_a_bare_chinese_number_counts_months():
    said = "七。缓一年。就这样"
    across, alone = (terms_in(said, "zh", across=a) for a in (True, False))
    assert across.named() == {**m(7), "probation": True, "probation_months": 12}
    assert alone.months is None


@pytest.mark.parametrize(
    ("text", "lang", "figures"),
    [("Not 30 months. 24 months.", "en", {30, 24}), ("从一年降到十个月，罚金三千", "zh", {12, 10, 3000})],
)
def test_every_figure_named_is_known_however_it_stands(text, lang, figures):
    assert figures_named(text, lang) == figures


@pytest.mark.parametrize(("text", "wanted"), ENGLISH)
def test_english(text, wanted):
    found = terms_in(text, "en")
    assert found is not None
    assert found.named() == wanted


@pytest.mark.parametrize(("text", "wanted"), CHINESE)
def test_chinese(text, wanted):
    found = terms_in(text, "zh")
    assert found is not None
    assert found.named() == wanted


NO_FIGURES_EN = [
    "under Article 264 of the Criminal Law",
    "CPL 173 gives you that right",
    "Article 67(3) on confession",
    "Opinion 27 and 33",
    "on 6 May 2026",
    "he is 28 years old",
    "the case of 2019",
    "at 15:40",
    "he came 3 years ago",
    "page 12 of the file",
    "see Articles 214 to 217",
    "she has two children",
    "room 304",
    "we have 10 minutes",
    "the record of 14 May",
    "it's a 40 percent cut",
]
NO_FIGURES_ZH = [
    "根据刑法第二百六十四条",
    "刑诉法第173条规定",
    "《指导意见》第27条、第33条",
    "2026年5月6日那天",
    "他二十八岁",
    "2019年的规定",
    "下午三点四十",
    "三年前的事",
    "案卷第12页",
    "第二百一十四条到第二百一十七条",
    "他有两个孩子",
    "304房间",
    "还有十分钟",
    "5月14日的笔录",
    "可以从宽百分之四十",
    "五月六号中午",
    "一般的情况",
    "我们一起看一遍",
    "前科查询记录",
    "监室里有十二个人",
]
FIGURES = ("months", "months_delta", "probation_months", "fine_yuan", "restitution_yuan")


@pytest.mark.parametrize("text", NO_FIGURES_EN)
def test_english_numbers_that_are_no_terms(text):
    found = terms_in(text, "en")
    assert found is None or not {k: v for k, v in found.named().items() if k in FIGURES}


@pytest.mark.parametrize("text", NO_FIGURES_ZH)
def test_chinese_numbers_that_are_no_terms(text):
    found = terms_in(text, "zh")
    assert found is None or not {k: v for k, v in found.named().items() if k in FIGURES}


@pytest.mark.parametrize(
    ("text", "lang", "wanted"),
    [
        (
            "Under Article 264 of the Criminal Law, I ask for seven months and a fine of 2,000 yuan.",
            "en",
            {**m(7), "fine_yuan": 2000},
        ),
        ("According to Article 67, take two months off.", "en", {"months_delta": -2}),
        (
            "依据刑法第二百六十四条，建议有期徒刑七个月，并处罚金两千元。",
            "zh",
            {**m(7), "kind": "imprisonment", "fine_yuan": 2000},
        ),
        ("5月14日手机已经发还，请在九个月的基础上减两个月。", "zh", {**m(9), "months_delta": -2}),
    ],
)
def test_article_numbers_and_dates_do_not_spoil_the_terms(text, lang, wanted):
    found = terms_in(text, lang)
    assert found is not None
    assert {k: v for k, v in found.named().items() if k != "date"} == wanted


@pytest.mark.parametrize(
    ("text", "lang"), [("Good morning.", "en"), ("", "en"), ("您好。", "zh"), ("", "zh"), ("嗯", "zh")]
)
def test_no_terms_at_all(text, lang):
    assert terms_in(text, lang) is None


@given(st.text(max_size=200), st.sampled_from(["en", "zh"]))
def test_nothing_raises_and_ranges_are_in_order(text, lang):
    found = terms_in(text, lang)
    assert found is None or not found.empty
    if found and found.months:
        assert found.months[0] <= found.months[1]


PIECES = st.lists(
    st.sampled_from(
        [
            "八",
            "个月",
            "十",
            "到",
            "年",
            "半",
            "减",
            "罚金",
            "元",
            "三千",
            "缓刑",
            "，",
            "第",
            "条",
            "月",
            "1",
            "零",
            "万",
            "eight",
            " months",
            " to ",
            "a year",
            " and a half",
            "$",
            "3,000",
            " yuan",
            "fine of ",
            "half ",
            ".",
        ]
    ),
    max_size=9,
)


@given(PIECES.map("".join), st.sampled_from(["en", "zh"]))
def test_scraps_of_terms_never_raise(text, lang):
    found = terms_in(text, lang)
    if found and found.months:
        assert 0 <= found.months[0] <= found.months[1]


@pytest.mark.parametrize(
    ("lang", "words", "low", "high"),
    [
        ("zh", "建议判处有期徒刑六个月以上八个月以下，并处罚金。", 6, 8),
        ("zh", "一年以上，一年六个月以下", 12, 18),
        ("en", "not less than seven and not more than nine months", 7, 9),
        ("en", "at least six months but not more than a year", 6, 12),
        ("en", "from eight months up to a year", 8, 12),
    ],
)
def test_a_lower_and_an_upper_bound_are_one_span(lang, words, low, high):
    (span,) = [a for a in amounts_in(words, lang) if a.kind == "length"]
    assert (span.low, span.high) == (low, high)


@pytest.mark.parametrize(("lang", "words"), [("zh", "六个月以上的不缓"), ("en", "at least six months, and a fine")])
def test_one_bound_is_a_length(lang, words):
    assert [(a.low, a.high) for a in amounts_in(words, lang) if a.kind == "length"] == [(6, 6)]


RULED_OUT = [
    ("en", "Seven months, and I won't suspend it."),
    ("en", "Seven months; probation I can't agree to."),
    ("en", "Without her letter it stays seven months, no probation."),
    ("en", "Seven months. A suspended sentence is not on the table."),
    ("en", "We don't need probation, seven months would do."),
    ("zh", "有期徒刑七个月；缓刑暂时不采纳。"),
    ("zh", "有期徒刑七个月实刑，没有缓刑。"),
    ("zh", "我们不要缓刑，建议七个月。"),
    ("zh", "您要的缓刑八个月我不同意，还是七个月。"),
]
ASKED_FOR = [
    ("en", "Seven months; why not suspend it?"),
    ("en", "Can't you suspend the seven months?"),
    ("en", "Seven months, suspended for a year, so that he doesn't have to serve it."),
    ("zh", "七个月，缓刑能不能考虑？"),
    ("zh", "七个月，缓刑行不行？"),
    ("zh", "七个月缓一年，不用真坐牢。"),
]


@pytest.mark.parametrize(("lang", "said"), RULED_OUT)
def test_probation_that_is_ruled_out_is_not_offered(lang, said):
    terms = terms_in(said, lang)
    assert terms.probation is False
    assert terms.probation_months is None
    assert terms.months == (7, 7)


@pytest.mark.parametrize(("lang", "said"), ASKED_FOR)
def test_probation_that_is_asked_for_is_not_ruled_out(lang, said):
    assert terms_in(said, lang).probation is True
