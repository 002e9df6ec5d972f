"""The web app manifest: a name, an icon, and the shortcut that matters."""

from __future__ import annotations

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from uncramp.web.tags.house import asset


@require_safe
def show(request: HttpRequest) -> JsonResponse:
    """Give the manifest; the first shortcut of the home screen is the cramp one has now."""
    icon = {"src": asset("img/icon.svg"), "sizes": "any", "type": "image/svg+xml"}
    return JsonResponse(
        {
            "id": "/", "name": "uncramp", "short_name": "uncramp", "start_url": "/", "scope": "/",
            "display": "standalone", "background_color": "#f8f4ed", "theme_color": "#f8f4ed", "lang": "en",
            "icons": [{**icon, "purpose": "any"}, {**icon, "purpose": "maskable"}],
            "shortcuts": [
                {"name": "Cramp now", "url": "/cramp/", "icons": [icon]},
                {"name": "Note a cramp", "url": "/note/cramp/"},
                {"name": "Findings", "url": "/triggers/"},
            ],
        },
        content_type="application/manifest+json",
    )
