"""What the facts that were read include without its being said, by the words of the contract."""

import re

from intents.persons import WORKERS
from intents.view import View
from knowledge.facts import FactId, Value

_EMPLOYER = (
    "employer_distressed",
    "employer_layoff_risk",
    "employer_size",
    "employer_industry",
    "new_hire",
)
_STAFF = re.compile(
    "厂|公司|企业|单位|车间|员工|职工|工人|矿|店|集团|我司|班组|手下|码头|车队|物业"
)
_NO_STAFF = re.compile(
    "学生|学校|我校|我院|村|庄上|社区|街道|居委|合作社|失业|下岗|待业|要是|以后|工地|零工"
    "|接单|入库|承接|资质|机构|目录|基地|工作室|建设|宣讲"
)
"""Others for whom somebody speaks than the staff of an enterprise, and what touches no staff."""
_LEFT_SCHOOL = re.compile("毕业(?!班|年)|不念|没念|老师|教师|师资")
_PUPILS = re.compile(
    "学生|[我咱]们?[班校][^，。]{0,8}(?:孩子|娃|同学)|班[上里][^，。]{0,8}(?:孩子|娃|同学)"
)


def imply(facts: dict[FactId, Value], about: str | None, view: View) -> None:
    """What the contract's words include: a new hire is employed, a student at college is at school."""
    if facts.get("employment") == "unemployed":
        for fact in _EMPLOYER:
            facts.pop(fact, None)
    if facts.get("college_student") is True:
        facts["employment"] = "student"
    if facts.get("enterprise_head") is True and facts.get("employment") == "employed":
        del facts["employment"]
    if "employment" in facts or facts.get("enterprise_head") is True:
        return
    text = view.text if about == WORKERS and facts else ""
    if facts.keys() & {*_EMPLOYER} or (_STAFF.search(text) and not _NO_STAFF.search(text)):
        facts["employment"] = "employed"
    elif _PUPILS.search(text) and not _LEFT_SCHOOL.search(text):
        facts["employment"] = "student"
