"""What every answer tells the browser to refuse, so that a slip elsewhere does not become a breach.

Source: W3C Content Security Policy level 3; OWASP ASVS 5.0, chapter V3.4.
"""

CSP = (
    "default-src 'none'; object-src 'none'; "
    "script-src 'self'; style-src 'self'; img-src 'self' blob:; font-src 'self'; connect-src 'self'; "
    "media-src 'self'; frame-src 'self'; worker-src 'self' blob:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""For the workbench's own pages."""
FILE_CSP = "sandbox; default-src 'none'; object-src 'none'; base-uri 'none'; frame-ancestors 'self'"
"""For pictures and originals, should somebody open one by itself."""
ASSETS = "/assets/"
"""Files of the front end whose names are hashes of what is in them: these alone may be kept by the browser."""

Header = tuple[bytes, bytes]

SAFE_HEADERS: tuple[Header, ...] = tuple(
    (name.encode(), value.encode())
    for name, value in (
        ("content-security-policy", CSP),
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", "SAMEORIGIN"),
        ("referrer-policy", "no-referrer"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
        ("cross-origin-embedder-policy", "require-corp"),
        ("permissions-policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=(), clipboard-read=()"),
        ("x-dns-prefetch-control", "off"),
    )
)
_NO_STORE: Header = (b"cache-control", b"no-store")
_KEEP: Header = (b"cache-control", b"private, max-age=31536000, immutable")


def headers_for(path: str) -> tuple[Header, ...]:
    """The headers of an answer to this path."""
    return (*SAFE_HEADERS, _KEEP if path.startswith(ASSETS) else _NO_STORE)
