"""What BDP speaks of: practices, units, vocabularies and queries. Standard library only."""
