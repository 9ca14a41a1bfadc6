"""Three drawings of one snapshot: page, PDF and Word.

`reading.read` writes every word and number once; the renderers only place them. That is why they agree.
"""
