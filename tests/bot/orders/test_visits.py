"""Codes of visits: greeted, counted, checked, revoked; posters that a phone can read."""

import re
from argparse import Namespace
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from xml.etree import ElementTree

import pytest
from sqlalchemy import Engine, select

from bot.commands import outreach as commands
from bot.commands.orders import demands, settle
from bot.errors import BadRequest
from bot.message import Kind
from bot.outreach import Standing, page_link, read_code, shown, standing
from bot.posters.drawing import words, write_posters
from bot.posters.sheets import card, poster, qr
from bot.settings import Settings
from bot.storage import outreach
from bot.storage.outreach_tables import InvitationRow
from tests.bot.conftest import Talk
from tests.bot.orders.teaching import TODAY
from tests.bot.orders.test_in_the_chat import chosen, invite

Workers = Callable[[str], Talk]
CODE = re.compile(r"[2-9A-Z]{7}")


def settings(database_url: str) -> Settings:
    return Settings(database_url, None, None, None, None)


def visit_arguments(**about: object) -> Namespace:
    given = {
        "team": "沂水一队", "venue": "village", "offering": None, "place": "诸葛镇东村",
        "city": "临沂", "county": "沂水", "day": TODAY, "office": "沂水县人社局", "phone": "0539-2251234",
    }  # fmt: skip
    return Namespace(**given | about)


@pytest.fixture
def code(database_url: str, engine: Engine, capsys: pytest.CaptureFixture[str]) -> str:
    """The code of a visit made on the command line."""
    commands.visit(visit_arguments(), settings(database_url))
    found = read_code(capsys.readouterr().out)
    assert found
    return found


def counted(engine: Engine, code: str) -> tuple[int, ...]:
    with engine.connect() as connection:
        visit = outreach.visit_of(connection, code)
        assert visit
        return tuple(outreach.counts(connection, (visit,)))


@pytest.mark.parametrize("kind", [Kind.FOLLOW, Kind.SCAN])
def test_a_scan_greets_for_its_visit(
    workers: Workers, code: str, engine: Engine, kind: Kind
) -> None:
    reply = workers("wang").say("", kind=kind, scene=code).reply
    for part in ("沂水县人社局", "0539-2251234", "11月23日", "诸葛镇东村"):
        assert part in reply.text
    assert reply.choices
    assert counted(engine, code)[:2] == (1, int(kind is Kind.FOLLOW))


def test_what_came_of_a_visit_is_counted_for_it_alone(
    workers: Workers, code: str, engine: Engine
) -> None:
    wang, li, stranger = workers("wang"), workers("li"), workers("stranger")
    for talk in (wang, li):
        talk.say("", kind=Kind.FOLLOW, scene=code)
    for talk in (wang, stranger):
        talk.say("我今年50岁，能领补贴吗")
    for talk in (li, stranger):
        chosen(talk)
    scans, new, questions, verdicts, demanded, choices = counted(engine, code)
    assert (scans, new, demanded, choices) == (2, 2, 0, 1)
    assert questions == 5
    assert verdicts >= 1


@pytest.mark.parametrize(("count", "told"), [(0, 0), (1, None), (4, None), (5, 5)])
def test_small_counts_are_hidden(count: int, told: int | None) -> None:
    assert shown(count) == told


def test_a_revoked_and_an_expired_code_say_so(
    workers: Workers, code: str, engine: Engine, database_url: str
) -> None:
    late = workers("late")
    commands.revoke(Namespace(code=code), settings(database_url))
    assert "停用" in workers("wang").say("", kind=Kind.SCAN, scene=code).reply.text
    with pytest.raises(BadRequest):
        commands.revoke(Namespace(code=code), settings(database_url))
    with engine.connect() as connection:
        visit = outreach.visit_of(connection, code)
    assert visit
    fresh = visit._replace(revoked_at=None)
    assert standing(fresh, visit.expires_on) is Standing.GENUINE
    assert standing(fresh, visit.expires_on + timedelta(days=1)) is Standing.EXPIRED
    assert counted(engine, code)[0] == 0, "a code that does not hold is not counted"
    assert "停用" in late.say(f"验真 {code}").reply.text


def test_an_expired_code_says_so_in_the_chat(workers: Workers, code: str, clock: object) -> None:
    late = workers("late")
    late.wait(days=61)
    assert "过期" in late.say("", kind=Kind.SCAN, scene=code).reply.text


def test_whether_a_code_is_genuine_can_be_asked(workers: Workers, code: str) -> None:
    talk = workers("wang")
    assert "沂水县人社局" in talk.say(f"验真 {code.lower()}").reply.text
    forged = code[:-1] + ("2" if code[-1] != "2" else "3")
    assert "不是我们发的" in talk.say(f"这个码 {forged} 是真的假的").reply.text
    assert "不是我们发的" in talk.say("", kind=Kind.SCAN, scene=forged).reply.text


def test_a_team_makes_a_code_and_sees_its_own_figures(workers: Workers, engine: Engine) -> None:
    invite(engine, "AAAA-2222-BBBB", "team", name="一队", phone="0539-1")
    invite(engine, "CCCC-2222-BBBB", "team", name="二队", phone="0539-2")
    one, two = workers("one"), workers("two")
    one.say("邀请码 AAAA-2222-BBBB")
    two.say("邀请码 CCCC-2222-BBBB")
    one.say("给我个二维码")
    one.say("进村")
    made = read_code(one.say("诸葛镇东村").reply.text)
    assert made
    for n in range(5):
        workers(f"p{n}").say("", kind=Kind.FOLLOW, scene=made)
    assert "扫码5次" in one.say("看看数据").reply.text
    assert "5" not in two.say("看看数据").reply.text.replace("少于5", "")
    assert made in one.say("给我个二维码").reply.text


