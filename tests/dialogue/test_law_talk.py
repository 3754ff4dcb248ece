"""Wrong statements of law: caught when asserted, left alone when right, denied or asked. Plain words and forms."""

import re

import pytest

from trainer.acts import Act
from trainer.dialogue import law_talk
from trainer.dialogue.clauses import clauses, join
from trainer.dialogue.embedded import understand
from trainer.dialogue.interpreter import Turn
from trainer.law.articles import articles, show
from trainer.text import LANGS

DUTIES = "system charge counsel opinion sentence procedure liberty effect retraction alternatives".split()

WRONG = {
    "en": {
        "system": """
            Everyone charged with theft must sign the affidavit. Turning us down makes your punishment heavier by law.
            The judge has to go easy on you if you plead. You won't be allowed to plead once you're in court.
            Pleading isn't optional for you. A person who refuses will be punished more severely by law.
            The plea system doesn't apply to serious crimes.
            If you argue about the name of the offence it's no longer a plea.
        """,
        "charge": """
            They can find you guilty on your confession alone. If you admit it we don't need proof.
            You need to prove that it wasn't you. Once there's a confession the other evidence doesn't matter.
            The case file is confidential, counsel doesn't get to read it. You'd have to show that you're innocent.
        """,
        "counsel": """
            This lawyer reports to the prosecutor. The duty lawyer charges two hundred yuan.
            He's just here so that you can sign. Only people who plead get a duty lawyer.
            The duty lawyer is paid by the police. There's a charge for talking to the duty lawyer.
            You may only see a lawyer after you've signed.
            There's always an officer listening when you speak with counsel.
        """,
        "opinion": """
            Nothing you say about the sentence gets written down. We never answer objections.
            If you complain about the number, the deal is off and you get more months.
            Your views are not entered in the minutes.
            There is no need to give reasons for rejecting what counsel says.
            The accused can't comment on the procedure.
        """,
        "sentence": """
            Everybody who pleads gets thirty percent off, always. The prosecutor decides how long you sit.
            Sign and probation is guaranteed. The plea is worth exactly one third in every case.
            Our recommendation needs no explanation and no reasons are given.
            They can suspend a five-year sentence as well: five years suspended.
        """,
        "procedure": """
            You must take fast-track if you plead. Fast-track is available for robbery and murder too.
            In fast-track you can't say anything at the end.
            Nobody asks you which procedure you want, you have no say in that.
            Serious crimes can go through fast-track as well. Choosing the ordinary trial brings a longer sentence.
        """,
        "liberty": """
            Sign and you'll be released at once. Without your signature you won't get bail.
            Custody can never be lifted before the trial. After signing you walk out of here, that is automatic.
            We only grant bail to people who plead. Once arrested, you remain in custody until the trial.
        """,
        "effect": """
            The court is obliged to give you these eight months. With probation you don't get a criminal record.
            After the plea the judge just signs it off.
            Whatever we recommend, the judge will give it, he can't go higher or lower.
            Nothing goes on your record when it's only probation, you get no record.
            The recommendation is not worth anything, the court doesn't care.
        """,
        "retraction": """
            You can't undo it afterwards. Backing out later is an offence. The right to appeal is gone once you sign.
            You only have five days for an appeal. If you withdraw, you get double.
            What's signed is signed, no withdrawal. If you change your plea, they'll charge you with perjury.
            When you plead there is no appeal any more. You have a month to appeal the judgment.
            Your sentence will be raised if you appeal.
        """,
        "alternatives": """
            Leniency is impossible unless the victim consents. Pay three times the sum and they must close the case.
            There is nothing you can do other than sign. If the victim refuses, you can't get any leniency.
            Compensation means the case is closed automatically. You've no alternative but to sign.
        """,
    },
    "zh": {
        "system": """
            盗窃案的人都得认罪认罚。你要是拒绝，法律规定得从重。认罪认罚法院就必须从轻判。开庭以后再认就没用了。
            认罪认罚是强制的，不是你选的。不配合签字的，要从重处理。贪污案件不能适用认罪认罚。
            这个阶段不认，以后就没机会认罪认罚了。
        """,
        "charge": """
            你的供述就足以定罪了。认了就不用再证明了。你得拿证据证明不是你干的。有口供就行，不需要别的证据。
            案卷不给律师看。证明自己无罪是你的责任，你得自己证明无罪。
        """,
        "counsel": """
            值班律师会把你的话告诉检察院。值班律师一次收两百块钱。他就是来签个字的。不认罪的人没有值班律师。
            律师归检察院管，听我们安排。你找值班律师得自己掏钱。值班律师只管见证，不能给你提意见。
            得先签字，之后才能见律师。
        """,
        "opinion": """
            你对刑期的意见我们一律不记录。律师提的异议我们从来不答复。嫌重就是不认罚，从宽就没有了。
            提意见没用，没人会看的。刑期轮不到你来讨论。你要是有异议，那就是态度不端正。
        """,
        "sentence": """
            凡是认罪的一律减百分之三十。判几年由检察官决定。只要签字就保证缓刑。从宽固定是三分之一。
            检察官定多少就判多少，法院不管。累犯也能判缓刑。
        """,
        "procedure": """
            你认罪认罚就必须同意速裁。抢劫案也可以用速裁。速裁不给你最后说话的机会。
            选哪种程序你说了不算，法院定，你没权选。重罪也可以适用速裁。走普通程序要判得更重。
        """,
        "liberty": """
            签了具结书立刻释放。不签字的一律不给取保。批捕以后不会再变更强制措施，一直关到判。
            签字就能取保，百分之百。想取保得先签字。捕了就出不去了，不能取保。
        """,
        "effect": """
            法院一定会判这八个月。缓刑不会留下案底。法官就是走个形式，照着念。我们建议多少法院就判多少。
            认罪认罚就没有案底了。法官不能超过我们的建议判。
        """,
        "retraction": """
            签完字再想反悔，不可能。事后改口就是伪证罪。签字就没有上诉权了。上诉期限五天。反悔的话刑期加倍。
            白纸黑字签了就不许反悔。你反悔就是欺骗司法，要追究责任。认罪了就别想上诉。判决后一个月内都可以上诉。
            反悔的一律从重。
        """,
        "alternatives": """
            被害人不谅解就没有从宽。赔三倍就必须撤案。你除了签字没有出路。
            人家不肯谅解，认罪认罚就办不成，不能从宽。把钱赔了案子自然就撤了。要么签字，要么坐牢。
        """,
    },
}
RIGHT_DENIED_OR_ASKED = {
    "en": """
        No one can force you to plead, and saying no is no crime. Leniency is the rule but it isn't automatic.
        You may refuse without giving any reasons. Is this the last chance to plead? I'm not saying you have to sign.
        You have to tell me if you don't want this. Please don't believe that you have no choice.
        If you refuse, that is not held against you.
        A confession without other evidence can't lead to a conviction.
        The evidence is a camera recording and two statements. Your lawyer can read the whole file.
        You can dispute the name of the offence and still plead. Do they still have to prove it if I plead?
        It's for the prosecutor to prove it, not for you.
        I am not paid by you and I don't work for the police.
        He doesn't just come for the signature, he advises you first. You can ask for the duty lawyer at any time.
        Do I have to pay for the duty lawyer? The guards can't listen when we talk.
        Even if you don't plead, you can have a lawyer. Your talk with the prosecutor is recorded on video.
        The prosecutor must write down what you think. If they reject it they have to tell you why.
        Nobody may punish you for objecting. Do you write down what I say?
        You can object to the figure and the plea still stands.
        For the plea the guidelines allow up to thirty percent.
        It's the court that decides in the end, we only recommend. You've been in detention for ten months.
        I can't promise you probation. Does everybody get a third off?
        The recommendation is three years, suspended for four. Two months of detention, suspended for four months.
        Because you pleaded early we took off twenty percent.
        They can't use fast-track without your consent. Fast-track is only for cases up to three years.
        You don't have to take fast-track. Choosing the ordinary procedure doesn't cost you the discount.
        Is there no last word in fast-track? The quick procedure takes ten days.
        A minor may not be tried by fast-track.
        Bail has nothing to do with signing. Nobody may keep you in custody to get a signature.
        If you sign, we can also apply for bail. If I don't sign, do I stay in here?
        You can apply for bail long before the trial. Custody must be reviewed again and again.
        As a rule the court adopts the recommendation, unless it is clearly wrong.
        It is not certain that the court will follow. A suspended sentence is a conviction and stays on your record.
        Does probation leave a record? The judge will ask you whether you signed freely.
        The court has to explain why if it doesn't adopt the recommendation.
        If you withdraw before the indictment, the affidavit is void.
        You'd be convicted even if you never spend a day in a cell.
        You are free to withdraw, nobody can punish you for that. I never said you can't withdraw.
        Don't believe anyone who says it's final. So I can't take it back? Signing doesn't take away your appeal.
        From the day after the judgment you have ten days. If the prosecutor protests, the sentence may go up.
        The lighter sentence goes if you pull out. Before the indictment you can withdraw and the affidavit lapses.
        The victim has five days to ask the prosecutor to protest.
        The victim's refusal doesn't stop the plea, but repair counts.
        Paying doesn't end the case, it lowers the sentence. There are three ways: sign, refuse, or settle first.
        If I pay, is it over? Reconciliation can lead to a decision not to prosecute.
        No one is asking you to pay whatever she wants. Without repayment the discount is smaller.
        Serious crimes are covered as well, the plea is open to all of them.
        You must agree to fast-track before it can be used. You have to consent, otherwise they can't use fast-track.
        He's here so that you get advice before you sign. If the victim refuses, you can still plead.
        There's nothing to stop you from refusing. The victim has to be heard, but she doesn't decide.
        Once arrested you can still ask for bail.
        The prosecutor decides whether to charge you, the court decides the sentence.
        The judge will ask you some questions and read the affidavit.
        If the court doesn't adopt the recommendation, you'll hear why. People who plead early usually get more off.
    """,
    "zh": """
        认不认由你定，不认也不会多判你。从宽是可以，不是必须。我可没说你必须签。不认就要加重，这话不对。
        是不是过了今天就不能认了？想从宽的话，你得如实讲清楚。你必须自愿才能签。
        只有口供没有别的证据，不能定罪。你认了，检察院还是要拿证据。律师可以看你的卷。你可以认事实，但对罪名提意见。
        我认了是不是就不用证据了？证据有监控和两个证人。
        我不归检察院管，只替你说话。值班律师不是走过场的。找值班律师不用花钱。请值班律师要钱吗？
        签字前你可以先见律师。检察官讯问的时候会录音录像。你不认罪也能见值班律师。
        你说的都会记在笔录里。检察官不能不听你的意见。不采纳也得告诉我们为什么。提了意见会不会给我加刑？
        有异议可以提，不算翻供。
        单是认罪认罚，减百分之三十以下。缓刑我不敢跟你保证。判多久不是我们说了算，是法院定。拘役五个月，缓刑十个月。
        认罪是不是就减一半？自首最多减四成。羁押了十个月了。
        没有你同意，不能走速裁。不选速裁，从宽照样给。三年以上的案子走不了速裁。速裁快，十天就判。速裁能上诉吗？
        你还不到十八，走不了速裁。
        放不放你跟签不签没关系。签了也可能还要关着。不认罪的也能申请取保。我不签是不是就出不去？
        取保随时可以申请，不用等判决。拿关押来逼你签字是不允许的。
        量刑建议法院多数会采纳，但不是必须。判了缓刑一样有案底。案底消不掉的。判缓刑有没有案底？
        法官会问你是不是自愿签的。起诉前反悔，具结书就失效。不满十八岁判五年以下的，记录会封存。
        没人规定签了就不能反悔。谁跟你说签了就不能反悔的？反悔不会加重处罚。反悔了，减的那几个月就没了。
        签字不等于放弃上诉。判决书拿到第二天起十天内上诉。检察院抗诉的话可能加刑。被害人五天内可以请求抗诉。
        别以为签了就没有退路了。
        对方不谅解也能认罪认罚，只是从宽少一点。花钱买不来不起诉。赔了钱是不是就没事了？
        你有三条路，签、不签、先去和解。情节轻的，赔了可能不起诉。不是到了检察院就一定起诉。
        重罪也能认罪认罚，只是从宽要看情况。必须你同意速裁，法院才能用。律师来是先给你讲清楚，再看签不签。
        逮捕以后照样可以申请取保。检察官决定起不起诉，判多少是法院的事。你要是有异议就提，检察院得答复。
        被害人的意见要听，但不由他决定。签字前你还有时间考虑。捕了也不是出不去。早认的一般减得多。
    """,
}
PLAIN = {
    "en": """
        That means you could be home in May.
        In plain words: you sign, and the judge normally gives what is written.
        If you change your mind tomorrow, you tell the prosecutor and the paper is dead, but the discount goes too.
        The duty lawyer is free, it costs you nothing.
        Eight months, minus the two you have already sat.
    """,
    "zh": """
        说白了，就是你认了，他们给你往轻了提。
        你要是后悔了，跟检察官说一声，那张纸就作废，减的两个月也就没了。
        值班律师不要钱。
        关过的三个月要扣掉，还剩五个月。
        签了就留案底，以后找工作会受影响。
    """,
}
READ_OUT = {
    "en": """
        Pursuant to Article 201 of the Criminal Procedure Law the court shall in general adopt the recommendation.
        The suspect is hereby informed of the right to engage a defender.
        In accordance with the law, the accused may withdraw the plea.
    """,
    "zh": """
        依照《刑事诉讼法》第二百零一条的规定，人民法院一般应当采纳人民检察院的量刑建议。
        犯罪嫌疑人自愿认罪，同意量刑建议和程序适用的，应当在律师在场的情况下签署具结书。
        没有委托辩护人的，依法由值班律师提供法律帮助。
    """,
}
BARE = {
    "en": "You have the right to appeal.\nOur recommendation is eight months of imprisonment.\nThe charge is theft.",
    "zh": "你有权上诉。\n我们的量刑建议是有期徒刑八个月。\n你涉嫌的罪名是盗窃罪。",
}


