"""Words for kinds of organisation and roles."""

from django.utils.translation import gettext_lazy as _

from eenheidsbeeld.accounts.rules import OrganisationKind, Role

ORGANISATION_KIND_LABELS = {
    OrganisationKind.MUNICIPALITY: _("Municipality"),
    OrganisationKind.POLICE: _("Police"),
    OrganisationKind.OM: _("Public Prosecution Service"),
    OrganisationKind.REGIONAL_BUREAU: _("Regional bureau"),
    OrganisationKind.KNOWLEDGE_PARTNER: _("Knowledge partner"),
}

ROLE_LABELS = {
    Role.READER: _("Reader"),
    Role.CONTRIBUTOR: _("Contributor"),
    Role.ANALYST: _("Analyst"),
    Role.EDITOR: _("Editor"),
    Role.SIGNATORY: _("Signatory"),
    Role.ADMINISTRATOR: _("Administrator"),
    Role.PRIVACY_OFFICER: _("Privacy officer"),
}
