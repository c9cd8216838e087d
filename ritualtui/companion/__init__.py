"""The one service behind both faces: every action they can take, in small groups.

Imports nothing here: logging from the command line uses ``quick`` alone.
"""
