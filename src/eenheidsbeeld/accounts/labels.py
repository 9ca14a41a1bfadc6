"""Words for kinds of organisation and roles."""

from django.utils.translation import gettext_lazy as _

from eenheidsbeeld.accounts.rules import Act, Device, EndedWhy, OrganisationKind, Role

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

# What a role lets somebody do, in one line: shown where roles are given.
ROLE_MEANINGS = {
    Role.READER: _("reads pictures, situations and the calendar"),
    Role.CONTRIBUTOR: _("brings in signals and sets the level of the own municipality"),
    Role.ANALYST: _("works through the inbox and assesses situations"),
    Role.EDITOR: _("writes the pictures"),
    Role.SIGNATORY: _("agrees to the part of the own organisation"),
    Role.ADMINISTRATOR: _("runs accounts and settings, and reads no content"),
    Role.PRIVACY_OFFICER: _("guards privacy: log, destruction and reports of a name"),
}

DEVICE_LABELS = {
    Device.COMPUTER: _("Computer"),
    Device.PHONE: _("Phone"),
    Device.TABLET: _("Tablet"),
    Device.OTHER: _("Another device"),
}

ENDED_LABELS = {
    EndedWhy.SIGNED_OUT: _("You signed out."),
    EndedWhy.IDLE: _("You were signed out because nothing happened for a while. Sign in to go on."),
    EndedWhy.TOO_LONG: _("You were signed out because the day is over for this sign-in. Sign in to go on."),
    EndedWhy.EVERYWHERE: _("You were signed out on all devices."),
    EndedWhy.PASSWORD: _("You were signed out because the password was changed."),
    EndedWhy.ROLES: _("You were signed out because your roles changed. Sign in to go on."),
    EndedWhy.MEMBERSHIP: _("You were signed out because a function of yours ended."),
    EndedWhy.SECOND_FACTOR: _("You were signed out because your second step was taken away."),
    EndedWhy.ADMINISTRATOR: _("An administrator signed you out."),
}

ACT_LABELS = {
    Act.INVITE: _("Invite"),
    Act.CHANGE_FUNCTION: _("Change the function"),
    Act.CHANGE_ROLES: _("Change the roles"),
    Act.END_MEMBERSHIP: _("End the function"),
    Act.END_SIGN_INS: _("Sign out on all devices"),
    Act.LIFT_LOCKOUT: _("Lift the lock"),
    Act.NEW_PASSWORD: _("Let choose a new password"),
    Act.RESET_SECOND_FACTOR: _("Take the second step away"),
}
