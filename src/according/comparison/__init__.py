"""What follows from the record: stories, quotations, origins, claims, commitments, precedents, answers.

All is derived from pairs. A report (an article's reading, prepared for comparison) is held against its neighbours; what
holds between two reports is a bond, which depends on these two alone, so that the order in which pages came cannot
matter. Members that bonds join form a group, and a finding is built from a group. Nothing here is truth: it may be
thrown away and derived again at any time.
"""

# The version of what is derived; a change of it compares everything anew.
COMPARER = "28"
