"""The official account: verify, decrypt, read; a response written as XML; the platform's client."""

from webhooks.wechat.callback import make_blueprint

__all__ = ["make_blueprint"]
