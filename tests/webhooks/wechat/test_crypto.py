"""The AES envelope, with wechatpy as the witness that it is the platform's."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wechatpy.crypto import PrpCrypto

from tests.webhooks.wechat.accounts import KEY, SAFE
from webhooks.wechat.crypto import Envelope
from webhooks.wechat.errors import Forbidden, Malformed, Refused

ENVELOPE = Envelope(KEY, SAFE.app_id)
WITNESS = PrpCrypto(base64.b64decode(KEY + "="))
RANDOM = bytes(range(16))


@given(st.text(st.characters(codec="utf-8"), max_size=300))
def test_what_we_seal_wechatpy_opens(text: str) -> None:
    assert WITNESS.decrypt(ENVELOPE.seal(text.encode(), RANDOM), SAFE.app_id) == text


@given(st.text(st.characters(codec="utf-8"), max_size=300))
def test_what_wechatpy_seals_we_open(text: str) -> None:
    assert ENVELOPE.open(WITNESS.encrypt(text, SAFE.app_id).decode()) == text.encode()


def test_a_message_for_another_app_id_is_forbidden() -> None:
    with pytest.raises(Forbidden):
        ENVELOPE.open(WITNESS.encrypt("<xml/>", "wxffffffffffffffff").decode())


def test_another_key_does_not_open() -> None:
    other = Envelope("B" * 42 + "A", SAFE.app_id)
    with pytest.raises(Malformed):
        other.open(ENVELOPE.seal(b"<xml/>", RANDOM))


@pytest.mark.parametrize("sealed", ["", "?", "AAAA", "密", "A" * 44, "====", "a" * 43 + "="])
def test_what_is_no_ciphertext_is_malformed(sealed: str) -> None:
    with pytest.raises(Malformed):
        ENVELOPE.open(sealed)


@given(st.binary(min_size=16, max_size=128))
def test_any_plaintext_under_the_right_key_is_opened_or_refused(plain: bytes) -> None:
    padded = plain[: len(plain) // 16 * 16]
    sealed = base64.b64encode(WITNESS.cipher.encrypt(padded)).decode()
    with pytest.raises(Refused):
        ENVELOPE.open(sealed)


def test_a_length_beyond_the_end_is_malformed() -> None:
    plain = RANDOM + (1000).to_bytes(4, "big") + b"x" * 11 + b"\x01"
    sealed = base64.b64encode(WITNESS.cipher.encrypt(plain)).decode()
    with pytest.raises(Malformed):
        ENVELOPE.open(sealed)


def test_derived_bytes_are_the_same_for_the_same_parts_only() -> None:
    assert ENVELOPE.derive(b"a", b"b") == Envelope(KEY, SAFE.app_id).derive(b"a", b"b")
    assert ENVELOPE.derive(b"a", b"b") != ENVELOPE.derive(b"a", b"c")
    assert ENVELOPE.derive(b"a", b"b") != Envelope("B" * 42 + "A", "").derive(b"a", b"b")