def rows(block):
    """The sentences of a block of text."""
    return [said.strip() for said in re.split(r"(?<=[.?。？])\s*", " ".join(block.split())) if said.strip()]


def flat(table):
    return [(lang, line) for lang, block in table.items() for line in rows(block)]


ASSERTED = [(lang, duty, line) for lang, by in WRONG.items() for duty, block in by.items() for line in rows(block)]


@pytest.mark.parametrize("lang", LANGS)
def test_wrong_statements_are_caught_under_their_duty(lang):
    """Not sentence by sentence: a trained model is held to a rate, on single sentences by another hand than its training
    text. `benchmarks.understanding` measures whole turns."""
    asserted = [(duty, said) for of, duty, said in ASSERTED if of == lang]
    caught = [
        duty == (law_talk.claims()[c].duty if (c := law_talk.wrong(said, lang)) else "") for duty, said in asserted
    ]
    assert sum(caught) >= 0.5 * len(caught)


def test_what_a_sentence_says_about_the_matter_named_before_it_is_weighed_with_it(monkeypatch):
    weighed = []
    monkeypatch.setattr(law_talk, "wrong", lambda text, *rest: weighed.append(text))
    law_talk.wrong_in("You asked about appealing. That went when you signed. Now the fine.", "en", [])
    assert weighed == [
        "You asked about appealing.",
        "That went when you signed.",
        "Now the fine.",
        "You asked about appealing. That went when you signed.",
        "That went when you signed. Now the fine.",
    ]


