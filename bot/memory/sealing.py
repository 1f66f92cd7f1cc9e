"""Users' words in the bot's memory are readable only with the bot's token."""

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken

__all__ = ["Seal"]


class Seal:
    """Encrypts with a key made from a secret, so that a copy of the file alone tells nobody what was asked."""

    def __init__(self, secret: str | None) -> None:
        """Make the key from `secret`; without one the key is random, and what is sealed dies with the process."""
        if secret is None:
            key = Fernet.generate_key()
        else:
            # The secret is a random token already: nothing has to be made slow to guess.
            digest = hashlib.blake2b(secret.encode(), digest_size=32, person=b"wipiverse-memory").digest()
            key = base64.urlsafe_b64encode(digest)
        self._fernet = Fernet(key)

    def close(self, text: str) -> bytes:
        """`text`, unreadable."""
        return self._fernet.encrypt(text.encode("utf-8", "surrogatepass"))

    def open(self, sealed: bytes) -> str | None:
        """What was sealed; None when it was sealed with another secret, or has been changed."""
        try:
            return self._fernet.decrypt(sealed).decode("utf-8", "surrogatepass")
        except InvalidToken:
            return None
