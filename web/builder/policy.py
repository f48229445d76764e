"""What a page may load, and the headers that travel with every answer of the site."""

import base64
import hashlib

from web.builder.pages import Page

IMMUTABLE = "public, max-age=31536000, immutable"
HEADERS: dict[str, dict[str, str]] = {
    "/*": {
        "Content-Security-Policy": "frame-ancestors 'none'; object-src 'none'; base-uri 'none'; form-action 'self'",
        "Strict-Transport-Security": "max-age=63072000; includeSubDomains",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "no-referrer",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": "camera=(self), geolocation=(), microphone=()",
    },
    "/*.html": {"Cache-Control": "no-cache"},
    "/*.json": {"Cache-Control": "no-cache"},
    "/*.js": {"Cache-Control": "no-cache"},
    "/*.csv": {"Cache-Control": "no-cache"},
    "/*.webmanifest": {"Cache-Control": "no-cache"},
    "/assets/*": {"Cache-Control": IMMUTABLE},
}


def digest(text: str) -> str:
    return "'sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() + "'"


def meta(page: Page, *, scripts: list[str], styles: list[str]) -> str:
    """The policy that stands in the page itself, because it names this page's own hashes."""
    own = [] if page.inlined and not page.decodes else ["'self'"]
    wasm = ["'wasm-unsafe-eval'"] if page.decodes else []
    made = ["blob:"] if page.pictures or page.decodes else []
    rules = {
        "default-src": ["'none'"],
        "script-src": [*map(digest, scripts), *own, *wasm] or ["'none'"],
        "style-src": [*map(digest, styles), *([] if page.inlined else ["'self'"])],
        "connect-src": ["'self'"],
        "img-src": ["'self'", "data:", *made],
        "worker-src": ["'self'"],
        # pages that can be put on a home screen: the check-in page has no bytes to spare for it
        **({"manifest-src": ["'self'"]} if page.inlined and page.url != "/c" else {}),
    }
    text = "; ".join(" ".join([name, *values]) for name, values in rules.items())
    return f'<meta http-equiv="Content-Security-Policy" content="{text}">'
