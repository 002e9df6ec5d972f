"""What is done with a self-trial: begun, drawn, noted, paused, stopped."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from uncramp.trials.design import DesignFaultsError
from uncramp.trials.kept import TrialRefusedError
from uncramp.web.desk import desk_of
from uncramp.web.messages import told
from uncramp.web.trial_steps import step
from uncramp.wording.trials import say_design_faults, say_refusal


@require_POST
def do(request: HttpRequest, what: str) -> HttpResponse:
    """Do one thing with the trial and go back to it; what cannot be done is said there."""
    desk = desk_of(request)
    try:
        step(desk, what, request.POST)
    except KeyError:
        raise Http404 from None
    except DesignFaultsError as error:
        told(request, say_design_faults(error.faults, desk.language))
    except TrialRefusedError as error:
        told(request, say_refusal(error, desk.language))
    return redirect("first" if request.POST.get("next") == "first" else "trial")
