"""The nineteen programmes a second time, by hand, from the Chinese text and the agreed readings alone.

Written before the packs and the engine were looked at, and in another manner: no data, no conditions,
no parameters, only ifs. Where engine and this file disagree one of them misreads the policy.
Each question about a person answers True, False, or the facts that have still to be learned.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import NamedTuple

Person = Mapping[str, object]
"""What has been said; a fact that is absent is not known."""

Answer = bool | frozenset[str]


class Judged(NamedTuple):
    """What becomes of one programme for one person on one day."""

    status: str
    needs: frozenset[str]
    in_force: bool


def open_about(*facts: str) -> frozenset[str]:
    """Not to be said before these facts are learned."""
    return frozenset(facts)


def said_yes(person: Person, fact: str) -> Answer:
    """二(一) and others name a group: one belongs to it, or not, or has not said."""
    if fact not in person:
        return open_about(fact)
    return person[fact] is True


def said_no(person: Person, fact: str) -> Answer:
    """A thing that must not be so."""
    if fact not in person:
        return open_about(fact)
    return person[fact] is not True


def works_in_an_enterprise(person: Person) -> Answer:
    """企业职工."""
    if "employment" not in person:
        return open_about("employment")
    return person["employment"] == "employed"


def has_lost_the_job(person: Person) -> Answer:
    """企业失业人员."""
    if "employment" not in person:
        return open_about("employment")
    return person["employment"] == "unemployed"


def works_on_the_land(person: Person) -> Answer:
    """农民教育培育."""
    if "employment" not in person:
        return open_about("employment")
    return person["employment"] == "farming"


def works_in_a_dangerous_trade(person: Person) -> Answer:
    """化工、矿山等高危行业."""
    if "employer_industry" not in person:
        return open_about("employer_industry")
    return person["employer_industry"] in ("chemical", "mining")


def works_in_a_smaller_enterprise(person: Person) -> Answer:
    """中小微企业."""
    if "employer_size" not in person:
        return open_about("employer_size")
    return person["employer_size"] != "large"


def wants_to_be_a_technician(person: Person) -> Answer:
    """技师、高级技师等高技能人才."""
    if "target_level" not in person:
        return open_about("target_level")
    return person["target_level"] in ("technician", "senior_technician")


def has_a_certificate(person: Person) -> Answer:
    """取得证书（…等）后."""
    if "certificate" not in person:
        return open_about("certificate")
    return person["certificate"] != "none"


def had_fewer_than_three_this_year(person: Person) -> Answer:
    """每人每年不超过3次."""
    if "subsidies_this_year" not in person:
        return open_about("subsidies_this_year")
    return person["subsidies_this_year"] in (0, 1, 2)


def had_fewer_than_three_in_all(person: Person) -> Answer:
    """累计最多享受3次 (财社〔2023〕181号 第五条)."""
    if "subsidies_total" not in person:
        return open_about("subsidies_total")
    return person["subsidies_total"] in (0, 1, 2)


SIX_GROUPS = (
    "registered_poor",
    "graduation_year",
    "not_continuing_graduate",
    "migrant_worker",
    "registered_unemployed",
    "hard_to_employ",
)


def belongs_to_the_six_groups_or_an_enterprise(person: Person) -> Answer:
    """The six groups of 2023, and employees of enterprises: one is enough."""
    missing = set()
    for group in SIX_GROUPS:
        if person.get(group) is True:
            return True
        if group not in person:
            missing.add(group)
    if person.get("employment") == "employed":
        return True
    if "employment" not in person:
        missing.add("employment")
    return frozenset(missing) if missing else False


def is_insured_long_enough_or_draws_the_benefit(person: Person, least: int) -> Answer:
    """参保满期的企业职工，或领取失业保险金人员."""
    months = person.get("insured_months")
    draws = person.get("draws_unemployment_benefit")
    if draws is True:
        return True
    if isinstance(months, int) and months >= least:
        return True
    missing = set()
    if months is None:
        missing.add("insured_months")
    if draws is None:
        missing.add("draws_unemployment_benefit")
    return frozenset(missing) if missing else False


def has_a_paper_of_the_two_kinds(person: Person) -> Answer:
    """职业资格证书或职业技能等级证书."""
    if "certificate" not in person:
        return open_about("certificate")
    return person["certificate"] in ("vocational_qualification", "skill_level")


def has_one_of_the_three_lower_levels(person: Person) -> Answer:
    """初级、中级、高级; levels two and one are not in this subsidy."""
    if "target_level" not in person:
        return open_about("target_level")
    return person["target_level"] not in ("technician", "senior_technician")


def claims_within_twelve_months(person: Person) -> Answer:
    """证书核发之日起12个月内."""
    months = person.get("months_since_certificate")
    if not isinstance(months, int):
        return open_about("months_since_certificate")
    return months <= 12


Questions = Callable[[Person], list[Answer]]

PLAN: dict[str, Questions] = {
    "training_subsidy": lambda p: [
        said_yes(p, "trained_in_province"),
        has_a_certificate(p),
        had_fewer_than_three_this_year(p),
        said_no(p, "same_level_subsidised"),
        said_no(p, "draws_pension"),
    ],
    "new_hire_training": lambda p: [works_in_an_enterprise(p), said_yes(p, "new_hire")],
    "transfer_training": lambda p: [works_in_an_enterprise(p), said_yes(p, "employer_distressed")],
    "unemployed_training": lambda p: [has_lost_the_job(p)],
    "veteran_training": lambda p: [said_yes(p, "veteran")],
    "poverty_training": lambda p: [said_yes(p, "registered_poor")],
    "farmer_education": lambda p: [works_on_the_land(p)],
    "migrant_degree": lambda p: [said_yes(p, "migrant_worker")],
    "labour_reserve": lambda p: [said_yes(p, "not_continuing_graduate")],
    "student_three_ones": lambda p: [said_yes(p, "college_student")],
    "returnee_startup": lambda p: [said_yes(p, "returnee"), said_yes(p, "wants_startup")],
    "executive_coaching": lambda p: [said_yes(p, "enterprise_head")],
    "technician_training": lambda p: [wants_to_be_a_technician(p)],
    "apprenticeship": lambda p: [works_in_an_enterprise(p)],
    "sme_training": lambda p: [works_in_an_enterprise(p), works_in_a_smaller_enterprise(p)],
    "safety_training": lambda p: [works_in_an_enterprise(p), works_in_a_dangerous_trade(p)],
    "layoff_prevention": lambda p: [
        works_in_an_enterprise(p),
        said_yes(p, "employer_layoff_risk"),
    ],
}


def national(person: Person) -> list[Answer]:
    """财社〔2023〕181号 第五条."""
    return [
        belongs_to_the_six_groups_or_an_enterprise(person),
        has_a_certificate(person),
        had_fewer_than_three_in_all(person),
        said_no(person, "draws_pension"),
    ]


def insurance(person: Person, on: date) -> list[Answer]:
    """人社部发〔2025〕18号 and before; 36 months until the action of 2019-05-18 made them 12 (U2, U3)."""
    return [
        is_insured_long_enough_or_draws_the_benefit(person, 36 if on < THE_ACTION else 12),
        has_a_paper_of_the_two_kinds(person),
        has_one_of_the_three_lower_levels(person),
        claims_within_twelve_months(person),
    ]


THE_ACTION = date(2019, 5, 18)
PROGRAMMES = (*PLAN, "national_training_subsidy", "insurance_skill_subsidy")


def in_force(programme: str, on: date) -> bool:
    """The plan: 2019 to 2021. The national rule: since 2024. The insurance subsidy: where found."""
    if programme in PLAN:
        return on.year in (2019, 2020, 2021)
    if programme == "national_training_subsidy":
        return on.year >= 2024
    if on < date(2017, 8, 1):
        return False
    if on.year in (2017, 2018, 2019, 2020, 2021):
        return True
    if on.year == 2023:
        return on >= date(2023, 8, 10)
    if on.year == 2025:
        return on >= date(2025, 4, 22)
    return False


def answers(programme: str, person: Person, on: date) -> list[Answer]:
    """What is to be said to each condition of a programme."""
    if programme == "national_training_subsidy":
        return national(person)
    if programme == "insurance_skill_subsidy":
        return insurance(person, on)
    return PLAN[programme](person)


def judge_naively(programme: str, person: Person, on: date) -> Judged:
    """One false answer settles it; otherwise what is missing is needed; otherwise it holds."""
    force = in_force(programme, on)
    missing: set[str] = set()
    for answer in answers(programme, person, on):
        if answer is False:
            return Judged("ineligible", frozenset(), force)
        if isinstance(answer, frozenset):
            missing |= answer
    if missing:
        return Judged("unknown", frozenset(missing), force)
    return Judged("eligible", frozenset(), force)
