"""The first page of a package, in English and Arabic, for a lawyer who has never seen the program.

Why HTML: it opens with a double click everywhere, and Arabic stands right. It holds no script and asks nothing of any server.
"""

from importlib.resources import files
from string import Template

from testimonia.publish.escaping import escape
from testimonia.publish.package.bag import SEALED
from testimonia.publish.package.content import Package
from testimonia.publish.package.merkle import tree_root


def read_data(name: str) -> bytes:
    """A file of this room as it is: the verifier, a template."""
    return files("testimonia.publish.package").joinpath(name).read_bytes()


def readme(package: Package, language: str) -> bytes:
    """``README.xx.html``. ``language``: en or ar."""
    template = Template(read_data(f"pages/readme.{language}.html").decode())
    held = sum(not line.body for line in package.log)
    return template.substitute(
        title=escape(package.title),
        made_at=escape(package.made_at),
        tool=escape(package.tool),
        requested_by=escape(package.approval.requested_by),
        decided_by=escape(package.approval.decided_by),
        decided_at=escape(package.approval.decided_at),
        single_user=_SINGLE_USER[language] if package.approval.is_single_user else "",
        originals=len(package.items),
        named=sum(item.is_named for item in package.items),
        held_items=len(package.held),
        claims=len(package.claims),
        findings=len(package.release.findings),
        contradictions=len(package.release.contradictions),
        log_size=len(package.log),
        log_held=held,
        log_root=tree_root([line.hash for line in package.log]),
        sealed=SEALED,
        example=_example(package, language),
    ).encode()


_SINGLE_USER = {
    "en": " <strong>One person both asked for and approved it; nobody else looked.</strong>",
    "ar": " <strong>طلبها ووافق عليها شخص واحد، ولم يراجعها أحد سواه.</strong>",
}
_EXAMPLE = {
    "en": "For example, claim <code>{id}</code> says that the words <q dir=auto>{exact}</q> stand in "
    "<code>data/renditions/{rendition}.txt</code> from character {start} up to character {end}, counting from 0.",
    "ar": "مثال: يقول الادّعاء <code>{id}</code> إنّ الكلمات <q dir=auto>{exact}</q> ترد في الملف "
    "<code>data/renditions/{rendition}.txt</code> من الحرف رقم {start} حتى الحرف رقم {end}، والعدّ يبدأ من الصفر.",
}


def _example(package: Package, language: str) -> str:
    """One claim of this very package to try by hand; nothing where there is none."""
    for claim in package.claims:
        return _EXAMPLE[language].format(
            id=claim.id, exact=escape(claim.exact), rendition=claim.rendition_id, start=claim.start, end=claim.end
        )
    return ""
