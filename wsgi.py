"""wsgi: the entry point for WSGI servers."""

from bdp.app import create_app

app = create_app()
