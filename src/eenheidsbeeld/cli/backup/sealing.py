"""Sealing a reserve copy with a key: AES-256-GCM in pieces, the key made from a passphrase or key file with scrypt.

Each piece carries its number and whether it is the last (the STREAM construction of Hoang, Reyhanitabar, Rogaway and
Vizar, 2015), so that a piece changed, left out, moved or cut off at the end is noticed before anything is used.
"""

from __future__ import annotations

import io
import os
from pathlib import Path
from typing import IO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

MAGIC = b"EBSEAL1\n"
SALT, PREFIX, TAG = 16, 7, 16
PIECE = 1024 * 1024


class CannotOpen(Exception):
    """The key is another one, or the copy was damaged; which of the two cannot be told."""


def _cipher(key: str, salt: bytes) -> AESGCM:
    return AESGCM(Scrypt(salt=salt, length=32, n=2**15, r=8, p=1).derive(key.encode()))


def _nonce(prefix: bytes, number: int, is_last: bool) -> bytes:
    return prefix + number.to_bytes(4, "big") + bytes([is_last])


class Sealer(io.RawIOBase):
    """A file to write to; what arrives in `target` is sealed. `close` seals the last piece; `target` stays open."""

    def __init__(self, target: IO[bytes], key: str) -> None:
        salt, self._prefix = os.urandom(SALT), os.urandom(PREFIX)
        self._header = MAGIC + salt + self._prefix
        self._cipher, self._target = _cipher(key, salt), target
        self._waiting, self._number = bytearray(), 0
        target.write(self._header)

    def writable(self) -> bool:
        return True

    def write(self, content: bytes) -> int:  # type: ignore[override]
        self._waiting += content
        while len(self._waiting) > PIECE:
            self._seal(bytes(self._waiting[:PIECE]), is_last=False)
            del self._waiting[:PIECE]
        return len(content)

    def close(self) -> None:
        if not self.closed:
            self._seal(bytes(self._waiting), is_last=True)
            super().close()

    def _seal(self, piece: bytes, *, is_last: bool) -> None:
        nonce = _nonce(self._prefix, self._number, is_last)
        self._target.write(self._cipher.encrypt(nonce, piece, self._header))
        self._number += 1


class Opener(io.RawIOBase):
    """The plain bytes of a sealed file, piece after piece; raises CannotOpen at the first that is not right."""

    def __init__(self, source: IO[bytes], key: str) -> None:
        self._header = source.read(len(MAGIC) + SALT + PREFIX)
        salt, self._prefix = self._header[len(MAGIC) : -PREFIX], self._header[-PREFIX:]
        self._cipher, self._source = _cipher(key, salt), source
        self._ahead = source.read(PIECE + TAG)
        self._open, self._number = b"", 0
        if not self._ahead:
            raise CannotOpen

    def readable(self) -> bool:
        return True

    def readinto(self, into: bytearray) -> int:  # type: ignore[override]
        while not self._open and self._ahead:
            self._open_next()
        given = self._open[: len(into)]
        into[: len(given)] = given
        self._open = self._open[len(given) :]
        return len(given)

    def _open_next(self) -> None:
        piece, self._ahead = self._ahead, self._source.read(PIECE + TAG)
        try:
            self._open = self._cipher.decrypt(
                _nonce(self._prefix, self._number, not self._ahead), piece, self._header
            )
        except InvalidTag:
            raise CannotOpen from None
        self._number += 1


def is_sealed(path: Path) -> bool:
    with open(path, "rb") as opened:
        return opened.read(len(MAGIC)) == MAGIC
