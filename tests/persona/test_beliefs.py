"""Wrong beliefs of the accused: words that speak against one by name are heard and answered as that."""

import re
from dataclasses import replace

import pytest
from kit import act, gists, heard, in_room, minded, new_session, of, opening, said_by, scene, typed

from trainer import events as ev
from trainer.content import names
from trainer.persona import accused, teach_back
from trainer.persona.scene import mentions
from trainer.persona.voice import scenario_bank
from trainer.scenario.loader import load_play
from trainer.state import fold
from trainer.text import LANGS

AGAINST = {
    "ends_today": {
        "en": "Signing is not the end of it. The case still goes to court, and a judge decides.",
        "zh": "签了字不是今天就完事，案子还要到法院，法官判了才算。",
    },
    "months_like_bail": {
        "en": "The seven months are imprisonment, in prison and not at home.",
        "zh": "这七个月是有期徒刑，是要坐牢的，不是取保。",
    },
}


def client(lang, persona="plain-speaker", scenario="just-a-witness"):
    return in_room(opening(scenario, lang=lang, personas={"accused": persona}), "meeting")


def told(state, text, duty, *, plain=True):
    acts = (act(f"inform:{duty}"),)
    return accused.respond(scene(state, "accused", *acts, text=text, plain=(duty,) if plain else ()))


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("belief", sorted(AGAINST))
def test_who_hears_that_it_is_not_so_answers_that(lang, belief):
    duty = {"ends_today": "effect", "months_like_bail": "sentence"}[belief]
    state = client(lang)
    shaken = told(state, AGAINST[belief][lang], duty, plain=False)
    assert gists(shaken) == [f"hear.belief.{belief}.shaken"]
    gone = told(state, AGAINST[belief][lang], duty)
    assert gists(gone) == [f"hear.belief.{belief}.gone"]
    assert belief not in fold(state, gone.events).mind.beliefs


@pytest.mark.parametrize("lang", LANGS)
def test_a_question_and_other_matters_speak_against_nothing(lang):
    asked = {"en": "Do you know that the case still goes to court?", "zh": "您知道案子还要到法院开庭吗？"}[lang]
    other = {"en": "You can be heard on everything.", "zh": "您的话都会有人听。"}[lang]
    for text in (asked, other):
        reply = told(client(lang), text, "effect")
        assert not any(g.startswith("hear.belief") for g in gists(reply)), text


@pytest.mark.parametrize("lang", LANGS)
def test_it_is_answered_whatever_duty_the_words_were_taken_for(lang):
    reply = told(client(lang), AGAINST["ends_today"][lang], "procedure")
    assert gists(reply)[0] == "hear.belief.ends_today.shaken"


@pytest.mark.parametrize("lang", LANGS)
def test_a_belief_that_is_gone_is_not_answered_again(lang):
    state = client(lang)
    state = fold(state, told(state, AGAINST["ends_today"][lang], "effect").events)
    assert not any("ends_today" in g for g in gists(told(state, AGAINST["ends_today"][lang], "effect")))


@pytest.mark.parametrize("lang", LANGS)
def test_what_was_explained_in_the_same_breath_is_there_when_it_is_said_back(lang):
    state = minded(client(lang), understanding={"sentence": 0.5})
    ask = {"en": "Tell me in your own words.", "zh": "您用自己的话说一遍。"}[lang]
    state = replace(state, explained={"sentence": 1})
    acts = (act("inform:sentence"), act("ask:teach_back", about=["sentence"]))
    text = f"{AGAINST['months_like_bail'][lang]} {ask}"
    reply = accused.respond(scene(state, "accused", *acts, text=text, plain=("sentence",)))
    assert "teach.sentence.right" in gists(reply)


@pytest.mark.parametrize("lang", LANGS)
def test_real_words_shake_it(lang):
    reply = accused.respond(heard(client(lang), "accused", AGAINST["ends_today"][lang]))
    assert any(g.startswith("hear.belief.ends_today") for g in gists(reply))


@pytest.mark.parametrize("lang", LANGS)
def test_the_wrong_belief_itself_does_not_speak_against_itself(lang):
    for scenario in names("scenarios"):
        play = load_play(scenario)
        for belief in play.script.mind.beliefs:
            for line in scenario_bank(play.folder, lang)[f"accused.belief.{belief.id}"][:1]:
                assert not mentions(belief.against, line, lang), line


def test_nobody_who_has_lost_a_hope_asks_about_something_else():
    state = replace(minded(client("en"), trust=1.0), trainee_turns=4)
    for seed in range(12):
        now = scene(state, "accused", act("inform:effect"), text=AGAINST["ends_today"]["en"], seed=seed)
        assert not any(g.startswith("wonder") for g in gists(accused.respond(now)))


