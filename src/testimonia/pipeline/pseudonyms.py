"""Who is who in an open vault: identities matched to the case's sources, and pseudonyms suggested for those without one.

The vault keeps the identities and the secret; here they are only values that were passed in.
"""

from collections.abc import Iterable, Mapping

from testimonia.model.testimony import Source
from testimonia.pipeline.case import Case
from testimonia.protect.clearance.content import People
from testimonia.protect.identities import Allowed, Identity
from testimonia.protect.pseudonyms.choosing import Profile, Pseudonym, suggest_pseudonym
from testimonia.text.names import name_key


def people_of(
    case: Case,
    identities: Iterable[Identity],
    *,
    pseudonyms: Mapping[str, str] | None = None,
    allowed: Allowed | None = None,
) -> People:
    """Identities by source, with the pseudonyms they carry, and those of sources whose identity nobody wrote down.

    An identity belongs to a source if its id is the source's id or its key in ``investigation.toml``, or if its id or pseudonym
    is a name of the source. One that belongs to no source is kept under its own id: it is looked for all the same.
    """
    by_name: dict[str, str] = {}
    for source in case.store.sources().values():
        by_name.setdefault(name_key(source.id), source.id)
        if not source.item_id:
            for name in (source.name, *source.aliases):
                by_name.setdefault(name_key(name), source.id)
    for settings in case.brief.source_settings:
        if source_id := by_name.get(name_key(settings.name)):
            by_name.setdefault(name_key(settings.key), source_id)
    found: dict[str, Identity] = {}
    named = {source_id: Pseudonym(latin) for source_id, latin in (pseudonyms or {}).items()}
    for identity in identities:
        names = [name_key(identity.id), name_key(identity.pseudonym)]
        source_id = next((by_name[name] for name in names if name and name in by_name), identity.id)
        found[source_id] = identity
        if identity.pseudonym:
            named[source_id] = Pseudonym(identity.pseudonym)
    return People(found, named, allowed or Allowed())


def suggest_for(case: Case, source: Source, people: People, *, secret: bytes, profile: Profile | None = None) -> Pseudonym:
    """A pseudonym for a source that stays away from every name in the case.

    Args:
        secret: at least 16 random bytes, the same for the whole case; the vault keeps them.
        profile: what the name may show of the person.

    Raises:
        UsageError: no bundled name is left.
    """
    own = people.identities.get(source.id)
    true_names = (*own.names, *own.aliases) if own else ()
    taken = [name for other in case.store.sources().values() if other.id != source.id for name in (other.name, *other.aliases)]
    taken += [name for party in case.brief.parties for name in (party.name, *party.aliases)]
    taken += [name for key, one in people.identities.items() if key != source.id for name in (*one.names, *one.aliases)]
    taken += [one.latin for key, one in people.pseudonyms.items() if key != source.id]
    taken += case.brief.release.public_persons
    return suggest_pseudonym(true_names, source_id=source.id, secret=secret, profile=profile, taken=taken)
