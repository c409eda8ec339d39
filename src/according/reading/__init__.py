"""From parsed text to a reading: who said what, through whom, on what condition and how surely."""

# The version of the reader: whatever changes what is found changes it, and the record reads such articles anew.
READER = "0.2.3"
