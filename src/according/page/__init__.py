"""From an address or a file to pages: places, fetching behind the address guard, feeds, and the WARC archive."""
