"""Text of attachments, page by page. One module a family of formats, each run as a limited child process per file."""
