"""Live updates: subscriptions over server-sent events, in the "distinct connections mode" of graphql-sse.

A stream reads the log of changes from its own place, so that a slow one holds up nobody and whoever comes back misses
nothing; what wakes it is a nudge alone.
"""
