"""What an outside transcript is held to where nobody has listed the facts: judgments that must not come too easily."""

from trainer.scoring.files import grade

HEAD = """---
role: {role}
lang: en
speakers: {{Mr Hao: defence, Lin: accused, Ms Dou: prosecutor}}
case:
  circumstances: "{circumstances}"
---
"""


def outcome(tmp_path, role, circumstances, talk, rubric, item):
    path = tmp_path / "a.txt"
    path.write_text(HEAD.format(role=role, circumstances=circumstances) + talk, encoding="utf-8")
    speaker = "Mr Hao" if role == "defence" else "Ms Dou"
    (result,) = grade(path, [rubric], speaker)["results"]
    return next(i for i in result["items"] if i["id"] == item)["outcome"]


SURRENDER = """[room: consultation]
Mr Hao: He surrendered voluntarily, he turned himself in before anybody knew his name.
Ms Dou: I see.
"""


def test_a_circumstance_the_notes_put_in_other_words_is_no_falsehood(tmp_path):
    told = "has repaid; went with his aunt to the police station", "has repaid; first offence"
    found = [outcome(tmp_path, "defence", c, SURRENDER, "consultation", "pitfall.falsehood") for c in told]
    assert found == ["not_found", "found"]


SUSPENDED = """[room: consultation]
Ms Dou: We recommend {months} months' imprisonment and a fine of 3,000.
Mr Hao: Is there any room for a suspended sentence?
Ms Dou: We would propose probation of {period} months with it.
"""


def test_a_period_is_held_against_the_length_it_goes_with(tmp_path):
    found = [
        outcome(
            tmp_path, "prosecutor", "none", SUSPENDED.format(months=9, period=p), "equal_consultation", "offer.lawful"
        )
        for p in (12, 6)
    ]
    assert found == ["met", "not_met"]


ROUTES = """[room: client_meeting]
Mr Hao: Pleading means you admit it and accept the punishment, and it is your free choice, you may refuse.
Lin: Hm.
Mr Hao: {other}
Lin: I see.
"""


def test_how_long_a_hearing_takes_is_no_second_route(tmp_path):
    told = (
        "If you do not sign, the case goes to an ordinary trial and I argue the evidence there; or we pay her back first and ask for non-prosecution.",
        "The fast-track procedure means one judge and a short hearing.",
    )
    found = [
        outcome(tmp_path, "defence", "none", ROUTES.format(other=o), "consultation", "client.options") for o in told
    ]
    assert found == ["met", "not_met"]


WRONG_FIRST = """[room: client_meeting]
Mr Hao: Once you have signed there is no way back, nobody may withdraw a plea.
Lin: Hm.
Mr Hao: {later}
Lin: I see.
"""


def test_an_error_stands_until_it_is_taken_back_and_not_when_the_matter_merely_returns(tmp_path):
    returns = "You can take the plea back any time before the judgment."
    taken_back = "I was wrong about that. You can take the plea back any time before the judgment."
    found = [
        outcome(tmp_path, "defence", "none", WRONG_FIRST.format(later=t), "explanation", "retraction.correct")
        for t in (returns, taken_back)
    ]
    assert found == ["not_met", "met"]


SENTENCED = """[room: client_meeting]
Ms Dou: For you we recommend {term}.
Lin: I see.
"""


def test_a_sentence_the_law_does_not_have_is_no_correct_explanation(tmp_path):
    terms = (
        "nine months of criminal detention",
        "one year of imprisonment, suspended for eight months",
        "one year of imprisonment, suspended for eighteen months",
    )
    found = [
        outcome(tmp_path, "prosecutor", "none", SENTENCED.format(term=t), "explanation", "sentence.correct")
        for t in terms
    ]
    assert found == ["not_met", "not_met", "met"]


ASKED_WHETHER_SEEN = """[room: consultation]
Ms Dou: Have you talked with your lawyer, alone?
Lin: {answer}
Ms Dou: Then sign here.
[signs: Lin]
"""


def test_a_prosecutor_who_makes_sure_that_counsel_was_seen_has_secured_advice(tmp_path):
    found = [
        outcome(tmp_path, "prosecutor", "none", ASKED_WHETHER_SEEN.format(answer=a), "voluntariness", "counsel.private")
        for a in ("Yes, yesterday, for an hour.", "No, nobody came.")
    ]
    assert found == ["met", "not_met"]
