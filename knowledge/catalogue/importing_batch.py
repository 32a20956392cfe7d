"""What holds for a whole file: directory, city, version, day; its title says it, or whoever imports it."""

import re
from dataclasses import dataclass, field
from datetime import date

from knowledge.catalogue.errors import BadCell
from knowledge.catalogue.importing_layout import Row
from knowledge.catalogue.importing_names import PlaceNames
from knowledge.catalogue.models import DirectoryKind

_KINDS = (
    (re.compile(r"重点产业|指导目录"), DirectoryKind.PRIORITY),
    (re.compile(r"需求目录"), DirectoryKind.DEMAND),
    (re.compile(r"机构目录|机构名单"), DirectoryKind.INSTITUTIONS),
    (re.compile(r"一般性?职业|培训目录|课程目录"), DirectoryKind.GENERAL),
)
_VERSION = re.compile(
    r"20\d\d年?度?(?:第?[一二三四五六七八九十\d]+[季批期版]|[上下]半年|\d{1,2}月)?"
)
_DAY = re.compile(r"(20\d\d)[年.-](\d{1,2})[月.-](\d{1,2})")
Listing = tuple[str, str, str, date | None, str, bool]
"""A directory as a file names it: kind, city, version, day of publication, source, whether a sample."""


@dataclass
class Batch:
    """One import: what it was told, and what the titles of the file say."""

    today: date
    source: str
    places: PlaceNames
    kind: DirectoryKind | None = None
    city: str = ""
    version: str = ""
    is_sample: bool = False
    _titles: dict[tuple[str, ...], str] = field(default_factory=dict)

    def title(self, row: Row) -> str:
        """The title of a row's sheet with the file's own name."""
        return " ".join((*row.layout.titles, self.source))

    def city_of(self, row: Row) -> str:
        """The city that the whole sheet is about; empty where it does not say."""
        if self.city:
            return self.city
        if row.layout.titles not in self._titles:
            self._titles[row.layout.titles] = self._city(self.title(row))
        return self._titles[row.layout.titles]

    def _city(self, title: str) -> str:
        for name in re.findall(r"(?=([\u4e00-\u9fff]{2}市?))", title):
            try:
                return self.places.city(name)
            except BadCell:
                continue
        return ""

    def published_of(self, row: Row) -> date | None:
        """The day in the titles above the table."""
        found = _DAY.search(" ".join(row.layout.titles))
        if not found:
            return None
        try:
            published = date(*map(int, found.groups()))
        except ValueError:
            return None
        return published if published <= self.today else None

    def directory_of(self, row: Row, city: str) -> Listing | None:
        """The directory that a row stands in, if the file is one."""
        title = self.title(row)
        kind = self.kind or next((kind for cue, kind in _KINDS if cue.search(title)), None)
        if kind is None or not city:
            return None
        found = _VERSION.search(title)
        published = self.published_of(row)
        version = self.version or (found.group() if found else str(published or "未注明"))
        title = next(
            (t for t in row.layout.titles if kind.official_name in t or "目录" in t), self.source
        )
        return (kind.value, city, version[:40], published, title, self.is_sample)
