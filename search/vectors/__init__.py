"""Vectors: what a model of language makes of a text, so that what means the same lies near. Off unless a setting names
a model; docs/search.md tells what they do to a ranking.
"""
