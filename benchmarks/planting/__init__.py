"""Makes the planted suite of the gate: invented people, their disguises, and files of every kind that carry them."""