@pytest.mark.parametrize("lang", LANGS)
def test_what_is_right_denied_or_asked_is_left_alone(lang):
    said = rows(RIGHT_DENIED_OR_ASKED[lang])
    alarms = [s for s in said if law_talk.wrong(s, lang)]
    assert len(alarms) <= 0.2 * len(said), alarms


DENIED = {
    "en": ("the prosecutor's number binds the court", "It is not true that {}.", "{}, that is simply not so."),
    "zh": ("检察院建议多少，法院就必须判多少", "没有谁说过{}。", "{}，这种说法不对。"),
}


@pytest.mark.parametrize("lang", LANGS)
def test_what_is_wrong_is_right_when_it_is_denied(lang, monkeypatch):
    monkeypatch.setattr(law_talk, "_likelihood", lambda text, lang: 0.99)
    said, *frames = DENIED[lang]
    assert law_talk.wrong(said, lang)
    assert [law_talk.wrong(frame.format(said), lang) for frame in frames] == [None] * len(frames)


def test_what_is_right_stays_wrong_when_it_is_denied(monkeypatch):
    monkeypatch.setattr(law_talk, "_likelihood", lambda text, lang: 0.1 if text == "you may take it back" else 0.9)
    assert law_talk.wrong("It is not true that you may take it back", "en")


