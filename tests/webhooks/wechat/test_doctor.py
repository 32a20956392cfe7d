"""The doctor, on healthy and on ailing installations."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Engine
from werkzeug.serving import make_server

from bot.settings import WeChatSettings
from knowledge.database import make_engine
from tests.webhooks.chat.scripted import ScriptedAssistant
from tests.webhooks.wechat.accounts import CLOCK, COMPAT, PLAIN, SAFE, make_app
from tests.webhooks.wechat.platform import StandIn, fault
from webhooks.wechat.doctor import Case, run_doctor

OTHER_KEY = "B" * 42 + "A"


@contextmanager
def serving(settings: WeChatSettings | None, assistant: ScriptedAssistant) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, make_app(assistant, settings), threaded=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.port}/wechat"
    finally:
        server.shutdown()
        thread.join(5)
        server.server_close()


def examine(
    mine: WeChatSettings | None,
    served: WeChatSettings | None,
    engine: Engine,
    path: str = "",
) -> tuple[str, int]:
    assistant = ScriptedAssistant()
    with serving(served, assistant) as url:
        lines, code = run_doctor(Case(mine, url + path, engine, CLOCK))
    assert not assistant.asked, "the doctor must leave no turn behind"
    return "\n".join(lines), code


@pytest.mark.parametrize("account", [PLAIN, COMPAT, SAFE], ids=lambda account: account.mode.value)
def test_a_healthy_installation_passes(
    account: WeChatSettings, standing: StandIn, engine: Engine
) -> None:
    healthy = replace(account, api_base_url=standing.url)
    said, code = examine(healthy, healthy, engine)
    assert code == 0, said
    assert "不好" not in said
    assert said.count("有权限") == 3


@pytest.mark.parametrize(
    ("served", "hint"),
    [
        (replace(SAFE, token="another"), "WECHAT_TOKEN"),
        (replace(SAFE, aes_key=OTHER_KEY), "WECHAT_AES_KEY"),
        (replace(SAFE, app_id="wxffffffffffffffff"), "WECHAT_APP_ID"),
        (PLAIN, "WECHAT_MODE"),
        (COMPAT, "WECHAT_MODE"),
        (None, "WECHAT_TOKEN"),
    ],
    ids=["token", "key", "app", "plain", "compat", "off"],
)
def test_a_server_with_other_settings_is_told_by_name(
    served: WeChatSettings | None, hint: str, standing: StandIn, engine: Engine
) -> None:
    said, code = examine(replace(SAFE, api_base_url=standing.url), served, engine)
    faults = [line for line in said.splitlines() if line.startswith("[不好]")]
    assert code == 1
    assert any(hint in line for line in faults), said


def test_a_wrong_path_is_told(standing: StandIn, engine: Engine) -> None:
    said, code = examine(SAFE, SAFE, engine, path="x")
    assert code == 1
    assert "404" in said
    assert "/wechat" in said


def test_a_server_that_is_not_there_is_told(engine: Engine) -> None:
    lines, code = run_doctor(Case(SAFE, "http://127.0.0.1:1/wechat", engine, CLOCK))
    assert code == 1
    assert any("连不上" in line and "127.0.0.1:1" in line for line in lines)


def test_an_unset_account_is_told(engine: Engine) -> None:
    lines, code = run_doctor(Case(None, "http://127.0.0.1:1/wechat", engine, CLOCK))
    assert code == 1
    assert any("WECHAT_TOKEN" in line for line in lines)


def test_an_address_on_another_port_than_the_platforms_is_noted_but_no_fault(
    standing: StandIn, engine: Engine
) -> None:
    healthy = replace(SAFE, api_base_url=standing.url)
    said, code = examine(healthy, healthy, engine)
    assert code == 0
    assert "[注意]" in said
    assert "80 和 443" in said


@pytest.mark.parametrize(
    ("call", "problem", "hint"),
    [
        ("stable_token", 40001, "WECHAT_SECRET"),
        ("stable_token", 40164, "IP白名单"),
        ("getcallbackip", 50002, "限制"),
    ],
)
def test_a_platform_that_refuses_is_told_with_the_mend(
    call: str, problem: int, hint: str, standing: StandIn, engine: Engine
) -> None:
    standing.always[call] = fault(problem)
    account = replace(SAFE, api_base_url=standing.url)
    said, code = examine(account, account, engine)
    assert code == 1
    assert hint in said


def test_an_unverified_account_is_healthy_and_told_what_it_lacks(
    standing: StandIn, engine: Engine
) -> None:
    for call in ("menu/get", "qrcode/create", "message/custom/send"):
        standing.always[call] = fault(48001)
    account = replace(SAFE, api_base_url=standing.url)
    said, code = examine(account, account, engine)
    assert code == 0
    assert said.count("没有权限") == 3


def test_without_a_secret_the_platform_is_not_called(standing: StandIn, engine: Engine) -> None:
    account = replace(SAFE, secret="", api_base_url=standing.url)
    said, code = examine(account, account, engine)
    assert code == 0
    assert "WECHAT_SECRET" in said
    assert not standing.calls


def test_a_database_that_is_not_migrated_or_not_there_is_told(tmp_path: Path) -> None:
    empty = make_engine(f"sqlite:///{tmp_path}/empty.db")
    lines, code = run_doctor(Case(None, "", empty, CLOCK))
    assert code == 1
    assert "serve" in lines[0]
    (tmp_path / "folder").mkdir()
    gone = make_engine(f"sqlite:///{tmp_path}/folder")
    lines, code = run_doctor(Case(None, "", gone, CLOCK))
    assert "DATABASE_URL" in lines[0]
