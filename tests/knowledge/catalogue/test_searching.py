"""From a wish to the courses that fit best: near, open, payable first; nothing hidden; nobody always first."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import Engine

from knowledge.catalogue.offers import State
from knowledge.catalogue.ranking import Reason, explain
from knowledge.catalogue.searching import Found, Kind, search
from knowledge.catalogue.wishing import By, Wish, wish_for
from knowledge.eligibility import Outcome
from knowledge.library import Library
from tests.knowledge.catalogue.conftest import INSTITUTIONS, TODAY, Importing

HEAD = (
    "培训机构",
    "工种",
    "等级",
    "收费",
    "开班时间",
    "上课时段",
    "名额",
    "已报人数",
    "更新日期",
    "状态",
)
SOON, FRESH = TODAY + timedelta(days=7), TODAY - timedelta(days=1)


def course(school: str, occupation: object = "焊工", **other: object) -> tuple[object, ...]:
    said = {"等级": "五级", "收费": 0, "开班时间": SOON.isoformat(), "上课时段": "白天", "名额": 40,
            "已报人数": 3, "更新日期": FRESH.isoformat(), "状态": ""}  # fmt: skip
    said |= {"培训机构": school, "工种": occupation}
    return tuple((said | other)[column] for column in HEAD)


class Market:
    """A catalogue of a few courses, and a worker of 沂水 who wishes for welding."""

    def __init__(self, run: Importing, engine: Engine, library: Library) -> None:
        self._run, self._engine = run, engine
        self.wish = wish_for(library.places, library.occupations, ["焊工"], "临沂", "沂水县")
        run(INSTITUTIONS, institutions=True)

    def offers(self, *courses: tuple[object, ...]) -> "Market":
        report = self._run([HEAD, *courses])
        assert report.written, report.lines()
        return self

    def search(
        self, wish: Wish | None = None, today: date = TODAY, **other: object
    ) -> tuple[Found, ...]:
        with self._engine.connect() as connection:
            return search(connection, wish or self.wish, today, **other)  # type: ignore[arg-type]


@pytest.fixture
def market(run: Importing, engine: Engine, library: Library) -> Market:
    return Market(run, engine, library)


def names(found: tuple[Found, ...]) -> list[str]:
    return [f.offer.institution[:2] for f in found]


def test_the_nearest_comes_first_with_its_reasons(market: Market) -> None:
    found = market.offers(course("启智学校"), course("蒙山学校"), course("众诚技校")).search()
    assert names(found)[0] == "沂水"
    assert {Reason.SAME_COUNTY, Reason.FREE, Reason.STARTS_SOON} <= set(found[0].reasons)
    assert len(found) == 3


def test_a_county_across_the_border_counts_as_next(market: Market, library: Library) -> None:
    wish = wish_for(library.places, library.occupations, ["焊工"], "日照", "莒县")
    found = market.offers(course("蒙山学校"), course("启智学校")).search(wish)
    assert names(found)[0] == "沂水"
    assert Reason.NEXT_COUNTY in found[0].reasons


def test_evening_weighs_against_distance(market: Market) -> None:
    market.offers(course("蒙山学校"), course("启智学校", 上课时段="晚上"))
    assert names(market.search())[0] == "沂水"
    evening = market.search(
        replace(market.wish, evening=True, borders={**market.wish.borders, "371302": 1})
    )
    assert names(evening)[0] == "临沂"
    assert Reason.NOT_EVENING in evening[1].reasons


@pytest.mark.parametrize(
    ("other", "state"),
    [({"更新日期": (TODAY - timedelta(days=15)).isoformat()}, State.UNDATED),
     ({"开班时间": "待定"}, State.UNDATED),
     ({"已报人数": 40}, State.FULL), ({"状态": "停止报名"}, State.CLOSED), ({"状态": "停办"}, State.CANCELLED)],
)  # fmt: skip
def test_what_is_not_open_is_told_but_never_first(
    market: Market, other: dict[str, object], state: State
) -> None:
    found = market.offers(course("蒙山学校", **other), course("启智学校")).search()
    assert [f.state for f in found] == [State.OPEN, state]
    assert Reason(state.value) in found[1].reasons


def test_a_class_confirmed_fourteen_days_ago_is_still_fresh(market: Market) -> None:
    edge = (TODAY - timedelta(days=14)).isoformat()
    assert market.offers(course("蒙山学校", 更新日期=edge)).search()[0].state is State.OPEN


def test_a_full_class_names_the_nearest_open_one(market: Market) -> None:
    full = course("蒙山学校", 已报人数=40)
    found = market.offers(full, course("启智学校"), course("众诚技校", 等级="四级")).search()
    waiting = next(f for f in found if f.state is State.FULL)
    assert waiting.alternative is not None
    assert waiting.alternative.institution == "临沂市兰山区启智职业培训学校"


def test_what_cannot_be_paid_for_is_left_out_and_what_is_unknown_comes_last(market: Market) -> None:
    market.offers(
        course("蒙山学校", 等级="四级"), course("启智学校"), course("众诚技校", 等级="三级")
    )
    outcomes = {
        "intermediate": Outcome.UNKNOWN,
        "junior": Outcome.ELIGIBLE,
        "senior": Outcome.INELIGIBLE,
    }
    found = market.search(judge=lambda kind: outcomes[kind.level])
    assert [f.outcome for f in found] == [Outcome.ELIGIBLE, Outcome.UNKNOWN]
    refused = market.search(judge=lambda kind: Outcome.INELIGIBLE)
    assert [f.outcome for f in refused] == [Outcome.INELIGIBLE] * 3


def test_the_judge_is_asked_once_for_each_kind_of_course(market: Market) -> None:
    market.offers(course("蒙山学校"), course("启智学校"), course("众诚技校"))
    asked: list[Kind] = []
    market.search(judge=lambda kind: asked.append(kind) or Outcome.ELIGIBLE)  # type: ignore[func-returns-value]
    assert asked == [Kind("焊工", "junior", "skill_level", None)]


def test_a_related_occupation_fills_up_what_is_missing(market: Market) -> None:
    found = market.offers(
        course("蒙山学校", "管工"), course("启智学校"), course("众诚技校", "美发师")
    ).search()
    assert [f.offer.occupation for f in found] == ["焊工", "管工"]
    assert Reason.RELATED in found[1].reasons


def test_equals_take_turns_at_being_first(market: Market) -> None:
    market.offers(course("蒙山学校"), course("启智学校"), course("众诚技校"))
    anywhere = replace(market.wish, county="", borders={})
    days = [TODAY + timedelta(days=n) for n in range(6)]
    assert len({names(market.search(anywhere, day))[0] for day in days}) > 1
    assert names(market.search(anywhere)) == names(market.search(anywhere))


def test_one_institution_does_not_fill_all_three_places(market: Market) -> None:
    many = [course("蒙山学校", 等级=level) for level in ("五级", "四级", "三级", "二级")]
    assert set(names(market.offers(*many, course("启智学校")).search())) == {"沂水", "临沂"}


def test_the_order_can_be_asked_for_by_distance_or_by_start(market: Market) -> None:
    later = (TODAY + timedelta(days=40)).isoformat()
    market.offers(course("蒙山学校", 开班时间=later, 收费=500), course("启智学校"))
    wish = replace(market.wish, free=True)
    assert names(market.search(replace(wish, by=By.DISTANCE)))[0] == "沂水"
    assert names(market.search(replace(wish, by=By.START)))[0] == "临沂"


def test_the_order_explains_itself(market: Market) -> None:
    first = market.offers(course("蒙山学校", 收费=500)).search(replace(market.wish, free=True))[0]
    told = explain(first.rank, first.offer, TODAY)
    assert told["points"] == sum(one["points"] for one in told["inputs"])
    assert {"reason": Reason.NOT_FREE, "value": "500", "points": 2} in told["inputs"]


def test_a_place_alone_or_nothing_at_all_is_wish_enough(market: Market, library: Library) -> None:
    market.offers(course("蒙山学校"), course("启智学校", "美发师"))
    place = wish_for(library.places, library.occupations, [], "临沂", "沂水县")
    assert names(market.search(place))[0] == "沂水"
    assert len(market.search(Wish())) == 2


def test_what_is_taught_far_away_is_better_than_nothing(market: Market, library: Library) -> None:
    far = wish_for(library.places, library.occupations, ["焊工"], "威海")
    assert Reason.OTHER_CITY in market.offers(course("蒙山学校")).search(far)[0].reasons


def test_nothing_fits_where_nothing_is_taught(market: Market, library: Library) -> None:
    rare = wish_for(library.places, library.occupations, ["潜水员"], "临沂")
    assert market.offers(course("蒙山学校")).search(rare) == ()
