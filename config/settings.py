"""Settings. Every one that an operator may change comes from the environment; `.env.example` lists them."""

from typing import Any

import django_stubs_ext
from celery.schedules import crontab
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy
from kombu import Queue
from psycopg.conninfo import make_conninfo

from config import embedded
from config.environment import database_is_embedded, env, named_broker, named_database
from config.home import REPOSITORY, home, secret_key

django_stubs_ext.monkeypatch()  # generic classes of Django may be subscripted, as the type checker needs

BASE_DIR = REPOSITORY
HOME = home()

DEBUG = env.bool("DEBUG", False)
SECRET_KEY = env.str("SECRET_KEY", "") or secret_key()
ALLOWED_HOSTS: list[str] = env.list("ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS: list[str] = env.list("CSRF_TRUSTED_ORIGINS", [])
# The address of this system in mails, feeds and exported files.
SITE_URL = env.str("SITE_URL", "http://127.0.0.1:8000").rstrip("/")
# Set where a proxy speaks HTTPS for us and passes X-Forwarded-Proto.
HTTPS = env.bool("HTTPS", SITE_URL.startswith("https://"))

INSTALLED_APPS = [
    "config",
    "cooperation",
    "meetings",
    "partners",
    "accounts",
    "config.apps.AdminConfig",  # django.contrib.admin
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",  # before staticfiles: runserver serves files as gunicorn does
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "axes",
    "csp",
    "django_countries",
    "django_filters",
    "django_htmx",
    "template_partials.apps.SimpleAppConfig",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "pghistory",
    "pgtrigger",
    "rest_framework",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",  # every page, unless its view says otherwise
    "accounts.middleware.PreferencesMiddleware",  # after authentication: language and time zone of the user
    "pghistory.middleware.HistoryMiddleware",  # after authentication: history knows who
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "accounts.middleware.RulesMiddleware",  # a rule of the database that a page could not tell itself
    "axes.middleware.AxesMiddleware",  # last, as its documentation asks
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

_loaders: list[Any] = ["django.template.loaders.filesystem.Loader", "django.template.loaders.app_directories.Loader"]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "accounts.context.frame",
                "cooperation.context.navigation",
            ],
            "loaders": [
                (
                    "template_partials.loader.Loader",
                    _loaders if DEBUG else [("django.template.loaders.cached.Loader", _loaders)],
                )
            ],
            "builtins": ["template_partials.templatetags.partials"],
        },
    }
]

# Database and broker

if database_is_embedded():
    _cluster = embedded.cluster(HOME)
    DATABASES: dict[str, Any] = {
        "default": {
            "ENGINE": "django.db.backends.postgresql",
            "HOST": str(_cluster.run),
            "NAME": embedded.DATABASE,
            "USER": embedded.ROLE,
        }
    }
else:
    DATABASES = {"default": named_database()}
DATABASES["default"] |= {
    "CONN_MAX_AGE": env.int("CONN_MAX_AGE", 60),
    "CONN_HEALTH_CHECKS": True,
    "ATOMIC_REQUESTS": False,
}
DATABASES["default"].setdefault("OPTIONS", {}).setdefault("connect_timeout", 10)


def _database_conninfo() -> str:
    """The database's address for psycopg itself, as pgmq and LISTEN need it; in libpq's form, as pgmq reads no other
    for sockets.
    """
    names = {"HOST": "host", "PORT": "port", "NAME": "dbname", "USER": "user", "PASSWORD": "password"}
    settings = DATABASES["default"]
    return make_conninfo("", **{names[key]: settings[key] for key in names if settings.get(key)})


DATABASE_CONNINFO = _database_conninfo()
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

