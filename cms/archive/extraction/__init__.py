"""Reading the text of a file that nobody vouches for.

`running.extract` starts this package as a program of its own (`python -m cms.archive.extraction`), which limits itself
and then reads. Nothing here knows Django, so that the program starts fast and holds no secret of ours.
"""
