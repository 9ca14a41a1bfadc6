"""Words for the states of an edition and for what partners answer."""

from django.utils.translation import gettext_lazy as _

from eenheidsbeeld.publishing.rules import Agreement, EditionKind, EditionState, Party

STATE_LABELS = {
    EditionState.DRAFT: _("Draft"),
    EditionState.IN_AGREEMENT: _("In agreement"),
    EditionState.ADOPTED: _("Adopted"),
    EditionState.RELEASED: _("Released"),
    EditionState.SUPERSEDED: _("Superseded"),
    EditionState.WITHDRAWN: _("Withdrawn"),
}
KIND_LABELS = {
    EditionKind.WEEKLY_PICTURE: _("Weekly OOV picture"),
    EditionKind.EXTRA_PICTURE: _("Extra OOV picture"),
}
AGREEMENT_LABELS = {
    Agreement.ASKED: _("Asked"),
    Agreement.AGREED: _("Agreed"),
    Agreement.DISSENT: _("Agreed with another view"),
    Agreement.LEFT_OUT: _("Left out"),
}
PARTY_LABELS = {
    Party.MUNICIPALITY: _("Municipalities"),
    Party.POLICE: _("Police"),
    Party.OM: _("Public Prosecution Service"),
    Party.REGIONAL_BUREAU: _("Regional bureau"),
}
