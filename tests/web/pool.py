"""A stub of the staff's user pool, behind the site's own address."""

import json
from collections.abc import Callable
from typing import Any

from playwright.sync_api import BrowserContext, Request, Route

from tests.web.answers import id_token

PASSWORD = "Dung-Lai-2021!"
CONFIG = {"auth_url": "/auth/", "client_id": "client-1", "scheme": "VN-2025H2", "stage": "local"}


class Pool:
    def __init__(
        self, context: BrowserContext, role: str = "commune_officer", unit: str = "00097", scheme: str = "VN-2025H2"
    ) -> None:
        self.role, self.unit, self.scheme = role, unit, scheme
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.challenges: list[str] = []
        self.lasts = 3600
        self.fault: str | None = None
        context.route("**/config.json", lambda route: route.fulfill(json=CONFIG))
        context.route("**/auth/", self._handle)

    def tokens(self) -> dict[str, Any]:
        token = id_token(self.role, unit=self.unit, scheme=self.scheme, lasts=self.lasts)
        return {
            "AuthenticationResult": {
                "IdToken": token,
                "AccessToken": "a",
                "RefreshToken": "refresh-1",
                "ExpiresIn": 3600,
            }
        }

    def made(self, operation: str) -> list[dict[str, Any]]:
        return [body for name, body in self.calls if name == operation]

    def _handle(self, route: Route) -> None:
        request: Request = route.request
        operation = request.headers["x-amz-target"].split(".")[-1]
        body = json.loads(request.post_data or "{}")
        self.calls.append((operation, body))
        answers: dict[str, Callable[[], tuple[int, dict[str, Any]]]] = {
            "InitiateAuth": lambda: self._initiate(body),
            "RespondToAuthChallenge": self._next,
            "AssociateSoftwareToken": lambda: (200, {"SecretCode": "JBSWY3DPEHPK3PXP", "Session": "s-2"}),
            "VerifySoftwareToken": lambda: (200, {"Status": "SUCCESS", "Session": "s-3"}),
            "RevokeToken": lambda: (200, {}),
        }
        status, answer = (400, {"__type": self.fault}) if self.fault else answers[operation]()
        route.fulfill(status=status, json=answer, content_type="application/x-amz-json-1.1")

    def _initiate(self, body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        if body["AuthFlow"] == "REFRESH_TOKEN_AUTH":
            tokens = self.tokens()
            del tokens["AuthenticationResult"]["RefreshToken"]
            return 200, tokens
        if body["AuthParameters"]["PASSWORD"] != PASSWORD:
            return 400, {"__type": "NotAuthorizedException", "message": "Incorrect username or password."}
        return self._next()

    def _next(self) -> tuple[int, dict[str, Any]]:
        if self.challenges:
            return 200, {"ChallengeName": self.challenges.pop(0), "Session": "s-1"}
        return 200, self.tokens()
