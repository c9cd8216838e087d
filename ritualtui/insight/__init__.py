"""What the log means: daily series, the pulse (early warning), who begins. Pure functions over records: no files."""
