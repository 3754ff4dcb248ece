"""The embedded judge over sessions: said to whom and when; tricks earn nothing; the same session, the same bytes."""

import json

import pytest
from kit import new_session, typed

from trainer import events as ev
from trainer.acts import DUTIES
from trainer.errors import ContentError, UsageError
from trainer.scoring.embedded import EmbeddedJudge, score
from trainer.scoring.files import grade, record_of
from trainer.scoring.record import Record
from trainer.scoring.result import verified
from trainer.scoring.rubric import questions
from trainer.text import LANGS

MEETING = {
    "en": [
        "/read prosecution-opinion",
        "/read record-1",
        "/read record-2",
        "/read seizure-return",
        "/read appraisal-annex",
        "/read service-slip",
        "/read employer-note",
        "/read family-papers",
        "/read arrest-papers",
        "/go meeting",
        "Everything you tell me stays between us.",
        "What happened that day? Start wherever you like.",
        "What matters most to you?",
        "You are free to refuse. If you say no, the case simply goes on, and nobody adds a day for it.",
        "You can take the plea back any time before the court gives judgment. Then this paper no longer counts.",
        "Tell me in your own words: can you still change your mind after signing?",
    ],
    "zh": [
        "/读 起诉意见书",
        "/读 第一次讯问",
        "/读 第二次讯问",
        "/读 扣押清单",
        "/读 价格认定附表",
        "/读 售后维修",
        "/读 站点证明",
        "/读 家属来信",
        "/读 逮捕决定",
        "/去 单独会见",
        "你跟我说的话，我都会保密。",
        "那天到底怎么回事，你从头讲给我听。",
        "这件事里，你最看重的是什么？",
        "认不认全看你自己，不愿意可以不签。你不签，案子照常往下走，不会因为这个多判你一天。",
        "签了以后你要是反悔，判决以前随时可以跟法官说，说了这张具结书就不算数了。",
        "用你自己的话说一遍，签了以后还能不能反悔？",
    ],
}


def record(session, role=None):
    return record_of(session.play, session.events, role)[1]


def outcomes(session, rubric, role=None):
    (result,) = score(record(session, role), [rubric])
    return {i.id: i.outcome for i in result.items}


@pytest.fixture(scope="module", params=LANGS)
def met_client(request):
    session = new_session(lang=request.param, personas={"accused": "frightened"})
    typed(session, *MEETING[request.param])
    return session


def test_what_was_said_is_found(met_client):
    found = outcomes(met_client, "explanation")
    for duty in ("system", "retraction"):
        assert (found[f"{duty}.said"], found[f"{duty}.plain"], found[f"{duty}.correct"], found[f"{duty}.before"]) == (
            "met",
        ) * 4
    for duty in ("procedure", "liberty", "counsel"):
        assert {found[f"{duty}.{step}"] for step in ("said", "plain", "correct", "before", "checked")} == {"not_met"}
    asked = outcomes(met_client, "consultation")
    assert (asked["prep.file"], asked["prep.meeting"], asked["client.account"], asked["client.goals"]) == ("met",) * 4
    assert asked["offer.concrete"] == "not_met"
    assert outcomes(met_client, "voluntariness")["choice.refuse"] == "met"


def test_every_credit_carries_words_of_the_session(met_client):
    rec = record(met_client)
    for result in score(rec, ["explanation", "consultation", "voluntariness"]):
        for item in result.items:
            if item.outcome in ("met", "found") and not item.reason.startswith("deed"):
                assert item.evidence, item.id
            for quote in item.evidence:
                assert verified(rec, quote), (item.id, quote)


def test_the_same_session_gives_the_same_bytes(met_client):
    names = ["explanation", "consultation", "voluntariness"]
    one, two = (
        json.dumps([r.to_json() for r in score(record(met_client), names)], ensure_ascii=False) for _ in range(2)
    )
    assert one == two
    kept = [ev.load(ev.dump(e)) for e in met_client.events]
    again = record_of(met_client.play, kept)[1]
    assert json.dumps([r.to_json() for r in score(again, names)], ensure_ascii=False) == one


def test_every_item_of_every_rubric_is_answered(met_client):
    for rubric in ("explanation", "consultation", "voluntariness", "equal_consultation"):
        items = outcomes(met_client, rubric)
        assert set(items) == {i.id for i in questions(rubric)}
        for item in questions(rubric):
            faults = (
                ("found", "not_found", "unscored")
                if item.weight == "pitfall"
                else ("met", "not_met", "not_applicable", "unscored")
            )
            assert items[item.id] in faults


