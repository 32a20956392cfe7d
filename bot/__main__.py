"""``python -m bot``: the command line. Wrong use ends with exit code 2 and one plain line."""

import os
import sys
from argparse import Namespace
from collections.abc import Callable
from importlib import import_module

from dotenv import dotenv_values
from sqlalchemy.exc import DBAPIError

from bot.commands.declaring import make_parser
from bot.errors import BotError
from bot.settings import Settings, read_settings
from intents.errors import IntentsError
from knowledge.errors import KnowledgeError

Command = Callable[[Namespace, Settings], int]


def main(arguments: list[str] | None = None) -> int:
    """Runs one command; its exit code."""
    parsed = make_parser().parse_args(arguments)
    try:
        settings = read_settings({**_from_file(), **os.environ})
        return _command(parsed.run)(parsed, settings)
    except (BotError, KnowledgeError, IntentsError) as error:
        print(error, file=sys.stderr)
        return 2
    except DBAPIError as error:
        first = str(error.orig).splitlines()[0]
        print(f"数据库用不了：{first}；看看 DATABASE_URL 和数据库开没开", file=sys.stderr)
        return 2
    except BrokenPipeError:
        return 0


def _from_file() -> dict[str, str]:
    return {key: value for key, value in dotenv_values(".env").items() if value is not None}


def _command(path: str) -> Command:
    """A command's function; loaded only when it is run, so that ``--help`` is quick."""
    module, name = path.split(":")
    command: Command = getattr(import_module(module), name)
    return command


if __name__ == "__main__":
    sys.exit(main())
