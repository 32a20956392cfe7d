"""买单: the arithmetic of 60 % and 85 %, out of the dated parameters, and its record. No money moves here."""

from datetime import date
from fractions import Fraction
from typing import NamedTuple

from bot.ledger import Ledger
from bot.orders import Step
from bot.roles import Role
from bot.storage import orders
from bot.storage.orders import Order, Taken
from knowledge.library import Library
from knowledge.policy import Parameter


class Settlement(NamedTuple):
    """What may be paid when, for a project of so many people and so much subsidy."""

    amount: int
    """The whole subsidy, in yuan."""
    trained: int
    employed: int
    share: Parameter
    """先行拨付的比例, in per cent."""
    threshold: Parameter
    """全额拨付要达到的就业率, in per cent."""
    in_force: bool

    @property
    def advance(self) -> Fraction:
        """What may be paid ahead."""
        return Fraction(self.amount * int(self.share.value), 100)

    @property
    def rate(self) -> Fraction:
        """The employment rate, in per cent."""
        return Fraction(100 * self.employed, self.trained)

    @property
    def is_full(self) -> bool:
        """Whether the whole may be paid. Of less the source says nothing, so nothing is worked out."""
        return self.rate >= int(self.threshold.value)


def settlement(library: Library, day: date, amount: int, trained: int, employed: int) -> Settlement:
    """The settlement by the rule of a day; raises ``ValueError`` for figures that cannot be."""
    if amount < 0 or trained < 1 or not 0 <= employed <= trained:
        raise ValueError("人数或金额对不上：就业人数不能多过培训人数，培训人数至少是1")
    share = library.parameter("advance_share", day)
    threshold = library.parameter("full_payment_employment_rate", day)
    in_force = threshold.since <= day and (threshold.until is None or day <= threshold.until)
    return Settlement(amount, trained, employed, share, threshold, in_force)


def shown(found: Settlement) -> str:
    """The arithmetic in words, step by step, with its source."""
    share, threshold = found.share, found.threshold
    lines = [
        f"一、先行拨付：{found.amount}元 × {share.value}% = {_exact(found.advance)}元。",
        f"二、就业率：{found.employed}人 ÷ {found.trained}人 = {_exact(found.rate)}%，"
        f"要求{threshold.value}%以上。",
    ]
    if found.is_full:
        rest = found.amount - found.advance
        lines.append(f"三、达到了，全额拨付：再拨{_exact(rest)}元，合计{found.amount}元。")
    else:
        lines.append(
            f"三、没到{threshold.value}%。文件没写剩下的怎么办，不能按比例推算，打12333问当地。"
        )
    lines.append(f"依据：{threshold.source.title} {threshold.clause}")
    if not found.in_force:
        until = f"{threshold.until:%Y年%m月%d日}" if threshold.until else ""
        lines.append(f"注意：这条规定到{until}为止，现在的比例打12333问当地。")
    return "\n".join(lines)


def _exact(value: Fraction) -> str:
    """A number with two decimals at most, never rounded up: 84.996 is not yet 85."""
    hundredths = int(value * 100)
    return f"{hundredths // 100}.{hundredths % 100:02d}".rstrip("0").rstrip(".")


def record_advance(ledger: Ledger, order_id: int, note: str) -> Order:
    """Records that the part paid ahead was paid. Raises ``StepRefused``."""
    return _record(ledger, order_id, Step.ADVANCE, note)


def record_settled(ledger: Ledger, order_id: int, note: str) -> Order:
    """Records that an order was paid; the worker is told. Raises ``StepRefused``."""
    order = _record(ledger, order_id, Step.SETTLE, note)
    ledger.tell(order, "settled", "notice_settled")
    return order


def _record(ledger: Ledger, order_id: int, step: Step, note: str) -> Order:
    order = ledger.held(order_id, step)
    state = ledger.after(step, order, Role.OFFICER)
    taken = Taken(step, Role.OFFICER, note)
    return orders.move(ledger.connection, order, ledger.now, taken, state=state)
