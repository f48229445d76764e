"""A citizen of the drill and those who look her up, over the public API."""

import json
import uuid
from typing import Any

from tools.demo import COMMUNE
from tools.local_cloud.cloud import LocalCloud
from tools.local_cloud.staff import id_token
from tools.machine.calls import Unreachable, call_json
from tools.machine.console import Failure, say

PHONE = "0912345678"


class Town:
    def __init__(self, cloud: LocalCloud, client_id: str) -> None:
        self.cloud = cloud
        self._client_id = client_id
        self._token = ""
        self._profile: Any = None

    def register(self) -> None:
        body = {
            "full_name": "Nguyễn Thị Lan",
            "phone": PHONE,
            "year_of_birth": 1987,
            "unit": {"scheme": COMMUNE.scheme, "code": COMMUNE.code},
            "registration_id": str(uuid.uuid4()),
        }
        self._token = self._call("/persons", body)["device_token"]
        self._profile = self._call("/me", token=self._token)

    def look_up(self, username: str) -> None:
        """Somebody of the staff finds her by her number, on record."""
        answer = self._call("/person-lookups", {"phone": PHONE, "reason": "Diễn tập"}, self._staff_token(username))
        if not answer["persons"]:
            raise Failure("the number finds nobody")

    def expect_busy(self) -> None:
        """Whoever asks is told to wait, and is not told that she does not exist."""
        staff = self._staff_token("commune")
        for path, body, token in (
            ("/me", None, self._token),
            ("/person-lookups", {"phone": PHONE, "reason": "Diễn tập"}, staff),
        ):
            try:
                self._call(path, body, token)
            except Unreachable as problem:
                if " answered 503: " not in str(problem) or "busy" not in str(problem):
                    raise Failure(f"{path} should be busy: {problem}") from None
                say(f"  {path}: 503 busy")
            else:
                raise Failure(f"{path} answered without its key")

    def expect_as_before(self) -> None:
        if self._call("/me", token=self._token) != self._profile:
            raise Failure("the profile is not what it was")
        say("  /me: as it was")
        self.look_up("commune")
        say("  /person-lookups: the number finds her")

    def _staff_token(self, username: str) -> str:
        (person,) = [each for each in self.cloud.endpoints()["staff"] if each["username"] == username]
        return id_token(f"{self.cloud.web_url}/auth/", self._client_id, username, person["password"])

    def _call(self, path: str, body: Any = None, token: str = "") -> Any:
        headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {token}"} if token else {})
        sent = None if body is None else json.dumps(body).encode()
        method = "GET" if body is None else "POST"
        return call_json(f"{self.cloud.api_url}{path}", method=method, body=sent, headers=headers, timeout=60)
