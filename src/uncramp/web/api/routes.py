"""The HTTP API put together: its routers, its OpenAPI document, and how it says what went wrong."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import NinjaAPI

from uncramp.web.api import entries, learning, plan_done, plans, relief, results, trials
from uncramp.web.api.faults import catch_faults

api = NinjaAPI(
    title="uncramp", version="1", description="One person's cramp diary, on this computer only.",
    docs_url=None, openapi_url=None, urls_namespace="uncramp-api",
)
catch_faults(api)
api.add_router("", entries.router)
api.add_router("", results.router)
api.add_router("", relief.router)
api.add_router("", learning.router)
api.add_router("", plans.router)
api.add_router("", plan_done.router)
api.add_router("", trials.router)


@api.get("/openapi.json", include_in_schema=False)
def openapi(request: HttpRequest) -> dict[str, object]:
    """Give the OpenAPI document of this API."""
    return dict(api.get_openapi_schema(path_prefix="/api/v1/"))
