"""Places: found in the text, told apart by context, mapped to area codes, with the precision of the text."""
