"""Measures a search among many courses, and whether the number of institutions matters.

Run it: ``.venv/bin/python tests/benchmarks/catalogue_search.py [COURSES] [DATABASE_URL]``, with a database
that nobody needs: its tables are dropped and filled.
"""

import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from sqlalchemy import Connection, Engine, insert, text

from knowledge.catalogue.models import CourseRow, InstitutionRow, SessionRow
from knowledge.catalogue.searching import search
from knowledge.catalogue.wishing import Wish, wish_for
from knowledge.database import Base, make_engine
from knowledge.loading import load
from knowledge.occupations import Occupations
from knowledge.places import Places

DATA = Path(__file__).parents[2] / "knowledge" / "data"
TODAY = date(2026, 11, 23)
POPULAR = 40
"""So many occupations share four fifths of the courses."""


def fill(
    connection: Connection, places: Places, names: list[str], courses: int, schools: int
) -> None:
    """Courses spread over the province as they are in life: a few occupations are taught everywhere."""
    rng = random.Random(1)
    counties = [(city.name, county.code) for city in places.cities for county in city.counties]
    homes = [rng.choice(counties) for _ in range(schools)]
    said = {
        "digest": "",
        "short_name": "",
        "contact": "",
        "phone": "",
        "address": "",
        "is_sample": True,
    }
    said |= {"credit_code": "", "stopped_why": ""}
    rows = [
        {**said, "id": n, "key": f"i{n}", "city": city, "county": county, "name": f"学校{n}"}
        for n, (city, county) in enumerate(homes, 1)
    ]
    connection.execute(insert(InstitutionRow), rows)
    taught = [course(rng, n, rng.randrange(schools), homes, names) for n in range(1, courses + 1)]
    connection.execute(insert(CourseRow), taught)
    connection.execute(insert(SessionRow), [session(rng, row) for row in taught])


def course(
    rng: random.Random, n: int, school: int, homes: list[tuple[str, str]], names: list[str]
) -> dict[str, Any]:
    """A course at a school."""
    name = names[rng.randrange(POPULAR)] if rng.random() < 0.8 else rng.choice(names)
    city, county = homes[school]
    return {
        "id": n, "key": f"c{n}", "digest": "", "institution_id": school + 1, "city": city,
        "county": county, "occupation": name, "published_as": name, "title": "", "price": 0,
        "level": rng.choice(["junior", "intermediate", "senior"]), "certificate": "skill_level",
        "certificate_name": "", "subsidised": True, "is_sample": True,
    }  # fmt: skip


def session(rng: random.Random, row: dict[str, Any]) -> dict[str, Any]:
    """A class of a course, begun, coming, full or unconfirmed."""
    return {
        "id": row["id"], "key": f"s{row['id']}", "digest": "", "course_id": row["id"], "name": "",
        "city": row["city"], "county": row["county"], "place": "", "phone": "", "state": "",
        "starts_on": TODAY + timedelta(days=rng.randrange(-20, 60)),
        "ends_on": TODAY + timedelta(days=rng.randrange(60, 90)),
        "daytime": False, "evening": rng.random() < 0.3, "weekend": rng.random() < 0.2,
        "online": False, "seats": 40, "taken": rng.randrange(41),
        "confirmed_on": TODAY - timedelta(days=rng.randrange(25)),
    }  # fmt: skip


def wishes(
    places: Places, occupations: Occupations, names: list[str]
) -> Iterator[tuple[str, Wish]]:
    """Four kinds of wishes, each many times."""
    rng = random.Random(2)
    for _ in range(150):
        city = rng.choice(places.cities)
        county = rng.choice(city.counties).name
        popular, rare = rng.choice(names[:POPULAR]), rng.choice(names[POPULAR:])
        yield (
            "popular, county",
            replace(wish_for(places, occupations, [popular], city.name, county), evening=True),
        )
        yield "rare, county", wish_for(places, occupations, [rare], city.name, county)
        yield "popular, no place", wish_for(places, occupations, [popular])
        yield "place alone", wish_for(places, occupations, [], city.name, county)


def measure(engine: Engine, made: list[tuple[str, Wish]]) -> dict[str, list[float]]:
    """Milliseconds of each search, by kind of wish."""
    took: dict[str, list[float]] = {}
    with engine.connect().execution_options(sqlite_begin="DEFERRED") as connection:
        for kind, wish in made:
            start = time.perf_counter()
            search(connection, wish, TODAY)
            took.setdefault(kind, []).append((time.perf_counter() - start) * 1000)
    return took


def main(courses: int = 100_000, url: str = "") -> None:
    places: Places = load(DATA / "places.yaml", Places)
    occupations: Occupations = load(DATA / "occupations.yaml", Occupations)
    names = [occupation.name for occupation in occupations.occupations]
    made: list[tuple[str, Any]] = list(wishes(places, occupations, names))
    for schools in (200, 2_000, 20_000):
        with tempfile.TemporaryDirectory() as folder:
            engine = make_engine(url or f"sqlite:///{folder}/b.db")
            Base.metadata.drop_all(engine)
            Base.metadata.create_all(engine)
            with engine.begin() as connection:
                fill(connection, places, names, courses, schools)
            with engine.begin() as connection:
                connection.execute(text("ANALYZE"))
            took = measure(engine, made)
            every = [one for times in took.values() for one in times]
            print(
                f"{courses} courses, {schools} institutions: median {statistics.median(every):.1f} ms"
            )
            for kind, times in took.items():
                worst = sorted(times)[int(len(times) * 0.95)]
                print(f"  {kind:18} median {statistics.median(times):5.1f}  p95 {worst:5.1f} ms")
            engine.dispose()


if __name__ == "__main__":
    main(*(kind(value) for kind, value in zip((int, str), sys.argv[1:], strict=False)))
