"""Pure numbers: expected counts, alerts, clusters, forecasts, scores, disclosure.

Arrays in, frozen results out.
"""
