"""The platform's AES envelope: AES-256-CBC, PKCS#7 to 32 bytes, random + length + XML + app id."""

import base64
import binascii
import hmac

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from webhooks.wechat.errors import Forbidden, Malformed

_PADDING = 32
_RANDOM = 16
_HEAD = _RANDOM + 4


class Envelope:
    """Seals and opens XML with the account's EncodingAESKey."""

    def __init__(self, encoding_key: str, app_id: str) -> None:
        self._key = base64.b64decode(encoding_key + "=")
        self._app_id = app_id.encode()
        self._cipher = Cipher(algorithms.AES(self._key), modes.CBC(self._key[:16]))

    def open(self, sealed: str) -> bytes:
        """The XML in a ciphertext; ``Forbidden`` where it is for another account."""
        try:
            raw = base64.b64decode(sealed, validate=True)
        except (binascii.Error, ValueError):
            raise Malformed("ciphertext not base64") from None
        if not raw or len(raw) % 16:
            raise Malformed("ciphertext cut short")
        decryptor = self._cipher.decryptor()
        plain = _unpad(decryptor.update(raw) + decryptor.finalize())
        end = _HEAD + int.from_bytes(plain[_RANDOM:_HEAD], "big")
        if len(plain) < _HEAD or end > len(plain):
            raise Malformed("ciphertext of a wrong length")
        if not hmac.compare_digest(plain[end:], self._app_id):
            raise Forbidden("sealed for another app id")
        return plain[_HEAD:end]

    def seal(self, xml: bytes, random: bytes) -> str:
        """A ciphertext of XML, led by 16 random bytes."""
        plain = random + len(xml).to_bytes(4, "big") + xml + self._app_id
        pad = _PADDING - len(plain) % _PADDING
        encryptor = self._cipher.encryptor()
        return base64.b64encode(
            encryptor.update(plain + bytes([pad]) * pad) + encryptor.finalize()
        ).decode()

    def derive(self, *parts: bytes) -> bytes:
        """32 bytes that only a holder of the key can tell, the same for the same parts.

        They stand in for random ones, so that a repeated push gets the same bytes from any process.
        """
        return hmac.digest(self._key, b"\0".join((b"reply", *parts)), "sha256")


def _unpad(padded: bytes) -> bytes:
    count = padded[-1]
    if not 1 <= count <= _PADDING or padded[-count:] != bytes([count]) * count:
        raise Malformed("does not open with this AES key")
    return padded[:-count]
