"""Sign-in for programs: address and password for a token."""

from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import exceptions, serializers, status
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import ScopedRateThrottle
from rest_framework.views import APIView

from core import tokens


class CredentialsSerializer(serializers.Serializer):
    """What a program sends."""

    email = serializers.EmailField(max_length=254)
    password = serializers.CharField(max_length=200, trim_whitespace=False)


class FreshTokenSerializer(serializers.Serializer):
    """What it gets, once."""

    token = serializers.CharField()


class TokenView(APIView):
    """A token for the header "Authorization: Token ...", valid for 90 days."""

    authentication_classes: list = []
    permission_classes = [AllowAny]
    throttle_classes = [ScopedRateThrottle]
    throttle_scope = "token"

    @extend_schema(
        request=CredentialsSerializer,
        responses={
            201: FreshTokenSerializer,
            403: OpenApiResponse(description="Wrong address or password; the answer does not tell which"),
            429: OpenApiResponse(description="Too many tries"),
        },
    )
    def post(self, request: Request) -> Response:
        """Check address and password and answer with a new token."""
        credentials = CredentialsSerializer(data=request.data)
        credentials.is_valid(raise_exception=True)
        user = _signed_in(request, credentials.validated_data)
        if user is None:
            raise exceptions.PermissionDenied(
                _("Address or password is wrong, or the address is not confirmed.")
            )
        answer = Response({"token": tokens.create(user)}, status=status.HTTP_201_CREATED)
        answer["Cache-Control"] = "no-store"
        return answer


def _signed_in(request: Request, credentials: dict):
    """The person, with the same limits as the sign-in page, or None for every kind of failure alike."""
    credentials["email"] = credentials["email"].lower()
    try:
        user = get_adapter().authenticate(request._request, **credentials)
    except ValidationError as error:
        raise exceptions.Throttled(detail=_("Too many tries. Wait a few minutes.")) from error
    confirmed = user and user.is_active and EmailAddress.objects.filter(user=user, verified=True).exists()
    return user if confirmed else None
