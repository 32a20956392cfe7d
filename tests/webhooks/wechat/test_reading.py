"""The platform's XML, and everything that is not."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webhooks.wechat.errors import Malformed
from webhooks.wechat.reading import read_fields
from webhooks.wechat.simulator import write_xml

LAUGHS = b'<!DOCTYPE xml [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><xml><C>&b;</C></xml>'
NESTED = (
    b"<xml><MsgType>event</MsgType><List><Item><A>1</A></Item><Item><A>2</A></Item></List></xml>"
)


def test_fields_are_read_by_name_with_cdata_and_escapes() -> None:
    body = b"<xml><A><![CDATA[a<b]]></A><B>1 &amp; 2</B><C></C><D/></xml>"
    assert read_fields(body) == {"A": "a<b", "B": "1 & 2", "C": "", "D": ""}


def test_chinese_white_space_and_emoji_are_kept() -> None:
    said = "  一年能领几次\n😀 "
    assert read_fields(write_xml({"Content": said}))["Content"] == said


def test_what_lies_deeper_is_left_out_and_may_repeat() -> None:
    assert read_fields(NESTED)["MsgType"] == "event"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b" ",
        b"\x00",
        b"{}",
        b"<xml>",
        b"<html></html>",
        b"<xml></xml><xml></xml>",
        b"<xml><A>1</A><A>2</A></xml>",
        b"<xml><A>\x01</A></xml>",
        b"<xml><A>&#0;</A></xml>",
        b"<xml><A>&#xD800;</A></xml>",
        b"<xml><A>\xed\xa0\x80</A></xml>",
        b"<xml><A>\xff</A></xml>",
        b"<xml><A>&no;</A></xml>",
        "<xml><A>汉</A></xml>".encode("gbk"),
        b"<!DOCTYPE xml><xml><A>1</A></xml>",
        b'<!DOCTYPE xml SYSTEM "http://127.0.0.1:9/x.dtd"><xml><A>1</A></xml>',
        b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><xml><A>&e;</A></xml>',
        LAUGHS,
    ],
)
def test_what_is_not_the_platforms_xml_is_malformed(body: bytes) -> None:
    with pytest.raises(Malformed):
        read_fields(body)


@pytest.mark.parametrize(
    "body",
    [
        b"<xml>" + b"<a>" * 9000 + b"</a>" * 9000 + b"</xml>",
        b"<xml>" + b"".join(b"<a%d/>" % n for n in range(7000)) + b"</xml>",
    ],
    ids=["deep", "wide"],
)
def test_a_deep_or_wide_body_is_refused_at_once(body: bytes) -> None:
    began = time.perf_counter()
    with pytest.raises(Malformed):
        read_fields(body)
    assert time.perf_counter() - began < 0.1


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_malformed(body: bytes) -> None:
    for hostile in (body, b"<xml>" + body + b"</xml>", b"<xml><A>" + body + b"</A></xml>"):
        try:
            fields = read_fields(hostile)
        except Malformed:
            continue
        assert all(isinstance(value, str) for value in fields.values())
