"""Time limits, each with its article held; sources as they are cited."""

import re

import pytest

from trainer.law.articles import _law, _texts, show
from trainer.law.cite import cited, edition
from trainer.law.files import read
from trainer.law.limits import time_limits

NUMERALS = {"十": 10, "十五": 15, "二十": 20, "三": 3, "七": 7, "一": 1, "二": 2, "六": 6, "十二": 12, "一个半": 1.5,
            "四十八": 48, "二十四": 24, "三十": 30}  # fmt: skip


@pytest.mark.parametrize("limit", time_limits().values(), ids=lambda limit: limit.id)
def test_every_figure_stands_in_an_article_it_names(limit):
    text = "".join(show(ref).text_zh for ref in limit.refs)
    unit, value = next(
        (u, v) for u, v in (("小时", limit.hours), ("日", limit.days), ("个月", limit.months)) if v is not None
    )
    found = {NUMERALS[n] for n in re.findall(rf"([一二三四五六七八九十个半]+?){unit}", text) if n in NUMERALS}
    assert value in found
    assert limit.en
    assert limit.zh


def test_sources_are_cited_the_chinese_way():
    assert cited("2021 Guidelines III.(14) / CPL 15", "zh") == "量刑指导意见第三部分（十四）、刑诉法第15条"
    assert cited("OP 9, 33 / CL 133-1", "zh") == "指导意见第9条、第33条、刑法第133条之一"
    assert cited("CPL 223(2)", "zh") == "刑诉法第223条第（二）项"
    assert cited("法释〔2013〕8号 arts 2, 6", "zh") == "盗窃解释第2条、第6条"
    assert (
        cited("2021 Guidelines IV.(11) / 法释〔2013〕8号 art. 14", "zh")
        == "量刑指导意见第四部分（十一）、盗窃解释第14条"
    )
    assert cited("法释〔2013〕25号 arts 2-4", "zh") == "抢夺解释第2至4条"
    assert cited("法释〔2018〕19号 arts 5, 8", "zh") == "法释〔2018〕19号第5条、第8条"
    assert cited("local rule of a town", "zh") == "local rule of a town"


def test_sources_are_cited_in_english():
    assert (
        cited("2021 Guidelines IV.(11) / 法释〔2013〕8号 art. 14", "en")
        == "2021 Guidelines IV.(11) / Interpretation on Theft, art. 14"
    )
    assert cited("法释〔2018〕19号 arts 5, 8", "en") == "Fa Shi [2018] No. 19, arts 5, 8"
    assert cited("法释〔2026〕6号", "en") == "Fa Shi [2026] No. 6"
    assert cited("CPL 15", "en") == "CPL 15"


def test_editions_are_named_in_each_language():
    assert edition("to Amendment XII, 2024-03-01", "zh") == "截至修正案（十二），2024-03-01"
    assert edition("法发〔2021〕21号 (2021-06-16)", "zh") == "法发〔2021〕21号（2021-06-16）"
    assert edition("高检发释字〔2019〕4号, 2019-12-30", "en") == "Gao Jian Fa Shi Zi [2019] No. 4, 2019-12-30"


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_no_source_of_the_pack_is_cited_in_the_other_language(lang):
    """Every source noted anywhere in the pack's data."""
    other = re.compile("[\u4e00-\u9fff]" if lang == "en" else r"[A-Za-z]{2,}")
    found = set(_sources(read("guidelines.yaml")))
    assert len(found) > 60
    assert [source for source in sorted(found) if other.search(cited(source, lang))] == []
    for code in _texts():
        for article in _law(code).values():
            assert not other.search(edition(article.version, lang)), article.version


def _sources(data):
    if isinstance(data, dict):
        for key, value in data.items():
            if key.endswith("source") and isinstance(value, str):
                yield value
            else:
                yield from _sources(value)
    elif isinstance(data, list):
        for value in data:
            yield from _sources(value)
