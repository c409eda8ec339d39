"""From a page to its article: text, paragraphs, metadata, times, and the furniture around them."""
