"""The accounts in the order in which they are drawn: by kind of source, one source's positions in order of time.

Why no more than `MOST_ROWS`: beyond them a picture is read by nobody. Those that contradict, changed or count now are kept;
the others of each kind stand together in one row, and all of them in the table.
"""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from testimonia.model.accounts import Account, AccountDerivation, AccountsChart
from testimonia.model.testimony import Role, Stance
from testimonia.publish.accounts.axis import Axis, Extent
from testimonia.publish.accounts.figures import number, reach_of, reach_words, value_words
from testimonia.publish.accounts.texts import Texts

MOST_ROWS = 60
"""Accounts drawn one by one."""
ORDER = tuple(Role)
"""Kinds of source from the nearest to what happened to the farthest."""


class Row(Struct, frozen=True):
    """One line of the chart."""

    key: str
    """The account's id; empty where it stands for several, or for what is derived."""
    source: str
    """Empty if the row above is the same source's."""
    details: tuple[str, ...]
    """Trade or party, when it was said, by whom it was told."""
    said: str
    """The value in a figure or a word."""
    words: str
    extent: Extent | None
    account: Account | None = None
    is_derived: bool = False


class Section(Struct, frozen=True):
    """The rows of one kind of source."""

    title: str
    rows: tuple[Row, ...]


def sections_of(chart: AccountsChart, axis: Axis, texts: Texts, *, most: int = MOST_ROWS) -> list[Section]:
    """All rows in order.

    Args:
        most: accounts drawn one by one.
    """
    ordered = order_accounts(chart, axis)
    kept = _kept(chart, ordered, most)
    found = []
    for role in ORDER:
        mine = [account for account in ordered if account.role is role]
        drawn = [account for account in mine if account.id in kept]
        rows = [_row(account, above, axis, texts) for above, account in zip([None, *drawn], drawn, strict=False)]
        if rest := [account for account in mine if account.id not in kept]:
            rows.append(_rest(rest, axis, texts, is_time=chart.value_type == "duration"))
        if rows:
            found.append(Section(texts[role], tuple(rows)))
    if chart.derivations and not axis.is_columns:
        is_time = chart.value_type == "duration"
        found.append(Section(texts["derived"], tuple(_derived(one, axis, texts, is_time) for one in chart.derivations)))
    return found


def order_accounts(chart: AccountsChart, axis: Axis) -> list[Account]:
    """By kind of source, then those that depend on each other together, then from low to high; a source's own by time."""
    together = {
        source_id: at for at, group in enumerate(chart.groups, 1) if not group.is_partial for source_id in group.source_ids
    }
    by_source: dict[str, list[Account]] = {}
    for account in sorted(chart.accounts, key=lambda one: (one.said_on or "9", one.is_report, one.is_standing, one.id)):
        by_source.setdefault(account.source_id, []).append(account)

    def height(accounts: Sequence[Account]) -> float:
        standing = next((one for one in accounts if one.is_standing), accounts[-1])
        extent = None if standing.stance is Stance.DECLINES else axis.place(standing.value)
        if extent is None:
            return 2.0
        return extent.best if extent.best is not None else (extent.low + extent.high) / 2

    lowest: dict[int, float] = {}
    for source_id, accounts in by_source.items():
        group = together.get(source_id, 0)
        lowest[group] = min(lowest.get(group, 2.0), height(accounts))

    def rank(source_id: str) -> tuple[int, float, int, float, str, str]:
        accounts, group = by_source[source_id], together.get(source_id, 0)
        at = height(accounts)
        return ORDER.index(accounts[0].role), lowest[group] if group else at, group, at, accounts[0].source, source_id

    return [account for source_id in sorted(by_source, key=rank) for account in by_source[source_id]]


def _kept(chart: AccountsChart, ordered: Sequence[Account], most: int) -> set[str]:
    """The accounts drawn one by one: first those in contradictions and shifts, then what counts now, then by kind in turn."""
    if len(ordered) <= most:
        return {account.id for account in ordered}
    linked = {account_id for link in chart.links for account_id in link.account_ids}
    linked |= {account_id for shift in chart.shifts for account_id in (shift.before_id, shift.after_id)}
    seen: dict[Role, int] = {}
    ranked = []
    for at, account in enumerate(ordered):
        seen[account.role] = seen.get(account.role, 0) + 1
        ranked.append((account.id not in linked, not account.is_standing, seen[account.role], at, account.id))
    return {ranked_one[-1] for ranked_one in sorted(ranked)[:most]}


def _row(account: Account, above: Account | None, axis: Axis, texts: Texts) -> Row:
    is_same = above is not None and above.source_id == account.source_id
    told = ""
    if account.is_hearsay:
        comma = texts["comma"]
        told = texts["from"].format(comma.join(account.relayed_from)) if account.relayed_from else texts["relayed"]
    details = (account.detail if not is_same else "", account.said_on, told)
    return Row(
        key=account.id,
        source="" if is_same else account.source,
        details=tuple(filter(None, details)),
        said=_said(account, axis, texts),
        words=account.words,
        extent=axis.place(account.value) if _is_on(account, axis) else None,
        account=account,
    )


def _said(account: Account, axis: Axis, texts: Texts) -> str:
    if not _is_on(account, axis):
        return _off_axis(account, texts)
    if axis.is_columns and account.is_report and account.is_denial:
        return texts["denies"]
    return value_words(account, texts)


def _is_on(account: Account, axis: Axis) -> bool:
    return account.stance is not Stance.DECLINES and axis.place(account.value) is not None


def _off_axis(account: Account, texts: Texts) -> str:
    """Why there is no bar: declined, no figure, no day, another unit."""
    said = value_words(account, texts)
    if account.stance is Stance.DECLINES or reach_of(account.value) is None:
        return said
    return texts["other_unit"].format(said)


def _rest(rest: Sequence[Account], axis: Axis, texts: Texts, *, is_time: bool) -> Row:
    """Several accounts in one row: how many, and from where to where they reach."""
    extents = [extent for account in rest if _is_on(account, axis) and (extent := axis.place(account.value))]
    reaches = [reach for account in rest if _is_on(account, axis) and (reach := reach_of(account.value))]
    ends = [bound for reach in reaches for bound in reach if bound is not None]
    if not extents or axis.is_columns or not ends:
        return Row("", texts["more_plain"].format(number=number(len(rest))), (), "", "", None)
    low, high = (reach_words((end, end, end), texts, is_time=is_time) for end in (min(ends), max(ends)))
    title = texts["more"].format(number=number(len(rest)), low=low, high=high)
    known = [(0.0 if one.opens else one.low, 1.0 if one.closes else one.high) for one in extents]
    extent = Extent(
        min(low for low, _ in known),
        None,
        max(high for _, high in known),
        any(one.opens for one in extents),
        any(one.closes for one in extents),
    )
    return Row("", title, (), "", "", extent)


def _derived(one: AccountDerivation, axis: Axis, texts: Texts, is_time: bool) -> Row:
    extent = axis.derived((one.low, one.best, one.high))
    low = None if extent and extent.opens else one.low
    said = reach_words((low, one.best, one.high), texts, is_time=is_time) if extent else ""
    return Row("", "", (), said, one.words, extent, is_derived=True)


def rows_of(sections: Iterable[Section]) -> list[Row]:
    """The rows of all sections."""
    return [row for section in sections for row in section.rows]
