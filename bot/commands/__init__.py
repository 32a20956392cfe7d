"""The commands of ``python -m bot``: each a function from arguments to an exit code."""
