"""The command line: one file per command, read when that command is asked for. It speaks Dutch, like the pages."""
