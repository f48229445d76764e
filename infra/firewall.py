"""The firewall and the certificate of the site, in the only region from which CloudFront takes them.

Made first; their two addresses are handed to the site's stack as parameters, because a reference across regions
would need a custom resource with a wide role.
"""

import json
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

import aws_cdk as cdk
from aws_cdk import aws_certificatemanager as acm
from aws_cdk import aws_wafv2 as waf
from constructs import Construct

from infra.parts.outputs import publish
from infra.stage import Stage

# Phone networks put thousands of people behind one address: only a flood is stopped here.
REQUESTS_PER_ADDRESS = 20_000
FIVE_MINUTES_S = 300
# What a flood is told, in none of the shapes of the platform's own refusals: who waits with a check-in keeps it.
FLOODED = "flooded"
TOLD = {
    FLOODED: {
        "message": "Too many requests from this network. What waits on the phone is sent again by itself.",
        "vi": "Mạng này gửi quá nhiều yêu cầu. Những gì đang chờ trên máy sẽ tự được gửi lại.",
    }
}
MANAGED = {
    "AWSManagedRulesKnownBadInputsRuleSet": (),
    "AWSManagedRulesAmazonIpReputationList": (),
    # Sheets of venues are larger than its 8 kB limit; the functions have their own.
    "AWSManagedRulesCommonRuleSet": ("SizeRestrictions_BODY",),
}


class Firewall(cdk.Stack):
    def __init__(self, scope: Construct, stage: Stage, **kwargs: Any) -> None:
        super().__init__(scope, "edge", **kwargs)
        firewall = waf.CfnWebACL(
            self,
            "Firewall",
            name=stage.named("firewall"),
            scope="CLOUDFRONT",
            default_action=waf.CfnWebACL.DefaultActionProperty(allow={}),
            visibility_config=_seen("firewall"),
            custom_response_bodies={
                name: waf.CfnWebACL.CustomResponseBodyProperty(
                    content_type="APPLICATION_JSON", content=json.dumps(told, ensure_ascii=False)
                )
                for name, told in TOLD.items()
            },
            rules=[_flood(0), *(_managed(i, n, c) for i, (n, c) in enumerate(MANAGED.items(), 1))],
        )
        certificate = acm.Certificate(
            self,
            "Certificate",
            domain_name=urlsplit(stage.site_url).hostname or "",
            validation=acm.CertificateValidation.from_dns(),
        )
        publish(self, WebAclArn=firewall.attr_arn, CertificateArn=certificate.certificate_arn)


def _seen(name: str) -> waf.CfnWebACL.VisibilityConfigProperty:
    # Samples would keep addresses and paths of visitors.
    return waf.CfnWebACL.VisibilityConfigProperty(
        cloud_watch_metrics_enabled=True, metric_name=name, sampled_requests_enabled=False
    )


def _flood(priority: int) -> waf.CfnWebACL.RuleProperty:
    return waf.CfnWebACL.RuleProperty(
        name="flood",
        priority=priority,
        action=waf.CfnWebACL.RuleActionProperty(
            block=waf.CfnWebACL.BlockActionProperty(
                custom_response=waf.CfnWebACL.CustomResponseProperty(
                    response_code=int(HTTPStatus.TOO_MANY_REQUESTS),
                    custom_response_body_key=FLOODED,
                    response_headers=[
                        waf.CfnWebACL.CustomHTTPHeaderProperty(name="Retry-After", value=str(FIVE_MINUTES_S))
                    ],
                )
            )
        ),
        visibility_config=_seen("flood"),
        statement=waf.CfnWebACL.StatementProperty(
            rate_based_statement=waf.CfnWebACL.RateBasedStatementProperty(
                aggregate_key_type="IP", limit=REQUESTS_PER_ADDRESS, evaluation_window_sec=FIVE_MINUTES_S
            )
        ),
    )


def _managed(priority: int, name: str, counted: tuple[str, ...]) -> waf.CfnWebACL.RuleProperty:
    return waf.CfnWebACL.RuleProperty(
        name=name,
        priority=priority,
        override_action=waf.CfnWebACL.OverrideActionProperty(none={}),
        visibility_config=_seen(name),
        statement=waf.CfnWebACL.StatementProperty(
            managed_rule_group_statement=waf.CfnWebACL.ManagedRuleGroupStatementProperty(
                vendor_name="AWS",
                name=name,
                rule_action_overrides=[
                    waf.CfnWebACL.RuleActionOverrideProperty(
                        name=rule, action_to_use=waf.CfnWebACL.RuleActionProperty(count={})
                    )
                    for rule in counted
                ],
            )
        ),
    )
