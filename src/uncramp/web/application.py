"""The WSGI application; import it after ``settings.configure``. Pages are loaded before the first request."""

from __future__ import annotations

from django.core.handlers.wsgi import WSGIHandler
from django.urls import get_resolver

application = WSGIHandler()
assert get_resolver().url_patterns