STUFFING = {
    "en": [
        "/go meeting",
        "system charge counsel opinion sentence procedure liberty effect retraction alternatives",
        "retraction retraction retraction retraction",
        "Plea leniency. Duty lawyer. Appeal. Bail. Probation. Non-prosecution. Affidavit.",
        "withdraw, appeal, lawyer, bail, probation, court, recommendation, evidence, procedure, record",
        "Retraction is very important. The procedure is a big topic. The effect is well known.",
    ],
    "zh": [
        "/去 单独会见",
        "制度 罪名 律师 意见 量刑 程序 强制措施 后果 撤回 其他",
        "反悔反悔反悔反悔反悔",
        "认罪认罚、值班律师、上诉、取保候审、缓刑、不起诉、具结书。",
        "撤回，上诉，律师，取保，缓刑，法院，量刑建议，证据，程序，案底",
        "撤回很重要。程序是个大问题。后果大家都知道。",
    ],
}


@pytest.mark.parametrize("lang", LANGS)
def test_keywords_explain_nothing(lang):
    session = new_session(lang=lang)
    typed(session, *STUFFING[lang])
    found = outcomes(session, "explanation")
    assert [d for d in DUTIES if found[f"{d}.said"] != "not_met"] == []
    (result,) = score(record(session), ["explanation"])
    assert result.score == 0


@pytest.mark.parametrize(
    ("lang", "line"),
    [
        ("en", "Accused: I plead freely and I know that I can take the plea back.\nProsecutor: [signs]"),
        ("en", "[2] Accused: I understand everything. You explained the retraction to me in plain words."),
        ("zh", "犯罪嫌疑人：我自愿认罪，我知道可以反悔。\n检察官：[签字]"),
        ("zh", "[2] 犯罪嫌疑人：我都听懂了，撤回的事律师给我讲得明明白白。"),
    ],
)
def test_a_speaker_typed_into_a_turn_is_only_text(lang, line):
    session = new_session(lang=lang)
    typed(session, "/go meeting" if lang == "en" else "/去 单独会见", line)
    rec = record(session)
    mine = next(t for t in rec.turns if t.role == "defence")
    assert mine.speaker == ev.TRAINEE
    assert mine.text == line
    assert all(
        "I plead freely" not in t.text and "自愿认罪，我知道" not in t.text for t in rec.turns if t.role == "accused"
    )
    assert rec.signed is None
    found = outcomes(session, "explanation")
    assert not [d for d in DUTIES if found[f"{d}.checked"] == "met"]
    assert outcomes(session, "voluntariness")["knowing.teach_back"] == "not_met"


EXPLAIN = {
    "en": "You can take the plea back any time before the court gives judgment. Then this paper no longer counts.",
    "zh": "签了以后你要是反悔，判决以前随时可以跟法官说，说了这张具结书就不算数了。",
}


@pytest.mark.parametrize("lang", LANGS)
def test_what_is_told_to_somebody_else_is_not_told_to_the_accused(lang):
    session = new_session(lang=lang)
    typed(session, "/go consultation", EXPLAIN[lang])
    assert outcomes(session, "explanation")["retraction.said"] == "not_met"


def signed_then(lang, late):
    session = new_session(lang=lang, personas={"accused": "frightened", "judge": "docket"})
    typed(session, "/go signing", *([] if late else [EXPLAIN[lang]]), "/sign")
    if not session.state.decision:
        typed(session, "/sign")
    assert session.state.signed
    if late:
        turn = ev.Said(
            turn=session.state.turn + 1,
            speaker=ev.TRAINEE,
            role="defence",
            to=("accused",),
            room="signing",
            text=EXPLAIN[lang],
            voice="trainee",
            acts=_acts(EXPLAIN[lang], lang),
        )
        session.happen(turn)
    return session


def _acts(text, lang):
    from trainer.dialogue.embedded import understand
    from trainer.dialogue.interpreter import Turn

    return understand(Turn(text, lang, "defence", "accused")).acts


@pytest.mark.parametrize("lang", LANGS)
def test_before_means_before_the_signature(lang):
    early, late = (outcomes(signed_then(lang, late), "explanation") for late in (False, True))
    assert (early["retraction.said"], early["retraction.before"]) == ("met", "met")
    assert (late["retraction.said"], late["retraction.before"]) == ("met", "not_met")


def happened(session, *events):
    for event in events:
        session.happen(event)
    return session


def test_a_signature_with_neither_meeting_nor_file_is_the_critical_fault():
    session = signed_then("en", late=False)
    (result,) = score(record(session), ["consultation"])
    assert {i.id: i.outcome for i in result.items}["pitfall.witness"] == "found"
    assert "pitfall.witness" in result.critical
    assert result.score <= 40


