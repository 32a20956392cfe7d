"""The catalogue from the command line: importing, exporting, and the audit of equal subsidies."""

from argparse import Namespace
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Engine

from bot.clock import Clock
from bot.errors import BadRequest
from bot.settings import Settings
from bot.storage.migrating import migrate
from knowledge.catalogue.auditing import Violation, audit
from knowledge.catalogue.exporting import LEVEL_NAMES, export_courses
from knowledge.catalogue.importing import Import, Names, import_courses, import_institutions
from knowledge.catalogue.importing_report import Report
from knowledge.catalogue.models import DirectoryKind
from knowledge.database import make_engine
from knowledge.library import load_library

Importer = Callable[[Engine, Names, Path, Import], Report]


def courses(arguments: Namespace, settings: Settings) -> int:
    """Imports courses: ``file``; also read are ``check complete city kind list_version``."""
    return _import(import_courses, arguments, settings)


def institutions(arguments: Namespace, settings: Settings) -> int:
    """Imports an institution directory, with the same arguments."""
    return _import(import_institutions, arguments, settings)


def export(arguments: Namespace, settings: Settings) -> int:
    """Writes every course to ``file``, as XLSX or CSV by its ending."""
    path = Path(arguments.file)
    places = load_library().places
    counties = {county.code: county.name for city in places.cities for county in city.counties}
    with _engine(settings).execution_options(sqlite_begin="DEFERRED").connect() as connection:
        try:
            written = export_courses(connection, counties, path)
        except OSError as error:
            raise BadRequest(str(path), f"写不进去（{error.strerror}）") from None
    print(f"导出 {written} 行到 {path}")
    return 0


def check_subsidies(arguments: Namespace, settings: Settings) -> int:
    """同类工种、同一等级、同等补贴: every violation, of one ``city`` or of all; 1 where there is one."""
    with _engine(settings).execution_options(sqlite_begin="DEFERRED").connect() as connection:
        found = audit(connection, getattr(arguments, "city", None))
    for violation in found:
        print("\n".join(_told(violation)))
    print(f"补贴不一样的有 {len(found)} 处。" if found else "同类工种、同一等级，补贴都一样。")
    return 1 if found else 0


def _import(run: Importer, arguments: Namespace, settings: Settings) -> int:
    path = Path(arguments.file)
    clock = Clock(settings.policy_date)
    library = load_library()
    order = Import(
        today=clock.today(clock.now()),
        check=bool(getattr(arguments, "check", False)),
        complete=bool(getattr(arguments, "complete", False)),
        kind=_kind(getattr(arguments, "kind", None)),
        city=getattr(arguments, "city", None) or "",
        version=getattr(arguments, "list_version", None) or "",
        annotated=path.with_name(f"{path.stem}-退回.xlsx"),
    )
    names = Names.of(library.places, library.occupations)
    report = run(_engine(settings), names, path, order)
    print("\n".join(report.lines()))
    return 1 if report.refused_rows else 0


def _kind(written: str | None) -> DirectoryKind | None:
    if written is None:
        return None
    for kind in DirectoryKind:
        if written in (kind.value, kind.official_name):
            return kind
    names = "、".join(kind.official_name for kind in DirectoryKind)
    raise BadRequest("--kind", f"没有“{written}”这种目录，写 {names}")


def _engine(settings: Settings) -> Engine:
    engine = make_engine(settings.database_url)
    migrate(engine)
    return engine


def _told(violation: Violation) -> list[str]:
    level = LEVEL_NAMES.get(violation.level, violation.level or "不分等级")
    lines = [f"{violation.city} {violation.occupation} {level}："]
    for rate in violation.rates:
        some = "、".join(rate.places[:5]) + (
            f"等 {len(rate.places)} 家" if len(rate.places) > 5 else ""
        )
        lines.append(f"  {rate.subsidy} 元：{some}")
    return lines
