"""The sentences for files that are not taken: what is wrong, and what to do."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "unreadable": _("The file is damaged, or not what its name says. Export it again and try once more."),
    "heavy": _("The file takes too much memory or time to open. Export it again in a simpler form."),
    "two_kinds": _("The file is of two kinds at once. Export it again as a plain PDF or picture."),
    "pdf_locked": _("The PDF is protected by a password. Save it without one and try again."),
    "pdf_long": _("The PDF has more than 500 pages. Send a shorter one."),
    "picture_large": _("The picture has more than 60 million points. Make it smaller."),
    "zip_locked": _("The ZIP is protected by a password. Pack it without one and try again."),
    "zip_method": _("The ZIP is packed in a way that not every system can open. Pack it as an ordinary ZIP."),
    "zip_many": _("The ZIP holds more than 1,000 files. Leave out what is not needed."),
    "zip_bomb": _("The ZIP is too large when unpacked. Leave out what is not needed."),
    "zip_outside": _("The ZIP holds a path that leads outside of it. Pack it again."),
    "zip_letters": _(
        "The ZIP holds a name whose letters are not certain. Pack it again with names in UTF-8, or give the "
        "file a name without accents."
    ),
    "zip_signs": _(
        "The ZIP holds a name with signs that cannot be seen. Give the file another name and pack it again."
    ),
    "json_large": _("The file holds more than a feed needs. Split it into smaller ones."),
    "virus": _("The virus scanner found something harmful in it. Send a clean file."),
}


def sentence(code: str) -> str:
    """The sentence for a verdict; a general one for files that were refused before verdicts were kept."""
    return str(SENTENCES.get(code, _("The check found something harmful in it. Send a clean file.")))
