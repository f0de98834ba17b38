"""Every released claim as a schema.org Claim, for programs that gather claims and not reviews of them.

Source: schema.org Claim. A claim of a protected source has no author: its text and date only.
"""

import json
from collections.abc import Mapping

from testimonia.model.release import Release
from testimonia.publish.beside.chains import Chains
from testimonia.publish.beside.claim_reviews import claim_of
from testimonia.publish.beside.publication import Publication

CLAIMS = "data/claims.jsonld"


def schema_claims(release: Release, _publication: Publication) -> Mapping[str, bytes]:
    """The claims whose words are released; no file where there is none."""
    chains = Chains(release)
    made = []
    for claim in release.claims:
        said = chains.words(claim)
        if said:
            about = claim_of((claim,), chains)
            made.append({"@type": "Claim", "@id": f"#{claim.id}", "text": said, "inLanguage": release.language or None} | about)
    graph = [{name: value for name, value in one.items() if value is not None} for one in made]
    told = {"@context": "https://schema.org", "@graph": graph}
    return {CLAIMS: (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()} if graph else {}
