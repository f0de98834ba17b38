"""Builders for the tests of the accounts chart: a question's chart from the few words that matter.

a_chart(an_account("about 250 fighters", by="a driver"), an_account("24 fighters", by="SDF"))
"""

from make import amount

from testimonia.model.accounts import Account, AccountFinding, AccountsChart
from testimonia.model.findings import Standing
from testimonia.model.testimony import Role
from testimonia.model.values import Amount, Duration, Money, value_type


def an_account(value, *, by="a driver", role=Role.EYEWITNESS, **fields):
    """One account; an amount from its words."""
    value = amount(value) if isinstance(value, str) else value
    words = fields.pop("words", f"There were {value.words}.")
    key = fields.pop("key", f"{by}-{value.words}-{fields.get('said_on', '')}".replace(" ", "-"))
    return Account(key, f"s-{by}".replace(" ", "-"), by, value, role, words=words, **fields)


def a_chart(*accounts, finding=None, **fields):
    """A chart of accounts; its kind of value is that of the first."""
    kind = fields.pop("value_type", value_type(accounts[0].value) if accounts else "amount")
    return AccountsChart("q", fields.pop("question", "How many left?"), kind, tuple(accounts), finding=finding, **fields)


def a_finding(low, best, high, *, standing=Standing.CORROBORATED, **fields):
    """A finding with figures."""
    return AccountFinding(low, best, high, "people", standing, fields.pop("words", ""), "two accounts agree", False, **fields)


def figures(low, best, high, unit="people"):
    """A quantity by its bounds; money for a currency, a length of time for "s"."""
    words = f"{low}-{best}-{high}"
    if unit == "s":
        return Duration(low, best, high, words)
    return Money(low, best, high, unit, words) if unit.isupper() else Amount(low, best, high, unit, words)
