"""The packs that we publish: complete, true to the plan, silent where the sources are silent."""

import re
from datetime import date
from functools import cache

import pytest

from knowledge.answers import POLICY_INTENTS, Answer, placeholders
from knowledge.checking import check
from knowledge.library import Library, load_library
from knowledge.policy import Confidence
from knowledge.programmes import Through

PLAN = "shandong-2019-2021"
THEN, NOW = date(2020, 6, 15), date(2026, 11, 22)
CITIES = ("济南", "青岛", "泰安", "淄博")


@cache
def library() -> Library:
    return load_library()


def answer(intent: str, on: date, pack: str, city: str | None = None) -> Answer:
    return next(a for a in library().answers(intent, on, city) if a.pack == pack)


def every_answer(on: date) -> list[Answer]:
    asked = [(intent, city) for intent in POLICY_INTENTS for city in (None, *CITIES)]
    return [a for intent, city in asked for a in library().answers(intent, on, city)]


def test_every_case_and_every_text_holds() -> None:
    assert [str(finding) for finding in check(library())] == []


def test_the_plan_has_its_ten_clauses() -> None:
    wanted = "一 二(一) 二(二) 二(三) 二(四) 三(一) 三(二) 三(三) 三(四) 三(五)"
    assert " ".join(library().packs[PLAN].clauses) == wanted


@pytest.mark.parametrize(
    ("name", "figure", "clause"),
    [
        ("training_total", "300万人次", "一"),
        ("training_2019", "77万人次", "一"),
        ("skilled_share", "25%", "一"),
        ("highly_skilled_share", "30%", "一"),
        ("three_ones_each", "1次", "二(一)"),
        ("bases_per_city_least", "1", "二(三)"),
        ("bases_per_city_most", "2个", "二(三)"),
        ("subsidies_per_year", "3次", "二(四)"),
        ("same_level_times", "1次", "二(四)"),
        ("advance_share", "60%", "二(四)"),
        ("full_payment_employment_rate", "85%", "二(四)"),
        ("fund_months_floor", "24个月", "三(二)"),
    ],
)
def test_a_figure_of_the_plan_stands_in_its_clause(name: str, figure: str, clause: str) -> None:
    assert library().figure(name, THEN) == figure
    assert library().parameter(name, THEN).clause == clause


def test_every_figure_and_every_clause_of_the_plan_is_told_by_some_answer() -> None:
    pack = library().packs[PLAN]
    told = {n for a in pack.answers.values() for n in placeholders(a.text + a.more)}
    assert set(pack.parameters) <= told
    assert set(pack.clauses) == {c for a in pack.answers.values() for c in a.clauses}


@pytest.mark.parametrize("on", [THEN, NOW])
def test_every_policy_question_has_an_answer_of_the_plan_with_its_clause(on: date) -> None:
    for intent in POLICY_INTENTS:
        found = answer(intent, on, PLAN)
        assert found.text
        assert found.citations
        assert found.in_force is (on == THEN or library().packs[PLAN].answers[intent].timeless)


@pytest.mark.parametrize(
    ("intent", "words"),
    [
        ("plan_overview", "国办发〔2019〕24号 政府办公厅"),
        (
            "enterprise_support",
            "教学工厂 高技能人才培养基地 劳模和工匠人才创新工作室 毕业生就业人数",
        ),
        ("school_support", "技工院校 一线教师 激励"),
        ("private_provider", "同等待遇 评估 退出 评价机构"),
        ("training_base", "无障碍改造 示范性 设备"),
        ("teacher_pool", "教材 网络课件 教师 师资库 示范培训项目"),
        ("four_directories", "重点产业 一般性 劳动者培训需求 机构目录 统一发布"),
        ("five_orders", "提单 列单 选单 接单 买单"),
        ("three_terminals", "电脑 APP 公众号 互联网+"),
        ("funding", "失业保险基金 职工教育经费 调剂金 专账 深度贫困 整合 财政专户"),
        ("supervision", "实名 绩效考核 审计 公开 农民工工资 失误 严惩"),
        ("organisation", "联席会议 季报 年报 群团组织 行业协会 备存 市县实施"),
        ("outreach", "企业 学校 乡村 送政策 送技能 送服务 不忘初心"),
        ("how_to_apply", "网上申报 网上审核 联网核查 一次办好"),
        ("veteran", "前置性 适应性"),
        ("layoff_prevention", "预防规模性失业"),
        ("poverty", "孩子 全覆盖 欠发达"),
        ("certificate_types", "职业资格 技能等级 专项职业能力 特种作业操作 培训合格 等"),
    ],
)
def test_what_the_plan_orders_is_told(intent: str, words: str) -> None:
    found = answer(intent, THEN, PLAN)
    for word in words.split():
        assert word in found.text + found.more, word


