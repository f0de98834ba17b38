"""Titles and trades beside a name, against what the case says of the source."""

from collections.abc import Iterable

from testimonia.check.context import Context
from testimonia.check.role_words import is_in_own_material, read_roles, role_beside, roles_of
from testimonia.check.verdicts import Verdict, passed, problem, uncompared
from testimonia.model.desk import Check, Pointer


def check_roles(context: Context) -> Iterable[Verdict]:
    """Every role that the draft gives a source."""
    words = read_roles()
    for mention in context.voices.mentions:
        name = context.draft.contents.prose[mention.start : mention.end]
        is_proper = any(word[:1].isupper() for word in name.split() if word.casefold() not in {"the", "a"})
        is_common = not is_proper or bool(words.find(name))
        beside = role_beside(context, mention, is_common=is_common)
        if beside is None:
            beside = _title_inside(context, mention.start, mention.end) if is_proper else None
        if beside is None:
            continue
        role, start, end = beside
        place = start, end, context.draft.contents.prose[start:end]
        known = roles_of(context, mention.source_id)
        firm = {one: where for one, where in known.items() if one not in words.loose}
        if role in words.loose or any(words.is_same(role, one) or words.is_part(role, one) for one in known):
            yield passed(Check.ROLE, place, "as in the case")
        elif not firm or is_in_own_material(context, mention.source_id, role):
            yield uncompared(Check.ROLE, place, f"the case does not say what {context.case.name_of(mention.source_id)} is")
        else:
            told = " and ".join(f"“{one}”" for one in list(firm)[:3])
            reason = f"the case calls {context.case.name_of(mention.source_id)} {told}, never “{role}”"
            nearest = [Pointer(context.case.name_of(mention.source_id), where) for where in list(firm.values())[:1]]
            yield problem(Check.ROLE, place, reason, nearest=nearest)


def _title_inside(context: Context, start: int, end: int) -> tuple[str, int, int] | None:
    """A title that is part of the name as matched: "General Ryan Dillon" is found as a whole."""
    prose, roles = context.draft.contents.prose, read_roles()
    match = roles.pattern.match(prose[start:end].casefold())
    if match is None or match.end() == end - start:
        return None
    return match[0], start, start + match.end()
