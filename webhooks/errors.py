"""The errors of the webhooks package: the class is the cause, the attributes are the facts."""


class WebhookError(Exception):
    """Root of all errors that the webhooks package raises."""


class PortTaken(WebhookError):
    """Another program already listens where the server was to listen, or nobody may."""

    def __init__(self, host: str, port: int, problem: str) -> None:
        self.host = host
        self.port = port
        self.problem = problem
        super().__init__(
            f"{host}:{port} 用不了（{problem}）；关掉占着它的程序，或换一个：PORT=8001"
        )


class BadBody(WebhookError):
    """A request whose body cannot be read as a message: what is wrong, told to whoever sent it."""
