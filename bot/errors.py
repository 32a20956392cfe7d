"""The errors of the bot package: the class is the cause, the attributes are the facts."""


class BotError(Exception):
    """Root of all errors that the bot package raises."""


class BadSetting(BotError):
    """A setting that is not usable: which, and how to mend it."""

    def __init__(self, name: str, problem: str, mend: str) -> None:
        self.name = name
        self.problem = problem
        self.mend = mend
        super().__init__(f"{name}: {problem}; {mend}")


class BadRequest(BotError):
    """Input to a command that cannot be used: where it stands and what is wrong."""

    def __init__(self, where: str, problem: str) -> None:
        self.where = where
        self.problem = problem
        super().__init__(f"{where}: {problem}")


class StorageUnavailable(BotError):
    """The database does not answer."""


class BadWording(BotError):
    """A fault in the files of ``bot/wording``."""


class NeedsTransaction(BotError):
    """A turn that is answered ahead touched the database; it is answered anew in a transaction."""


class HandlerFailed(BotError):
    """A handler failed unexpectedly; nothing of its turn is kept."""

    def __init__(self, intent: str) -> None:
        self.intent = intent
        super().__init__(f"the handler of {intent} failed")
