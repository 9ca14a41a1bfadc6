"""Word and place lists for the text work; sources and licences stand in LICENCES.md."""
