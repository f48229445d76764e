"""Security headers of the site, from the one file that the web build writes; the same ones where it has not run."""

import json
from collections.abc import Mapping
from pathlib import Path

import aws_cdk as cdk
from aws_cdk import aws_cloudfront as cloudfront
from constructs import Construct

BUILT = Path(__file__).resolve().parents[2] / "web/dist/headers.json"
POLICY = "content-security-policy"
TWO_YEARS = cdk.Duration.days(730)
STRICT: Mapping[str, str] = {
    "content-security-policy": "frame-ancestors 'none'; object-src 'none'; base-uri 'none'; form-action 'self'",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(self), geolocation=(), microphone=()",
}
# CloudFront sets these by fields of its own and refuses them among free headers.
BY_FIELD = {"strict-transport-security", "x-content-type-options", "referrer-policy", "x-frame-options"}


def page_headers(scope: Construct) -> cloudfront.ResponseHeadersPolicy:
    return _headers(scope, "PageHeaders", {**STRICT, **_built()})


def api_headers(scope: Construct) -> cloudfront.ResponseHeadersPolicy:
    return _headers(scope, "ApiHeaders", {**STRICT, POLICY: "default-src 'none'; frame-ancestors 'none'"})


def _built() -> dict[str, str]:
    """Headers of all pages; what differs by path is the page's own business and travels as its metadata."""
    if not BUILT.exists():
        return {}
    written = json.loads(BUILT.read_text())
    common = written.get("/*", written.get("*", written))
    return {name.lower(): value for name, value in common.items() if isinstance(value, str)}


def _headers(scope: Construct, name: str, headers: Mapping[str, str]) -> cloudfront.ResponseHeadersPolicy:
    free = {key: value for key, value in headers.items() if key not in BY_FIELD and key != POLICY}
    return cloudfront.ResponseHeadersPolicy(
        scope,
        name,
        # Names of these policies are shared by the whole account, all regions and stages.
        response_headers_policy_name=f"{cdk.Stack.of(scope).stack_name}-{name}",
        security_headers_behavior=cloudfront.ResponseSecurityHeadersBehavior(
            content_security_policy=cloudfront.ResponseHeadersContentSecurityPolicy(
                content_security_policy=headers[POLICY], override=True
            ),
            strict_transport_security=cloudfront.ResponseHeadersStrictTransportSecurity(
                access_control_max_age=TWO_YEARS, include_subdomains=True, override=True
            ),
            content_type_options=cloudfront.ResponseHeadersContentTypeOptions(override=True),
            referrer_policy=cloudfront.ResponseHeadersReferrerPolicy(
                referrer_policy=cloudfront.HeadersReferrerPolicy.NO_REFERRER, override=True
            ),
            frame_options=cloudfront.ResponseHeadersFrameOptions(
                frame_option=cloudfront.HeadersFrameOption.DENY, override=True
            ),
        ),
        custom_headers_behavior=cloudfront.ResponseCustomHeadersBehavior(
            custom_headers=[
                cloudfront.ResponseCustomHeader(header=key, value=value, override=True)
                for key, value in sorted(free.items())
            ]
        ),
    )
