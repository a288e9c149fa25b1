"""Reads CSV files row by row and collects everything that is wrong with them."""

import csv
import errno
import json
import math
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

MOST_TOLD = 1000


@dataclass(frozen=True)
class Fault:
    """What is wrong, and where. Line 1 is the header."""

    file: str
    line: int
    reason: str

    def __str__(self) -> str:
        return f"{self.file}, line {self.line}: {self.reason}"


class BadFiles(Exception):
    """Nothing can be computed; the text lists each bad row with its line and reason."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        told = [str(fault) for fault in faults[:MOST_TOLD]]
        if len(faults) > MOST_TOLD:
            told.append(f"and {len(faults) - MOST_TOLD} more")
        rows = "1 row is" if len(faults) == 1 else f"{len(faults)} rows are"
        super().__init__("\n".join([*told, f"Nothing was computed: {rows} not usable."]))
        self.faults = list(faults)


class Table:
    """One CSV file with a header; further columns than the wanted ones are left alone."""

    def __init__(self, path: Path, columns: Sequence[str], faults: list[Fault]) -> None:
        self.path, self.columns, self.faults = path, columns, faults
        self.line = 0

    def fault(self, reason: str) -> None:
        """Note that the present line cannot be used."""
        self.faults.append(Fault(self.path.name, max(self.line, 1), reason))

    def rows(self) -> Iterator[list[str]]:
        """The cells of each sound row in the order of the wanted columns, without blanks around them."""
        try:
            with self.path.open(encoding="utf-8-sig", newline="") as file:
                yield from self._rows(csv.reader(file, strict=True, skipinitialspace=True))
        except UnicodeDecodeError:
            self.fault("the file is not in UTF-8; save it as “CSV UTF-8”")
        except csv.Error as error:
            self.line += 1
            self.fault(f"the file cannot be read on from here ({error})")
        except OSError as error:
            self.fault(f"the file cannot be opened ({error.strerror})")

    def _rows(self, reader: Any) -> Iterator[list[str]]:
        header = [cell.strip().lower() for cell in next(reader, [])]
        self.line = reader.line_num
        if missing := [name for name in self.columns if name not in header]:
            hint = "; separate the columns by commas" if len(header) == 1 and ";" in header[0] else ""
            self.fault(f"the header lacks {', '.join(missing)}{hint}")
            return
        if twice := [name for name in self.columns if header.count(name) > 1]:
            self.fault(f"the header has {', '.join(twice)} twice")
            return
        places = [header.index(name) for name in self.columns]
        empty = True
        for row in reader:
            self.line = reader.line_num
            if not any(cell.strip() for cell in row):
                continue
            empty = False
            if len(row) != len(header):
                self.fault(f"{len(row)} cells instead of {len(header)}")
                continue
            yield [row[place].strip() for place in places]
        if empty:
            self.fault("there is no row below the header")

    def name(self, value: str, what: str) -> str:
        """The value, noted as a fault if it is empty."""
        if not value:
            self.fault(f"the {what} is empty")
        return value

    def number(self, value: str, what: str, low: float = -math.inf, high: float = math.inf) -> float | None:
        """The value as a finite number within the bounds; None and a fault otherwise."""
        try:
            found = float(value)
        except ValueError:
            hint = ": use a point for decimals" if "," in value else ""
            self.fault(f"{what} “{value}” is not a number{hint}" if value else f"the {what} is empty")
            return None
        if not math.isfinite(found) or "_" in value:
            self.fault(f"{what} “{value}” is not a number")
            return None
        if not low <= found <= high:
            bounds = f"is not between {low:.9g} and {high:.9g}" if high < math.inf else f"is below {low:.9g}"
            self.fault(f"{what} {value} {bounds}")
            return None
        return found

    def count(self, value: str, what: str) -> int | None:
        """The value as a whole number from 0; None and a fault otherwise."""
        found = self.number(value, what, 0, 1_000_000)
        if found is not None and found != int(found):
            self.fault(f"{what} {value} is not a whole number")
            return None
        return None if found is None else int(found)


def check_folder(path: Path) -> None:
    """Raises OSError if the file could not be written, before hours are spent on what belongs into it."""
    if not path.parent.is_dir():
        raise FileNotFoundError(errno.ENOENT, "the folder does not exist", str(path.parent))
    if not os.access(path.parent, os.W_OK):
        raise PermissionError(errno.EACCES, "the folder cannot be written to", str(path.parent))


def write_json(path: Path, content: Any) -> None:
    """Write the file whole or not at all. NaN is not JSON: the caller passes None instead."""
    text = json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False)
    part = path.with_name(path.name + ".part")
    try:
        part.write_text(text + "\n", encoding="utf-8")
        os.replace(part, path)
    except OSError:
        part.unlink(missing_ok=True)
        raise