@pytest.mark.parametrize("lang", LANGS)
def test_asked_whether_one_knows_a_thing_nobody_has_spoken_of(lang):
    state = client(lang, "cellwise", "courier-theft")
    question = act("ask:understanding", about=["system"])
    assert gists(accused.respond(scene(state, "accused", question))) == ["teach.nothing"]
    assert of(accused.respond(scene(state, "accused", question)), ev.Learnt) == []


@pytest.mark.parametrize("lang", LANGS)
def test_who_has_been_told_does_not_ask_as_if_they_had_not(lang):
    session = new_session("courier-theft", lang=lang, personas={"accused": "cellwise"})
    told = {
        "en": "Signing does not get you home. The case still goes to court, and the court as a rule adopts the figure.",
        "zh": "签了字不是马上回家，案子还要到法院开庭，法院一般会采纳建议。",
    }[lang]
    shown = typed(session, "/go meeting", told, told, told)
    gist = [g for e in said_by(shown, "accused") for g in e.gist]
    assert "hear.belief.home-by-festival.gone" in gist
    assert "beat.festival" not in gist[gist.index("hear.belief.home-by-festival.gone") :]


ERRORS = {
    "en": [("effect", "The court has to follow the recommendation to the day, no judge can change it.", "sheet|judge"),
           ("retraction", "Once you have signed you can never take the plea back.", "way back")],
    "zh": [("effect", "法院必须照量刑建议判，一天都不能改。", "一天不差|动不了"),
           ("retraction", "签了具结书就不能反悔，没有回头路。", "回不了头")],
}  # fmt: skip


@pytest.mark.parametrize(
    ("lang", "duty", "error", "back"), [(lang, *rest) for lang, rows in ERRORS.items() for rest in rows]
)
def test_who_was_told_an_error_says_back_that_very_error(lang, duty, error, back):
    again = {"en": "Now tell me in your own words what I said about the {}.", "zh": "你用自己的话说说，{}是怎么回事？"}[
        lang
    ]
    name = {"effect": {"en": "effect of signing in court", "zh": "签字到法院有什么用"},
            "retraction": {"en": "taking the plea back", "zh": "反悔"}}[duty][lang]  # fmt: skip
    session = new_session("courier-theft", lang=lang, personas={"accused": "plain-speaker"}, seed=3)
    held = next(b.id for b in session.play.script.mind.beliefs if b.duty == duty)
    state = minded(session.state, beliefs=session.state.mind.beliefs - {held})
    session.state = state
    answer = said_by(typed(session, "/go meeting", error, again.format(name)), "accused")[-1]
    assert f"teach.{duty}.wrong" in answer.gist
    assert re.search(back, answer.text)


@pytest.mark.parametrize("lang", LANGS)
def test_an_error_without_a_line_of_its_own_is_said_back_as_it_was_told(lang):
    state = minded(client(lang), beliefs=frozenset({"procedure.too_serious"}))
    move = teach_back.give_back(scene(state, "accused"), "procedure")
    assert move.gist == "teach.procedure.wrong"
    assert move.keys[-1] == "teach.as_told"


@pytest.mark.parametrize(
    ("scenario", "belief", "duty"), [("just-a-witness", "months_like_bail", "liberty"),
                                     ("courier-theft", "home-by-festival", "procedure")],
)  # fmt: skip
def test_a_belief_shows_on_other_duties_while_it_is_held(scenario, belief, duty):
    state = minded(client("en", scenario=scenario), understanding={})
    move = teach_back.give_back(scene(state, "accused"), duty)
    assert (move.gist, move.keys) == (f"teach.{duty}.wrong", (f"belief.{belief}",))
    without = minded(state, beliefs=state.mind.beliefs - {belief})
    assert teach_back.give_back(scene(without, "accused"), duty).keys == (f"teach.{duty}.wrong",)
    knows = minded(state, understanding={duty: 0.9})
    assert teach_back.give_back(scene(knows, "accused"), duty).keys == (f"teach.{duty}.right",)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Nobody may go to your daughter's school because you don't sign."),
        ("zh", "不签字，谁也不能因为这个去学校找你女儿。"),
    ],
)
def test_a_threat_denied_speaks_against_the_belief_behind_it(lang, text):
    reply = accused.respond(heard(client(lang), "accused", text))
    assert gists(reply)[0].startswith("hear.belief.school_if_not.")


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "After signing the case still goes to court. Tell me in your own words what signing leads to."),
        ("zh", "签了字案子还要到法院。你用自己的话说说，签字以后会怎么样？"),
    ],
)
def test_asked_to_say_it_back_at_once_nobody_answers_twice(lang, text):
    said = gists(accused.respond(heard(client(lang), "accused", text)))
    assert any(g.startswith(("teach.", "belief.")) for g in said)
    assert not any(g.startswith("hear.") for g in said)
