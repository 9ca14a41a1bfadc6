"""Which addresses are an organisation's own: a mail that says more than "something waits for you" goes only there.

An organisation that stated nothing has no address of its own: until then all its mail is bare. The other way round,
mail would leave for a private address before anybody thought of it.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from eenheidsbeeld.core.refusals import Refusal

MOST_DOMAINS = 20
LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
DOMAIN = re.compile(rf"(?:{LABEL}\.)+{LABEL}")
# Where anybody gets an address; not complete, but these are the ones that get typed.
OF_EVERYBODY = frozenset(
    {
        "gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "hotmail.nl", "live.nl", "live.com", "msn.com",
        "icloud.com", "me.com", "yahoo.com", "proton.me", "protonmail.com", "ziggo.nl", "kpnmail.nl", "kpnplanet.nl",
        "planet.nl", "xs4all.nl", "hetnet.nl", "home.nl", "casema.nl", "upcmail.nl", "telfort.nl", "gmx.net",
        "gmx.com",
    }
)  # fmt: skip


class NotADomain(Refusal):
    """A line is no mail domain of an organisation; the reason says which line and why."""


def check_domains(lines: str) -> list[str]:
    """The mail domains that somebody typed, a line each, as servers know them; raises at the first that is none."""
    found: list[str] = []
    for number, line in enumerate(lines.splitlines(), start=1):
        if not line.strip():
            continue
        domain = as_servers_know(line.strip().lower().removeprefix("@").rstrip("."))
        if reason := _why_not(domain):
            raise NotADomain(reason % {"number": number})
        if domain not in found:
            found.append(domain)
    if len(found) > MOST_DOMAINS:
        raise NotADomain(_("At most %(most)s mail domains.") % {"most": MOST_DOMAINS})
    return found


def is_own_address(address: str, domains: Collection[str]) -> bool:
    """Whether the address lies in one of the domains; a part below a domain has to be stated by itself."""
    _name, at, domain = address.rpartition("@")
    return bool(at) and as_servers_know(domain.lower()) in domains


def as_servers_know(domain: str) -> str:
    """`súdwest.nl` as `xn--sdwest-pya.nl`; what cannot be written that way is no domain, so empty."""
    try:
        return domain.encode("idna").decode("ascii")
    except UnicodeError:
        return ""


def _why_not(domain: str) -> Promise | str:
    if not DOMAIN.fullmatch(domain) or len(domain) > 253:
        return _("Line %(number)s is no mail domain. Write what stands after the @, such as voorbeeld.nl.")
    if domain in OF_EVERYBODY:
        return _("Line %(number)s: anybody can have an address there, so it is not of your organisation.")
    return ""
