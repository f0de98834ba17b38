"""The chart said in words: as sentences for a screen reader, and as a table that says the same as the picture."""

from testimonia.model.accounts import Account, AccountsChart
from testimonia.publish.accounts.axis import axis_of
from testimonia.publish.accounts.figures import value_words
from testimonia.publish.accounts.marks import knows
from testimonia.publish.accounts.notes import finding_sentences, note_lists
from testimonia.publish.accounts.rows import order_accounts
from testimonia.publish.accounts.texts import Texts, texts_in
from testimonia.publish.escaping import escape


def spoken(chart: AccountsChart) -> list[str]:
    """Finding, axis and every account, each as a sentence."""
    texts = texts_in(chart.language)
    axis = axis_of(chart, texts)
    sentences = [words.rstrip(".") + "." for words, _ in finding_sentences(chart, texts)]
    sentences.append(axis.words + ".")
    for account in order_accounts(chart, axis):
        who, how, what, words, when = cells(account, texts)
        quoted = texts["quote"].format(words.strip('“”"«» ')) if account.words else words
        details = texts["comma"].join(filter(None, (how, when)))
        sentences.append(f"{who} ({details}): {what}. {quoted}")
    sentences += [derivation.words + "." for derivation in chart.derivations]
    sentences += [note.words for _, notes in note_lists(chart, texts) for note in notes]
    return sentences


def cells(account: Account, texts: Texts) -> tuple[str, str, str, str, str]:
    """Who, how they know, what they say, in which words, and when."""
    how = texts[account.role]
    told = texts["comma"].join(account.relayed_from)
    how += texts["comma"] + texts[f"key_{knows(account)}"]
    if told:
        how += f" ({texts['from'].format(told)})"
    who = f"{account.source} ({account.detail})" if account.detail else account.source
    what = value_words(account, texts)
    if account.stance.value == "denies":
        what = f"{what} ({texts['denies']})"
    if account.is_report and not account.is_standing:
        what = f"{what} ({texts['earlier']})"
    return who, how, what, account.words or texts["withheld"], account.said_on


def accounts_table(chart: AccountsChart) -> str:
    """Every account as a row of an HTML table, those included that the picture has no room for."""
    texts = texts_in(chart.language)
    axis = axis_of(chart, texts)
    heads = "".join(f'<th scope="col">{escape(texts[name])}</th>' for name in ("who", "how", "what", "words", "when"))
    body = "".join(_table_row(account, texts) for account in order_accounts(chart, axis))
    return (
        f'<table class="ac-table"><caption>{escape(chart.question)} <span>{escape(axis.words)}</span></caption>'
        f"<thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>"
    )


def _table_row(account: Account, texts: Texts) -> str:
    who, how, what, words, when = cells(account, texts)
    quoted = texts["quote"].format(words.strip('“”"«» ')) if account.words else words
    rest = "".join(
        f'<td data-th="{escape(texts[label])}"><bdi>{escape(value)}</bdi></td>'
        for label, value in (("how", how), ("what", what), ("words", quoted), ("when", when))
    )
    return f'<tr><th scope="row"><bdi>{escape(who)}</bdi></th>{rest}</tr>'
