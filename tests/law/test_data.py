"""The structured guidelines against the official wording, and the cost of loading them."""

import re
import subprocess
import sys
import time

from trainer.law.articles import show
from trainer.law.files import read
from trainer.law.guidelines import guidelines
from trainer.law.guidelines_file import load
from trainer.law.notes import phrase

BOOK = guidelines()
NUMBERS = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}
NUMBERS |= {"十一": 11, "十二": 12, "十三": 13, "十五": 15}


def test_all_of_it_is_there():
    assert len(BOOK.offences) == 23
    assert len(BOOK.circumstances) == 18
    assert [o.no for o in BOOK.offences] == list(range(1, 24))
    assert BOOK.number == "法发〔2021〕21号"
    assert any("高检发〔2026〕5号" in t.number for t in BOOK.not_held)


def test_every_rate_stands_in_the_official_text():
    for circumstance in BOOK.circumstances.values():
        text = show(circumstance.ref).text_zh.replace("％", "%")
        for row in circumstance.rows:
            low, high = sorted(abs(p) for p in row.pct)
            if low and high != 100:
                assert f"{low:g}%-{high:g}%" in text, row.key
            elif high == 100:
                assert f"{low:g}%以上或者依法免除处罚" in text, row.key
                assert row.exempt
            else:
                assert f"{high:g}%以下" in text, row.key


def test_every_starting_point_stands_in_the_official_text():
    for offence in BOOK.offences:
        text = show(offence.ref).text_zh
        years = {
            (NUMBERS[a], NUMBERS[b])
            for a, b in re.findall(r"在([一二三四五六七八九十]+)年至([一二三四五六七八九十]+)年有期徒刑幅度内", text)
        } | {(0, NUMBERS[b]) for b in re.findall(r"在([一二三四五六七八九十]+)年以下有期徒刑、拘役幅度内", text)}
        held = {(0 if t.start[0] == 1 else t.start[0] / 12, t.start[1] / 12) for t in offence.tiers.values()}
        if offence.article == "133-1":
            assert "在一个月至六个月拘役幅度内确定宣告刑" in text
            continue
        if offence.article == "347":
            assert "量刑起点为十五年有期徒刑" in text
            held -= {(15, 15)}
        assert held == years, offence.zh


def test_every_statutory_range_stands_in_the_criminal_law():
    for offence in BOOK.offences:
        law = re.sub(r"\s", "", show(f"CL-{offence.article}").text_zh)
        for tier in offence.tiers.values():
            core = re.sub(r"（从重）|致人重伤的，|致人死亡的，|致人死亡或者.*?残疾的，", "", tier.statute)
            assert core in law, (offence.zh, tier.id)
            assert ("control" in tier.kinds) == ("管制" in tier.statute)
            assert tier.months[0] <= tier.start[0] <= tier.start[1] <= tier.months[1]


def test_special_adjustments_stand_in_the_official_text():
    for offence in BOOK.offences:
        text = show(offence.ref).text_zh
        for row in offence.special.values():
            if row.priced and row.pct[1] > 0:
                assert f"{row.pct[0]:g}%-{row.pct[1]:g}%" in text
            elif row.priced and row.pct[0] > -100:
                assert f"{-row.pct[0]:g}%以下" in text


def test_strict_probation_follows_the_text():
    for offence in BOOK.offences:
        strict = "从严把握缓刑" in show(offence.ref).text_zh
        assert strict == bool(offence.probation), offence.zh


def test_grounds_of_mitigation_follow_the_criminal_law():
    for row in BOOK.rows.values():
        if row.mitigation:
            text = show(row.mitigation_ref).text_zh
            assert "减轻" in text
            assert row.mitigation != "shall" or re.search(r"应当.{0,12}减轻", text)
    assert not BOOK.rows["confession.own_crime"].mitigation
    assert not any(BOOK.rows[f"plea_leniency.{r}"].mitigation for r in ("plain", "with_major", "with_major_light"))


def test_importing_reads_no_file_and_loading_is_quick():
    code = "import sys, trainer.law.calc, trainer.law.check; print('yaml' in sys.modules, 'pydantic' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["False", "False"]
    best = min(_timed() for _ in range(3))
    assert best < 0.06


def _timed():
    began = time.perf_counter()
    load(read.__wrapped__("guidelines.yaml"))
    return time.perf_counter() - began


def test_a_list_and_a_large_sum_are_worded_plainly():
    assert phrase("breach_fine_high", {"max": 12400.0}, "en", "CL 264") == "The fine may not exceed 12400 yuan (CL 264)"
    assert "、" in phrase("breach_kind", {"kinds": ({"zh": "拘役", "en": ""}, {"zh": "有期徒刑", "en": ""})}, "zh")
