"""Outreach on the command line: invitations, visits, posters."""

import secrets
from argparse import Namespace
from datetime import date
from pathlib import Path

from sqlalchemy import Connection

from bot.clock import Clock
from bot.commands.opening import transaction
from bot.errors import BadRequest
from bot.numbers import ALPHABET
from bot.outreach import (
    CODE_LASTS,
    Offering,
    Platform,
    Venue,
    Visit,
    new_code,
    page_link,
    platform_link,
    read_code,
)
from bot.posters.drawing import write_posters
from bot.roles import BOUND, Role
from bot.settings import Settings
from bot.storage import outreach
from bot.storage.roles import invite as keep_invitation
from knowledge.catalogue.directories import standing
from knowledge.library import load_library
from knowledge.places import Places

_CODE_LENGTH = 12


def invite(arguments: Namespace, settings: Settings) -> int:
    """Makes a one-time invitation to a role and prints its code, which is kept nowhere."""
    role = Role(arguments.role)
    if role not in BOUND:
        raise BadRequest("invite", f"没有 {arguments.role} 这种身份")
    code = "".join(secrets.choice(ALPHABET) for _ in range(_CODE_LENGTH))
    city, county = _place(load_library().places, arguments.city, arguments.county)
    values = {"role": role.value, "name": arguments.name, "city": city, "county": county}
    with transaction(settings) as connection:
        if role is Role.INSTITUTION:
            values |= _institution(connection, arguments.name, city)
        row = {**values, "phone": arguments.phone or ""}
        keep_invitation(connection, code, row, Clock(settings.policy_date).now())
    print(f"邀请码 {'-'.join(code[at : at + 4] for at in range(0, _CODE_LENGTH, 4))}")
    print("七天内有效，只能用一次。发给本人，让他在聊天里发“邀请码”加这串字。")
    return 0


def _institution(connection: Connection, name: str, city: str) -> dict[str, object]:
    found = standing(connection, name, city or None)
    if len(found) != 1:
        names = "、".join(one.name for one in found) or "没有像的"
        raise BadRequest("invite", f"机构目录里认不准“{name}”：{names}；写全名再来")
    return {"institution_id": found[0].id, "name": found[0].name, "city": found[0].city}


def _place(places: Places, city: str | None, county: str | None) -> tuple[str, str]:
    found = places.city((city or "").removesuffix("市"))
    if found is None:
        raise BadRequest("--city", f"“{city or ''}”不是山东的设区市")
    if not county:
        return found.name, ""
    code = next((c.code for c in found.counties if county in (c.name, *c.aliases)), "")
    if not code:
        raise BadRequest("--county", f"{found.name}没有“{county}”")
    return found.name, code


def visit(arguments: Namespace, settings: Settings) -> int:
    """Makes a visit with a code of its own, and prints it."""
    city, county = _place(load_library().places, arguments.city, arguments.county)
    day = arguments.day or Clock(settings.policy_date).today(Clock().now())
    made = Visit(
        0, new_code(secrets.choice), arguments.team, Venue(arguments.venue),
        Offering(arguments.offering or "policy"), arguments.place, city, county, day,
        arguments.office, arguments.phone, day + CODE_LASTS, None, "",
    )  # fmt: skip
    with transaction(settings) as connection:
        outreach.add_visit(connection, made, Clock().now())
    print(f"活动码 {made.code}，{made.expires_on.isoformat()} 前有效。")
    print(f"打印：python -m bot poster {made.code}")
    return 0


def revoke(arguments: Namespace, settings: Settings) -> int:
    """Takes a visit's code back; scans of it are told so."""
    with transaction(settings) as connection:
        if not outreach.revoke(connection, _code(arguments.code), Clock().now()):
            raise BadRequest("revoke-code", f"没有 {arguments.code} 这个还在用的码")
    print("停用了。再有人扫，会告诉他这个码已停用。")
    return 0


def poster(arguments: Namespace, settings: Settings, platform: Platform | None = None) -> int:
    """Writes a visit's poster and card, as SVG and PDF. The code opens the account, else the chat page."""
    code = _code(arguments.code)
    folder = Path(arguments.out or ".")
    with transaction(settings) as connection:
        found = outreach.visit_of(connection, code)
        if found is None:
            raise BadRequest("poster", f"没有 {code} 这个码")
        if platform is not None and not found.link:
            found = found._replace(link=platform_link(platform, code))
            outreach.set_link(connection, code, found.link)
    base = arguments.base_url or f"http://{settings.host}:{settings.port}"
    link = found.link or page_link(base, code)
    seen = _seen()
    for path in write_posters(found, link, seen, folder):
        print(path)
    return 0


def _seen() -> date:
    """The day to which the policies were held against their sources."""
    return min(pack.spec.source.seen for pack in load_library().packs.values())


def _code(text: str) -> str:
    code = read_code(text)
    if code is None:
        raise BadRequest(text, "不是活动码，或者有一位写错了")
    return code