def test_more_is_asked_of_what_urges_than_of_what_explains(monkeypatch):
    monkeypatch.setattr(law_talk, "_likelihood", lambda text, lang: 0.5)
    said = "You can never take it back."
    explains = Act(verb="inform", topic="retraction", span=(0, len(said)))
    urges = Act(verb="promise", topic="outcome", span=(0, len(said)))
    told = explains.model_copy(update={"polarity": "reported"})
    found = [bool(law_talk.wrong_in(said, "en", acts)) for acts in ([explains], [urges], [told], [explains, urges])]
    assert found == [True, False, False, True]


@pytest.mark.parametrize("lang", LANGS)
def test_no_correction_is_itself_taken_for_wrong(lang):
    alarms = [c.id for c in law_talk.claims().values() if law_talk.wrong(c.truth[lang], lang)]
    assert len(alarms) <= 0.03 * len(law_talk.claims()), alarms


def test_every_claim_names_its_duty_and_an_article_that_is_held():
    for claim in law_talk.claims().values():
        assert claim.duty in DUTIES
        assert claim.id.startswith(claim.duty + ".")
        assert set(claim.truth) == {"en", "zh"}
        assert show(claim.article).ref == claim.article


def test_every_duty_has_at_least_four_claims():
    found = [claim.duty for claim in law_talk.claims().values()]
    assert {duty: found.count(duty) >= 4 for duty in DUTIES} == dict.fromkeys(DUTIES, True)


