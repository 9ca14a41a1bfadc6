"""The mail of one's own organisation: which addresses are its own, and who gets only the bare notice."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from eenheidsbeeld.accounts.actions.mail import state_mail_domains
from eenheidsbeeld.accounts.again import prove_again
from eenheidsbeeld.accounts.forms import MailDomainsForm
from eenheidsbeeld.accounts.mail_rules import NotADomain
from eenheidsbeeld.accounts.queries import people as queries
from eenheidsbeeld.core import clock, mail
from eenheidsbeeld.core.doors import Asked, without_content


@without_content
@prove_again
@require_http_methods(["GET", "POST"])
def domains(request: Asked) -> HttpResponse:
    outside = queries.outside_the_domains(request.viewer)
    organisation = request.membership.organisation
    form = MailDomainsForm(request.POST or None, initial={"domains": "\n".join(organisation.mail_domains)})
    if request.method == "POST" and form.is_valid():
        try:
            state_mail_domains(domains=form.cleaned_data["domains"], by=request.viewer, at=clock.now())
        except NotADomain as refusal:
            form.add_error("domains", str(refusal.reason))
        else:
            messages.success(request, _("The mail domains were kept."))
            return redirect("accounts:mail_domains")
    context = {
        "form": form, "outside": outside, "is_on": mail.is_on(), "stated": organisation.mail_domains,
        "own_server": organisation.slug in settings.MAIL_SERVERS,
    }  # fmt: skip
    return render(request, "accounts/mail_domains.html", context, status=422 if form.errors else 200)
