"""The web site: a private bucket, and before it the content network that also forwards to the API."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import aws_cdk as cdk
from aws_cdk import aws_certificatemanager as acm
from aws_cdk import aws_cloudfront as cloudfront
from aws_cdk import aws_cloudfront_origins as origins
from aws_cdk import aws_s3 as s3
from constructs import Construct

from infra.gateway import STAGE_PATH, Gateway
from infra.parts import entrance
from infra.parts.findings import accept
from infra.parts.headers import api_headers, page_headers
from infra.parts.outputs import publish
from infra.stage import Stage

PATHS = Path(__file__).with_name("site_paths.js")
AUTH_PATH = Path(__file__).with_name("auth_path.js")
ONE_QUARTER = cdk.Duration.days(90)


class Site(cdk.Stack):
    def __init__(self, scope: Construct, stage: Stage, gateway: Gateway, **kwargs: Any) -> None:
        super().__init__(scope, "site", **kwargs)
        self.stage = stage
        self.bucket = self._bucket()
        publish(self, SiteBucket=self.bucket.bucket_name)
        if stage.public:
            self.api_headers = api_headers(self)
            network = self._network(gateway)
            publish(self, DistributionId=network.distribution_id, SiteDomain=network.distribution_domain_name)

    def _bucket(self) -> s3.Bucket:
        logs = self._private_bucket("AccessLogs", expires=ONE_QUARTER)
        accept(logs, "S1", "This is the bucket of access logs; logging it into itself would never end.")
        return self._private_bucket("SiteFiles", logs=logs)

    def _private_bucket(
        self, name: str, *, logs: s3.Bucket | None = None, expires: cdk.Duration | None = None
    ) -> s3.Bucket:
        return s3.Bucket(
            self,
            name,
            block_public_access=s3.BlockPublicAccess.BLOCK_ALL,
            object_ownership=s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
            encryption=s3.BucketEncryption.S3_MANAGED,
            enforce_ssl=True,
            minimum_tls_version=1.2,
            versioned=True,
            server_access_logs_bucket=logs,
            server_access_logs_prefix="site/" if logs else None,
            lifecycle_rules=[s3.LifecycleRule(expiration=expires, noncurrent_version_expiration=cdk.Duration.days(30))],
            removal_policy=self.stage.removal,
        )

    def _network(self, gateway: Gateway) -> cloudfront.Distribution:
        firewall = self._from_firewall("WebAclArn", r"arn:aws:wafv2:us-east-1:\d{12}:global/webacl/.+")
        certificate = self._from_firewall("CertificateArn", r"arn:aws:acm:us-east-1:\d{12}:certificate/.+")
        network = cloudfront.Distribution(
            self,
            "Network",
            comment=self.stage.named("site"),
            default_root_object="index.html",
            domain_names=[urlsplit(self.stage.site_url).hostname or ""],
            certificate=acm.Certificate.from_certificate_arn(self, "Certificate", certificate),
            minimum_protocol_version=cloudfront.SecurityPolicyProtocol.TLS_V1_2_2021,
            http_version=cloudfront.HttpVersion.HTTP2_AND_3,
            web_acl_id=firewall,
            default_behavior=self._pages(),
            additional_behaviors={f"/{STAGE_PATH}/*": self._api(gateway), "/auth/": self._sign_in()},
        )
        accept(network, "CFR1", "Citizens abroad check their family's visits: no country is shut out.")
        accept(
            network,
            "CFR3",
            "Its log lines carry visitors' addresses and pages, which nobody may collect; "
            "the API's access log and the firewall's counts answer the operators' questions.",
        )
        return network

    def _rewriting(self, name: str, code: Path) -> cloudfront.FunctionAssociation:
        function = cloudfront.Function(
            self,
            name,
            runtime=cloudfront.FunctionRuntime.JS_2_0,
            code=cloudfront.FunctionCode.from_inline(code.read_text()),
        )
        return cloudfront.FunctionAssociation(function=function, event_type=cloudfront.FunctionEventType.VIEWER_REQUEST)

    def _pages(self) -> cloudfront.BehaviorOptions:
        return cloudfront.BehaviorOptions(
            # Listing makes a missing page a 404; without it S3 answers 403, as if it were forbidden.
            origin=origins.S3BucketOrigin.with_origin_access_control(
                self.bucket, origin_access_levels=[cloudfront.AccessLevel.READ, cloudfront.AccessLevel.LIST]
            ),
            viewer_protocol_policy=cloudfront.ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
            cache_policy=cloudfront.CachePolicy.CACHING_OPTIMIZED,
            response_headers_policy=page_headers(self),
            compress=True,
            function_associations=[self._rewriting("Paths", PATHS)],
        )

    def _api(self, gateway: Gateway) -> cloudfront.BehaviorOptions:
        return self._forwarded(gateway.host, headers={entrance.HEADER: entrance.shown(self.stage)})

    def _sign_in(self) -> cloudfront.BehaviorOptions:
        """The user pool at the site's own origin, so that pages may connect to nothing else."""
        return self._forwarded(f"cognito-idp.{self.stage.region}.amazonaws.com", self._rewriting("AuthPath", AUTH_PATH))

    def _forwarded(
        self, host: str, *functions: cloudfront.FunctionAssociation, headers: Mapping[str, str] | None = None
    ) -> cloudfront.BehaviorOptions:
        """`headers` replace a visitor's own of the same name."""
        return cloudfront.BehaviorOptions(
            origin=origins.HttpOrigin(
                host,
                protocol_policy=cloudfront.OriginProtocolPolicy.HTTPS_ONLY,
                origin_ssl_protocols=[cloudfront.OriginSslPolicy.TLS_V1_2],
                custom_headers=headers,
            ),
            viewer_protocol_policy=cloudfront.ViewerProtocolPolicy.HTTPS_ONLY,
            allowed_methods=cloudfront.AllowedMethods.ALLOW_ALL,
            # Answers are personal.
            cache_policy=cloudfront.CachePolicy.CACHING_DISABLED,
            origin_request_policy=cloudfront.OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
            response_headers_policy=self.api_headers,
            function_associations=list(functions) or None,
        )

    def _from_firewall(self, name: str, pattern: str) -> str:
        return cdk.CfnParameter(
            self, name, allowed_pattern=pattern, description=f"output {name} of {self.stage.named('edge')}"
        ).value_as_string
