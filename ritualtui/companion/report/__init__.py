"""A report for somebody who helps, and the log retold in sentences."""
