"""HTML, XHTML and Markdown → Story: one walk serves web pages, EPUB documents and rendered Markdown."""
