"""What the charts show, as plain data with a sentence in words; how they are drawn is another's. Pure functions."""
