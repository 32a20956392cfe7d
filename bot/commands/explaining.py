"""``ask --explain``: how a message is understood, step by step."""

from datetime import date

from bot.composition import Knowledge


def explain(knowledge: Knowledge, text: str, day: date) -> str:
    """Tokens, facts with the span they came from, and the best candidates."""
    understood = knowledge.understander.understand(text, None, day)
    lines = [f"折叠后：{understood.text}", f"词：{' / '.join(understood.tokens)}"]
    lines += [f"读到：{span.reading} ←“{span.text}”" for span in understood.spans]
    lines.append(f"说的是谁：{understood.about or '没说'}")
    lines += [f"事实：{fact} = {value}" for fact, value in understood.facts.items()]
    if understood.command or understood.theme or understood.warning:
        lines.append(
            f"命令：{understood.command}　主题：{understood.theme}　警告：{understood.warning}"
        )
    lines.append(f"意图：{understood.intent}（把握 {understood.confidence:.2f}）")
    lines += [f"  其次：{name}（{score:.2f}）" for name, score in understood.alternatives[:5]]
    return "\n".join(lines)
