"""What a poster's QR holds."""

from urllib.parse import urlsplit

from domain.base.secret import KeyStore, Purpose
from domain.presence.venue import Venue, signed_token


def url_parts(venue: Venue, *, keys: KeyStore, site_url: str) -> tuple[str, str, str]:
    """Address, fragment mark and token: after `#` the token reaches no server log."""
    key = keys.ring(Purpose.VENUE).newest
    return f"{site_url.rstrip('/').upper()}/C", "#", signed_token(venue.code, key.kid, key.material)


def check_in_url(venue: Venue, *, keys: KeyStore, site_url: str) -> str:
    """The whole address."""
    return "".join(url_parts(venue, keys=keys, site_url=site_url))


def domain_shown(site_url: str) -> str:
    """Host as people should read it in the address bar."""
    return urlsplit(site_url).netloc
