"""The platform's client against a platform that fails in each way."""

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine, select

from bot.clock import Clock, FixedClock
from bot.storage.tables import TokenRow
from tests.webhooks.wechat.accounts import NOW, SAFE
from tests.webhooks.wechat.platform import SILENT, StandIn, fault
from webhooks.wechat import client
from webhooks.wechat.client import Platform
from webhooks.wechat.codes import Action
from webhooks.wechat.errors import PlatformRefused, Unreachable
from webhooks.wechat.tokens import Tokens

MENU = {"button": [{"type": "click", "name": "能领吗", "key": "我能领什么补贴"}]}


class SteppedClock(Clock):
    """A clock that the test moves."""

    __setattr__ = object.__setattr__
    later = timedelta(0)

    def now(self) -> datetime:
        return NOW + self.later


def another(standing: StandIn, engine: Engine, later: timedelta = timedelta(0)) -> Platform:
    """A client in another process, or at another time."""
    settings = replace(SAFE, api_base_url=standing.url)
    return Platform(settings, engine, FixedClock(NOW + later), sleep=lambda _seconds: None)


def refused(call: Callable[[], object]) -> PlatformRefused:
    with pytest.raises(PlatformRefused) as caught:
        call()
    return caught.value


def test_every_call_goes_to_the_base_url_with_the_stable_token(
    platform: Platform, standing: StandIn
) -> None:
    platform.create_menu(MENU)
    assert standing.calls == {"stable_token": 1, "menu/create": 1}
    asked = standing.bodies["stable_token"][0]
    assert (asked["appid"], asked["grant_type"]) == (SAFE.app_id, "client_credential")
    assert standing.bodies["menu/create"] == [MENU]


def test_a_token_is_shared_through_the_database(
    platform: Platform, standing: StandIn, engine: Engine
) -> None:
    platform.create_menu(MENU)
    another(standing, engine).create_menu(MENU)
    assert standing.calls["stable_token"] == 1


def test_a_token_about_to_end_is_fetched_anew(
    platform: Platform, standing: StandIn, engine: Engine
) -> None:
    platform.create_menu(MENU)
    another(standing, engine, timedelta(seconds=7100)).create_menu(MENU)
    assert standing.calls["stable_token"] == 1
    another(standing, engine, timedelta(seconds=7170)).create_menu(MENU)
    assert standing.calls["stable_token"] == 2


def test_a_revoked_token_is_replaced_once_and_for_all_processes(
    platform: Platform, standing: StandIn, engine: Engine
) -> None:
    platform.create_menu(MENU)
    standing.revoke()
    platform.create_menu(MENU)
    another(standing, engine).create_menu(MENU)
    assert standing.calls == {"stable_token": 2, "menu/create": 4}


@pytest.mark.parametrize("code", [40001, 40014, 42001])
def test_a_token_refused_for_ever_costs_few_calls(
    platform: Platform, standing: StandIn, code: int
) -> None:
    standing.always["message/custom/send"] = fault(code)
    assert refused(lambda: platform.send_text("o1", "到账了")).code == code
    assert standing.calls["message/custom/send"] <= 2
    assert standing.calls["stable_token"] <= 2


def test_new_tokens_that_are_all_refused_cost_two_calls(
    platform: Platform, standing: StandIn
) -> None:
    standing.always["message/custom/send"] = fault(40001)
    standing.next["stable_token"].extend(
        {"access_token": f"fresh-{number}", "expires_in": 7200} for number in range(9)
    )
    assert refused(lambda: platform.send_text("o1", "到账了")).code == 40001
    assert standing.calls == {"message/custom/send": 2, "stable_token": 2}


def test_an_older_token_does_not_drop_a_newer_one(
    platform: Platform, standing: StandIn, engine: Engine
) -> None:
    platform.create_menu(MENU)
    standing.revoke()
    another(standing, engine).create_menu(MENU)
    Tokens(engine, SAFE.app_id).drop("token-1")
    with engine.connect() as connection:
        assert connection.execute(select(TokenRow.value)).scalars().all() == ["token-2"]


def test_a_wrong_secret_stops_all_calls_for_a_while(standing: StandIn, engine: Engine) -> None:
    clock = SteppedClock()
    settings = replace(SAFE, api_base_url=standing.url)
    platform = Platform(settings, engine, clock)
    standing.always["stable_token"] = fault(40001)
    for _ in range(5):
        error = refused(lambda: platform.create_menu(MENU))
        assert error.remedy.action is Action.HALT
        assert "WECHAT_SECRET" in str(error)
    assert standing.calls == {"stable_token": 1}
    del standing.always["stable_token"]
    clock.later = timedelta(minutes=11)
    platform.create_menu(MENU)


