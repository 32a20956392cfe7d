"""Courses and orders. Until a catalogue is connected, what the plan provides and where to ask."""

from bot.handlers.policy import answer
from bot.turn import Handled, Turn


def directories(turn: Turn) -> Handled:
    """Where courses are published."""
    return answer(turn, "four_directories")


HANDLERS = dict.fromkeys(
    (
        "find_course", "recommend_course", "course_detail", "find_institution", "enrol",
        "my_orders", "cancel_order", "submit_demand", "enterprise_demand", "institution_accept",
        "team_qr", "team_report",
    ),
    directories,
)  # fmt: skip
