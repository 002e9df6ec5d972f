"""The API against its own OpenAPI document: odd requests, no fault of ours, no answer it did not announce."""

from pathlib import Path

import schemathesis
from django.core.wsgi import get_wsgi_application
from django.test import override_settings
from hypothesis import HealthCheck, given, settings as hypothesis_settings
from schemathesis.specs.openapi.checks import positive_data_acceptance

from uncramp.web import books, settings

HOST = {"Host": "127.0.0.1"}
EACH = 8
#: a file is read by a child process of its own, half a second each
EACH_IMPORT = 3


def test_every_answer_is_one_the_document_announces(tmp_path: Path) -> None:
    settings.configure(tmp_path / "diary.sqlite")
    seen: dict[str, set[int]] = {}
    with override_settings(UNCRAMP_DIARY=tmp_path / "diary.sqlite", UNCRAMP_SAMPLE=False):
        schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application(), headers=HOST)
        operations = [found.ok() for found in schema.get_all_operations()]
        announced = {operation.label for operation in operations}
        for operation in operations:
            most = EACH_IMPORT if operation.path.endswith("/import") else EACH

            @hypothesis_settings(
                max_examples=most, deadline=None, derandomize=True, database=None,
                suppress_health_check=list(HealthCheck),
            )
            @given(case=operation.as_strategy())
            def ask(case: schemathesis.Case) -> None:
                # which values a field takes is said by GET /kinds, not by the document: a 422 for one is right
                answer = case.call_and_validate(headers=HOST, excluded_checks=[positive_data_acceptance])
                seen.setdefault(case.operation.label, set()).add(answer.status_code)

            ask()
        books.close_all()
    assert set(seen) == announced
    assert len(announced) >= 12
    assert 200 in seen["GET /api/v1/records"]
    assert 422 in seen["POST /api/v1/records"]
