"""Working days in China: holidays and the weekends worked in exchange (调休) as the State Council set them."""

from datetime import date, timedelta

from chinese_calendar import is_workday  # type: ignore[import-untyped]

_FIXED = frozenset({(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)})
"""The statutory holidays that fall on the same day each year."""


def is_working_day(day: date) -> bool:
    """Whether offices work on a day.

    The State Council publishes each year's holidays late in the year before. For a year that the calendar
    does not have yet, weekends and the fixed statutory holidays are taken for free.
    """
    try:
        return bool(is_workday(day))
    except RuntimeError:  # of which the library raises a kind, beyond its last year
        return day.weekday() < 5 and (day.month, day.day) not in _FIXED


def working_days_after(day: date, count: int) -> date:
    """The last of so many working days after a day, the day itself not counted."""
    while count:
        day += timedelta(days=1)
        count -= is_working_day(day)
    return day
