"""Persons as they may come: every fact drawn at random, but no fact against another."""

import random
from collections.abc import Mapping

from knowledge.facts import Facts, Value

_EMPLOYMENT = ("employed", "unemployed", "farming", "self_employed", "student", "none")
_WORK = (35, 20, 20, 15, 7, 3)
_CERTIFICATES = (
    "skill_level", "vocational_qualification", "special_ability", "special_operation",
    "training_completion", "none",
)  # fmt: skip
_HELD = (22, 10, 5, 8, 15, 40)
_LEVELS = ("junior", "intermediate", "senior", "technician", "senior_technician")


def person(rng: random.Random) -> Facts:
    """All that may ever be asked of one person."""
    age = rng.randint(17, 68)
    work = rng.choices(_EMPLOYMENT, _WORK)[0] if age > 22 else rng.choice(_EMPLOYMENT)
    told: dict[str, Value] = {"age": age, "employment": work}
    told |= _standing(rng, age, work)
    told |= _employer(rng, work)
    told |= _training(rng)
    told |= _insurance(rng, work)
    return Facts(told)


def _standing(rng: random.Random, age: int, work: str) -> Mapping[str, Value]:
    student = work == "student"
    return {
        "veteran": age > 20 and rng.random() < 0.06,
        "registered_poor": rng.random() < 0.1,
        "migrant_worker": work in ("employed", "self_employed") and rng.random() < 0.4,
        "returnee": not student and rng.random() < 0.15,
        "wants_startup": rng.random() < 0.2,
        "college_student": student and age > 17,
        "not_continuing_graduate": age < 25 and not student and rng.random() < 0.3,
        "enterprise_head": work in ("employed", "self_employed") and rng.random() < 0.04,
        "graduation_year": 20 < age < 27 and rng.random() < 0.3,
        "registered_unemployed": work == "unemployed" and rng.random() < 0.6,
        "hard_to_employ": work == "unemployed" and rng.random() < 0.25,
        "draws_pension": age > 54 and rng.random() < 0.5,
    }


def _employer(rng: random.Random, work: str) -> Mapping[str, Value]:
    at_work = work == "employed"
    return {
        "new_hire": at_work and rng.random() < 0.1,
        "employer_distressed": at_work and rng.random() < 0.1,
        "employer_layoff_risk": at_work and rng.random() < 0.05,
        "employer_size": rng.choice(("micro", "small", "medium", "large")),
        "employer_industry": rng.choices(("chemical", "mining", "other"), (8, 4, 88))[0],
    }


def _training(rng: random.Random) -> Mapping[str, Value]:
    this_year = rng.choices((0, 1, 2, 3), (80, 14, 4, 2))[0]
    total = this_year + rng.choices((0, 1, 2), (75, 18, 7))[0]
    return {
        "certificate": rng.choices(_CERTIFICATES, _HELD)[0],
        "target_level": rng.choices(_LEVELS, (30, 30, 25, 10, 5))[0],
        "trained_in_province": rng.random() < 0.6,
        "subsidies_this_year": this_year,
        "subsidies_total": total,
        "same_level_subsidised": total > 0 and rng.random() < 0.2,
        "months_since_certificate": rng.randint(0, 40),
    }


def _insurance(rng: random.Random, work: str) -> Mapping[str, Value]:
    paid = work in ("employed", "unemployed")
    return {
        "insured_months": rng.randint(1, 180) if paid else 0,
        "draws_unemployment_benefit": work == "unemployed" and rng.random() < 0.3,
    }


_OPENINGS = (
    ("employment",),
    ("employment", "certificate"),
    ("age", "employment"),
    ("certificate", "target_level"),
    ("migrant_worker", "employment"),
    ("subsidies_this_year",),
    ("age", "draws_pension"),
    (),
)
"""What people tell of themselves before they are asked anything (我今年50，在工地干活，能领补贴吗)."""


def opening(rng: random.Random, facts: Facts) -> Facts:
    """What this person says of themselves in the first message."""
    return Facts({fact: facts[fact] for fact in rng.choice(_OPENINGS)})
