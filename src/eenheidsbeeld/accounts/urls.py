from django.urls import path

from eenheidsbeeld.accounts.views import account, joining, mail, people, single_sign_on

app_name = "accounts"
urlpatterns = [
    path("wie-ben-ik/", account.choose_membership, name="choose_membership"),
    path("account/", account.account, name="account"),
    path("account/overal-afmelden/", account.sign_out_everywhere, name="sign_out_everywhere"),
    path("account/aangemeld/<slug:reference>/beeindigen/", account.end_sign_in, name="end_sign_in"),
    path("account/tweede-stap-nodig/", account.second_factor_needed, name="second_factor_needed"),
    path("account/nog-aangemeld/", account.still_signed_in, name="still_signed_in"),
    path("inloggen/organisatie/", single_sign_on.begin, name="single_sign_on"),
    path("inloggen/organisatie/opnieuw/", single_sign_on.again, name="single_sign_on_again"),
    path("inloggen/organisatie/terug/", single_sign_on.come_back, name="single_sign_on_return"),
    path("uitnodiging/<str:token>/", joining.invitation, name="invitation"),
    path("uitnodiging/<str:token>/organisatie/", joining.join_through_provider, name="join_through_provider"),
    path("nieuw-wachtwoord/<str:token>/", joining.new_password, name="new_password"),
    path("beheer/", people.index, name="administration"),
    path("beheer/mensen/", people.people, name="people"),
    path("beheer/mensen/uitnodigen/", people.invite, name="invite"),
    path("beheer/mensen/<slug:reference>/", people.person, name="person"),
    path("beheer/mensen/<slug:reference>/functie/", people.change_function, name="change_function"),
    path("beheer/mensen/<slug:reference>/rollen/", people.change_roles, name="change_roles"),
    path("beheer/mensen/<slug:reference>/doen/<slug:act>/", people.press, name="press"),
    path("beheer/mensen/<slug:reference>/link/", people.hand_over_password_link, name="hand_over_password_link"),
    path("beheer/e-mail/", mail.domains, name="mail_domains"),
    path("beheer/uitnodigingen/<slug:reference>/link/", people.hand_over_invitation, name="hand_over_invitation"),
    path("beheer/uitnodigingen/<slug:reference>/", people.complete_invitation, name="complete_invitation"),
    path("beheer/uitnodigingen/<slug:reference>/opnieuw/", people.renew_invitation, name="renew_invitation"),
    path("beheer/uitnodigingen/<slug:reference>/intrekken/", people.withdraw_invitation, name="withdraw_invitation"),
    path("beheer/voorstellen/<slug:reference>/", people.answer, name="answer"),
]
