"""Looking up and searching the articles the pack holds."""

import re

import pytest

from trainer.errors import UsageError
from trainer.law.articles import _law, _texts, show
from trainer.law.files import read
from trainer.law.guidelines import guidelines
from trainer.law.search import excerpt, search

CPL = [15, *range(33, 42), 52, 56, 67, 74, 81, 95, 120, 162, *range(172, 178), 182, 190, 191, 198, 201, 202]
CPL += [*range(214, 218), *range(219, 229), 230, 233, 234, 236, 237, 277, 278, *range(280, 284), 288, 289, 290]


@pytest.mark.parametrize(
    ("written", "ref"),
    [
        ("CPL-173", "CPL-173"),
        ("cpl 173", "CPL-173"),
        ("CPL173", "CPL-173"),
        ("CPL art. 173", "CPL-173"),
        ("刑诉法173", "CPL-173"),
        ("刑事诉讼法第一百七十三条", "CPL-173"),
        ("《中华人民共和国刑事诉讼法》第一百七十三条第二款", "CPL-173"),
        ("OP-27", "OP-27"),
        ("意见27", "OP-27"),
        ("指导意见第二十七条", "OP-27"),
        ("刑法二百六十四条", "CL-264"),
        ("CL 133-1", "CL-133-1"),
        ("刑法第一百三十三条之一", "CL-133-1"),
        ("刑诉法解释第三百五十五条", "SPC-355"),
        ("SPC 370(7)", "SPC-370"),
        ("高检规则２６７", "SPP-267"),
        ("法律援助法第三十条", "LAL-30"),
        ("GL-III-14", "GL-III-14"),
        ("2021 Guidelines III.(11)", "GL-III-11"),
        ("量刑指导意见三（十四）", "GL-III-14"),
        ("GL-I", "GL-I"),
    ],
)
def test_a_reference_may_be_written_in_many_ways(written, ref):
    assert show(written).ref == ref


@pytest.mark.parametrize("written", ["", "xx", "CPL", "173", "GL-VII-2", "民法典第1条"])
def test_what_is_no_reference(written):
    with pytest.raises(UsageError, match="not understood"):
        show(written)


def test_an_article_not_held_says_which_are():
    with pytest.raises(UsageError, match="CPL-9 is not among"):
        show("CPL-9")


def test_everything_that_plea_work_cites_is_held():
    for number in CPL:
        assert show(f"CPL-{number}").text_zh
    for number in range(1, 61):
        assert show(f"OP-{number}").text_zh
    for number in (37, 52, 53, *range(61, 66), 67, 68, 69, *range(72, 78), "133-1", 234, 264, 266):
        assert show(f"CL-{number}").text_zh
    for offence in guidelines().offences:
        assert show(f"CL-{offence.article}")
        assert show(offence.ref).title_zh == offence.zh


def test_every_article_is_complete():
    for code in _texts():
        for article in _law(code).values():
            assert article.title
            assert article.title_zh
            assert re.search(r"[。；！]", article.text_zh)
            assert not re.search(r"[一-鿿]", article.summary_en), article.ref
            assert article.summary_en.endswith(".")
            assert re.fullmatch(r"2026-11-\d\d", article.checked_on)
            assert article.cited_zh.count("《") == 1


def test_the_official_wording():
    assert show("CPL-15").text_zh == (
        "犯罪嫌疑人、被告人自愿如实供述自己的罪行，承认指控的犯罪事实，愿意接受处罚的，可以依法从宽处理。"
    )
    assert "具结书失效" in show("OP-52").text_zh
    assert show("OP-52").reissue == "高检发〔2026〕5号"
    assert show("CPL-15").reissue == ""
    assert show("CPL-173").cited_zh == "《中华人民共和国刑事诉讼法》第173条"
    assert show("CL-133-1").cited_zh == "《中华人民共和国刑法》第133条之一"
    assert show("GL-III-14").cited_zh.endswith("第三部分第14项")


@pytest.mark.parametrize(
    ("words", "lang", "ref"),
    [
        ("具结书失效", "zh", "OP-52"),
        ("缓刑考验期", "zh", "CL-73"),
        ("probation period", "en", "CL-73"),
        ("duty lawyer file", "en", "SPC-53"),
        ("上诉不加刑会怎样", "zh", "CPL-237"),
        ("CPL 201", "en", "CPL-201"),
        ("retraction before indictment", "en", "OP-52"),
    ],
)
def test_search(words, lang, ref):
    assert ref in [a.ref for a in search(words, lang, 4)]


def test_search_finds_nothing_quietly():
    assert search("") == []
    assert search("zzzz qqqq") == []
    assert len(search("被告人", "zh", 3)) == 3
    assert search("被告人", "zh", 0) == []


def test_every_source_that_is_quoted_can_be_shown():
    """Sources such as "CL 63 / OP 8" lead to an article held here."""
    book = guidelines()
    sources = [r.source for r in book.rows.values()] + [o.source for o in book.offences]
    sources += [r.mitigation_ref for r in book.rows.values() if r.mitigation_ref]
    for source in sources:
        for part in source.split(" / "):
            assert show(part).text_zh, part


def test_messages_say_the_same_in_both_languages():
    for key, text in read("messages.yaml").items():
        names = [set(re.findall(r"{(\w+)}", text[lang])) for lang in ("zh", "en")]
        assert names[0] <= names[1], key


def test_interpretations_are_found_by_number_and_name():
    assert show("法释〔2013〕8号第14条").ref == "THEFT-14"
    assert show("法释[2022]5号 第九条").ref == "FUNDS-9"
    assert show("THEFT-14").version.startswith("法释〔2013〕8号")


def test_an_excerpt_shows_the_place():
    found = show("SPP-278")
    assert "反悔" in excerpt(found, "反悔", "zh")
    assert len(excerpt(found, "反悔", "zh")) <= 66
    assert excerpt(show("CPL-15"), "nothing of the kind", "en")


def test_another_edition_is_one_change_of_data(monkeypatch, tmp_path):
    from trainer.law import articles, files

    newer = tmp_path / "articles" / "op-2026.yaml"
    newer.parent.mkdir()
    newer.write_text(
        "code: OP\nlaw: {zh: 新意见, en: New Opinion}\nversion: '2026'\nchecked_on: '2026-12-01'\narticles:\n"
        "  '7': {title: {zh: 认罪, en: Plea}, zh: 认罪的把握。, en: What a plea is.}\n",
        encoding="utf-8",
    )
    texts = [{"code": "OP", "file": "op-2026", "names": ["意见"], "renumbered": {"6": "7"}}]
    (tmp_path / "texts.yaml").write_text(__import__("yaml").safe_dump(texts), encoding="utf-8")
    caches = (files.read, articles._texts, articles._longest_first, articles._law)
    monkeypatch.setattr(files, "DATA", tmp_path)
    for cached in caches:
        cached.cache_clear()
    try:
        assert show("OP-6").version == "2026"
        assert show("意见第6条").number == "7"
    finally:
        for cached in caches:
            cached.cache_clear()
