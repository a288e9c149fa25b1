"""BagIt 1.0 (RFC 8493) as one ZIP: pure, and the same input always gives the same bytes."""

import hashlib
import io
import unicodedata
import zipfile
from collections.abc import Iterable, Mapping
from datetime import date

ALGORITHMS = ("sha256", "sha512")
DEVICES = {"con", "prn", "aux", "nul", *(f"{kind}{n}" for kind in ("com", "lpt") for n in range(1, 10))}
MAX_NAME, MAX_PART = 240, 255  # characters of a path; bytes of a file or folder, as Linux counts


class UnsafeName(ValueError):
    """A file name that would harm somebody who unpacks the bag: `name`, and in a word `why`."""

    def __init__(self, why: str, name: str) -> None:
        super().__init__(f"{why}: {name!r}")
        self.why, self.name = why, name


def build_bag(folder: str, payload: Mapping[str, bytes], *, info: Mapping[str, str], on: date) -> bytes:
    """A ZIP with one folder that is a valid bag: `payload` under data/, checksums, and `info` about it.

    Raises UnsafeName when a name leads outside, clashes with another or cannot exist everywhere.
    """
    check_names(payload)
    files = {f"data/{name}": content for name, content in payload.items()}
    tags = {
        "bagit.txt": b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n",
        "bag-info.txt": _info(info, payload, on),
        **{f"manifest-{algorithm}.txt": _manifest(files, algorithm) for algorithm in ALGORITHMS},
    }
    tag_manifests = {f"tagmanifest-{algorithm}.txt": _manifest(tags, algorithm) for algorithm in ALGORITHMS}
    return _zip(folder, {**tags, **tag_manifests, **files}, on)


def check_names(names: Iterable[str]) -> None:
    """Raise UnsafeName unless every name can be unpacked safely on any system, beside all the others."""
    seen: set[str] = set()
    for name in names:
        _check_name(name)
        key = unicodedata.normalize("NFC", name).casefold()
        if key in seen:
            raise UnsafeName("twice", name)
        seen.add(key)
    for key in seen:
        parts = key.split("/")
        if any("/".join(parts[:n]) in seen for n in range(1, len(parts))):
            raise UnsafeName("file_and_folder", key)


def _check_name(name: str) -> None:
    bad_character = not name.isprintable() or any(character in '\\<>:"|?*' for character in name)
    if bad_character or len(name) > MAX_NAME:
        raise UnsafeName("signs", name)
    for part in name.split("/"):
        stem = unicodedata.normalize("NFKC", part.split(".")[0])  # COM¹ is a device as COM1 is
        device = stem.rstrip(" ").casefold() in DEVICES
        if len(part.encode()) > MAX_PART:
            raise UnsafeName("signs", name)
        if part in ("", ".", "..") or part != part.strip(" ") or part.endswith(".") or device:
            raise UnsafeName("place", name)


def _info(info: Mapping[str, str], payload: Mapping[str, bytes], on: date) -> bytes:
    oxum = f"{sum(len(content) for content in payload.values())}.{len(payload)}"
    lines = {**info, "Bagging-Date": on.isoformat(), "Payload-Oxum": oxum}
    return "".join(f"{label}: {' '.join(value.split())}\n" for label, value in lines.items()).encode()


def _manifest(files: Mapping[str, bytes], algorithm: str) -> bytes:
    lines = (
        f"{hashlib.new(algorithm, content).hexdigest()}  {name.replace('%', '%25')}\n"
        for name, content in sorted(files.items())
    )
    return "".join(lines).encode()


def _zip(folder: str, files: Mapping[str, bytes], on: date) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in sorted(files.items()):
            member = zipfile.ZipInfo(f"{folder}/{name}", date_time=(on.year, on.month, on.day, 0, 0, 0))
            member.compress_type = zipfile.ZIP_DEFLATED
            member.create_system = 3  # Unix, whatever machine builds it
            member.external_attr = 0o100644 << 16
            archive.writestr(member, content, compresslevel=9)
    return packed.getvalue()


def source_names(members: Iterable[str]) -> dict[str, str]:
    """Names of a source archive's files → names without the one folder around them; litter is left out.

    Raises UnsafeName for names that check_names() refuses.
    """
    names = [name for name in members if not _is_litter(name)]
    check_names(names)
    tops = {name.split("/")[0] for name in names}
    whole = len(tops) == 1 and all("/" in name for name in names)
    cut = len(tops.pop()) + 1 if whole else 0
    return {name: name[cut:] for name in names}


def _is_litter(name: str) -> bool:
    parts = name.split("/")
    return parts[0] == "__MACOSX" or ".git" in parts[:-1] or parts[-1] == ".DS_Store"
