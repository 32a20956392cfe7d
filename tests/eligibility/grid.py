"""Every value that a fact may have, for grids: all that is legal, and numbers at and around each bound."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import product

from knowledge.facts import Facts, FactSpec, Value

BOUNDS = {
    "subsidies_this_year": (0, 1, 2, 3, 4, 50),
    "subsidies_total": (0, 1, 2, 3, 4, 50),
    "insured_months": (0, 11, 12, 13, 35, 36, 37, 600),
    "months_since_certificate": (0, 11, 12, 13, 600),
    "age": (0, 16, 45, 60, 120),
}
DAYS = (
    date(2018, 6, 1),
    date(2019, 5, 10),
    date(2019, 5, 20),
    date(2020, 6, 15),
    date(2021, 12, 31),
    date(2022, 1, 1),
    date(2023, 12, 31),
    date(2024, 1, 1),
    date(2025, 6, 1),
    date(2026, 11, 23),
)

TWO_SIDES: dict[str, tuple[Value, ...]] = {
    "employment": ("employed", "unemployed", "farming"),
    "certificate": ("skill_level", "special_operation", "none"),
    "subsidies_total": (2, 3),
    "subsidies_this_year": (2, 3),
    "insured_months": (11, 12, 36),
    "months_since_certificate": (12, 13),
    "target_level": ("senior", "technician"),
}
"""Values on both sides of every rule, where all of them would be too many to enumerate."""


def values(name: str, spec: FactSpec) -> tuple[Value, ...]:
    """The values of a fact that a grid tries."""
    if spec.type == "bool":
        return (True, False)
    if spec.type == "enum":
        return tuple(spec.values)
    return BOUNDS[name] if spec.type == "int" else ("焊工", "育婴员")


def grid(choices: dict[str, tuple[Value, ...]], unknown: bool = True) -> Iterator[dict[str, Value]]:
    """Every combination of values, each fact also left out where ``unknown``."""
    nothing: tuple[Value | None, ...] = (None,) if unknown else ()
    for combination in product(*(nothing + choice for choice in choices.values())):
        pairs = zip(choices, combination, strict=True)
        yield {fact: value for fact, value in pairs if value is not None}


def completions(
    facts: Facts, open_facts: Iterable[str], choices: dict[str, tuple[Value, ...]]
) -> Iterator[Facts]:
    """Every way in which what is not known may turn out."""
    for rest in grid({fact: choices[fact] for fact in open_facts}, unknown=False):
        yield facts.learn(rest)
