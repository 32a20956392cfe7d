"""Rows of a directory that lists occupations and levels without institutions (重点、一般、需求目录)."""

from collections.abc import Iterator

from knowledge.catalogue import importing_cells as cells
from knowledge.catalogue.importing_batch import Batch
from knowledge.catalogue.importing_entries import Entry, Reading, Values, digested, hashed
from knowledge.catalogue.importing_layout import Row
from knowledge.catalogue.importing_names import OccupationNames, PlaceNames
from knowledge.text import folded


class ItemReader:
    """Reads rows as items of a directory."""

    table = "directory_items"

    def __init__(self, places: PlaceNames, occupations: OccupationNames, batch: Batch) -> None:
        self._places = places
        self._occupations = occupations
        self._batch = batch
        self.unmatched: dict[str, int] = {}

    def read(self, row: Row) -> Iterator[Entry]:
        """The items of a row, one a level; raises ``RowRefused``."""
        read = Reading(row)
        city = read.take("city", self._city, self._batch.city_of(row))
        directory = self._batch.directory_of(row, city)
        if directory is None and not read.faults:
            read.refuse(
                "occupation",
                "不知道是哪个市的哪个目录",
                "标题写上市名和目录名，如 临沂市一般性职业技能培训目录",
            )
        published = read.text("occupation")[:120]
        if not published:
            read.refuse("occupation", "职业工种空着", "写职业名称，如 焊工")
        levels: tuple[str, ...] = read.take("level", self._levels, ())
        unsaid: tuple[int | None, ...] = (None,)
        sums = read.take("subsidy", cells.amounts, unsaid)
        sums = sums * max(1, len(levels)) if len(sums) == 1 else sums
        if len(sums) != max(1, len(levels)):
            read.refuse(
                "subsidy", f"有 {len(sums)} 个金额，等级却有 {len(levels)} 个", "一个等级写一行"
            )
        values = self._values(read, city, published)
        read.finish()
        for level, subsidy in zip(levels or ("",), sums, strict=True):
            said = {**values, "level": level, "subsidy": subsidy}
            key = hashed(*(directory or ())[:3], folded(published), level, said["certificate"])
            marks = {"key": key, "digest": digested(said), "directory": directory}
            yield Entry(row.sheet, row.number, {**marks, **said})

    def _values(self, read: Reading, city: str, published: str) -> Values:
        official = self._occupations.official(published)
        if official is None and published:
            self.unmatched.setdefault(published, read.row.number)
        certificate = read.text("certificate")
        return {
            "city": city,
            "occupation": official or published[:60],
            "published_as": published,
            "certificate": cells.certificate(certificate) if certificate else "",
            "hours": read.take("hours", cells.count, None),
        }

    def _city(self, cell: object) -> str:
        return self._places.city(cells.text(cell))

    @staticmethod
    def _levels(cell: object) -> tuple[str, ...]:
        return cells.levels(cells.text(cell))
