"""A worker who talks to an assistant with the sample catalogue."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import Engine

from knowledge.catalogue.importing import Names
from knowledge.catalogue.sampling import load_sample
from knowledge.library import Library
from tests.bot.conftest import Talk


@pytest.fixture
def workers(
    talk_as: Callable[[str], Talk], engine: Engine, library: Library
) -> Callable[[str], Talk]:
    """People who talk, where the sample catalogue is loaded."""
    with engine.begin() as connection:
        names = Names.of(library.places, library.occupations)
        load_sample(connection, names, date(2026, 11, 23))
    return talk_as
