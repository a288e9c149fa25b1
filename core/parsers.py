"""What reads the bodies sent to the API. REST framework loads it with its views: nothing of those here."""

from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.utils.translation import gettext as _
from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser


class LimitedJSONParser(JSONParser):
    """JSON up to DATA_UPLOAD_MAX_MEMORY_SIZE: the framework's own parser reads as much as is sent."""

    def parse(self, stream: Any, media_type: Any = None, parser_context: Any = None) -> Any:
        """The values; raises RequestDataTooBig before anything is read, ParseError for endless nesting."""
        request = (parser_context or {})["request"]
        if int(request.META.get("CONTENT_LENGTH") or 0) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            raise RequestDataTooBig("too much JSON")
        try:
            return super().parse(stream, media_type, parser_context)
        except RecursionError as error:
            raise ParseError(_("The JSON is nested too deeply.")) from error
