"""How the charts are drawn: lines of cells, made from data and a size, with nothing kept in between.

Drawn by ourselves and not by a plotting library: a calendar, stacked weeks told apart by shape, lines that read in
ASCII and without colour, colours by the names of the theme. plotext (5.3.2, MIT) was looked at and draws none of these.
"""
