"""The accounts chart as a value: one question, every account of it, what is found, and what ties the accounts together.

Why a noun of its own: the same picture is drawn for readers from a `Release` and for the team from the case. What it holds
is all that the drawing may show.
"""

from msgspec import Struct

from testimonia.model.findings import Standing
from testimonia.model.testimony import FACTUAL, Polarity, Role, Stance
from testimonia.model.values import Moment, Occurrence, PlaceRef, Value


class Account(Struct, frozen=True):
    """What one source said on the question at one time."""

    id: str
    """Of the claim: released, or the case's own."""
    source_id: str
    source: str
    """The name shown: a pseudonym for protected people."""
    value: Value
    role: Role = Role.UNKNOWN
    detail: str = ""
    """Trade, standing or party."""
    stance: Stance = Stance.ASSERTS
    polarity: Polarity = Polarity.AFFIRMED
    words: str = ""
    """The exact words; empty: withheld."""
    said_on: str = ""
    """ISO 8601, or empty: unknown or not shown."""
    is_first_hand: bool | None = None
    relayed_from: tuple[str, ...] = ()
    """Who told whom before the source, the original first."""
    is_standing: bool = True
    """Whether it is the reply that counts now; False for an earlier one, and for what is no report."""

    @property
    def is_report(self) -> bool:
        """Whether it says how things were, and not what was promised, expected or agreed, nor that nothing is said."""
        return self.stance in FACTUAL

    @property
    def is_hearsay(self) -> bool:
        """Whether the source only passes on what others told."""
        return self.is_first_hand is False or (self.is_first_hand is None and self.role is Role.HEARSAY)

    @property
    def is_denial(self) -> bool:
        """Whether the source denies or negates what is asked for."""
        if self.stance is Stance.DENIES:
            return True
        return self.polarity is Polarity.NEGATED and not isinstance(self.value, Occurrence)


class AccountLink(Struct, frozen=True):
    """A minimal contradiction: the accounts of this chart in it, and its sentence."""

    account_ids: tuple[str, ...]
    sentence: str
    arithmetic: tuple[str, ...] = ()


class AccountShift(Struct, frozen=True):
    """A change of position: from one account to a later one, or from what was promised to what is said to have happened."""

    before_id: str
    after_id: str
    sentence: str


class AccountGroup(Struct, frozen=True):
    """Sources that are not independent of each other, by id."""

    source_ids: tuple[str, ...]
    reason: str = ""
    is_partial: bool = False
    """Whether they only may depend on each other, short of counting as one account."""


class AccountDerivation(Struct, frozen=True):
    """What follows from accounts of other questions by a rule; never counted as an account."""

    low: float | None
    best: float | None
    high: float | None
    words: str


class AccountFinding(Struct, frozen=True):
    """What is concluded on the question."""

    low: float | None
    best: float | None
    high: float | None
    unit: str
    standing: Standing
    words: str
    reason: str
    is_suggestion: bool
    when: Moment | None = None
    where: PlaceRef | None = None
    probability: float | None = None
    """Of a yes-or-no question: how probable the estimate holds it to be that it happened."""


class AccountsChart(Struct, frozen=True):
    """One question with everything its chart shows. Accounts are in no order that means anything: the drawing orders them."""

    question_id: str
    question: str
    value_type: str
    """amount, money, duration, moment, place, occurrence."""
    accounts: tuple[Account, ...]
    unit: str = ""
    scope: str = ""
    finding: AccountFinding | None = None
    links: tuple[AccountLink, ...] = ()
    shifts: tuple[AccountShift, ...] = ()
    groups: tuple[AccountGroup, ...] = ()
    derivations: tuple[AccountDerivation, ...] = ()
    language: str = "en"
    is_cleared: bool = True
    """False: drawn from the case for the team; the picture then says so."""
