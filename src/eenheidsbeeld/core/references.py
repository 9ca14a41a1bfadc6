"""References that people can read aloud and nobody can guess: fifty random bits, no letters that look alike."""

from __future__ import annotations

import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 10


def new_reference() -> str:
    # Thirty-two letters, so five bits of each random byte choose one without preference.
    return "".join([ALPHABET[byte & 31] for byte in secrets.token_bytes(LENGTH)])


def tidy_reference(typed: str) -> str:
    """What somebody typed, as it is stored: `7k3m-q9tx-o1` becomes `7K3MQ9TX01`."""
    return typed.upper().replace("-", "").replace(" ", "").replace("O", "0").replace("I", "1").replace("L", "1")


def shown_reference(reference: str) -> str:
    """As it is printed: in groups that are easy to read aloud."""
    return "-".join(reference[start : start + 5] for start in range(0, len(reference), 5))
