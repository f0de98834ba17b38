"""Statements and claims as rows: the columns they are asked by, and the whole as JSON."""

from typing import Any

import msgspec

from testimonia.model.testimony import Claim, Statement
from testimonia.model.values import Amount, Duration, Money, value_type


def encode(value: object) -> str:
    """A struct as JSON text, the same bytes for the same value."""
    return msgspec.json.encode(value).decode()


def statement_row(statement: Statement) -> dict[str, Any]:
    """A statement as a row."""
    return {
        "id": statement.id,
        "rendition_id": statement.rendition_id,
        "source_id": statement.source_id,
        "said_on": statement.said_on,
        "body": encode(statement),
    }


def claim_row(claim: Claim) -> dict[str, Any]:
    """A claim as a row."""
    value = claim.value
    low, high = (value.low, value.high) if isinstance(value, Amount | Money | Duration) else (None, None)
    return {
        "id": claim.id,
        "statement_id": claim.statement_id,
        "rendition_id": claim.rendition_id,
        "value_type": value_type(value),
        "noun": claim.about.noun,
        "low": low,
        "high": high,
        "start": claim.span.start,
        "body": encode(claim),
    }
