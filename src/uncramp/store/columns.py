"""A series as one compressed blob: float64 columns, little-endian, bytes of equal weight together, then deflate.

Sensor values change slowly, so their high bytes repeat: putting byte 7 of all values before byte 6 of all values
makes deflate several times as good, and not one bit is lost. The checksum of zlib tells damage.
"""

from __future__ import annotations

import json
import zlib
from datetime import UTC, datetime
from uuid import UUID

import numpy as np

from uncramp.diary.series import SERIES_COLUMNS, Column, Series

#: the version of this layout, kept beside each blob
VERSION = 1

_MAGIC = b"uncr\x01"


class DamagedSeriesError(ValueError):
    """Raised when a blob is not what :func:`pack` made."""


def pack(series: Series) -> bytes:
    """Give a series as bytes; raises ValueError where its columns are not of one length."""
    columns = {"time_s": series.time_s} | {
        name: column for name in SERIES_COLUMNS if (column := getattr(series, name)) is not None
    }
    length = len(series.time_s)
    if any(column.shape != (length,) for column in columns.values()):
        raise ValueError(f"The columns of series {series.id} differ in length.")
    head = json.dumps({"started_at": series.started_at.isoformat(), "length": length, "columns": list(columns)})
    table = np.array(list(columns.values()), dtype="<f8").reshape(len(columns), length)
    shuffled = np.ascontiguousarray(table.view(np.uint8).reshape(len(columns), length, 8).transpose(0, 2, 1))
    body = len(head.encode()).to_bytes(4, "little") + head.encode() + shuffled.tobytes()
    return _MAGIC + zlib.compress(body, 6)


def unpack(series_id: UUID, data: bytes) -> Series:
    """Take :func:`pack` back, equal bit by bit; raises DamagedSeriesError for anything else."""
    if not data.startswith(_MAGIC):
        raise DamagedSeriesError(str(series_id))
    try:
        body = zlib.decompress(data[len(_MAGIC):])
    except zlib.error as error:
        raise DamagedSeriesError(str(series_id)) from error
    begin = 4 + int.from_bytes(body[:4], "little")
    head = json.loads(body[4:begin])
    names, length = head["columns"], head["length"]
    shuffled = np.frombuffer(body, dtype=np.uint8, offset=begin).reshape(len(names), 8, length)
    table = np.ascontiguousarray(shuffled.transpose(0, 2, 1)).view("<f8").reshape(len(names), length)
    columns: dict[str, Column] = {name: table[row].astype(np.float64) for row, name in enumerate(names)}
    started_at = datetime.fromisoformat(head["started_at"])
    return Series(id=series_id, started_at=started_at.astimezone(UTC), **columns)
