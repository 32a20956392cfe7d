"""JSON objects in, one a line, JSON objects out, one a line, in the same order."""

import json
import sys
from collections.abc import Callable, Iterable
from typing import Any

from bot.errors import BadRequest

Answer = Callable[[int, dict[str, Any]], dict[str, Any]]


def answer_lines(lines: Iterable[str], answer: Answer) -> int:
    """Answers each line. A line that cannot be read is answered by its fault; then the exit code is 2."""
    failed = False
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            answered = answer(number, _object(number, line))
        except BadRequest as error:
            failed = True
            answered = {"error": str(error)}
        print(json.dumps(answered, ensure_ascii=False, default=str), flush=True)
        if "error" in answered:
            print(answered["error"], file=sys.stderr)
    return 2 if failed else 0


def _object(number: int, line: str) -> dict[str, Any]:
    try:
        request = json.loads(line)
    except json.JSONDecodeError as error:
        raise BadRequest(f"第{number}行", f"不是一行 JSON：{error.msg}") from None
    if not isinstance(request, dict):
        raise BadRequest(f"第{number}行", "不是 JSON 对象，要写在花括号里")
    return request
