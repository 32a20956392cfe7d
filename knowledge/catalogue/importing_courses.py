"""Rows of a course list: each says one or several courses of an institution, and a class of them."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from rapidfuzz import fuzz, process

from knowledge.catalogue import importing_cells as cells
from knowledge.catalogue.importing_batch import Batch
from knowledge.catalogue.importing_entries import (
    Entry,
    Reading,
    Values,
    before_tomorrow,
    compared,
    digested,
    hashed,
)
from knowledge.catalogue.importing_layout import Row
from knowledge.catalogue.importing_names import OccupationNames, PlaceNames


class Listed(NamedTuple):
    """An institution that the catalogue has."""

    id: int
    city: str
    county: str
    is_sample: bool = False


Institutions = Mapping[str, tuple[Listed, ...]]
"""By folded name and short name."""


class CourseReader:
    """Reads rows as courses with their classes."""

    table = "courses"

    def __init__(
        self,
        places: PlaceNames,
        occupations: OccupationNames,
        institutions: Institutions,
        batch: Batch,
    ) -> None:
        self._places = places
        self._occupations = occupations
        self._institutions = institutions
        self._batch = batch
        self.unmatched: dict[str, int] = {}
        """Published occupations that we do not know, each with the first row that names it."""
        self._mends: dict[str, str] = {}

    def read(self, row: Row) -> Iterator[Entry]:
        """The courses of a row; raises ``RowRefused``."""
        read = Reading(row)
        city = read.take(
            "city", lambda c: self._places.city(cells.text(c)), self._batch.city_of(row)
        )
        institution = self._institution(read, city)
        city = city or (institution.city if institution else "")
        session = self._session(read, city)
        session["county"] = session["county"] or (institution.county if institution else "")
        course = self._course(read, city, institution)
        levels: tuple[str, ...] = read.take("level", _levels, ())
        sums = self._subsidies(read, max(1, len(levels)))
        read.finish()
        directory = self._batch.directory_of(row, city)
        for level, subsidy in zip(levels or ("",), sums, strict=True):
            entry = self._entry(row, {**course, "level": level, "subsidy": subsidy}, dict(session))
            entry.values["directory"] = directory
            yield entry

    def _entry(self, row: Row, course: Values, session: Values) -> Entry:
        if not course["certificate_name"] and course["level"]:
            course["certificate"] = "skill_level"
        if course["subsidised"] is None and course["subsidy"]:
            course["subsidised"] = True
        named = (
            course["institution_id"],
            compared(course["published_as"]),
            compared(course["title"]),
        )
        key = hashed(*named, course["level"], course["certificate"])
        digest = digested(course)
        when = session["name"] or (
            session["starts_on"],
            session["place"],
            session["evening"],
            session["weekend"],
        )
        session["key"] = hashed(key, when)
        session["digest"] = digested(session, "key", "taken", "confirmed_on")
        return Entry(row.sheet, row.number, {"key": key, "digest": digest, **course}, session)

    def _institution(self, read: Reading, city: str) -> Listed | None:
        name = read.text("institution")
        if not name:
            read.refuse("institution", "机构名称空着", "写机构全称")
            return None
        found = [i for i in self._institutions.get(compared(name), ()) if city in ("", i.city)]
        if len(found) == 1:
            return found[0]
        if found:
            read.refuse("institution", f"不止一个市有“{name}”", "加一栏“地市”")
            return None
        near = process.extractOne(
            compared(name), list(self._institutions), scorer=fuzz.ratio, score_cutoff=75
        )
        mend = f"是不是“{near[0]}”？不是就先导入机构目录" if near else "先导入机构目录，再导入课程"
        read.refuse("institution", f"机构目录里没有“{name}”", mend)
        return None

    def _course(self, read: Reading, city: str, institution: Listed | None) -> Values:
        field = "occupation" if "occupation" in read.row.values else "title"
        published = read.text(field)[:120]
        if not published:
            read.refuse(field, "职业工种空着", "写职业名称，如 焊工")
        official = self._occupations.official(published)
        if official is None and published:
            self.unmatched.setdefault(published, read.row.number)
        certificate = read.text("certificate")[:120]
        return {
            "institution_id": institution.id if institution else 0,
            "city": city,
            "county": institution.county if institution else "",
            "occupation": official or published[:60],
            "published_as": published,
            "title": read.text("title")[:120],
            "certificate": cells.certificate(certificate) if certificate else "",
            "certificate_name": certificate,
            "hours": read.take("hours", cells.count, None),
            "price": read.take("price", cells.amount, None),
            "subsidised": read.take("subsidised", cells.yes, None),
            "is_sample": self._batch.is_sample or bool(institution and institution.is_sample),
        }

    def _subsidies(self, read: Reading, wanted: int) -> tuple[int | None, ...]:
        unsaid: tuple[int | None, ...] = (None,)
        sums = read.take("subsidy", cells.amounts, unsaid)
        if len(sums) == 1:
            return sums * wanted
        if len(sums) != wanted:
            read.refuse("subsidy", f"有 {len(sums)} 个金额，等级却有 {wanted} 个", "一个等级写一行")
        return sums

    def _session(self, read: Reading, city: str) -> Values:
        first, last = self._days(read)
        site = read.take("county", lambda c: self._places.site(cells.text(c), city), None)
        place = read.text("place")[:200]
        seats = read.take("seats", cells.count, None)
        taken = read.take("taken", cells.count, None)
        if seats is not None and taken is not None and taken > seats:
            read.refuse("taken", f"已报 {taken} 人，名额只有 {seats}", "核对两个数")
        values = {
            "name": read.text("name")[:120],
            "starts_on": first,
            "ends_on": last,
            "city": city,
            "county": site.county if site else self._places.within(place, city),
            "place": place,
            "phone": read.take("phone", cells.phone, ""),
            **read.take("schedule", cells.schedule, cells.schedule("")),
            "seats": seats,
            "taken": taken,
            "state": read.take("state", cells.state, ""),
        }
        confirmed = before_tomorrow(read, "confirmed_on", self._batch.today)
        values["digest"] = digested({**values, "confirmed": confirmed})
        values["confirmed_on"] = (
            confirmed or self._batch.published_of(read.row) or self._batch.today
        )
        return values

    @staticmethod
    def _days(read: Reading) -> tuple[date | None, date | None]:
        unsaid: tuple[date | None, date | None] = (None, None)
        first, last = read.take("period", cells.period, unsaid)
        begins, until = read.take("starts_on", cells.period, unsaid)
        first, last = begins or first, until or last
        last = read.take("ends_on", cells.day, None) or last
        if first and last and last < first:
            read.refuse("ends_on", f"结束（{last}）在开始（{first}）前面", "核对起止日期")
        return first, last


def _levels(cell: object) -> tuple[str, ...]:
    return cells.levels(cells.text(cell))