def test_an_officer_sees_the_whole_city(workers: Workers, engine: Engine, code: str) -> None:
    invite(engine, "AAAA-2222-BBBB", "officer", name="市局")
    officer = workers("officer")
    officer.say("邀请码 AAAA-2222-BBBB")
    for n in range(6):
        workers(f"p{n}").say("", kind=Kind.SCAN, scene=code)
    assert "扫码6次" in officer.say("看看数据").reply.text


def test_an_invitation_is_printed_and_not_kept(
    database_url: str, engine: Engine, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = Namespace(role="team", name="一队", city="临沂市", county="沂水", phone=None)
    commands.invite(arguments, settings(database_url))
    found = re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}", capsys.readouterr().out)
    assert found
    with engine.connect() as connection:
        row = connection.execute(select(InvitationRow.__table__)).one()
    assert found[0].replace("-", "") not in str(row)
    assert (row.city, row.county) == ("临沂", "371323")


@pytest.mark.parametrize("about", [{"city": "北京"}, {"county": "没有这个县"}])
def test_a_place_that_is_not_known_is_refused(
    database_url: str, engine: Engine, about: dict[str, str]
) -> None:
    with pytest.raises(BadRequest):
        commands.visit(visit_arguments(**about), settings(database_url))


def test_posters_are_written_with_all_that_must_stand_on_them(
    database_url: str, code: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = Namespace(code=code, out=str(tmp_path), base_url="https://xiaojiang.example")
    commands.poster(arguments, settings(database_url))
    files = [Path(line) for line in capsys.readouterr().out.split()]
    assert sorted(path.suffix for path in files) == [".pdf", ".pdf", ".svg", ".svg"]
    for path in files:
        if path.suffix == ".pdf":
            assert path.read_bytes().startswith(b"%PDF-")
    svg = next(path for path in files if path.name.endswith("a4.svg")).read_text("utf-8")
    text = "".join(ElementTree.fromstring(svg).itertext())
    for part in ("沂水县人社局", "0539-2251234", "2026年11月23日", code, "有效", "验真", "12333"):
        assert part in text


def test_where_an_account_is_connected_its_own_code_is_drawn(
    database_url: str, code: str, tmp_path: Path, engine: Engine
) -> None:
    class Drawn:
        url = "http://weixin.qq.com/q/02abc"

    class Account:
        scenes: list[str] = []

        def create_qr(self, scene: str, seconds: int | None = None) -> Drawn:
            self.scenes.append(scene)
            return Drawn()

    arguments = Namespace(code=code, out=str(tmp_path), base_url=None)
    for _ in range(2):
        commands.poster(arguments, settings(database_url), Account())
    assert Account.scenes == [code], "asked of the platform once"
    with engine.connect() as connection:
        visit = outreach.visit_of(connection, code)
    assert visit
    assert visit.link == Drawn.url


def test_the_drawn_code_is_the_one_encoded_and_has_its_quiet_zone() -> None:
    boxes = qr("https://xiaojiang.example/?scene=XART9C6", 0, 0, 100)
    module = min(box.height for box in boxes)
    assert min(box.x for box in boxes) >= 4 * module - 1e-9
    assert max(box.x + box.width for box in boxes) <= 100 - 4 * module + 1e-9


def test_everything_stands_within_the_sheet(engine: Engine, code: str) -> None:
    with engine.connect() as connection:
        visit = outreach.visit_of(connection, code)
    assert visit
    long = visit._replace(office="沂水县人力资源和社会保障局", place="诸葛镇东村文化广场")
    for draw in (poster, card):
        sheet = draw(long, page_link("http://x", code), TODAY, words())
        for one in sheet.words:
            width = one.size * sum(1.0 if ord(c) > 255 else 0.6 for c in one.text)
            left = one.x - width / 2 if one.centred else one.x
            assert left >= 0, one.text
            assert left + width <= sheet.width, one.text
            assert one.size < one.y < sheet.height, one.text


def test_posters_go_where_they_are_asked_for(tmp_path: Path, engine: Engine, code: str) -> None:
    with engine.connect() as connection:
        visit = outreach.visit_of(connection, code)
    assert visit
    paths = list(write_posters(visit, "http://x/?scene=1", TODAY, tmp_path / "new"))
    assert all(path.exists() for path in paths)


def test_demands_are_listed_and_a_wrong_number_is_refused(
    workers: Workers, engine: Engine, database_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    talk = workers("wang")
    talk.say("没有想学的课，登记一下，想学扎染")
    talk.say("沂水")
    talk.say("4")
    talk.say("登记吧")
    demands(Namespace(city=None, publish=True), settings(database_url))
    out = capsys.readouterr().out
    assert "扎染" in out
    assert "不到5人" in out
    nothing = Namespace(number="T-0014", amount=None, trained=None, employed=None, advance=False)
    with pytest.raises(BadRequest):
        settle(nothing, settings(database_url))
