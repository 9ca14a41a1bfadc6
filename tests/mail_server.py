"""A mail server of our own on this machine, that speaks TLS and keeps what it gets. Nothing leaves the machine."""

from __future__ import annotations

import datetime as dt
import email
import email.policy
import ipaddress
import socketserver
import ssl
import threading
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec


def certificate(folder: Path) -> Path:
    """A certificate for 127.0.0.1 with its key, made anew for each story."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1)).not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), True)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    path = folder / "mail.pem"
    plain = serialization.NoEncryption()
    private = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    path.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    return path


class MailServer(socketserver.ThreadingTCPServer):
    """`answers` holds what it says to the next recipients, such as b"550 no such address"."""

    allow_reuse_address = daemon_threads = True

    def __init__(self, pem: Path, *, offers_tls: bool = True) -> None:
        super().__init__(("127.0.0.1", 0), _Conversation)
        self.pem, self.offers_tls = pem, offers_tls
        self.mails: list[EmailMessage] = []
        self.answers: list[bytes] = []
        threading.Thread(target=self.serve_forever, args=(0.02,), daemon=True).start()

    @property
    def url(self) -> str:
        return f"smtp+tls://127.0.0.1:{self.server_address[1]}"


class _Conversation(socketserver.StreamRequestHandler):
    server: MailServer

    def say(self, line: bytes) -> None:
        self.wfile.write(line + b"\r\n")

    def handle(self) -> None:
        self.say(b"220 ready")
        for line in iter(self.rfile.readline, b""):
            verb = line[:4].upper()
            if verb == b"EHLO":
                self.say(b"250-here\r\n250 STARTTLS" if self.server.offers_tls else b"250 here")
            elif verb == b"STAR":
                self.say(b"220 go")
                self._begin_tls()
                return self.handle_inside()
            elif not self._answer(verb):
                return None
        return None

    def _begin_tls(self) -> None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.server.pem)
        secured: Any = context.wrap_socket(self.request, server_side=True)
        self.rfile, self.wfile = secured.makefile("rb"), secured.makefile("wb", buffering=0)

    def handle_inside(self) -> None:
        for line in iter(self.rfile.readline, b""):
            if not self._answer(line[:4].upper()):
                return

    def _answer(self, verb: bytes) -> bool:
        if verb == b"RCPT" and self.server.answers:
            self.say(self.server.answers.pop(0))
        elif verb == b"DATA":
            self.say(b"354 go on")
            raw = b"".join(iter(self.rfile.readline, b".\r\n"))
            self.server.mails.append(email.message_from_bytes(raw, policy=email.policy.default))
            self.say(b"250 kept")
        else:
            self.say(b"221 bye" if verb == b"QUIT" else b"250 fine")
        return verb != b"QUIT"
