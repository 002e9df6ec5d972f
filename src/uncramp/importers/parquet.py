"""A researcher's table as a Parquet file: turned into the lines of a CSV, by polars where it is installed."""

from __future__ import annotations

#: how a Parquet file begins
MAGIC = b"PAR1"


class ParquetError(ValueError):
    """Raised where a Parquet file cannot be read: ``fault`` is ``no_parquet`` (no polars here) or ``not_parquet``."""

    def __init__(self, fault: str) -> None:
        super().__init__(fault)
        self.fault = fault


def csv_lines(data: bytes) -> list[str]:
    """Give the rows of a Parquet file as CSV, the header first; what is missing is blank, yes and no are 1 and 0.

    Raises ParquetError without the extra ``tables``, and for a file that is damaged or holds lists in its cells.
    """
    try:
        import polars as pl  # an extra, and late: a CSV needs none of it
    except ImportError:
        raise ParquetError("no_parquet") from None
    try:
        table = pl.read_parquet(data)
        flags = [name for name, kind in table.schema.items() if kind == pl.Boolean]
        text: str = table.with_columns(pl.col(flags).cast(pl.Int8)).write_csv()
    except pl.exceptions.PolarsError:
        raise ParquetError("not_parquet") from None
    return text.splitlines(keepends=True)
