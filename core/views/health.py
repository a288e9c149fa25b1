"""For the machine that watches: is it alive, can it work."""

from django.http import HttpRequest, HttpResponse, JsonResponse

from core import health


def livez(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return HttpResponse("alive\n", content_type="text/plain")


def readyz(request: HttpRequest) -> HttpResponse:
    """200 if everything that work needs is there, otherwise 503 with what is not, as codes and in words."""
    problems = health.problems()
    body = {"ready": not problems, "problems": list(problems), "reasons": list(problems.values())}
    return JsonResponse(body, status=503 if problems else 200, headers={"Cache-Control": "no-store"})
