"""Binding the papers of a meeting into one PDF.

Papers come from anybody, so `running.bind` starts this package as a program of its own, under the limits of the one
that reads documents. Nothing here knows Django.
"""