@pytest.mark.parametrize(("lang", "said"), flat(PLAIN))
def test_plain_words(lang, said):
    assert law_talk.is_plain(said, lang)
    assert not law_talk.is_form(said, lang)


@pytest.mark.parametrize(("lang", "said"), flat(READ_OUT))
def test_form_read_out_is_not_plain(lang, said):
    assert law_talk.is_form(said, lang)
    assert not law_talk.is_plain(said, lang)


@pytest.mark.parametrize(("lang", "said"), flat(BARE))
def test_a_bare_right_figure_or_name_is_no_explanation(lang, said):
    assert not law_talk.is_plain(said, lang)


@pytest.mark.parametrize("lang", LANGS)
def test_what_the_articles_say_is_not_called_wrong(lang):
    texts = [a.text_zh if lang == "zh" else a.summary_en for a in articles()]
    said = [join(row, text).text for text in texts for row in clauses(text, lang)]
    assert sum(bool(law_talk.wrong(s, lang)) for s in said) <= 0.02 * len(said)


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", "What the officer promised you doesn't count, and the police have no power to set a sentence."),
        ("en", "Whatever they told you in there means nothing in law."),
        ("zh", "他答应你的那些不算数，民警没有这个权。"),
        ("zh", "警察没有资格许你什么时候出去。"),
    ],
)
def test_who_puts_right_what_others_promised_states_no_wrong_law(lang, said):
    assert law_talk.wrong(said, lang) is None


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", "You have no right to a lawyer of your own."),
        ("en", "They have no right to appeal."),
        ("zh", "你没有权利请律师。"),
    ],
)
def test_a_right_denied_stays_wrong(lang, said):
    assert law_talk.wrong(said, lang)


def test_a_sentence_the_law_does_not_have_is_wrong_whatever_is_said_of_probation_beside_it():
    text = "有期徒刑六个月，缓刑六个月，罚三千块钱。缓刑就是不用进去，在家待着，考验这六个月别惹事儿。"
    reading = understand(Turn(text, "zh", "prosecutor", "accused"))
    assert "sentence.probation_wrong" in reading.claims
