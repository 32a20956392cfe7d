"""The official account: verify, decrypt, read; a response written as XML; the platform's client."""

from webhooks.wechat.callback import Account
from webhooks.wechat.straight import connect

__all__ = ["Account", "connect"]
