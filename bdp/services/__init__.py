"""One path, one module: what the web and the command line ask for."""
