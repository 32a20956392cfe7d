"""``python -m bot``: the command line. Wrong use ends with exit code 2 and one plain line."""

import os
import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Callable
from datetime import date
from importlib import import_module
from typing import NoReturn

from dotenv import dotenv_values

from bot.errors import BotError
from bot.settings import Settings, read_settings
from knowledge.errors import KnowledgeError

Command = Callable[[Namespace, Settings], int]


class _Parser(ArgumentParser):
    """An argument parser that says in one line what is wrong."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message}；用 --help 看怎么写\n")


def main(arguments: list[str] | None = None) -> int:
    """Runs one command; its exit code."""
    parsed = _parser().parse_args(arguments)
    try:
        settings = read_settings({**_from_file(), **os.environ})
        return _command(parsed.run)(parsed, settings)
    except (BotError, KnowledgeError) as error:
        print(error, file=sys.stderr)
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


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"{text} 不是日期，写成 2020-06-15 这样") from None


def _parser() -> ArgumentParser:
    parser = _Parser(prog="python -m bot", description="鲁小匠：山东职业技能培训补贴的问答助手")
    commands = parser.add_subparsers(required=True, metavar="命令", parser_class=_Parser)

    def add(name: str, run: str, about: str) -> ArgumentParser:
        command = commands.add_parser(name, help=about, description=about)
        command.set_defaults(run=run)
        return command

    add("serve", "webhooks.commands:serve", "启动服务：聊天页、公众号接口")
    chat = add("chat", "bot.commands.ask:chat", "在终端里聊")
    ask = add("ask", "bot.commands.ask:ask", "问一句，看回答")
    ask.add_argument("text", nargs="?", help="要问的话")
    ask.add_argument("--json", action="store_true", help="按接口格式输出")
    ask.add_argument("--stdin", action="store_true", help="从标准输入一行读一个 JSON")
    ask.add_argument("--explain", action="store_true", help="看这句话是怎么听懂的")
    for command in (chat, ask):
        command.add_argument("--user", help="谁在问；同一个名字接着聊")
        command.add_argument("--on", type=_day, help="按哪一天的规定判断，如 2020-06-15")
    add("assess", "bot.commands.knowledge:assess", "从标准输入读事实，判断每项补贴和培训")
    check = add("check", "bot.commands.knowledge:check", "检查知识文件")
    check.add_argument("pack", nargs="?", help="只查这一个")
    evaluate = add("evaluate", "bot.commands.evaluating:evaluate", "用标好的话测听懂了多少")
    evaluate.add_argument("files", nargs="+", help="每行一个 JSON 的文件")
    add("publish-menu", "webhooks.commands:publish_menu", "把菜单发布到公众号")
    doctor = add("doctor", "webhooks.commands:doctor", "检查和公众平台的连接")
    simulate = add("simulate", "webhooks.commands:simulate", "不用微信，假装微信和服务说话")
    simulate.add_argument("--user", default="oSimulatedPerson0000000000", help="谁在说话")
    for command in (doctor, simulate):
        command.add_argument("--url", help="公众号接口的网址，不写就是本机的")
    add("new-key", "bot.commands.keys:new_key", "生成一个 DATA_KEY")
    return parser


if __name__ == "__main__":
    sys.exit(main())
