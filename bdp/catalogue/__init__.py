"""The facts of every practice in SQLite: derived, read-only once published."""
