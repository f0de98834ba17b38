"""Accounts of several sentences for the tests of this room: claims of one text by one source."""

import msgspec

from testimonia.model.values import Moment
from tests.make import said


def account(by, *claims, text, passage="p-1"):
    """Claims of one account.

    Args:
        by: the source's name.
        claims: pairs of a value, whose words stand in the text, and the fields of what it is about.
        text: the whole account, one passage.
    """
    pairs = []
    for value, about in claims:
        claim, statement = said(value, by=by, text=text, **about)
        pairs.append((claim, msgspec.structs.replace(statement, passage_id=passage)))
    return pairs


def clock(words, value):
    """A time of day without a day."""
    return Moment("", "", "", "", words, value)