def test_no_permission_switches_one_feature_off_for_the_process(
    platform: Platform, standing: StandIn, engine: Engine
) -> None:
    standing.always["menu/create"] = fault(48001)
    for _ in range(3):
        assert refused(lambda: platform.create_menu(MENU)).code == 48001
    assert standing.calls["menu/create"] == 1
    platform.send_text("o1", "到账了")
    assert refused(lambda: another(standing, engine).create_menu(MENU)).code == 48001
    assert standing.calls["menu/create"] == 2


def test_a_used_up_day_rests_until_midnight_in_beijing(standing: StandIn, engine: Engine) -> None:
    clock = SteppedClock()
    settings = replace(SAFE, api_base_url=standing.url)
    platform = Platform(settings, engine, clock)
    standing.next["menu/create"].append(fault(45009))
    for hour in (0, 7):
        clock.later = timedelta(hours=hour)
        assert refused(lambda: platform.create_menu(MENU)).code == 45009
    clock.later = timedelta(hours=8)
    platform.create_menu(MENU)
    assert standing.calls["menu/create"] == 2


def test_a_busy_platform_is_asked_three_times_at_most(
    platform: Platform, standing: StandIn
) -> None:
    standing.next["menu/create"].extend([fault(-1), fault(-1)])
    platform.create_menu(MENU)
    standing.always["menu/create"] = fault(-1)
    assert refused(lambda: platform.create_menu(MENU)).code == -1
    assert standing.calls["menu/create"] == 6


@pytest.mark.parametrize("code", [45015, 45047, 43004, 43019, 40003, 45002, 99999])
def test_any_other_refusal_is_told_once_and_rests_nothing(
    platform: Platform, standing: StandIn, code: int
) -> None:
    standing.next["message/custom/send"].append(fault(code))
    error = refused(lambda: platform.send_text("o1", "到账了"))
    assert (error.code, bool(error.mend)) == (code, True)
    platform.send_text("o1", "到账了")
    assert standing.calls["message/custom/send"] == 2


@pytest.mark.parametrize(
    "answer", [500, 302, b"<html>", b"", b"[]", b"null", b'{"errcode": "x"}', {"errcode": None}]
)
@pytest.mark.parametrize("call", ["qrcode/create", "stable_token"])
def test_an_answer_that_cannot_be_read_is_an_unknown_outcome_and_not_repeated(
    platform: Platform, standing: StandIn, call: str, answer: bytes | int
) -> None:
    standing.always[call] = answer
    with pytest.raises(Unreachable):
        platform.create_qr("zhangzhuang")
    assert standing.calls[call] == 1


def test_a_silent_platform_holds_nobody_up(
    platform: Platform, standing: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    platform.timeout = (0.2, 0.3)
    standing.always["message/custom/send"] = SILENT
    began = time.perf_counter()
    with pytest.raises(Unreachable):
        platform.send_text("o1", "到账了")
    assert time.perf_counter() - began < 2
    assert standing.calls["message/custom/send"] == 1


def test_every_call_has_time_outs(platform: Platform) -> None:
    assert platform.timeout == client.TIMEOUT
    assert max(client.TIMEOUT) <= 5


def test_a_platform_that_is_not_there_is_unreachable(engine: Engine) -> None:
    platform = Platform(replace(SAFE, api_base_url="http://127.0.0.1:1"), engine, FixedClock(NOW))
    with pytest.raises(Unreachable) as caught:
        platform.create_menu(MENU)
    assert "WECHAT_API_BASE_URL" in caught.value.mend


def test_codes_are_permanent_or_end(platform: Platform, standing: StandIn) -> None:
    assert platform.create_qr("zhangzhuang").url == "http://weixin.qq.com/q/k"
    platform.create_qr("zhangzhuang", 10**9)
    permanent, temporary = standing.bodies["qrcode/create"]
    assert permanent["action_name"] == "QR_LIMIT_STR_SCENE"
    assert (temporary["action_name"], temporary["expire_seconds"]) == ("QR_STR_SCENE", 2_592_000)
    assert permanent["action_info"] == {"scene": {"scene_str": "zhangzhuang"}}


def test_a_customer_message_is_clean_and_never_too_long(
    platform: Platform, standing: StandIn
) -> None:
    platform.send_text("o1", "到账了。\ud800" + "好" * 1000)
    sent = standing.bodies["message/custom/send"][0]
    assert sent["touser"] == "o1"
    assert sent["text"]["content"].startswith("到账了。好")
    assert len(sent["text"]["content"].encode()) <= 1800


def test_the_platforms_addresses_are_listed(platform: Platform) -> None:
    assert platform.callback_addresses() == ("101.226.62.77", "101.226.62.78")
