"""Identities -> needles; every one of them found in a piece of text; the hits of a file judged.

    Identity, Allowed  --needles-->  Needles        built once, small to send to a worker
    Needles, text      --searches-->  Hit ...       which identity, what of it, where in the text, in which form
    Hits of a file     --judging-->  Verdict, Leak  in words that never repeat what was found

Knows spellings and nothing of files. Cheap sieves come first (the distinct words of a text, one automaton over its letters
and digits, one pattern over its numbers); what they let through is looked at closely, so that a namesake costs time and not
an alarm.
"""
