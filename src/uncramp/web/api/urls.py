"""The addresses below ``/api/v1/``, resolved by the gate and not by the pages."""

from __future__ import annotations

from django.urls import path

from uncramp.web.api.routes import api

urlpatterns = [path("", api.urls)]
