"""BDP, Baza Dobrych Praktyk: a searchable base of local-government practices kept as Markdown files."""

__version__ = "0.1.0"
