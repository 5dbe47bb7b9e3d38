#!/bin/sh
# The simulation as a test: 20 seeds on SQLite and 3 on PostgreSQL, with BULOU_LONG 100 and 20.
exec "$BULOU_BUILD/bulou-sim" --tap
