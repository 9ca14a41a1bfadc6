"""Django settings: one set for one machine and for production; what differs comes from `config.env`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from eenheidsbeeld.config.env import database_from_url, environment
from eenheidsbeeld.config.env_checks import unknown, words
from eenheidsbeeld.config.mail_servers import mail_servers
from eenheidsbeeld.core.log_lines import logging_settings

PACKAGE = Path(__file__).resolve().parents[1]
PRODUCTION = environment.in_production
# On one machine a variable that nobody reads is told by the doctor; in production nothing starts with it.
UNKNOWN_VARIABLES = [*unknown(type(environment), os.environ)]

SECRET_KEY = environment.secret("secret_key")
# What was signed with an earlier key stays valid until that key is taken away: a new key signs nobody out.
SECRET_KEY_FALLBACKS = words(environment.secret_key_fallbacks)
FINGERPRINT_KEY = environment.secret("fingerprint_key")
DEBUG = environment.debug
DEMO = environment.demo
DEMO_PASSWORD = environment.demo_password
ALLOWED_HOSTS = environment.hosts
CSRF_TRUSTED_ORIGINS = words(environment.trusted_origins)
PROXIES = environment.proxies
PUBLIC_URL = environment.address
DATA = environment.data
LEAST_DISK_MB = environment.least_disk_mb
BACKUP_FOLDER = environment.backup_folder or DATA / "backups"
BACKUP_KEY = environment.backup_key
BACKUP_KEEP_DAYS = environment.backup_keep_days
# Empty, and emptied again: where a reserve copy is read back to prove that it can be.
SCRATCH_DATABASE = database_from_url(environment.scratch_database_url) if environment.scratch_database_url else None
METRICS_TOKEN = environment.metrics_token
METRICS_FROM = words(environment.metrics_from)

# Production stays closed until it is confirmed that everything for going live is there (config.gate).
CLOSED = environment.closed
GO_LIVE = "eenheidsbeeld.accountability.queries.is_open" if PRODUCTION else ""

INSTALLED_APPS = [
    "eenheidsbeeld.desk",
    "eenheidsbeeld.openness",
    "eenheidsbeeld.rights",
    "eenheidsbeeld.accountability",
    "eenheidsbeeld.pictures",
    "eenheidsbeeld.situations",
    "eenheidsbeeld.outlook",
    "eenheidsbeeld.signals",
    "eenheidsbeeld.phenomena",
    "eenheidsbeeld.publishing",
    "eenheidsbeeld.sharing",
    "eenheidsbeeld.accounts",
    "eenheidsbeeld.areas",
    "eenheidsbeeld.audit",
    "eenheidsbeeld.core",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "django_htmx",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.mfa",
]

MIDDLEWARE = [
    "eenheidsbeeld.config.metrics.count_requests",
    "eenheidsbeeld.config.proxy.behind_the_proxy",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "eenheidsbeeld.config.around.not_kept",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "eenheidsbeeld.config.around.only_text",
    "eenheidsbeeld.config.middleware.who_is_asking",
    "eenheidsbeeld.config.around.not_guessed",
    "eenheidsbeeld.config.gate.closed_until_confirmed",
    "eenheidsbeeld.config.middleware.say_what_went_wrong",
]

ROOT_URLCONF = "eenheidsbeeld.config.urls"
WSGI_APPLICATION = "eenheidsbeeld.config.wsgi.application"
DATABASES = environment.databases
AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "eenheidsbeeld.accounts.passwords.LongEnough",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "eenheidsbeeld.accounts.passwords.NotAWordEverybodyTries"},
]

# --- Signing in: what people can do stands in accounts/sign_in.py, what stops guessing in accounts/lockout.py ---
LOCAL_SIGN_IN = environment.local_sign_in
SINGLE_SIGN_ON: dict[str, Any] = {
    "issuer": environment.sso_issuer.rstrip("/"),
    "client_id": environment.sso_client_id,
    "secret": environment.sso_client_secret,
    "name": environment.sso_name,
    "second_factor_amr": frozenset(words(environment.sso_second_factor_amr)),
    "second_factor_acr": frozenset(words(environment.sso_second_factor_acr)),
    "ask_acr": environment.sso_ask_acr,
}
SECOND_FACTOR_FOR = environment.roles_with_second_factor
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "eenheidsbeeld.accounts.sign_in.LocalAccounts"
ACCOUNT_FORMS = {"change_password": "eenheidsbeeld.accounts.sign_in_forms.ChangePassword"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_PREVENT_ENUMERATION = True
# The library counts in the memory of one process; we count in the database, for all processes together.
ACCOUNT_RATE_LIMITS = False
# Who looks around in the demo does not know the password behind the button.
ACCOUNT_REAUTHENTICATION_TIMEOUT = 12 * 60 * 60 if DEMO else 15 * 60
SOCIALACCOUNT_ADAPTER = "eenheidsbeeld.accounts.single_sign_on.OwnOrganisation"
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_REQUESTS_TIMEOUT = 10
MFA_ADAPTER = "eenheidsbeeld.accounts.second_factor.SealedSecondFactors"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_FORMS = {
    "authenticate": "eenheidsbeeld.accounts.sign_in_forms.SecondStep",
    "reauthenticate": "eenheidsbeeld.accounts.sign_in_forms.SecondStepAgain",
    "activate_totp": "eenheidsbeeld.accounts.sign_in_forms.SwitchOnApp",
    "add_webauthn": "eenheidsbeeld.accounts.sign_in_forms.AddKey",
    "edit_webauthn": "eenheidsbeeld.accounts.sign_in_forms.RenameKey",
    "authenticate_webauthn": "eenheidsbeeld.accounts.sign_in_forms.SecondStepByKey",
    "reauthenticate_webauthn": "eenheidsbeeld.accounts.sign_in_forms.SecondStepByKeyAgain",
}
MFA_TOTP_ISSUER = "Eenheidsbeeld"
MFA_TOTP_TOLERANCE = 1

# How long a second factor opens compartments that ask for it; after that it is asked again at the door.
STEP_UP_MINUTES = environment.step_up_minutes

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "eenheidsbeeld.config.context.around_every_page",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static"],
        },
    }
]

# Widgets are drawn from our own templates where these exist, else from those of Django.
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", _("Dutch")), ("en", _("English"))]
LOCALE_PATHS = [PACKAGE / "locale"]
TIME_ZONE = "Europe/Amsterdam"
USE_TZ = True
USE_I18N = True
FORMAT_MODULE_PATH = ["eenheidsbeeld.config.formats"]

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
# In production `prepare` writes every file under a name that holds its hash, compressed; browsers keep it for ever.
WHITENOISE_USE_FINDERS = not PRODUCTION
_STATIC = "whitenoise.storage.CompressedManifest" if PRODUCTION else "django.contrib.staticfiles.storage."
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": f"{_STATIC}StaticFilesStorage"},
}
FORECAST_TREES = environment.forecast_trees
SENTENCE_MODEL = environment.sentence_model
# Only `make check-real` and tests serve feeds on this machine itself.
FEEDS_MAY_USE_LOOPBACK = environment.feeds_may_use_loopback and not PRODUCTION
# Uploads are parsed in memory: with no temporary-file handler nothing of them touches the disk.
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
FILE_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 24 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
# Longest life of a sign-in, and how long nothing may happen; accounts/sign_ins.py ends it.
SESSION_COOKIE_AGE = environment.session_hours * 60 * 60
SESSION_IDLE_MINUTES = environment.session_idle_minutes
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = PRODUCTION
# With this name a browser takes the cookie from this host alone, over TLS alone. Lax, not Strict: people come in by
# links in mails and from their identity provider.
SESSION_COOKIE_NAME = "__Host-session" if PRODUCTION else "sessionid"
CSRF_COOKIE_NAME = "__Host-csrf" if PRODUCTION else "csrftoken"
CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "eenheidsbeeld.config.errors.form_too_old"
SECURE_SSL_REDIRECT = PRODUCTION
# Asked by programs on the machine itself, beside the proxy.
SECURE_REDIRECT_EXEMPT = [r"^gezond/$", r"^gereed/$", r"^meetwaarden/$"]
SECURE_HSTS_SECONDS = 31_536_000 if PRODUCTION else 0
# Said by our own proxy alone: from anybody else config.proxy takes this header off.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PRODUCTION else None

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Mail goes to the organisation's own server; without an address nothing is sent and nothing waits to be sent.
MAIL_URL = environment.mail_address
# Organisations, by short name, whose mail leaves through a server of their own.
MAIL_SERVERS = mail_servers(environment.mail_servers)
DEFAULT_FROM_EMAIL = environment.mail_from or "eenheidsbeeld@localhost"
EMAIL_BACKEND = "eenheidsbeeld.core.mail.OwnServer" if MAIL_URL else "django.core.mail.backends.dummy.EmailBackend"

LOGGING = logging_settings(level=environment.log_level, as_json=PRODUCTION, whole=DEBUG)
DEFAULT_EXCEPTION_REPORTER = "eenheidsbeeld.config.errors.NothingPeopleWrote"
