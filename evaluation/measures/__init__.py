"""One measure a kind of finding: `measure(truth, comparison)` gives its lines of figures and its differences."""
