"""According: a desk for crisis reporting that keeps who said what, through whom, on what condition and how surely."""

__version__ = "0.1.0"
