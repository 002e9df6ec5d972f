"""Django's settings as a function of a few facts. There is no Django database: the diary is a Book of the store."""

from __future__ import annotations

import os
import secrets
from importlib.metadata import version
from pathlib import Path

HERE = Path(__file__).parent

#: One body of text never needs more; files go through the upload page, which has its own limit.
FORM_BYTES = 1024 * 1024
UPLOAD_BYTES = 2 * 1024**3
UPLOAD_FILES = 5_000

#: Nothing inline, nothing from elsewhere: what is not named here is refused by the browser.
CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'", "style-src 'self'", "script-src 'self'", "img-src 'self'", "font-src 'self'",
        "connect-src 'self'", "manifest-src 'self'", "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'",
    )
)


def secret_key(folder: Path) -> str:
    """Give the key that signs cookies; made once in the data folder, readable by its owner only."""
    path = folder / "web-secret"
    try:
        kept = path.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        kept = ""
    if len(kept) >= 50:
        return kept
    folder.mkdir(parents=True, exist_ok=True)
    made = secrets.token_urlsafe(50)
    beside = path.with_name(f"web-secret-{os.getpid()}")
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="ascii") as file:
        file.write(made)
    beside.replace(path)
    return made


def settings_for(
    diary_path: Path, *, sample: bool = False, debug: bool = False, key: str | None = None
) -> dict[str, object]:
    """Give all settings for one diary file; ``sample`` says that file is itself a made-up one.

    ``debug`` adds the style guide and nothing else: pages never show a trace. ``key`` None reads or makes the one of
    the data folder.
    """
    return {
        "UNCRAMP_DIARY": diary_path,
        "UNCRAMP_SAMPLE": sample,
        "UNCRAMP_STYLEGUIDE": debug,
        "UNCRAMP_VERSION": version("uncramp"),
        "DEBUG": False,
        "SECRET_KEY": key or secret_key(diary_path.parent),
        # Names only of this machine: a page elsewhere that points its own name here (DNS rebinding) gets 400.
        "ALLOWED_HOSTS": ["127.0.0.1", "localhost", "[::1]"],
        "ROOT_URLCONF": "uncramp.web.urls",
        "DATABASES": {},
        "INSTALLED_APPS": [],
        "MIDDLEWARE": [
            "django.middleware.security.SecurityMiddleware",
            "uncramp.web.middleware.contain",
            "whitenoise.middleware.WhiteNoiseMiddleware",
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.middleware.common.CommonMiddleware",
            "uncramp.web.middleware.AtTheDesk",
            "django.middleware.csrf.CsrfViewMiddleware",
            "django.contrib.messages.middleware.MessageMiddleware",
        ],
        "TEMPLATES": [_templates()],
        **_cookies(),
        **_static(),
        **_language(),
        "SECURE_CONTENT_TYPE_NOSNIFF": True,
        "SECURE_REFERRER_POLICY": "same-origin",
        "SECURE_CROSS_ORIGIN_OPENER_POLICY": "same-origin",
        "DATA_UPLOAD_MAX_MEMORY_SIZE": FORM_BYTES,
        "DATA_UPLOAD_MAX_NUMBER_FILES": UPLOAD_FILES,
        "FILE_UPLOAD_PERMISSIONS": 0o600,
        "LOGGING_CONFIG": None,
    }


def _templates() -> dict[str, object]:
    loaders = ("django.template.loaders.cached.Loader", ["django.template.loaders.filesystem.Loader"])
    return {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [HERE / "templates"],
        "OPTIONS": {
            "loaders": [loaders],
            "builtins": ["uncramp.web.tags.house"],
            "context_processors": [
                "django.template.context_processors.csrf",
                "django.contrib.messages.context_processors.messages",
                "uncramp.web.context.house",
            ],
        },
    }


def _cookies() -> dict[str, object]:
    return {
        "SESSION_ENGINE": "django.contrib.sessions.backends.signed_cookies",
        "SESSION_COOKIE_NAME": "uncramp_session",
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Strict",
        "SESSION_EXPIRE_AT_BROWSER_CLOSE": True,
        "CSRF_COOKIE_NAME": "uncramp_csrf",
        "CSRF_COOKIE_HTTPONLY": True,
        "CSRF_COOKIE_SAMESITE": "Strict",
        "CSRF_FAILURE_VIEW": "uncramp.web.views.errors.not_from_here",
        "MESSAGE_STORAGE": "django.contrib.messages.storage.cookie.CookieStorage",
    }


def _static() -> dict[str, object]:
    return {
        "STATIC_URL": "/static/",
        "STATICFILES_DIRS": [HERE / "static"],
        "STATICFILES_FINDERS": ["django.contrib.staticfiles.finders.FileSystemFinder"],
        "WHITENOISE_USE_FINDERS": True,
        "WHITENOISE_AUTOREFRESH": False,
        # Addresses carry a hash of the content, so a copy may be kept for a year.
        "WHITENOISE_MAX_AGE": 31_536_000,
    }


def _language() -> dict[str, object]:
    return {"LANGUAGE_CODE": "en", "USE_I18N": True, "USE_TZ": True, "TIME_ZONE": "UTC"}


def configure(diary_path: Path, *, sample: bool = False, debug: bool = False) -> None:
    """Set Django up for one diary file in this process; a second call in the same process changes nothing."""
    import django  # Django takes a quarter of a second to import: only who serves pages pays for it
    from django.conf import settings

    from uncramp.web import discreet

    if not settings.configured:
        settings.configure(**settings_for(diary_path, sample=sample, debug=debug))
        django.setup()
        discreet.keep_logs_discreet()
