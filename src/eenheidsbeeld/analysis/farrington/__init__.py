"""Expected counts and bounds after Farrington and after Noufaily, equal to R `surveillance` or sound by
choice.
"""
