"""The sample catalogue is large enough to try everything, plainly marked, and never mixed with the real one."""

from datetime import timedelta

from sqlalchemy import Engine, select

from knowledge.catalogue.importing import Names
from knowledge.catalogue.models import CourseRow, DirectoryRow, InstitutionRow, SessionRow
from knowledge.catalogue.offers import OFFERS, State, offer, state_of
from knowledge.catalogue.sampling import load_sample
from tests.knowledge.catalogue.conftest import INSTITUTIONS, TODAY, Importing


def test_the_sample_is_marked_everywhere_and_covers_five_cities(
    engine: Engine, names: Names
) -> None:
    with engine.begin() as connection:
        load_sample(connection, names, TODAY)
        schools = connection.execute(select(InstitutionRow)).all()
        courses = connection.execute(select(CourseRow)).all()
        directories = connection.execute(select(DirectoryRow)).all()
    assert len(schools) >= 25
    assert len(courses) >= 120
    assert len({course.city for course in courses}) >= 5
    assert all(row.is_sample for row in (*schools, *courses, *directories))
    assert all("【样例】" in school.name for school in schools)
    assert len({directory.kind for directory in directories}) == 4
    assert not any(course.subsidy for course in courses)


def test_every_occupation_of_the_sample_is_known(engine: Engine, names: Names) -> None:
    with engine.begin() as connection:
        load_sample(connection, names, TODAY)
        published = connection.execute(select(CourseRow.published_as).distinct()).scalars().all()
    assert [name for name in published if names.occupations.official(name) is None] == []


def test_the_sample_shows_every_state_of_a_class(engine: Engine, names: Names) -> None:
    with engine.begin() as connection:
        load_sample(connection, names, TODAY)
        states = {state_of(offer(row), TODAY) for row in connection.execute(OFFERS)}
    assert states >= {State.OPEN, State.FULL, State.UNDATED, State.CLOSED}


def test_loading_again_changes_nothing(engine: Engine, names: Names) -> None:
    with engine.begin() as connection:
        assert load_sample(connection, names, TODAY) > 150
        assert load_sample(connection, names, TODAY) == 0


def test_an_old_sample_is_moved_up_to_today(engine: Engine, names: Names) -> None:
    later = TODAY + timedelta(days=60)
    with engine.begin() as connection:
        load_sample(connection, names, TODAY)
        before = (
            connection.execute(select(SessionRow.starts_on).order_by(SessionRow.id)).scalars().all()
        )
        assert load_sample(connection, names, later) > 0
        after = (
            connection.execute(select(SessionRow.starts_on).order_by(SessionRow.id)).scalars().all()
        )
        states = [state_of(offer(row), later) for row in connection.execute(OFFERS)]
    assert after == [day and day + timedelta(days=60) for day in before]
    assert states.count(State.OPEN) > 60


def test_a_real_catalogue_gets_no_sample(run: Importing, engine: Engine, names: Names) -> None:
    run(INSTITUTIONS, institutions=True)
    with engine.begin() as connection:
        assert load_sample(connection, names, TODAY) == 0
        assert not connection.execute(select(CourseRow)).all()
