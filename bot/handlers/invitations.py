"""邀请码: binding by one, undoing it, and what who is not bound hears: what the code is for and where to get it."""

import re
from dataclasses import replace

from bot.handlers.drafts import desk, picked, say, step
from bot.handlers.policy import answer
from bot.reply import Choice
from bot.roles import Act, Role, may
from bot.storage.roles import Binding, bind, binding_of, unbind
from bot.turn import Handled, Turn

STEP = "unbound"
_CODE = re.compile(r"(?:邀请码|绑定)\s*[:：]?\s*([A-Za-z0-9]{4}-?[A-Za-z0-9]{4}-?[A-Za-z0-9]{4})|"
                   r"^\s*([A-Za-z0-9]{4}-[A-Za-z0-9]{4}-[A-Za-z0-9]{4})\s*$")  # fmt: skip
_OF_CODE = re.compile("邀请码|绑定码|(?<!二维)(?<!活动)码")
_WHENCE = re.compile("电话|找谁|问谁|[上去在]哪|哪儿?[要领办]|人社局|绑定|怎么绑")
_NOT_OF = re.compile("不是[^，。！？]{0,8}")
_OF_ROLE = {
    Role.ENTERPRISE: re.compile("企业|公司|厂|单位|员工|工人"),
    Role.INSTITUTION: re.compile("学校|机构|技校|接单"),
    Role.TEAM: re.compile("宣讲|队员|二维码"),
}
_CURT = 8
_ROLES = (Role.ENTERPRISE, Role.INSTITUTION, Role.TEAM)
_ASIDE = {
    Role.ENTERPRISE: ("enterprise_support", "safety"),
    Role.INSTITUTION: ("private_provider", "four_directories"),
    Role.TEAM: ("outreach",),
}
"""What may be asked without a code."""


def bound_to(turn: Turn, act: Act) -> Binding | None:
    """What the sender is bound to, where that role may do something."""
    here = desk(turn)
    found = binding_of(here.connection, here.key)
    return found if found is not None and may(found.role, act) else None


def invited(turn: Turn) -> Handled | None:
    """The binding, where the message is an invitation's code; its undoing, where it says 解绑."""
    text = turn.message.text.strip()
    found = _CODE.search(text)
    if found is None and text != "解绑":
        return None
    here = desk(turn)
    if found is None:
        unbind(here.connection, here.key, turn.now)
        return say(turn, turn.say("unbound"))
    code = (found[1] or found[2]).upper().replace("-", "")
    bound = bind(here.connection, code, here.key, turn.now)
    if bound is None:
        return say(turn, turn.say("not_invited"))
    role, can = turn.say(f"role_{bound.role.value}"), turn.say(f"can_{bound.role.value}")
    return say(turn, turn.say("bound", name=bound.name, role=role, can=can))


def refer(turn: Turn, role: Role, intent: str = "") -> Handled:
    """What an unbound person hears: how to be bound, and what the policy says; the second time, more of it."""
    if _role_told(turn) is role:
        return _told(turn, role, turn.say(f"still_unbound_{role.value}"), *_first(turn, role))
    phrase = turn.say(f"not_bound_{role.value}")
    if not intent:
        return _told(turn, role, phrase, *_first(turn, role))
    reply, conversation = answer(turn, intent)
    choices = _taps(turn, role, *_first(turn, role))
    changed = replace(conversation, draft=_draft(role), offered=choices)
    return replace(reply, text=f"{phrase}\n{reply.text}", choices=choices), changed


def code_asked(turn: Turn) -> Handled | None:
    """What an 邀请码 is and where to get it, for who asks or has none."""
    text = turn.understanding.text
    told = step(turn) == STEP
    of_code = "邀请码" in text or (told and _OF_CODE.search(text))
    whence = told and "邀请码" in turn.conversation.last and _WHENCE.search(text)
    if not (of_code or whence):
        return None
    role = _role_named(turn) or _role_told(turn)
    if role is not None:
        return _explained(turn, role)
    labels = tuple(turn.say(f"tap_role_{one.value}") for one in _ROLES)
    reply, conversation = say(turn, turn.say("code_for_whom"), *labels)
    return reply, replace(conversation, draft={"step": STEP})


def role_answered(turn: Turn) -> Handled | None:
    """The explanation for whom the person says to be."""
    labels = [turn.say(f"tap_role_{one.value}") for one in _ROLES]
    text = turn.message.text.strip()
    if text in labels:
        return _explained(turn, _ROLES[labels.index(text)])
    if _role_told(turn) is not None or len(text) > _CURT:
        return None
    at = picked(turn)
    role = _ROLES[at] if at is not None and at < len(_ROLES) else _role_named(turn)
    return None if role is None else _explained(turn, role)


def _explained(turn: Turn, role: Role) -> Handled:
    """What the code of a role is, or where to get it."""
    whence = _WHENCE.search(turn.understanding.text) is not None
    if whence:
        return _told(turn, role, turn.say(f"code_where_{role.value}"))
    return _told(turn, role, turn.say(f"code_of_{role.value}"), turn.say("tap_code"))


def _told(turn: Turn, role: Role, text: str, *first: str) -> Handled:
    choices = _taps(turn, role, *first)
    reply, conversation = say(turn, text)
    changed = replace(conversation, draft=_draft(role), offered=choices)
    return replace(reply, choices=choices), changed


def _first(turn: Turn, role: Role) -> tuple[str, ...]:
    """What helps most: who asks for a team's code is often no team, but wants one to come."""
    if role is Role.TEAM:
        return turn.say("tap_friends"), turn.say("tap_role_team")
    return (turn.say("tap_code"),)


def _taps(turn: Turn, role: Role, *first: str) -> tuple[Choice, ...]:
    labels = [*first, *(turn.wording.labels[intent] for intent in _ASIDE[role])]
    return tuple(Choice(label) for label in labels)


def _draft(role: Role) -> dict[str, str]:
    return {"step": STEP, "role": role.value}


def _role_named(turn: Turn) -> Role | None:
    """Of which side the message says to be; 不是宣讲队的 names none."""
    text = _NOT_OF.sub("", turn.understanding.text)
    named = [role for role, words in _OF_ROLE.items() if words.search(text)]
    return named[0] if len(named) == 1 else None


def _role_told(turn: Turn) -> Role | None:
    """The side of which the code was spoken last."""
    draft = turn.conversation.draft
    return Role(str(draft["role"])) if step(turn) == STEP and "role" in draft else None
