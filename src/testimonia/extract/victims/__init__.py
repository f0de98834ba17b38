"""People who came to harm, in English: who is mentioned, what came to them, and how the mentions stand to each other."""
