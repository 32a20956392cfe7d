"""The yardstick: a bare echo bot, as wechatpy's own documentation writes it, in AES mode."""

import os

from flask import Flask, Response, abort, request
from wechatpy.crypto import WeChatCrypto
from wechatpy.exceptions import InvalidAppIdException, InvalidSignatureException
from wechatpy.parser import parse_message
from wechatpy.replies import create_reply
from wechatpy.utils import check_signature

TOKEN = os.environ.get("WECHAT_TOKEN", "")
AES_KEY = os.environ.get("WECHAT_AES_KEY", "")
APP_ID = os.environ.get("WECHAT_APP_ID", "")
app = Flask(__name__)


@app.route("/wechat", methods=["GET", "POST"])
def wechat() -> Response | str:
    signature = request.args.get("signature", "")
    timestamp = request.args.get("timestamp", "")
    nonce = request.args.get("nonce", "")
    msg_signature = request.args.get("msg_signature", "")
    try:
        check_signature(TOKEN, signature, timestamp, nonce)
    except InvalidSignatureException:
        abort(403)
    if request.method == "GET":
        return request.args.get("echostr", "")
    crypto = WeChatCrypto(TOKEN, AES_KEY, APP_ID)
    try:
        xml = crypto.decrypt_message(request.data, msg_signature, timestamp, nonce)
    except (InvalidSignatureException, InvalidAppIdException):
        abort(403)
    msg = parse_message(xml)
    content = msg.content if msg.type == "text" else "Sorry, can not handle this for now"
    reply = create_reply(content, msg).render()
    return str(crypto.encrypt_message(reply, nonce, timestamp))
