"""``new-key``: a key for personal data at rest."""

from argparse import Namespace

from cryptography.fernet import Fernet

from bot.settings import Settings


def new_key(_arguments: Namespace, _settings: Settings) -> int:
    """Prints a fresh ``DATA_KEY``."""
    print(f"DATA_KEY={Fernet.generate_key().decode()}")
    return 0
