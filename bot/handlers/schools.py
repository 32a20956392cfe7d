"""Institutions near a place or by name: whether they stand in the directory, without adjectives."""

import re

from sqlalchemy import select

from bot.handlers.course import named_county
from bot.handlers.drafts import city_of, county_code, desk, place_name, say
from bot.turn import Handled, Turn
from knowledge.catalogue.directories import Listing, Standing, standing
from knowledge.catalogue.models import InstitutionRow

_MOST = 4
_NAME = re.compile(r"[一-鿿【】]{2,30}?(?:学校|学院|技校|机构|培训中心)")
_GENERAL = re.compile(r"培训机构|培训学校|职业学校|什么|哪些|哪家|有没有|正规|附近|定点")


def find_institution(turn: Turn) -> Handled:
    """The institutions of a place, or what is known of the one that is named."""
    named = _named(turn)
    if named:
        return say(turn, "\n".join(_line(turn, one) for one in named))
    city = city_of(turn)
    if not city:
        return say(turn, turn.say("schools_where"))
    county = county_code(turn, city, named_county(turn))
    found = _near(turn, city, county) or _near(turn, city, "")
    place = place_name(turn, city, county)
    if not found:
        return say(turn, turn.say("schools_none", place=place))
    lines = [turn.say("schools_head", place=place), *(_line(turn, one) for one in found)]
    if any(one.is_sample for one in found):
        lines.append(turn.say("sample_note"))
    return say(turn, "\n".join(lines), turn.wording.labels["find_course"])


def _named(turn: Turn) -> tuple[Standing, ...]:
    found = _NAME.search(turn.understanding.text)
    if found is None or _GENERAL.search(found[0]):
        return ()
    return standing(desk(turn).connection, found[0], turn.understanding.mentions.city)


def _near(turn: Turn, city: str, county: str) -> tuple[Standing, ...]:
    connection = desk(turn).connection
    wanted = select(InstitutionRow.name).where(InstitutionRow.city == city)
    if county:
        wanted = wanted.where(InstitutionRow.county == county)
    names = connection.execute(wanted.order_by(InstitutionRow.name).limit(_MOST)).scalars().all()
    return tuple(standing(connection, name, city)[0] for name in names)


def _line(turn: Turn, one: Standing) -> str:
    mark = turn.say("sample") if one.is_sample and turn.say("sample") not in one.name else ""
    listed = turn.say(f"standing_{one.listing.value}")
    if one.listing is Listing.STOPPED and one.since:
        listed += f"（{one.since:%Y-%m-%d}）"
    return turn.say(
        "schools_line", name=mark + one.name, standing=listed, phone=one.phone or "12333"
    )
