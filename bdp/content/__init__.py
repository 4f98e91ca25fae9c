"""The truth: records, pages, vocabularies and attachments as files, read with every problem named and written back."""
