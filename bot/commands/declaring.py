"""Which commands there are, what they take, and which function runs each."""

from argparse import ArgumentParser, ArgumentTypeError
from datetime import date
from typing import Any, NoReturn


class Parser(ArgumentParser):
    """An argument parser that says in one line what is wrong."""

    def error(self, message: str) -> NoReturn:
        """Ends with code 2 and one line."""
        self.exit(2, f"{self.prog}: {message}；用 --help 看怎么写\n")


def a_day(text: str) -> date:
    """A date written 2020-06-15."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"{text} 不是日期，写成 2020-06-15 这样") from None


def make_parser() -> ArgumentParser:
    """The parser of the whole command line."""
    parser = Parser(prog="python -m bot", description="鲁小匠：山东职业技能培训补贴的问答助手")
    commands = parser.add_subparsers(required=True, metavar="命令", parser_class=Parser)
    for declare in (_talking, _knowing, _account, _catalogue, _orders, _outreach):
        declare(commands)
    return parser


def _add(commands: Any, name: str, run: str, about: str) -> ArgumentParser:
    command: ArgumentParser = commands.add_parser(name, help=about, description=about)
    command.set_defaults(run=run)
    return command


def _talking(commands: Any) -> None:
    _add(commands, "serve", "webhooks.commands:serve", "启动服务：聊天页、公众号接口")
    chat = _add(commands, "chat", "bot.commands.ask:chat", "在终端里聊")
    ask = _add(commands, "ask", "bot.commands.ask:ask", "问一句，看回答")
    ask.add_argument("text", nargs="?", help="要问的话")
    ask.add_argument("--json", action="store_true", help="按接口格式输出")
    ask.add_argument("--stdin", action="store_true", help="从标准输入一行读一个 JSON")
    ask.add_argument("--explain", action="store_true", help="看这句话是怎么听懂的")
    for command in (chat, ask):
        command.add_argument("--user", help="谁在问；同一个名字接着聊")
        command.add_argument("--on", type=a_day, help="按哪一天的规定判断，如 2020-06-15")


def _knowing(commands: Any) -> None:
    module = "bot.commands.knowledge"
    _add(commands, "assess", f"{module}:assess", "从标准输入读事实，判断每项补贴和培训")
    check = _add(commands, "check", f"{module}:check", "检查知识文件")
    check.add_argument("pack", nargs="?", help="只查这一个")
    evaluate = _add(
        commands, "evaluate", "bot.commands.evaluating:evaluate", "用标好的话测听懂了多少"
    )
    evaluate.add_argument("files", nargs="+", help="每行一个 JSON 的文件")


def _account(commands: Any) -> None:
    _add(commands, "publish-menu", "webhooks.commands:publish_menu", "把菜单发布到公众号")
    doctor = _add(commands, "doctor", "webhooks.commands:doctor", "检查和公众平台的连接")
    simulate = _add(
        commands, "simulate", "webhooks.commands:simulate", "扮成微信，跟开着的服务说话"
    )
    simulate.add_argument("--user", default="simulated", help="谁在说（openid）")
    for command in (doctor, simulate):
        command.add_argument("--url", help="公众号接口的网址，默认本机的 /wechat")
    _add(commands, "new-key", "bot.commands.keys:new_key", "生成一个 DATA_KEY")


def _catalogue(commands: Any) -> None:
    module = "bot.commands.catalogue"
    courses = _add(commands, "import-courses", f"{module}:courses", "导入课程（CSV 或 XLSX）")
    schools = _add(commands, "import-institutions", f"{module}:institutions", "导入培训机构目录")
    for command in (courses, schools):
        command.add_argument("file", help="CSV 或 XLSX 文件")
        command.add_argument("--check", action="store_true", help="只检查，不写进去")
        command.add_argument("--complete", action="store_true", help="文件是全的，没有的就停掉")
        command.add_argument("--city", help="文件里没写市的，算哪个市")
        command.add_argument("--kind", help="是哪个目录")
        command.add_argument("--list-version", help="目录的版本")
    export = _add(commands, "export-courses", f"{module}:export", "导出全部课程")
    export.add_argument("file", help="写到哪个 .xlsx 或 .csv")
    audit = _add(commands, "audit", f"{module}:check_subsidies", "查同类工种同一等级补贴一样不一样")
    audit.add_argument("city", nargs="?", help="只查这个市")


def _orders(commands: Any) -> None:
    module = "bot.commands.orders"
    demands = _add(commands, "list-demands", f"{module}:demands", "看大家想学啥；列单")
    demands.add_argument("--city", help="只看这个市")
    demands.add_argument("--publish", action="store_true", help="列进需求目录")
    settle = _add(commands, "settle", f"{module}:settle", "买单：算清该付多少，记一笔")
    settle.add_argument("number", help="单号")
    settle.add_argument("--amount", type=int, help="补贴总额（元）")
    settle.add_argument("--trained", type=int, help="培训了几人")
    settle.add_argument("--employed", type=int, help="就业了几人")
    settle.add_argument("--advance", action="store_true", help="先付的那一笔")
    _add(commands, "work", "webhooks.working:work", "发消息、看期限，一直跑着")


def _outreach(commands: Any) -> None:
    module = "bot.commands.outreach"
    invite = _add(commands, "invite", f"{module}:invite", "发一个一次性的绑定码")
    invite.add_argument("role", choices=["institution", "enterprise", "officer", "team"])
    invite.add_argument("name", help="机构、企业、单位或宣讲队的名字")
    visit = _add(commands, "visit", f"{module}:visit", "登记一场宣讲，拿活动码")
    visit.add_argument("team", help="哪支宣讲队")
    visit.add_argument("venue", choices=["enterprise", "school", "village"])
    visit.add_argument("place", help="去哪儿，如 沂水县某某村")
    visit.add_argument("--office", required=True, help="主办单位")
    visit.add_argument("--day", type=a_day, help="哪天去，默认今天")
    visit.add_argument("--offering", choices=["policy", "skills", "service"])
    for command in (invite, visit):
        command.add_argument("--city", help="哪个市")
        command.add_argument("--county", help="哪个县区")
        command.add_argument("--phone", help="座机电话")
    revoke = _add(commands, "revoke-code", f"{module}:revoke", "停用一个活动码")
    poster = _add(commands, "poster", "webhooks.commands:poster", "出海报和小卡片（SVG、PDF）")
    poster.add_argument("--out", help="写到哪个文件夹")
    poster.add_argument("--base-url", help="聊天页的网址，没接公众号时码里用")
    for command in (revoke, poster):
        command.add_argument("code", help="活动码")