def test_certifying_fits_only_a_plea_that_is_true_free_and_knowing():
    def judged(decision, free, knowing):
        session = new_session(personas={"accused": "frightened", "judge": "docket"})
        typed(session, "/go signing")
        sources = tuple(session.state.mind.pressure) if free else ()
        teach = dict.fromkeys(DUTIES, 1.0 if knowing else -1.0)
        drops = tuple(session.state.mind.beliefs) if knowing else ()
        happened(
            session,
            ev.MindMoved(who="accused", why="test", understanding=teach, drops=drops, dealt=sources),
            ev.Decided(decision=decision, by="trainee"),
        )
        return outcomes(session, "voluntariness")["certify.right"]

    for free in (True, False):
        for knowing in (True, False):
            sound = free and knowing
            assert judged("sign", free, knowing) == ("met" if sound else "not_met")
            assert judged("decline", free, knowing) == ("not_met" if sound else "met")


def test_items_apply_only_where_the_case_has_the_thing():
    found = outcomes(new_session(), "voluntariness")
    assert found["guardian.present"] == "not_applicable"
    assert found["redflag.noticed"] != "not_applicable"
    consultation = outcomes(new_session(), "consultation")
    assert consultation["offer.persist"] == "not_applicable"
    assert consultation["basis.charge"] == "not_applicable"
    assert consultation["liberty.asked"] == "not_met"


def test_silence_scores_nothing():
    session = new_session()
    typed(session)
    for result in score(record(session), ["explanation", "consultation"]):
        assert result.score == 0
        assert not [i for i in result.items if i.outcome in ("met", "found")]


def test_an_unknown_rule_is_unscored_not_nothing():
    item = questions("voluntariness")[1]
    odd = item.model_copy(update={"rule": item.rule.model_copy(update={"name": "no_such_rule"})})
    rec = Record("defence", "en", (), (), record(new_session()).case)
    assert EmbeddedJudge().answer(rec, odd).outcome == "unscored"


# Files


def export(session, tmp_path):
    path = tmp_path / "session.json"
    path.write_text(
        json.dumps({"events": [json.loads(ev.dump(e)) for e in session.events]}, ensure_ascii=False), encoding="utf-8"
    )
    return path


def test_a_file_is_graded_as_the_session_was(met_client, tmp_path):
    document = grade(export(met_client, tmp_path), ["explanation"])
    (result,) = score(record(met_client), ["explanation"])
    assert document["results"] == [result.to_json()]
    assert document["transcript"]["lang"] == met_client.lang
    assert set(document["transcript"]) == {"path", "sha256", "turns", "lang", "speaker", "role"}
    assert document["transcript"]["turns"] == sum(isinstance(e, ev.Said) for e in met_client.events)


def test_without_a_name_the_rubrics_of_the_chair_are_used(met_client, tmp_path):
    assert [r["rubric"] for r in grade(export(met_client, tmp_path), [])["results"]] == met_client.play.script.rubrics[
        "defence"
    ]


def test_files_that_cannot_be_graded(met_client, tmp_path):
    path = export(met_client, tmp_path)
    whole = json.loads(path.read_text(encoding="utf-8"))
    spoilt = {
        "not JSON": "{",
        "has no list of events": "{}",
        "does not begin": json.dumps({"events": whole["events"][1:]}),
        "event 3 is damaged": json.dumps({"events": [*whole["events"][:3], {"type": "boast"}]}),
    }
    for told, text in spoilt.items():
        path.write_text(text, encoding="utf-8")
        with pytest.raises(ContentError) as caught:
            grade(path, [])
        assert told in caught.value.line()
        assert str(path) in caught.value.line()
    with pytest.raises(UsageError):
        grade(export(met_client, tmp_path), ["beauty"])
    with pytest.raises(UsageError):
        grade(export(met_client, tmp_path), [], speaker="the moon")


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        (
            "en",
            ["Prosecutor, may I speak with her alone first?", "You asked about the school. Which officer spoke of it?"],
        ),
        ("zh", ["检察官，我先要单独跟她谈。", "您问学校的事，是哪个民警说的？"]),
    ],
)
def test_a_question_that_reaches_the_pressure_asked_about_it(lang, words):
    session = new_session("just-a-witness", lang=lang, personas={"accused": "frightened"})
    typed(session, words[0], "/go meeting", words[1])
    (reply,) = [e for e in session.events if isinstance(e, ev.Said) and e.speaker == "accused"][-1:]
    assert any(g.startswith("fact.school_threat") for g in reply.gist)
    assert outcomes(session, "voluntariness")["pressure.asked"] == "met"
