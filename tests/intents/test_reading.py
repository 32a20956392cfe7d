"""Persons, commands, warnings, themes, claims, mentions and the generalised text."""

import pytest

from intents.reading import Reader
from intents.understanding import Command, Warning
from tests.intents.conftest import TODAY, Read


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("俺媳妇下岗了想学月嫂", "wife"),
        ("俺那口子他想学电工", "husband"),
        ("替我爹问问，他能学不", "father"),
        ("想让儿子学汽修", "son"),
        ("我表妹想学电商", "relative"),
        ("我弟媳下岗了，她能学啥", "relative"),
        ("我公司拟组织二十名职工培训", "workers"),
        ("我们村好多妇女想学编织", "villagers"),
        ("我妹说我能领，我能领吗", "self"),
        ("那我呢，我学点啥", "self"),
        ("儿子退伍了，儿媳妇在银行上班，我想叫他学焊工", "son"),
        ("我弟在厂里，我在家看孩子，他想考个证", "sibling"),
        ("四级补多少", None),
    ],
)
def test_the_person_asked_about_is_known(text: str, about: str | None, read: Read) -> None:
    assert read(text).about == about


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("菜单", Command.MENU),
        ("菜单。", Command.MENU),
        ("caidan", Command.MENU),
        ("返会", Command.BACK),
        ("转人工", Command.HUMAN),
        ("忘了", Command.UNSURE),
        ("跳过吧", Command.SKIP),
        ("再说一遍", Command.REPEAT),
        ("为啥问这个", Command.WHY_ASK),
        ("还记得我吗", Command.REMEMBER),
        ("删除我的信息", Command.FORGET),
        ("重来", Command.RESTART),
        ("原文", Command.SOURCE),
        ("详细", Command.MORE),
    ],
)
def test_a_whole_message_that_is_a_command_is_one(text: str, command: Command, read: Read) -> None:
    assert read(text).command is command


@pytest.mark.parametrize("text", ["菜单上写的啥", "我要返回老家创业", "有没有人工智能的课"])
def test_a_word_inside_a_message_is_no_command(text: str, read: Read) -> None:
    assert read(text).command is None


@pytest.mark.parametrize(
    ("text", "warning"),
    [
        ("我真不想活了", Warning.HARM),
        ("交两百块钱包过，是真的吗", Warning.SCAM),
        ("证书挂靠一年给三千", Warning.SCAM),
        ("让我把验证码发给他", Warning.SCAM),
        ("欠了一屁股债，活着真没意思", Warning.HARM),
        ("他还要我身份证，给不给", Warning.SCAM),
        ("报名带身份证吗", None),
        ("培训要带什么", None),
    ],
)
def test_danger_and_swindles_are_warned_of(text: str, warning: Warning | None, read: Read) -> None:
    assert read(text).warning is warning


@pytest.mark.parametrize(
    ("text", "theme"),
    [
        ("老板拖欠工资咋办", "wages"),
        ("工伤找谁", "injury"),
        ("医保断了咋补", "medical"),
        ("公积金怎么提", "housing_fund"),
        ("低保怎么办", "low_income"),
        ("驾照到期换证", "driving"),
        ("户口怎么迁", "household"),
        ("养老金什么时候涨", "pension_amount"),
        ("失业金怎么领", "unemployment_benefit"),
        ("考研有补贴吗", "school"),
        ("我想学电工", None),
    ],
)
def test_a_theme_that_is_not_ours_is_named(text: str, theme: str | None, read: Read) -> None:
    assert read(text).theme == theme


def test_a_figure_is_claimed_with_its_unit(read: Read) -> None:
    claims = read("听说一年能领五次，每次2000块").claims
    assert [(claim.value, claim.unit) for claim in claims if claim.unit != "年"] == [
        (5, "次"),
        (2000, "元"),
    ]


def test_what_is_named_is_mentioned(read: Read) -> None:
    mentions = read("滕州有没有晚上的免费电焊班，考四级").mentions
    assert (mentions.city, mentions.county) == ("枣庄", "滕州市")
    assert (mentions.occupation, mentions.level) == ("焊工", "intermediate")
    assert set(mentions.wishes) == {"evening", "free"}


def test_a_long_name_is_known_with_a_character_wrong(read: Read) -> None:
    assert read("我想学工业机器任操作").mentions.occupation is not None


def test_names_numbers_and_persons_give_way_to_their_kinds(read: Read) -> None:
    assert read("我媳妇在滕州想考四级电焊").generalised == "R在P想考LT"


def test_reading_is_the_same_every_time(reader: Reader) -> None:
    text = "俺媳妇46，在滕州种地，想学电焊，今年没领过"
    assert reader.read(text, None, TODAY) == reader.read(text, None, TODAY)
