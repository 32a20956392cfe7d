"""A response as the bytes that answer a push: XML, sealed where the push was."""

from bot.message import Message
from bot.response import Response
from webhooks.wechat.crypto import Envelope
from webhooks.wechat.rendering import render
from webhooks.wechat.signing import sign

SILENCE = b"success"
"""The platform takes this for: received, nothing to say."""


def write_reply(response: Response, message: Message, account: str) -> bytes:
    """The XML that answers a message in the name of an account; ``SILENCE`` where nothing is said.

    Every byte depends on the message and its stored response alone, so that a repeat gets the same.
    """
    content = "" if response.reply.silent else render(response.reply)
    if not content:
        return SILENCE
    return (
        f"<xml><ToUserName>{_cdata(message.sender)}</ToUserName>"
        f"<FromUserName>{_cdata(account)}</FromUserName>"
        f"<CreateTime>{int(response.at.timestamp())}</CreateTime>"
        f"<MsgType><![CDATA[text]]></MsgType><Content>{_cdata(content)}</Content></xml>"
    ).encode()


def seal_reply(
    xml: bytes, response: Response, message: Message, way: tuple[Envelope, str]
) -> bytes:
    """The envelope around a reply, made with an AES key and a token; silence stays as it is."""
    if xml == SILENCE:
        return xml
    envelope, token = way
    derived = envelope.derive(message.sender.encode(), message.id.encode(), xml)
    sealed = envelope.seal(xml, derived[:16])
    nonce = str(int.from_bytes(derived[16:20], "big"))
    moment = str(int(response.at.timestamp()))
    return (
        f"<xml><Encrypt><![CDATA[{sealed}]]></Encrypt>"
        f"<MsgSignature><![CDATA[{sign(token, moment, nonce, sealed)}]]></MsgSignature>"
        f"<TimeStamp>{moment}</TimeStamp><Nonce><![CDATA[{nonce}]]></Nonce></xml>"
    ).encode()


def _cdata(text: str) -> str:
    return "<![CDATA[" + text.replace("]]>", "]]]]><![CDATA[>") + "]]>"