BROKER_URL = named_broker()
CELERY_BROKER_URL = BROKER_URL or "pgmq://localhost"
CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, Any] = (
    {"visibility_timeout": 600}
    if BROKER_URL
    else {
        # Measured (TECH): the transport's defaults manage 1.4 tasks a second, these answer in about 10 ms.
        "conn_string": DATABASE_CONNINFO,
        "init_extension": False,
        "use_notify": True,
        # The default, 250 ms, drops the wake-up of every second of two tasks sent together; the other waited 2 seconds.
        "notify_throttle_interval_ms": 0,
        "polling_interval": 1,  # only what a lost wake-up costs; and a worker that is told to stop notices after it
        "wait_time_seconds": 0,
        "visibility_timeout": 600,
    }
)
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# Rows are the truth and the broker only wakes workers: a task is acknowledged when it is done, and a lost one is
# found by the sweep.
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True
# Reports are read from a line of their own, and no worker takes more of it than it works on: fifty uploads do not make
# the reminders wait, because workers ask both lines in turn.
CELERY_TASK_QUEUES = [Queue("celery"), Queue("intake")]
CELERY_TASK_DEFAULT_QUEUE = "celery"
CELERY_TASK_ROUTES = {
    f"cooperation.{module}.*": {"queue": "intake"} for module in ("intake", "imports", "readings", "audits")
}
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_ENABLE_REMOTE_CONTROL = False
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TIMEZONE = "Asia/Seoul"
CELERY_BEAT_SCHEDULE_FILENAME = str(HOME / "beat-schedule")
CELERY_BEAT_SCHEDULE = {
    "sweep": {"task": "cooperation.jobs.sweep", "schedule": 60.0, "options": {"expires": 55}},
    "plan reminders": {
        "task": "cooperation.jobs.plan_reminders",
        "schedule": crontab(minute="*/10"),
        "options": {"expires": 590},
    },
    "send deliveries": {
        "task": "cooperation.jobs.send_deliveries",
        "schedule": crontab(minute="5-59/10"),
        "options": {"expires": 590},
    },
    "tidy": {"task": "cooperation.jobs.tidy", "schedule": crontab(hour="3", minute="17"), "options": {"expires": 3600}},
}

# History of changes

PGHISTORY_APPEND_ONLY = True

# People

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "/accounts/login/"
LOGIN_REDIRECT_URL = "/"
FIRST_PAGES = {"manager": "/dashboard/"}  # by role, after signing in
LOGOUT_REDIRECT_URL = "/accounts/login/"
# Five wrong passwords for one name from one address: fifteen minutes of waiting.
AXES_FAILURE_LIMIT = env.int("SIGN_IN_FAILURES", 5)
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "accounts.views.locked_out"
AXES_ENABLE_ACCESS_FAILURE_LOG = False
AXES_VERBOSE = False
CSRF_FAILURE_VIEW = "accounts.errors.csrf_failed"
SESSION_COOKIE_AGE = 60 * 60 * env.int("SESSION_HOURS", 12)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"

# What a browser may do

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
# Whether every other name below ours speaks HTTPS is not ours to promise.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
X_FRAME_OPTIONS = "DENY"
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
        "object-src": [NONE],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
