"""Problem documents of the front door itself, in the shape of the product's own."""

from http import HTTPStatus
from typing import Any
from uuid import uuid4

TEXTS = {
    "cloud-unreachable": (
        HTTPStatus.BAD_GATEWAY,
        "Máy chủ tạm thời không trả lời. Hãy thử lại sau ít phút.",
        "The local cloud does not answer. Start it with: make up",
    ),
    "cloud-too-slow": (
        HTTPStatus.GATEWAY_TIMEOUT,
        "Máy chủ trả lời quá lâu. Hãy thử lại.",
        "The local cloud took too long to answer.",
    ),
    "body-too-large": (
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        "Dữ liệu gửi lên quá lớn.",
        "The request body is larger than 10 MB.",
    ),
    "length-required": (
        HTTPStatus.LENGTH_REQUIRED,
        "Yêu cầu phải có độ dài (Content-Length).",
        "The request needs a Content-Length header.",
    ),
    "bad-request": (HTTPStatus.BAD_REQUEST, "Yêu cầu không đọc được.", "The request cannot be read."),
    "address-too-long": (HTTPStatus.REQUEST_URI_TOO_LONG, "Địa chỉ quá dài.", "The address is too long."),
    "headers-too-large": (
        HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
        "Phần đầu của yêu cầu quá lớn.",
        "The request's headers are too large.",
    ),
    "bad-path": (HTTPStatus.BAD_REQUEST, "Đường dẫn không hợp lệ.", "The path is not valid."),
    "not-found": (HTTPStatus.NOT_FOUND, "Không có trang này.", "Page not found."),
    "method-not-allowed": (
        HTTPStatus.METHOD_NOT_ALLOWED,
        "Địa chỉ này không nhận phương thức đó.",
        "This address does not take that method.",
    ),
    "sign-in-call-not-allowed": (
        HTTPStatus.FORBIDDEN,
        "Không được gọi thao tác này tại đây.",
        "Only sign-in calls pass here.",
    ),
}


def problem(code: str) -> tuple[int, dict[str, Any]]:
    """(status, document)."""
    status, vi, en = TEXTS[code]
    return int(status), {
        "type": f"urn:vungxanh:problem:{code}",
        "title": status.phrase,
        "status": int(status),
        "code": code,
        "detail": en,
        "text": {"vi": vi, "en": en},
        "errors": [],
        "request_id": str(uuid4()),
    }
