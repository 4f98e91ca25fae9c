"""Which practices match a query: a Whoosh index, read into arrays, with Polish words in all their forms."""
