"""Every address of the web app. Views are imported when one of their pages is first asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import path, re_path

from uncramp.web import views
from uncramp.web.api import gate
from uncramp.web.late import late_views

if TYPE_CHECKING:  # what mypy and the import rules see: a view that is not there fails `make check`
    from uncramp.web.views import (
        about_me,
        anatomy,
        body_map,
        care,
        diary,
        errors,
        evening,
        first,
        forecast,
        importing,
        learn,
        manifest,
        note,
        observation,
        plan,
        plan_file,
        plan_week,
        player,
        relief,
        relief_after,
        relief_signs,
        sample,
        settings,
        styleguide,
        ticks,
        trial,
        trial_design,
        trial_do,
        trial_key,
        trial_result,
        triggers,
        where,
        why,
    )
else:  # what runs: the same names, each module loaded by its first page (docs/decisions/1110)
    globals().update(late_views(views))

urlpatterns = [
    path("", first.show, name="first"),
    path("today/later/", first.later, name="today_later"),
    path("plan/", plan.day, name="plan"),
    path("plan/week/", plan_week.week, name="plan_week"),
    path("plan/week.ics", plan_file.calendar, name="plan_calendar"),
    path("plan/done/", ticks.done, name="plan_done"),
    path("plan/not-today/", ticks.not_today, name="plan_not_today"),
    path("plan/put-back/<slug:what>/", ticks.put_back, name="plan_put_back"),
    path("plan/answer/", evening.answer, name="plan_answer"),
    path("plan/play/<slug:what>/", player.play, name="play"),
    path("cramp/", relief.first, name="cramp"),
    path("cramp/theme/", relief.theme, name="cramp_theme"),
    path("cramp/<uuid:cramp_id>/", relief.again, name="cramp_again"),
    path("cramp/<uuid:cramp_id>/where/", relief.where, name="cramp_where"),
    path("cramp/<uuid:cramp_id>/step/<slug:step_id>/", relief.step, name="cramp_step"),
    path("cramp/<uuid:cramp_id>/signs/", relief_signs.signs, name="cramp_signs"),
    path("cramp/<uuid:cramp_id>/help/", relief_signs.get_help, name="cramp_help"),
    path("cramp/<uuid:cramp_id>/after/", relief_after.after, name="cramp_after"),
    path("cramp/<uuid:cramp_id>/eased/", relief_after.eased, name="cramp_eased"),
    path("cramp/<uuid:cramp_id>/spot/", body_map.relief_mark, name="cramp_spot"),
    path("care/", care.care, name="care"),
    path("care/uncramp-relief.html", care.one_file, name="relief_file"),
    path("note/", note.choose, name="note"),
    path("note/nothing/", note.nothing, name="note_nothing"),
    path("note/cramp/where/", body_map.note_where, name="note_where"),
    path("note/<str:kind>/", note.write, name="note_kind"),
    path("diary/", diary.month, name="diary"),
    path("diary/changes/", diary.changes, name="changes"),
    path("diary/changes/<int:number>/undo/", diary.undo, name="undo"),
    path("diary/where/", where.show, name="where"),
    path("diary/<uuid:record_id>/spot/", body_map.mark, name="mark_spot"),
    path("diary/<uuid:record_id>/", diary.entry, name="entry"),
    path("diary/<uuid:record_id>/why/", why.why, name="why"),
    path("diary/<uuid:record_id>/correct/", note.correct, name="correct"),
    path("diary/<uuid:record_id>/delete/", diary.delete, name="delete"),
    path("import/", importing.upload, name="import"),
    path("import/templates.zip", importing.templates, name="import_templates"),
    path("import/<uuid:job_id>/", importing.progress, name="import_job"),
    path("import/<uuid:job_id>/verdicts/", importing.verdicts, name="import_verdicts"),
    path("import/<uuid:job_id>/<int:number>/day/", importing.tell_day, name="import_tell_day"),
    path("import/<uuid:job_id>/stop/", importing.stop, name="import_stop"),
    path("import/<uuid:job_id>/undo/", importing.undo_job, name="import_job_undo"),
    path("import/undo/<str:sha256>/", importing.undo, name="import_undo"),
    path("triggers/", triggers.findings, name="triggers"),
    path("triggers/<slug:outcome>/<str:exposure>/", triggers.finding, name="finding"),
    path("trial/", trial.show, name="trial"),
    path("trial/design/<slug:remedy>/", trial_design.design, name="trial_design"),
    path("trial/key/<slug:remedy>/", trial_key.key, name="trial_key"),
    path("trial/do/<slug:what>/", trial_do.do, name="trial_do"),
    path("trial/result/", trial_result.result, name="trial_result"),
    re_path(r"^trial/report\.(?P<form>html|md|json)$", trial_result.report, name="trial_report"),
    path("forecast/", forecast.expect, name="forecast"),
    path("learn/", learn.home, name="learn"),
    path("learn/claim/<slug:claim_id>/", learn.claim, name="learn_claim"),
    path("learn/question/<slug:question_id>/", learn.question, name="learn_question"),
    path("learn/exercise/<slug:exercise_id>/", learn.exercise, name="learn_exercise"),
    path("learn/anatomy/", learn.anatomy, name="learn_anatomy"),
    path("learn/anatomy/<slug:place>/", anatomy.show, name="learn_muscle"),
    path("learn/article/", learn.article, name="learn_article"),
    path("learn/usual/", learn.usual, name="learn_usual"),
    path("since/", observation.since, name="since"),
    path("about-me/", about_me.show, name="about_me"),
    path("about-me/correct/", about_me.correct, name="about_me_correct"),
    path("settings/", settings.show, name="settings"),
    path("settings/export.zip", settings.export, name="export"),
    path("sample/open/", sample.look, name="sample_open"),
    path("sample/leave/", sample.leave, name="sample_leave"),
    path("api/v1/<path:rest>", gate.enter, name="api"),
    path("styleguide/", styleguide.show, name="styleguide"),
    re_path(r"^api/v1/(?P<rest>.*)$", gate.enter, name="api"),
    path("manifest.webmanifest", manifest.show, name="manifest"),
]

handler400 = errors.bad_request
handler403 = errors.not_allowed
handler404 = errors.not_found
handler500 = errors.broken
