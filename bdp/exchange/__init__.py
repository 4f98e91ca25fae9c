"""Practices as data for other programs, and back. Pure: from domain dataclasses to text, no HTTP and no stores."""
