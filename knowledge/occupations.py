"""Occupations (职业/工种), the everyday names people use for them, and which are related."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Literal

from pydantic import Field

from knowledge.loading import Strict


class Suits(Strict):
    """What kind of person or life an occupation suits."""

    hands: bool = True
    home_based: bool = False
    physical: Literal["heavy", "medium", "light"] = "medium"
    indoor: bool = True
    can_start_business: bool = False
    literacy: Literal["basic", "middle", "high"] = "basic"


class Occupation(Strict):
    """One occupation."""

    name: str
    code: str = ""
    """The code of the 2022 classification (职业分类大典), where we are sure of it."""
    field: str
    aliases: tuple[str, ...] = Field((), strict=False)
    workplaces: tuple[str, ...] = Field((), strict=False)
    """Where such people work (养老院); a place of work, not a name of the occupation."""
    related: tuple[str, ...] = Field((), strict=False)
    certificate: str = ""
    levels: tuple[str, ...] = Field((), strict=False)
    reality: str = ""
    entry: str = ""
    suits: Suits = Suits()


class AmbiguousOccupation(Strict):
    """An everyday name that several occupations share, and the question that tells them apart."""

    name: str
    candidates: tuple[str, ...] = Field(strict=False)
    ask: str


class Occupations(Strict):
    """``data/occupations.yaml``."""

    occupations: tuple[Occupation, ...] = Field(strict=False)
    ambiguous: tuple[AmbiguousOccupation, ...] = Field((), strict=False)

    @cached_property
    def official(self) -> Mapping[str, str]:
        """The official name for each everyday one."""
        return dict(self.names())

    def names(self) -> Iterator[tuple[str, str]]:
        """Every everyday name with the official name it stands for."""
        for occupation in self.occupations:
            for name in (occupation.name, *occupation.aliases):
                yield name, occupation.name
