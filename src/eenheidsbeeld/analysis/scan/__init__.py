"""Clusters in space and time: is something going on in a handful of neighbouring areas in the last weeks."""