DATA_UPLOAD_MAX_NUMBER_FILES = 1000
FILE_UPLOAD_HANDLERS = [
    "cooperation.intake.limits.Limited",  # what is over the limits is read past and named, not kept
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# Words, days, places

LANGUAGE_CODE = "ko"
LANGUAGES = [("ko", "한국어"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = env.str("TIME_ZONE", "Asia/Seoul")
USE_TZ = True
# Named as Korean offices write them; the library's Korean list says 타이, 터키 and 도미니카 공화국.
COUNTRIES_OVERRIDE = {
    "TH": gettext_lazy("Thailand"),
    "TR": gettext_lazy("Türkiye"),
    "DO": gettext_lazy("Dominican Republic"),
}
USE_I18N = True

# What a choice of a list's conditions says before one is made.
FILTERS_EMPTY_CHOICE_LABEL = gettext_lazy("any")

# Files

STATIC_URL = "static/"
STATICFILES_DIRS = [folder for folder in [BASE_DIR / "static"] if folder.exists()]
STATIC_ROOT = HOME / "static"
MEDIA_ROOT = HOME / "media"
# Uploaded files are never served from an address of their own: views check who asks.
MEDIA_URL = ""
# Files are collected and their names hashed by bin/serve ("1"), and compressed as well by the container
# ("compressed", which takes half a minute); a fresh clone with runserver or pytest finds them where they lie.
STATIC_COLLECTED = env.str("STATIC_COLLECTED", "0")
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = STATIC_COLLECTED == "0"
_static_storages = {
    "0": "django.contrib.staticfiles.storage.StaticFilesStorage",
    "1": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage",
    "compressed": "whitenoise.storage.CompressedManifestStaticFilesStorage",
}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": _static_storages[STATIC_COLLECTED]},
}
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700

# Mail: without EMAIL_URL it is written into files under the home, so nothing leaves a trial machine.

_email: dict[str, Any] = env.dj_email_url("EMAIL_URL", "") if env.str("EMAIL_URL", "") else {}
EMAIL_BACKEND = _email.get("EMAIL_BACKEND", "django.core.mail.backends.filebased.EmailBackend")
EMAIL_FILE_PATH = str(HOME / "mail")
EMAIL_HOST = _email.get("EMAIL_HOST", "")
EMAIL_PORT = _email.get("EMAIL_PORT", 25)
EMAIL_HOST_USER = _email.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = _email.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = _email.get("EMAIL_USE_TLS", False)
EMAIL_USE_SSL = _email.get("EMAIL_USE_SSL", False)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("DEFAULT_FROM_EMAIL", "Ieum <ieum@localhost>")

# API

# Calls of one token, or of one person, in a second, min, hour or day.
API_RATE = env.str("API_RATE", "600/min")
# Days a document that was only to be read is kept after it was last asked for; its reading goes with it.
IEUM_READING_DAYS = env.int("IEUM_READING_DAYS", 7)
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework.authentication.SessionAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_VERSIONING_CLASS": None,
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Ieum API",
    "DESCRIPTION": "What an institute knows of its partners, and the reading of reports: for machines, with a token.",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.IsAuthenticated"],
    "SERVE_AUTHENTICATION": ["accounts.api.TokenAuthentication", "rest_framework.authentication.SessionAuthentication"],
    "POSTPROCESSING_HOOKS": [],  # many records have a kind or a state of their own: shared names for them would mislead
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,  # they would be in whichever language is at work
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
    "COMPONENT_SPLIT_REQUEST": True,
    "SCHEMA_PATH_PREFIX": r"/api/v1",
}

# What is said

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", "INFO")},
    "loggers": {
        "django": {"handlers": [], "propagate": True},
        "django.server": {"handlers": ["console"], "propagate": False, "level": "INFO"},
        "axes": {"level": "WARNING"},
        "gunicorn.http.wsgi": {"level": "ERROR"},  # it warns of every answer to HEAD
        "kombu": {"level": "WARNING"},
        "pgmq": {"level": "WARNING"},
    },
}


# The clocks of the office, each with the value DOMAIN gives; days are calendar days.

IEUM_REPORT_DAYS = env.int("IEUM_REPORT_DAYS", 30)  # trip report after the return
IEUM_DIPLOMACY_DAYS = env.int("IEUM_DIPLOMACY_DAYS", 14)  # the report of a diplomacy matter, after the return
IEUM_REGISTRATION_DAYS = env.int("IEUM_REGISTRATION_DAYS", 15)  # public registration after the report
IEUM_LEAD_MONTHS = env.int("IEUM_LEAD_MONTHS", 6)  # before its end an agreement is to be decided
IEUM_SILENT_MONTHS = env.int("IEUM_SILENT_MONTHS", 12)  # in force and nothing done for so long: silent
IEUM_HISTORY_MONTHS = env.int("IEUM_HISTORY_MONTHS", 12)  # older trips file their promises as history
IEUM_REPORT_BODIES = env.list(
    "IEUM_REPORT_BODIES", ["시", "시의회", "이사회"]
)  # told of agreements; managers change it
IEUM_REPORTING_DAYS = env.int("IEUM_REPORTING_DAYS", 7)  # after so many days an open report to them is asked for

# Reminders

IEUM_DIGEST_AT = env.str("IEUM_DIGEST_AT", "08:30")  # of the recipient's own time zone, on working days
IEUM_DELIVERY_LEASE = env.int("IEUM_DELIVERY_LEASE", 120)  # seconds one attempt to send may take
IEUM_MAIL_DOMAIN = env.str("IEUM_MAIL_DOMAIN", "ieum.localhost")  # right-hand side of Message-IDs
IEUM_INSTITUTE = env.str("IEUM_INSTITUTE", "")  # stands beside the name in the header and in mails
