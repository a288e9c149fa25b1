"""What the things on a board have in common."""

from django.db import models

from core.codes import new_code


class Coded(models.Model):
    """Known to the outside by a code of its own."""

    code = models.CharField(max_length=10, unique=True, default=new_code, editable=False)

    class Meta:
        abstract = True
