"""The second step of signing in: its secrets sealed in the database, and who cannot work without it."""

from __future__ import annotations

import base64
from typing import Any

from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet
from django.conf import settings
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from eenheidsbeeld.core.viewer import Viewer


class SealedSecondFactors(DefaultMFAAdapter):  # type: ignore[misc]
    """Who has only the database cannot make codes: what they are made from is encrypted with a key outside it."""

    def encrypt(self, text: str) -> str:
        return _seal().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _seal().decrypt(encrypted_text.encode()).decode()

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        return _("Key")

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {**super().get_public_key_credential_rp_entity(), "name": settings.MFA_TOTP_ISSUER}


def _seal() -> Fernet:
    key = salted_hmac("eenheidsbeeld.second_factor", "seal", settings.FINGERPRINT_KEY, algorithm="sha256").digest()
    return Fernet(base64.urlsafe_b64encode(key))


def lacks_second_factor(viewer: Viewer) -> bool:
    """Whether this viewer holds a role that works with a second factor only, and came in without one."""
    return not viewer.second_factor and not viewer.roles.isdisjoint(settings.SECOND_FACTOR_FOR)
