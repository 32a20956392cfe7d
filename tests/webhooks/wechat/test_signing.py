"""Who signed a request, and when."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wechatpy.utils import WeChatSigner

from webhooks.wechat.errors import Forbidden, Malformed
from webhooks.wechat.signing import FRESH, check, check_sealed, read_query, sign

MOMENT = "1714037059"
NONCE = "486452656"
SIGNED = {"signature": sign("AAAAA", MOMENT, NONCE), "timestamp": MOMENT, "nonce": NONCE}


def test_the_signature_is_that_of_the_platforms_worked_example() -> None:
    assert sign("AAAAA", MOMENT, NONCE) == "899cf89e464efb63f54ddac96b0a0a235f53aa78"


@given(st.lists(st.text(st.characters(codec="ascii")), min_size=1, max_size=4))
def test_the_signature_is_that_of_wechatpy(parts: list[str]) -> None:
    signer = WeChatSigner()
    signer.add_data(*parts)
    assert sign(*parts) == signer.signature


@pytest.mark.parametrize("seconds", [-FRESH, 0, FRESH])
def test_a_signed_request_of_about_now_is_let_in(seconds: int) -> None:
    check(SIGNED, "AAAAA", int(MOMENT) + seconds)


@pytest.mark.parametrize("seconds", [-FRESH - 1, FRESH + 1, 86_400])
def test_a_signed_request_of_another_time_is_refused(seconds: int) -> None:
    with pytest.raises(Forbidden):
        check(SIGNED, "AAAAA", int(MOMENT) + seconds)


@pytest.mark.parametrize(
    "change",
    [
        {"signature": ""},
        {"signature": SIGNED["signature"].upper()},
        {"signature": "签名"},
        {"nonce": "1"},
        {"timestamp": "1714037060"},
        {"timestamp": MOMENT + NONCE[0], "nonce": NONCE[1:]},
        {"timestamp": MOMENT[:-1], "nonce": MOMENT[-1] + NONCE},
    ],
    ids=str,
)
def test_a_changed_request_is_refused_even_where_the_joined_text_is_the_same(
    change: dict[str, str],
) -> None:
    with pytest.raises(Forbidden):
        check({**SIGNED, **change}, "AAAAA", int(MOMENT))


def test_a_digit_moved_from_nonce_to_timestamp_is_refused_though_its_signature_is_right() -> None:
    moved = {"timestamp": "17140370594", "nonce": "86452656"}
    with pytest.raises(Forbidden, match="timestamp"):
        check({**moved, "signature": sign("AAAAA", *moved.values())}, "AAAAA", int(MOMENT))


def test_digits_of_other_scripts_are_no_timestamp() -> None:
    moment = "１７１４０３７０５９"
    query = {"timestamp": moment, "nonce": "1", "signature": sign("AAAAA", moment, "1")}
    with pytest.raises(Forbidden):
        check(query, "AAAAA", int(MOMENT))


def test_an_empty_request_is_refused() -> None:
    with pytest.raises(Forbidden):
        check({}, "AAAAA", 0)


def test_a_ciphertext_needs_its_own_signature() -> None:
    good = {**SIGNED, "msg_signature": sign("AAAAA", MOMENT, NONCE, "sealed")}
    check_sealed(good, "AAAAA", "sealed")
    for query, sealed in ((SIGNED, "sealed"), (good, "Sealed"), (good, "")):
        with pytest.raises(Forbidden):
            check_sealed(query, "AAAAA", sealed)


@given(st.text(st.characters(max_codepoint=255)))
def test_any_query_string_can_be_read_or_is_refused(query: str) -> None:
    try:
        read = read_query(query)
    except Malformed:
        return
    with pytest.raises(Forbidden):
        check(read, "AAAAA", 0)


def test_a_thousand_parameters_are_refused() -> None:
    with pytest.raises(Malformed):
        read_query("&".join(f"a{n}=1" for n in range(1000)))
