"""Who is who, who speaks to whom, what was done: a transcript as a record."""

import pytest

from trainer.errors import UsageError
from trainer.scoring.outside.casefile import case_of
from trainer.scoring.outside.listening import record_of
from trainer.scoring.outside.reading import read_transcript
from trainer.scoring.outside.speakers import role_of_name

ZH = """---
role: defence
lang: zh
speakers: {窦律师: defence, 袁莉: accused, 常检察官: prosecutor}
case:
  circumstances: 自首；部分退赔两万元；无前科
  weak_point: 审计表里有一万一千元是前任出纳留下的差额
  flaw: 无
  victim: 惠民超市
  custody: 取保候审
  hidden_truth: 属实，自愿，知道后果
---
[room: client_meeting]
窦律师：你可以不签，没人能逼你。
袁莉：签了以后还能反悔吗？
窦律师：判决前都能反悔，只是从宽没有了。
[room: consultation]
窦律师：常检，审计表里那一万一千元是前任出纳留下的，申请您调取前任的账册核一下。袁莉，你先别急。
常检察官：我看看。
[signs: 袁莉]
[signs: 窦律师]
"""


@pytest.fixture
def record(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(ZH, encoding="utf-8")
    return record_of(read_transcript(path))[0]


def test_names_tell_roles():
    told = {"值班律师": "defence", "公诉人": "prosecutor", "公述人": "prosecutor", "审判长": "judge", "书记员": "clerk",
            "Prosecutor Shen": "prosecutor", "Duty lawyer Hu": "defence", "犯罪嫌疑人": "accused", "Defendant": "accused",
            "法定代理人": "guardian", "Mr Pan": ""}  # fmt: skip
    assert {name: role_of_name(name) for name in told} == told


def test_rooms_listeners_and_deeds(record):
    assert [(t.room, t.private) for t in record.turns] == [("meeting", True)] * 3 + [("consultation", False)] * 2
    assert [t.to[0] for t in record.turns] == ["accused", "defence", "accused", "prosecutor", "defence"]
    assert set(record.turns[3].heard) == {"prosecutor", "accused"}
    assert [(d.kind, d.by) for d in record.deeds] == [("sign", "accused"), ("witnessed", "defence")]
    assert record.limit == 5


def test_what_the_case_has(record):
    assert {"victim", "affidavit", "circumstances", "gap"} <= record.case.has
    assert not {"detained", "flaw", "minor", "redflag"} & record.case.has
    assert [c.ground for c in record.case.circumstances] == ["self_surrender", "restitution", "first_offender"]
    assert record.case.weak_points[0].about.named_in(record.turns[3].text, "zh")
    assert not record.case.weak_points[0].about.named_in(record.turns[0].text, "zh")
    assert (record.case.true, record.case.free, record.case.knowing) == (True, True, True)


def test_a_question_on_a_duty_is_seen(record):
    assert "wonder.retraction" in record.turns[1].gist
    assert not any(g.startswith("teach") for g in record.turns[1].gist)


@pytest.mark.parametrize(
    ("asked", "about"),
    [
        ("真的？", []),
        ("我媳妇说量刑建议她看不懂。律师，那我觉得冤还能上诉吗？", ["retraction"]),
        # Asked about the court, answered about going back on it: the question was about both.
        ("哦。那签了字，法院会照着判吧？", ["effect", "retraction"]),
    ],
)
def test_a_question_is_about_what_it_names_and_what_is_answered(tmp_path, asked, about):
    path = tmp_path / "a.txt"
    path.write_text(ZH.replace("签了以后还能反悔吗？", asked), encoding="utf-8")
    turn = record_of(read_transcript(path))[0].turns[1]
    assert [g.removeprefix("wonder.") for g in turn.gist if g.startswith("wonder.")] == about


def test_it_is_asked_whose_conduct_is_scored(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("Anna: Hello.\nBea: Good morning.\n", encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        record_of(read_transcript(path))
    assert "Anna" in caught.value.do
    assert "speakers:" in caught.value.do
    record, name = record_of(read_transcript(path), given={"Anna": "defence", "Bea": "accused"})
    assert (record.role, name) == ("defence", "Anna")
    with pytest.raises(UsageError, match="is accused"):
        record_of(read_transcript(path), speaker="Bea", given={"Anna": "defence", "Bea": "accused"})
    with pytest.raises(UsageError, match="nobody named"):
        record_of(read_transcript(path), speaker="Carl", given={"Anna": "defence"})


def test_of_two_lawyers_only_the_chosen_one_is_scored(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("律师甲：你可以不签。\n律师乙：他必须签。\n被告人：哦。\n", encoding="utf-8")
    record, _ = record_of(read_transcript(path), speaker="律师甲")
    assert [t.speaker for t in record.own] == ["律师甲"]


ASKED = """---
role: defence
lang: en
speakers: {{Mr Hao: defence, Lin: accused}}
---
[room: client_meeting]
Mr Hao: If you sign, the court as a rule follows the figure, eight months, and you will have a criminal record.
Lin: {said}
Mr Hao: {reply}
"""


def gist(tmp_path, said, reply):
    path = tmp_path / "a.txt"
    path.write_text(ASKED.format(said=said, reply=reply), encoding="utf-8")
    return record_of(read_transcript(path))[0].turns[1].gist


def test_a_question_that_names_nothing_is_about_what_its_answer_tells_again(tmp_path):
    found = gist(
        tmp_path, "And my cousin says it never shows?", "It shows. A conviction stays in your criminal record."
    )
    assert "wonder.effect" in found


def test_a_giving_back_counts_before_the_question_that_ends_it(tmp_path):
    said = "So the judge mostly takes that figure, and afterwards I have a criminal record. When is the hearing?"
    assert "teach.effect.right" in gist(tmp_path, said, "In March.")


def test_a_recap_without_a_name_counts_once_it_is_confirmed(tmp_path):
    said = "So it sticks to me for good, whatever I do later on."
    confirmed, passed = (gist(tmp_path, said, reply) for reply in ("Exactly. It stays.", "Let's talk about the money."))
    assert [g for g in confirmed if g.startswith("teach.")]
    assert not [g for g in passed if g.startswith("teach.")]


@pytest.mark.parametrize(
    ("note", "truth"),
    [
        ("He threw the one punch and wants to plead; nobody forced him", (True, True, True)),
        ("His son bought the phones; the father takes it on himself", (False, True, True)),
        ("She did it. She signs because she is frightened of the manager", (True, False, True)),
        ("He did it and wants to plead, believing that he gives up his appeal", (True, True, False)),
        ("本人所为，自愿认，明白后果", (True, True, True)),
        ("铜芯是儿子收的，她怕儿子坐牢，替他认下", (False, False, True)),
    ],
)
def test_the_note_on_the_hidden_truth_is_read_for_sense(note, truth):
    case = case_of({"case": {"hidden_truth": note}}, set())
    assert (case.true, case.free, case.knowing) == truth


def _heard(tmp_path, said, answers, lang):
    names = {"en": ("Prosecutor Lang", "Bao", "Counsel Mei"), "zh": ("郎检察官", "包强", "梅律师")}[lang]
    roles = ", ".join(f"{n}: {r}" for n, r in zip(names, ("prosecutor", "accused", "defence"), strict=True))
    path = tmp_path / "a.txt"
    first = {"en": "I am listening.", "zh": "我听着呢。"}[lang]
    who = {"accused": names[1], "defence": names[2]}[answers]
    text = f"---\nlang: {lang}\nspeakers: {{{roles}}}\n---\n[room: consultation]\n{names[1]}: {first}\n{names[0]}: {said}\n{who}: Hm.\n"
    path.write_text(text, encoding="utf-8")
    turn = record_of(read_transcript(path), speaker=names[0])[0].turns[1]
    return {act.id: turn.listener(i) for i, act in enumerate(turn.acts)}


@pytest.mark.parametrize(
    ("lang", "said", "to"),
    [
        ("en", "You may take the plea back before the judgment.", "accused"),
        ("en", "Counsel, you may take the plea back before the judgment.", "defence"),
        ("en", "He may take the plea back before the judgment.", "defence"),
        ("zh", "签了以后，判决前都可以反悔，只是从宽没有了。", "accused"),
        ("zh", "梅律师，签了以后，判决前都可以反悔，只是从宽没有了。", "defence"),
        ("zh", "他签了以后，判决前都可以反悔，只是从宽没有了。", "defence"),
    ],
)
def test_an_explanation_is_told_to_the_accused_who_sits_there_though_counsel_answers(tmp_path, lang, said, to):
    assert _heard(tmp_path, said, "defence", lang)["inform:retraction"] == to


@pytest.mark.parametrize(
    "said", ["这位梅律师，今天值班，不收你的钱，法律上不懂的可以问他。", "你没请律师，今天值班的律师不收费，可以问他。"]
)
def test_who_is_introduced_is_not_called(tmp_path, said):
    assert _heard(tmp_path, said, "accused", "zh")["inform:counsel"] == "accused"


@pytest.mark.parametrize(
    ("asked", "answered", "about"),
    [
        (
            "And the judge, is he bound by that?",
            "The court generally follows the recommendation, it need not.",
            "effect",
        ),
        (
            "Will there be a judge asking me things?",
            "Fast track is one judge, no going through the evidence.",
            "procedure",
        ),
    ],
)
def test_what_a_question_has_told_for_the_first_time_was_asked_about(tmp_path, asked, answered, about):
    path = tmp_path / "a.txt"
    path.write_text(
        f"---\nlang: en\nspeakers: {{Mei: defence, Bao: accused}}\n---\n[room: client_meeting]\nMei: Good morning.\nBao: {asked}\nMei: {answered}\n",
        encoding="utf-8",
    )
    assert f"wonder.{about}" in record_of(read_transcript(path))[0].turns[1].gist
