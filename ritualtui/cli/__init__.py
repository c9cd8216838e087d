"""The command line: parse, ask, print. One file a family of commands, loaded when one of them is used."""

COMPLETE = "_RITUALTUI_COMPLETE"
"""Set by the script of a shell that wants to know how a line could go on."""
