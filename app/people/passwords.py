"""Passwords as argon2id hashes (RFC 9106). Hashing takes a third of a second: never inside a transaction."""

import threading
from functools import lru_cache

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from app.people.rules import PASSWORD_MAXIMUM, check_password

_AT_ONCE = threading.BoundedSemaphore(2)
_HASHER = PasswordHash((Argon2Hasher(),))


def hashed(password: str) -> str:
    """The hash to keep of a password. Raises BadInput for one that is too short or absurdly long."""
    checked = check_password(password)
    with _AT_ONCE:
        return _HASHER.hash(checked)


def matches(password: str, secret: str | None) -> bool:
    """Whether `password` is behind the hash. Takes as long without a hash, so that time does not tell who is here."""
    kept = secret or _nobody()
    with _AT_ONCE:
        right = _HASHER.verify(password[:PASSWORD_MAXIMUM], kept)
    return right and secret is not None and len(password) <= PASSWORD_MAXIMUM


@lru_cache(maxsize=1)
def _nobody() -> str:
    return _HASHER.hash("the password of nobody")
