"""The command line: parse, ask, print. One file a family of commands, loaded when one of them is used."""
