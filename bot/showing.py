"""A reply as plain text, for the terminal and wherever nothing can be tapped."""

from bot.reply import Reply


def as_text(reply: Reply) -> str:
    """The reply with its choices as numbered lines, or as one line of what may be asked next."""
    if not reply.choices:
        return reply.text
    if reply.numbered:
        lines = [f"{number} {choice.label}" for number, choice in enumerate(reply.choices, 1)]
        return "\n".join([reply.text, *lines])
    return f"{reply.text}\n可以说：{'／'.join(choice.label for choice in reply.choices)}"
