"""From parsed text to a reading: who said what, through whom, on what condition and how surely."""
