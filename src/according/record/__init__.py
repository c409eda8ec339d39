"""The record: readings and judgements kept, searched and given back."""
