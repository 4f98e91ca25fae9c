"""Documents and pictures set from templates of ours: PDF and PNG, in limited processes."""
