"""The steps of the five orders: each only from its states, only by whom it belongs to; numbers that notice slips."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.numbers import ALPHABET, is_code, order_id, order_number, with_check
from bot.orders import ACTS_NEXT, OPEN, RULES, Party, State, Step, StepRefused, Why, after
from bot.roles import BOUND, MAY, Act, Role, may

FIVE = [
    (Step.SUBMIT_DEMAND, Role.WORKER),
    (Step.LIST_COURSE, Role.OFFICER),
    (Step.ENROL, Role.WORKER),
    (Step.ACCEPT, Role.INSTITUTION),
    (Step.SETTLE, Role.OFFICER),
]


def test_the_five_orders_lead_from_a_demand_to_a_settlement() -> None:
    state: State | None = None
    passed = []
    for step, role in FIVE:
        state = after(step, state, role)
        passed.append(state)
    assert passed == [State.DEMANDED, State.LISTED, State.SELECTED, State.ACCEPTED, State.SETTLED]


@pytest.mark.parametrize("step", Step)
@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("state", [None, *State])
def test_a_step_is_taken_only_where_the_table_has_it(
    step: Step, role: Role, state: State | None
) -> None:
    allowed = state in RULES[step].before and role in RULES[step].by
    if allowed:
        assert after(step, state, role, Party.ENTERPRISE) is RULES[step].after
    else:
        with pytest.raises(StepRefused) as caught:
            after(step, state, role, Party.ENTERPRISE)
        stranger = role not in RULES[step].by
        assert caught.value.refusal.why is (Why.NOT_YOUR_STEP if stranger else Why.WRONG_STATE)


def test_a_workers_demand_is_chosen_before_it_is_accepted() -> None:
    with pytest.raises(StepRefused):
        after(Step.ACCEPT, State.LISTED, Role.INSTITUTION, Party.WORKER)


def test_every_state_says_who_acts_next_and_no_end_leads_on() -> None:
    assert ACTS_NEXT.keys() == set(State)
    ends = set(State) - OPEN
    assert not {state for rule in RULES.values() for state in rule.before if state in ends}


def test_everybody_may_choose_and_only_institutions_accept() -> None:
    assert all(may(role, Act.CHOOSE) for role in (Role.WORKER, *BOUND))
    assert [role for role in MAY if may(role, Act.ACCEPT_ORDERS)] == [Role.INSTITUTION]
    assert not may(Role.TEAM, Act.SEE_ALL_VISITS)


@given(st.integers(1, 10**7), st.data())
def test_one_wrong_or_swapped_digit_is_noticed(number: int, data: st.DataObject) -> None:
    told = order_number(number)
    assert order_id(f"我的单 {told.lower()} 到哪了") == number
    digits = told.removeprefix("T-")
    at = data.draw(st.integers(0, len(digits) - 1))
    other = data.draw(st.sampled_from([d for d in "0123456789" if d != digits[at]]))
    assert order_id(f"T-{digits[:at]}{other}{digits[at + 1 :]}") is None
    if at and digits[at] != digits[at - 1]:
        swapped = digits[: at - 1] + digits[at] + digits[at - 1] + digits[at + 1 :]
        assert order_id(f"T-{swapped}") is None


@given(st.text(ALPHABET, min_size=6, max_size=6), st.data())
def test_one_wrong_or_swapped_character_of_a_code_is_noticed(
    body: str, data: st.DataObject
) -> None:
    code = with_check(body)
    assert is_code(code)
    at = data.draw(st.integers(0, 6))
    other = data.draw(st.sampled_from([c for c in ALPHABET if c != code[at]]))
    assert not is_code(code[:at] + other + code[at + 1 :])
    if at and code[at] != code[at - 1]:
        assert not is_code(code[: at - 1] + code[at] + code[at - 1] + code[at + 1 :])
