"""Public files of numbers to the project's own: `python -m components.refresh SOURCE PATH`, one module a source.

`__main__` lists the sources. Each reads the named public file, refuses one whose columns are not as expected, and
writes CSV (or Parquet) with the sidecar's measured part: codes that match no country, with the reason. Nothing is
downloaded, and the same input gives the same bytes.
"""
