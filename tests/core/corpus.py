"""Files that people send by mistake or with bad intent, each made in a few lines."""

import io
import zipfile

import pikepdf
from PIL import Image

from bench.bombs import pdf_bomb, picture_bomb, zip_bomb


def picture(kind="PNG", size=(20, 20)):
    out = io.BytesIO()
    Image.new("RGB", size).save(out, kind)
    return out.getvalue()


def pdf(pages=1, **options):
    document, out = pikepdf.new(), io.BytesIO()
    for _ in range(pages):
        document.add_blank_page()
    document.save(out, **options)
    return out.getvalue()


def locked_pdf(user="secret"):
    return pdf(encryption=pikepdf.Encryption(user=user, owner="owner"))


def archive(method=zipfile.ZIP_DEFLATED, **members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as packed:
        for name, content in members.items():
            packed.writestr(name.replace("__", "/"), content)
    return out.getvalue()


def patched_zip(**places):
    """An archive of one member with bytes of its two headers changed: flags, method."""
    content = bytearray(archive(a=b"x" * 100))
    directory = content.index(b"PK\x01\x02")
    offsets = {"flags": (6, 8), "method": (8, 10)}
    for name, value in places.items():
        local, central = offsets[name]
        content[local : local + 2] = content[directory + central : directory + central + 2] = value.to_bytes(
            2, "little"
        )
    return bytes(content)


def damaged_zip():
    content = bytearray(archive(zipfile.ZIP_STORED, a=b"x" * 100))
    content[60] ^= 1
    return bytes(content)


def link_zip():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        entry = zipfile.ZipInfo("link")
        entry.external_attr = 0o120777 << 16
        packed.writestr(entry, "/etc/passwd")
    return out.getvalue()


def overlapping_zip():
    content = bytearray(archive(a=b"x" * 100_000, b=b"y" * 100_000))
    directory = content.index(b"PK\x01\x02")
    second = content.index(b"PK\x01\x02", directory + 4)
    content[second + 42 : second + 46] = (0).to_bytes(4, "little")
    return bytes(content)


def looping_pdf():
    return (
        b"%PDF-1.4\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n"
        b"2 0 obj <</Type/Pages/Count 1/Kids[2 0 R]>> endobj\n"
        b"trailer <</Root 1 0 R/Size 3>>\n%%EOF\n"
    )


# What is found inside: name → (file, verdict).
UNFIT = {
    "locked.pdf": (locked_pdf, "pdf_locked"),
    "half.pdf": (lambda: b"%PDF-1.7\n", "unreadable"),
    "loop.pdf": (looping_pdf, "unreadable"),
    "long.pdf": (lambda: pdf(501), "pdf_long"),
    "objects.pdf": (lambda: pdf_bomb(300), "heavy"),
    "archive.pdf": (lambda: pdf() + archive(x=b"1"), "two_kinds"),
    "half.png": (lambda: picture()[:40], "unreadable"),
    "bomb.png": (lambda: picture_bomb(8000), "picture_large"),
    "paper.png": (lambda: picture()[:33] + pdf(), "two_kinds"),
    "half.jpg": (lambda: b"\xff\xd8\xff\xe0", "unreadable"),
    "archive.jpg": (lambda: picture("JPEG") + archive(x=b"1"), "two_kinds"),
    "locked.zip": (lambda: patched_zip(flags=1), "zip_locked"),
    "unknown.zip": (lambda: patched_zip(method=99), "zip_method"),
    "bzip2.zip": (lambda: archive(zipfile.ZIP_BZIP2, a=b"x"), "zip_method"),
    "half.zip": (lambda: archive(a=b"x")[:40], "unreadable"),
    "damaged.zip": (damaged_zip, "unreadable"),
    "overlap.zip": (overlapping_zip, "unreadable"),
    "bomb.zip": (zip_bomb, "zip_bomb"),
    "many.zip": (lambda: archive(**{str(n): b"" for n in range(1001)}), "zip_many"),
    "link.zip": (link_zip, "zip_outside"),
    "outside.zip": (lambda: archive(**{"..__evil": b"x"}), "zip_outside"),
    "absolute.zip": (lambda: archive(**{"__etc__passwd": b"x"}), "zip_outside"),
    "backslashes.zip": (lambda: archive(**{"..\\evil": b"x"}), "zip_outside"),
    "drive.zip": (lambda: archive(**{"C:\\evil": b"x"}), "zip_outside"),
}
