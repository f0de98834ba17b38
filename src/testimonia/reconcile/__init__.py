"""Claims to Answers to Findings: independence, contradictions, estimates, positions."""
