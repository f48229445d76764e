"""Messages to browsers through their makers' push services (RFC 8030), encrypted for the browser (RFC 8291).

The sender names itself by a signed token (VAPID, RFC 8292). The service sees an address, a size and a hashed topic.
"""

import hashlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from http import HTTPStatus
from urllib.parse import urlsplit

import http_ece  # type: ignore[import-untyped]
from botocore.awsrequest import AWSRequest
from botocore.exceptions import ConnectionError as NoConnection
from botocore.exceptions import HTTPClientError
from botocore.httpsession import URLLib3Session
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from py_vapid import Vapid  # type: ignore[import-untyped]

from domain.base.errors import Busy
from domain.base.period import epoch
from domain.base.secret import Key, KeyStore, Purpose
from domain.telling.push import Delivery, Subscription

CONNECT_S, READ_S = 1, 2
WAITS = timedelta(days=3)
"""How long a service keeps a message for a phone that is off. The page asks by itself when it is opened."""

_TOKEN_LIVES = timedelta(hours=12)  # RFC 8292 allows 24, less what two clocks may differ
_TOPIC_SYMBOLS = 32
_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551  # of P-256
_GONE = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.GONE})


class VapidPusher:
    """Pusher over HTTPS. `contact` is where a push service finds those who are responsible: the site's address."""

    def __init__(self, keys: KeyStore, *, contact: str, clock: Callable[[], datetime]) -> None:
        self._keys = keys
        self._contact = contact
        self._clock = clock
        self._http = URLLib3Session(timeout=(CONNECT_S, READ_S))  # type: ignore[arg-type]  # the stubs know one number

    def public_key(self) -> str:
        return _text(_point(_private(self._keys.ring(Purpose.PUSH).newest).public_key()))

    def push(self, subscription: Subscription, message: str, *, once: str) -> Delivery:
        """One attempt: the queue knows when to try again. No redirect is followed."""
        request = AWSRequest(
            method="POST",
            url=subscription.endpoint,
            headers={**self._headers(subscription.endpoint), "Topic": topic(once)},
            data=encrypted(message, subscription),
        )
        try:
            answer = self._http.send(request.prepare())
        except (HTTPClientError, NoConnection) as silence:
            raise Busy from silence
        return _delivery(answer.status_code)

    def _headers(self, endpoint: str) -> Mapping[str, str]:
        parts = urlsplit(endpoint)
        # Its own check wants a mail address; a web address is as good (RFC 8292, 2.1).
        signer = Vapid(_private(self._keys.ring(Purpose.PUSH).newest), conf={"no-strict": True})
        claims = {
            "aud": f"{parts.scheme}://{parts.netloc}",
            "exp": epoch(self._clock() + _TOKEN_LIVES),
            "sub": self._contact,
        }
        return {
            **signer.sign(claims),
            "TTL": str(int(WAITS.total_seconds())),
            "Urgency": "high",
            "Content-Encoding": "aes128gcm",
            "Content-Type": "application/octet-stream",
        }


def encrypted(message: str, subscription: Subscription) -> bytes:
    """Readable by that browser alone; a fresh key pair and salt each time."""
    body: bytes = http_ece.encrypt(
        message.encode(),
        private_key=ec.generate_private_key(ec.SECP256R1()),
        dh=_bytes(subscription.p256dh),
        auth_secret=_bytes(subscription.auth),
        version="aes128gcm",
    )
    return body


def topic(once: str) -> str:
    """The de-duplication id as a push service may see it."""
    return _text(hashlib.sha256(f"topic-v1|{once}".encode()).digest())[:_TOPIC_SYMBOLS]


def _delivery(status: int) -> Delivery:
    """Raises Busy for a service that asks for patience."""
    if status == HTTPStatus.TOO_MANY_REQUESTS or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        raise Busy
    if status in _GONE:
        return Delivery.GONE
    return Delivery.TAKEN if HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES else Delivery.REFUSED


def _private(key: Key) -> ec.EllipticCurvePrivateKey:
    """The platform's 32 random bytes as a number that the curve takes."""
    return ec.derive_private_key(1 + int.from_bytes(key.material, "big") % (_ORDER - 1), ec.SECP256R1())


def _point(key: ec.EllipticCurvePublicKey) -> bytes:
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def _text(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def _bytes(text: str) -> bytes:
    plain = text.rstrip("=")
    return urlsafe_b64decode(plain + "=" * (-len(plain) % 4))
