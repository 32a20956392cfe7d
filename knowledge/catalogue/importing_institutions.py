"""Rows of an institution directory (职业技能培训机构目录)."""

import re
from collections.abc import Iterator

from knowledge.catalogue import importing_cells as cells
from knowledge.catalogue.importing_batch import Batch
from knowledge.catalogue.importing_entries import (
    Entry,
    Reading,
    Values,
    before_tomorrow,
    digested,
    hashed,
)
from knowledge.catalogue.importing_layout import Row
from knowledge.catalogue.importing_names import PlaceNames
from knowledge.text import folded

_STOPPED = re.compile(r"停|退出|注销|终止|移出|取消|吊销")


def institution_key(city: str, name: str) -> str:
    """The key by which an institution is known again."""
    return hashed(city, folded(name))


class InstitutionReader:
    """Reads rows as institutions."""

    table = "institutions"

    def __init__(self, places: PlaceNames, batch: Batch) -> None:
        self._places = places
        self._batch = batch

    def read(self, row: Row) -> Iterator[Entry]:
        """The institution of a row; raises ``RowRefused``."""
        read = Reading(row)
        name = read.text("name")
        if len(name) < 3 or len(name) > 120:
            read.refuse("name", f"机构名称{'空着' if not name else '不像名称'}", "写机构全称")
        address = read.text("address")[:200]
        city = read.take(
            "city", lambda c: self._places.city(cells.text(c)), self._batch.city_of(row)
        )
        county = read.take("county", lambda c: self._places.site(cells.text(c), city), None)
        city = city or (county.city if county else "")
        if not city and not read.faults:
            read.refuse("city", "不知道是哪个市", "加一栏“地市”，或在标题里写上市名")
        code = county.county if county else self._places.within(f"{address}{name}", city)
        stopped = before_tomorrow(read, "stopped_on", self._batch.today)
        state = read.text("state")
        gone = bool(stopped or _STOPPED.search(state))
        values: Values = {
            "city": city,
            "county": code,
            "name": name,
            "short_name": read.text("short_name")[:60],
            "contact": read.text("contact")[:40],
            "phone": read.take("phone", cells.phone, ""),
            "address": address,
            "credit_code": self._credit_code(read),
            "listed_on": before_tomorrow(read, "listed_on", self._batch.today),
            "stopped_why": state[:120] if gone else "",
        }
        read.finish()
        values["stopped_on"] = stopped
        values["is_sample"] = self._batch.is_sample or "【样例】" in name
        digest = digested({**values, "gone": gone})
        if gone and stopped is None:
            values["stopped_on"] = self._batch.published_of(row) or self._batch.today
        directory = self._batch.directory_of(row, city)
        marks = {"key": institution_key(city, name), "digest": digest, "directory": directory}
        yield Entry(row.sheet, row.number, {**marks, **values})

    @staticmethod
    def _credit_code(read: Reading) -> str:
        code = read.text("credit_code").upper().replace(" ", "")
        if code and not re.fullmatch(r"[0-9A-HJ-NPQRTUWXY]{18}", code) and "*" not in code:
            read.refuse("credit_code", f"“{code}”不是 18 位信用代码", "照营业执照重填，或空着")
        return code[:18]
