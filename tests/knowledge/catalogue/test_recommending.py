"""不知道学啥: four questions lead to three occupations that suit."""

from itertools import product

import pytest

from knowledge.catalogue.recommending import Question, Strength, Told, open_questions, recommend
from knowledge.library import Library


def test_each_answer_closes_its_question() -> None:
    assert open_questions(Told()) == tuple(Question)
    assert open_questions(Told(done=("砌筑工",), strength=Strength.LIGHT)) == (
        Question.AWAY,
        Question.OWN,
    )
    assert open_questions(Told(hands=False, strength=Strength.HEAVY, away=True, own=False)) == ()


@pytest.mark.parametrize(
    ("strength", "away", "own"),
    list(product([None, *Strength], [None, True, False], [None, True, False])),
)
def test_there_are_always_three_with_a_word_on_the_work(
    library: Library, strength: Strength | None, away: bool | None, own: bool | None
) -> None:
    found = recommend(library.occupations, Told(strength=strength, away=away, own=own), {})
    assert len({suggestion.occupation for suggestion in found}) == 3
    assert all(suggestion.reality for suggestion in found)


def test_nothing_is_suggested_that_the_body_cannot_bear(library: Library) -> None:
    physical = {o.name: o.suits.physical for o in library.occupations.occupations}
    found = recommend(library.occupations, Told(strength=Strength.LIGHT), {}, limit=50)
    assert {physical[suggestion.occupation] for suggestion in found} == {"light"}


def test_what_is_like_the_old_work_is_suggested(library: Library) -> None:
    found = recommend(library.occupations, Told(done=("焊工",)), {"管工": 2})
    assert (found[0].occupation, found[0].because[0]) == ("管工", "related")
    assert "焊工" not in {suggestion.occupation for suggestion in found}


def test_who_wishes_a_business_is_led_to_one(library: Library) -> None:
    own = {o.name for o in library.occupations.occupations if o.suits.can_start_business}
    assert {s.occupation for s in recommend(library.occupations, Told(own=True), {})} <= own


def test_what_is_taught_nearby_comes_first(library: Library) -> None:
    found = recommend(library.occupations, Told(strength=Strength.MEDIUM), {"养老护理员": 1})
    assert found[0].occupation == "养老护理员"
