"""outside: the one package that asks other hosts; only ``bdp links`` has it do so, and never while the site serves."""
