"""Spreadsheets: one reader and one writer for everything that comes in and goes out as a table (decision 0061)."""
