"""The WSGI application; import it after ``settings.configure``. The page a start opens is loaded with it."""

from __future__ import annotations

from django.core.handlers.wsgi import WSGIHandler
from django.urls import get_resolver

from uncramp.web.views import first

application = WSGIHandler()
assert get_resolver().url_patterns

#: what a browser that is opened asks for
FIRST_PAGE = first.show