def test_below_the_rate_of_full_payment_the_plan_is_said_to_be_silent() -> None:
    for on in (THEN, NOW):
        assert re.search(r"不到85%.*没写", answer("project_based", on, PLAN).text)


def test_the_plan_names_no_sum() -> None:
    pack = library().packs[PLAN]
    assert not [name for name, spec in pack.parameters.items() if "元" in spec.unit]
    for on in (THEN, NOW):
        for found in every_answer(on):
            if found.pack == PLAN:
                assert not re.search(r"\d\s*[万亿]?元", found.text + found.more)


def test_a_sum_is_told_with_its_place_or_programme_and_a_source() -> None:
    for pack in library().packs.values():
        for name, spec in pack.parameters.items():
            for dated in spec.values:
                assert "元" not in spec.unit or dated.source is not None, name


def test_the_plan_has_its_seventeen_programmes_and_who_arranges_them() -> None:
    programmes = library().packs[PLAN].programmes
    arranged: dict[Through, set[str]] = {through: set() for through in Through}
    for name, spec in programmes.items():
        arranged[spec.through].add(name)
    assert len(programmes) == 17
    assert arranged[Through.SCHOOL] == {"student_three_ones"}
    assert arranged[Through.ENTERPRISE] == {
        *("new_hire_training", "transfer_training", "executive_coaching", "apprenticeship"),
        *("sme_training", "safety_training", "layoff_prevention"),
    }


def test_what_holds_now_is_told_before_what_held_then() -> None:
    first, *rest = library().answers("subsidy_limit", NOW)
    assert first.pack == "national-fund-2024"
    assert "一共最多领3次" in first.text
    assert next(a for a in rest if a.pack == PLAN).text.startswith("当时")


def test_a_later_rule_is_not_told_on_an_earlier_day() -> None:
    packs = {a.pack for a in every_answer(THEN)}
    assert not packs & {"national-fund-2024", "shandong-action-2025", "jinan-loans", "taian"}


def test_a_past_answer_does_not_promise_the_present() -> None:
    for found in every_answer(NOW):
        if found.pack == PLAN and "现在" in found.text:
            assert "12333" in found.text


def test_a_city_speaks_only_where_it_is_asked_about() -> None:
    for intent in POLICY_INTENTS:
        for city in (None, *CITIES):
            for found in library().answers(intent, NOW, city):
                assert library().packs[found.pack].spec.place in ("", city)


def test_jinans_undated_schedule_is_always_called_undated() -> None:
    pack = library().packs["jinan-training"]
    assert pack.spec.source.confidence is Confidence.C_PLUS
    for each in pack.answers.values():
        assert "没写日期" in each.text
        assert "没写日期" in each.past


def test_the_skill_subsidy_ended_in_2025_and_2026_is_said_to_be_unknown() -> None:
    spec = library().packs["insurance-skill-subsidy"].spec
    assert spec.caveat(date(2025, 12, 31)) == ""
    assert "2026" in spec.caveat(date(2026, 1, 1))
    assert "12333" in spec.caveat(NOW)
    assert "没查到" in spec.caveat(date(2024, 6, 1))


def test_what_must_not_be_used_is_not_used() -> None:
    folder = library().packs[PLAN].folder.parent
    written = "".join(path.read_text("utf-8") for path in folder.glob("*/*.yaml"))
    assert "08gf" not in written
    assert "鲁政办字" not in written
    assert "8000" not in written
