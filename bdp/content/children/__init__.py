"""Modules that run in limited child processes: they see hostile text, so nothing else imports them."""
