"""``assess``, ``check`` and ``evaluate``: the knowledge and the understanding, without a conversation."""

import json
import sys
from argparse import Namespace
from datetime import date
from pathlib import Path
from typing import Any

from intents.evaluation import evaluate as measure
from intents.evaluation import read_lines

from bot.clock import Clock
from bot.composition import load_knowledge
from bot.errors import BadRequest
from bot.handlers.check import as_object
from bot.settings import Settings
from knowledge.checking import Overdue
from knowledge.checking import check as check_library
from knowledge.eligibility import judge_all
from knowledge.errors import BadKnowledge, UnknownFact
from knowledge.facts import checked
from knowledge.library import Library, load_library


def assess(_arguments: Namespace, settings: Settings) -> int:
    """Facts as JSON objects, one a line, from standard input; the verdicts, one line each."""
    library = load_library()
    clock = Clock(settings.policy_date)
    today = clock.today(clock.now())
    for number, line in enumerate(sys.stdin, 1):
        if line.strip():
            print(json.dumps(_assessed(library, number, line, today), ensure_ascii=False))
            sys.stdout.flush()
    return 0


def _assessed(library: Library, number: int, line: str, today: date) -> dict[str, Any]:
    where = f"第{number}行"
    try:
        request = json.loads(line)
        given = request["facts"]
        on = date.fromisoformat(request["on"]) if request.get("on") else today
        facts = checked(library.facts, given)
    except UnknownFact as error:
        raise BadRequest(where, str(error)) from None
    except json.JSONDecodeError as error:
        raise BadRequest(where, f"不是一行 JSON：{error.msg}") from None
    except (KeyError, TypeError, AttributeError):
        raise BadRequest(where, '要写成 {"facts": {…}, "on": "2020-06-15"}') from None
    except ValueError as error:
        raise BadRequest(where, f"日期不对：{error}") from None
    return as_object(judge_all(library.programmes(on), facts))


def check(arguments: Namespace, settings: Settings) -> int:
    """Every fault of the knowledge, one line each; 1 if there is one that is more than a reminder."""
    clock = Clock(settings.policy_date)
    try:
        found = check_library(load_library(), arguments.pack, today=clock.today(clock.now()))
    except BadKnowledge as bad:
        found = bad.faults
    for fault in found:
        print(fault)
    wrong = [fault for fault in found if not isinstance(fault, Overdue)]
    if not wrong:
        print("知识没有毛病。")
    return 1 if wrong else 0


def evaluate(arguments: Namespace, settings: Settings) -> int:
    """Labelled utterances against the understanding: the table of figures."""
    knowledge = load_knowledge(settings)
    lines = [line for name in arguments.files for line in read_lines(Path(name))]
    print(measure(knowledge.understander, lines).table())
    return 0
