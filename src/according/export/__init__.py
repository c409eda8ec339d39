"""The record for other programs: PLOVER's records of events, readings as JSON, flat tables in CSV and Parquet."""
