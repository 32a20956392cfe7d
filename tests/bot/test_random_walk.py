"""Ten thousand turns at random: nothing fails, nothing is promised, nothing is too long."""

import json
import random
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry

from bot.message import Kind
from bot.storage.migrating import migrate
from bot.wording import Wording
from intents.understander import Understander
from knowledge.database import make_engine
from knowledge.library import Library
from tests.bot.conftest import Talk
from tests.bot.promises import breaches
from tests.conversations.playing import Stage

WALKS = 20
TURNS = 500
UTTERANCES = Path(__file__).parent.parent / "utterances" / "intents_dev.jsonl"
DAYS = (None, None, date(2020, 6, 15), date(2020, 6, 15), date(2018, 6, 1), date(2025, 6, 1))
COMMANDS = (
    "菜单", "返回", "重来", "跳过", "不知道", "再说一遍", "人工", "详细", "依据", "为什么", "为什么问这个",
    "还记得", "删除我的信息", "接下来咋办", "还有啥培训适合我", "是", "不是", "有", "没有", "都不是",
)  # fmt: skip
TOLD = (
    "我今年{n}岁", "我在厂里上班", "我下岗了", "我在家种地", "不对，我是农民工", "我领过{n}次补贴", "没证",
    "我有技能等级证", "考的高级工", "我在临沂", "市中区的",
    "我媳妇在家带孩子", "我爹退休了", "她没证", "他领养老金",
    "我儿子是大学生", "我是退役军人", "失业保险交了{n}个月", "证发下来{n}个月", "我们厂的工人", "我自己呢",
    "金蓝领能报吗", "听说一年能领{n}次", "补多少钱", "济南", "青岛", "想学电焊", "交{n}块钱包过", "我想死",
)  # fmt: skip
ODD = (
    "", " ", "？？？", "。", "0", "99999999999", "-1", "①", "第一个", "😀😀", "asdf", "<b>1</b>", "{who}", "%s",
    "${x}", "1' OR '1'='1", "\u202e反", "\x00\x07", "啊" * 300, "能领吗" * 400,
    "11010519491231002X", "13812345678",
    "我" * 2000, "一二三四五六七", "１２３", "補貼怎麼領", "bu zhi dao", "\n\n\n", "null", "True",
)  # fmt: skip
KINDS = (Kind.IMAGE, Kind.VIDEO, Kind.FILE, Kind.LINK, Kind.OTHER, Kind.FOLLOW, Kind.SCAN, Kind.LOCATION,
         Kind.VOICE, Kind.TAP, Kind.UNFOLLOW)  # fmt: skip


class Walker:
    """Somebody who says anything."""

    def __init__(self, rng: random.Random, wording: Wording, utterances: list[str]) -> None:
        self.rng = rng
        self.labels = [o.label for q in wording.questions.values() for o in q.options]
        self.utterances = [*utterances, *wording.labels.values()]

    def text(self, offered: list[str]) -> str:
        """What is said next: often one of the choices offered."""
        rng = self.rng
        draw = rng.random()
        if draw < 0.3 and offered:
            return rng.choice([*offered, str(rng.randint(0, len(offered) + 1))])
        if draw < 0.45:
            return rng.choice(self.utterances)
        if draw < 0.6:
            return rng.choice(COMMANDS)
        if draw < 0.7:
            return rng.choice(self.labels)
        if draw < 0.92:
            return rng.choice(TOLD).format(n=rng.choice((0, 1, 2, 3, 4, 11, 12, 36, 55, 130)))
        return rng.choice(ODD) if draw < 0.97 else self._noise()

    def _noise(self) -> str:
        letters = "的了我能领补贴培训证吗不是有没一二三0123，。？ abc"
        return "".join(self.rng.choices(letters, k=self.rng.randint(1, 60)))

    def kind(self) -> Kind:
        """Nearly always text."""
        return self.rng.choice(KINDS) if self.rng.random() < 0.03 else Kind.TEXT


@pytest.fixture(scope="module")
def fast_stage(
    library: Library,
    understander: Understander,
    wording: Wording,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Stage]:
    """A database that need not outlive a loss of power."""
    engine = make_engine(f"sqlite:///{tmp_path_factory.mktemp('walk')}/walk.db")

    @event.listens_for(engine, "connect")
    def hurry(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
        cursor = connection.cursor()
        cursor.execute("PRAGMA synchronous=OFF")
        cursor.close()

    migrate(engine)
    yield Stage(library, understander, wording, engine)
    engine.dispose()


@pytest.fixture(scope="module")
def utterances() -> list[str]:
    return [json.loads(line)["text"] for line in UTTERANCES.read_text("utf-8").splitlines()]


@pytest.mark.parametrize("seed", range(WALKS))
def test_whatever_is_said_the_answer_is_sound(
    fast_stage: Stage, utterances: list[str], seed: int
) -> None:
    rng = random.Random(seed)
    walker = Walker(rng, fast_stage.wording, utterances)
    people = [fast_stage.talk(f"walker {seed} {who}") for who in range(3)]
    offered: dict[str, list[str]] = {talk.sender: [] for talk in people}
    for turn in range(TURNS):
        talk = rng.choice(people)
        said = walker.text(offered[talk.sender])
        faults, offered[talk.sender] = step(fast_stage, talk, walker, said)
        assert not faults, f"turn {turn}, {said!r}: {faults}"


def step(stage: Stage, talk: Talk, walker: Walker, said: str) -> tuple[list[str], list[str]]:
    """One turn: what was wrong with it, and what it offered."""
    rng = walker.rng
    if rng.random() < 0.02:
        talk.wait(minutes=rng.choice((5, 31, 60 * 24 * 40, 60 * 24 * 91)))
    scene = "team-7" if rng.random() < 0.2 else ""
    response = talk.say(said, rng.choice(DAYS), walker.kind(), scene=scene)
    faults = [*breaches(response.reply)]
    if response.outcome == "failed":
        faults.append("the handler failed")
    specs = stage.library.facts
    faults += [f"{f} is {v!r}" for f, v in response.facts.items() if not specs[f].allows(v)]
    faults = [f"{fault}: {response.reply.text!r}" for fault in faults]
    return faults, [choice.text for choice in response.reply.choices]
