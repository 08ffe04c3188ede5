"""How the names of files end that are tables."""

from __future__ import annotations

#: Text files of rows and cells.
TEXTS = (".csv", ".tsv", ".txt")
WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".ods")
#: Those that are read row by row.
TABLES = (*TEXTS, *WORKBOOKS)
