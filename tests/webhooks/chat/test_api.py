"""The chat page's JSON API."""

import json
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

from bot.errors import StorageUnavailable
from bot.message import Channel, Message
from bot.reply import Reply
from tests.webhooks.chat.scripted import ScriptedAssistant
from webhooks import BODY_LIMIT

CONTRACT = {
    "intent",
    "confidence",
    "alternatives",
    "facts",
    "reply",
    "sources",
    "choices",
    "assessment",
    "courses",
}


def test_a_message_gets_the_answer_object(browser: FlaskClient) -> None:
    response = browser.post("/api/messages", json={"text": "一年能领几次"})
    assert response.status_code == 200
    answer = response.get_json()
    assert answer.keys() >= CONTRACT
    assert answer["sources"] == [{"pack": "national-fund-2023", "clause": "六"}]
    assert answer["choices"] == ["我能领吗", "怎么申请"]
    assert response.headers["Cache-Control"] == "no-store"


def test_the_assistant_is_told_who_writes_what_and_for_which_day(
    browser: FlaskClient, assistant: ScriptedAssistant
) -> None:
    browser.post("/api/messages", json={"text": "能领吗", "on": "2020-06-15", "id": "a1"})
    (message,) = assistant.asked
    assert (message.channel, message.text, message.id) == (Channel.PAGE, "能领吗", "a1")
    assert message.on == date(2020, 6, 15)


def test_the_cookie_keeps_one_person_one_person(
    browser: FlaskClient, assistant: ScriptedAssistant
) -> None:
    browser.get("/")
    for _ in range(2):
        browser.post("/api/messages", json={"text": "你好"})
    assert len({message.sender for message in assistant.asked}) == 1


def test_two_browsers_are_two_people(app: Flask, assistant: ScriptedAssistant) -> None:
    for _ in range(2):
        app.test_client().post("/api/messages", json={"text": "你好"})
    assert len({message.sender for message in assistant.asked}) == 2


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(browser: FlaskClient) -> None:
    cookie = browser.post("/api/messages", json={"text": "你好"}).headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_a_name_that_we_never_gave_is_replaced(
    browser: FlaskClient, assistant: ScriptedAssistant
) -> None:
    browser.set_cookie("luxiaojiang", "admin")
    browser.post("/api/messages", json={"text": "你好"})
    assert assistant.asked[0].sender != "admin"


def test_a_repeat_is_known_by_its_id(browser: FlaskClient, assistant: ScriptedAssistant) -> None:
    asked = {"text": "你好", "id": "7f"}
    first, second = (browser.post("/api/messages", json=asked) for _ in range(2))
    assert first.data == second.data
    assert {message.id for message in assistant.asked} == {"7f"}


def test_messages_without_an_id_are_different_messages(
    browser: FlaskClient, assistant: ScriptedAssistant
) -> None:
    for _ in range(2):
        browser.post("/api/messages", json={"text": "你好"})
    assert len({message.id for message in assistant.asked}) == 2


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"text=1",
        b'{"text": ',
        b"\xff\xfe\x00",
        b"[" * 60_000,
        b"null",
        b'["text"]',
        b"{}",
        b'{"text": 5}',
        b'{"text": null}',
        b'{"text": "a", "on": "2020-13-01"}',
        b'{"text": "a", "on": 20200615}',
        b'{"text": "a", "id": ""}',
        b'{"text": "a", "id": 5}',
        b'{"text": "a", "id": "' + b"x" * 65 + b'"}',
        b'{"text": "a", "id": "a b\\u0000"}',
        b'{"text": ' + b"9" * 5000 + b"}",
    ],
)
def test_what_is_not_a_message_is_refused_in_one_line(browser: FlaskClient, body: bytes) -> None:
    response = browser.post("/api/messages", data=body)
    assert response.status_code == 400
    line = response.get_json()["error"]
    assert line.endswith("。")
    assert "\n" not in line


@pytest.mark.parametrize("text", ["", "啊" * 2001, "\x00\x01", "\ud800", "👍", "x" * 60_000])
def test_strange_words_are_the_assistants_to_answer(browser: FlaskClient, text: str) -> None:
    response = browser.post("/api/messages", data=json.dumps({"text": text}))
    assert response.status_code == 200


def test_what_no_database_can_store_does_not_get_through(
    browser: FlaskClient, assistant: ScriptedAssistant
) -> None:
    browser.post("/api/messages", data=b'{"text": "a\\u0000b\\ud800c"}')
    assert assistant.asked[0].text == "abc"


def test_a_body_over_64_kb_is_too_large(browser: FlaskClient, assistant: ScriptedAssistant) -> None:
    body = json.dumps({"text": "x" * BODY_LIMIT})
    response = browser.post("/api/messages", data=body)
    assert response.status_code == 413
    assert response.get_json()["error"]
    assert not assistant.asked


def test_an_unexpected_failure_shows_no_traceback(
    browser: FlaskClient, assistant: ScriptedAssistant
) -> None:
    def fail(_message: Message) -> Reply:
        raise ZeroDivisionError("secret")

    assistant.script = fail
    response = browser.post("/api/messages", json={"text": "你好"})
    assert response.status_code == 500
    assert b"secret" not in response.data
    assert b"Traceback" not in response.data
    assert "12333" in response.get_json()["error"]


def test_a_database_out_of_reach_is_told_as_such(
    browser: FlaskClient, assistant: ScriptedAssistant
) -> None:
    def fail(_message: Message) -> Reply:
        raise StorageUnavailable("disk I/O error")

    assistant.script = fail
    response = browser.post("/api/messages", json={"text": "你好"})
    assert response.status_code == 503
    assert b"disk" not in response.data


def test_reading_messages_back_is_not_offered(browser: FlaskClient) -> None:
    response = browser.get("/api/messages")
    assert response.status_code == 405
    assert response.get_json()["error"]


def test_numbered_choices_carry_their_numbers_and_the_long_version_is_offered_last(
    browser: FlaskClient, assistant: ScriptedAssistant
) -> None:
    assistant.script = lambda message: Reply("选", (), more="很长的话")
    answer = browser.post("/api/messages", json={"text": "你好"}).get_json()
    assert answer["buttons"] == [{"label": "详细", "says": "详细"}]
    answer = browser.post("/api/messages", json={"text": "选"}).get_json()
    assert "很长的话" not in answer["reply"]


def test_a_button_says_what_its_choice_says(browser: FlaskClient) -> None:
    answer = browser.post("/api/messages", json={"text": "选一个"}).get_json()
    assert answer["buttons"][1] == {"label": "去哪里办", "says": "潍坊去哪里办", "number": 2}
