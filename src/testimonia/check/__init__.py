"""The fact-checking desk: a draft's statements, claims and quotations against the values of the case."""
