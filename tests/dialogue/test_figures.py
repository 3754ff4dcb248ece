"""Figures with their units, as the model of wrong law sees them."""

import pytest

from trainer.dialogue.figures import figures, misstated, states_limits


@pytest.mark.parametrize(
    ("lang", "text", "found"),
    [
        ("en", "You get 60 per cent off within half an hour.", ["60%", "0.5h"]),
        ("en", "You get 60 per\xa0cent off, or thirty\u2009percent.", ["60%", "30%"]),
        ("en", "Half a year, a month and ten days.", ["6m", "1m", "10d"]),
        ("zh", "减三成，半年，百分之三十", ["30%", "6m", "30%"]),
        ("en", "Three days ago the ten days began, so seven days are left; a week remaining.", ["10d", "7d"]),
        ("zh", "判决书三天前就送到了，上诉期十天，还剩七天。", ["10d"]),
    ],
)
def test_numbers_and_what_they_count(lang, text, found):
    assert list(figures(text, lang)) == found


@pytest.mark.parametrize(
    ("lang", "text", "duty"),
    [
        ("en", "The fast track goes up to five years.", "procedure"),
        ("en", "There are three days to appeal.", "retraction"),
        ("en", "Residential surveillance lasts at most twelve months.", "liberty"),
        ("zh", "速裁最多能用到五年的案子。", "procedure"),
        ("zh", "上诉期只有三天。", "retraction"),
        ("en", "You get a whole month to appeal.", "retraction"),
        ("zh", "上诉期是一个月，回去慢慢想。", "retraction"),
        ("zh", "退赃最多能减七成，自首另算。", "sentence"),
        ("en", "Criminal detention runs to nine months at most.", "sentence"),
        ("en", "A recidivist gets sixty per cent on top.", "sentence"),
        ("zh", "管制最长只有六个月。", "sentence"),
        ("zh", "有前科要加百分之四十。", "sentence"),
    ],
)
def test_a_limit_of_the_law_that_is_put_wrong_is_found(lang, text, duty):
    assert misstated(text, lang) == duty


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "The fast track goes up to three years."),
        ("en", "Not three days to appeal, you have ten days."),
        ("en", "You have three days left to appeal."),
        ("en", "He waited four days before the appeal."),
        ("en", "You face five years, so the fast track is closed."),
        ("en", "Take the fast track and I go down to eight months."),
        ("zh", "速裁适用于三年以下的案子。"),
        ("zh", "上诉期是十天，不是三天。"),
        ("zh", "走速裁的话我们建议八个月。"),
        ("en", "You have two weeks, fourteen days, to think; bail lasts a year at most."),
        ("zh", "取保候审期限十二个月。"),
        ("zh", "判缓刑的话，考验期限两年。"),
        ("zh", "上诉期还剩三天。"),
        ("en", "Up to three years or criminal detention."),
        ("en", "He got four months' detention."),
        ("en", "Agree to the summary procedure and we take one month off."),
        ("zh", "三年以下有期徒刑、拘役或者管制。"),
        ("zh", "累犯加重百分之十到四十。"),
    ],
)
def test_right_limits_corrections_and_other_figures_are_left_alone(lang, text):
    assert misstated(text, lang) is None


@pytest.mark.parametrize(
    ("lang", "text", "all_right"),
    [
        ("en", "Control is three months to two years, at home.", True),
        ("en", "Control is one month to two years, at home.", False),
        ("en", "You may appeal.", False),
        ("zh", "拘役一个月以上六个月以下。", True),
        ("zh", "上诉期十五天。", False),
    ],
)
def test_limits_that_are_all_the_laws_own(lang, text, all_right):
    assert states_limits(text, lang) is all_right
