"""Live updates: how many streams there may be at once, and for how long each. A stream holds a thread."""

import environ

env = environ.Env()

# In one process, of its WEB_THREADS; and in it of one person, or of one address for visitors.
STREAMS_A_PROCESS = env.int("STREAMS_A_PROCESS", default=2)
STREAMS_A_PERSON = env.int("STREAMS_A_PERSON", default=2)
# After so many seconds it ends and its client comes back; in between it is heard of at least so often.
STREAM_SECONDS = env.float("STREAM_SECONDS", default=600)
STREAM_HEARTBEAT_SECONDS = env.float("STREAM_HEARTBEAT_SECONDS", default=15)
