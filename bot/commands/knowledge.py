"""``assess`` and ``check``: the knowledge, without a conversation."""

import sys
from argparse import Namespace
from datetime import date
from functools import partial
from typing import Any

from bot.assessing import as_object
from bot.clock import Clock
from bot.commands.lines import answer_lines
from bot.errors import BadRequest
from bot.settings import Settings
from intents.checking import faults as faults_of_words
from knowledge.checking import Overdue
from knowledge.checking import check as check_library
from knowledge.eligibility import judge_all
from knowledge.errors import BadKnowledge, UnknownFact
from knowledge.facts import checked
from knowledge.library import Library, load_library


def assess(_arguments: Namespace, settings: Settings) -> int:
    """Facts as JSON objects, one a line, from standard input; the verdicts, one line each."""
    clock = Clock(settings.policy_date)
    return answer_lines(sys.stdin, partial(_assessed, load_library(), clock.today(clock.now())))


def _assessed(
    library: Library, today: date, number: int, request: dict[str, Any]
) -> dict[str, Any]:
    where = f"第{number}行"
    given = request.get("facts")
    if not isinstance(given, dict):
        raise BadRequest(where, '要写成 {"facts": {…}, "on": "2020-06-15"}')
    try:
        on = date.fromisoformat(str(request["on"])) if request.get("on") else today
        return as_object(judge_all(library.programmes(on), checked(library.facts, given)))
    except UnknownFact as error:
        raise BadRequest(where, str(error)) from None
    except ValueError:
        raise BadRequest(where, f"{request['on']} 不是日期，写成 2020-06-15 这样") from None


def check(arguments: Namespace, settings: Settings) -> int:
    """Every fault of the knowledge, one line each; 1 if there is one that is more than a reminder.

    Unless one pack is named, the words of workers that are learned from are looked at too.
    """
    clock = Clock(settings.policy_date)
    found: list[Exception] = [] if arguments.pack else [*faults_of_words()]
    try:
        found += check_library(load_library(), arguments.pack, today=clock.today(clock.now()))
    except BadKnowledge as bad:
        found += bad.faults
    for fault in found:
        print(fault)
    wrong = [fault for fault in found if not isinstance(fault, Overdue)]
    if not wrong:
        print("知识没有毛病。")
    return 1 if wrong else 0
