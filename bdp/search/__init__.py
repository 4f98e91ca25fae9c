"""Which practices match a query: a Whoosh index, read into arrays, with Polish words in all their forms.

``writer.SearchWriter`` fills the index of one generation, ``reader.SearchReader`` answers from it. Notes in answers are
ids from ``bdp.domain.grammar.NOTES`` and ``reader.PREFIX_LIMITED``.
"""
