"""The web site: nothing public but through the content network."""

import json
import subprocess
from dataclasses import fields

import pytest

from functions.kit import entrance
from infra.parts.asset.interpreter import ROOT
from infra.parts.entrance import HEADER, SETTING
from infra.parts.headers import BUILT, BY_FIELD

SAID_BY_FIELD = {"max-age=63072000; includesubdomains", "nosniff", "no-referrer", "deny"}

PATHS = {
    "/": "/index.html",
    "/c": "/c/index.html",
    "/C": "/c/index.html",
    "/C/": "/c/index.html",
    "/staff/venues/": "/staff/venues/index.html",
    "/app.3f2a.js": "/app.3f2a.js",
    "/v1.2/about": "/v1.2/about/index.html",
    "/config.json": "/config.json",
}


def test_buckets_are_private_versioned_and_refuse_plain_connections(built):
    guarded = {
        policy.properties["Bucket"]["Ref"]
        for policy in built.resources("AWS::S3::BucketPolicy")
        if "aws:SecureTransport" in json.dumps(policy.properties)
    }
    for bucket in built.resources("AWS::S3::Bucket"):
        assert all(bucket.properties["PublicAccessBlockConfiguration"].values()), bucket.path
        assert bucket.properties["VersioningConfiguration"] == {"Status": "Enabled"}
        assert bucket.logical_id in guarded


def test_only_the_network_reads_the_bucket(production):
    policy = production.one("AWS::S3::BucketPolicy", "site/SiteFiles/").properties["PolicyDocument"]
    allowed = [s for s in policy["Statement"] if s["Effect"] == "Allow"]
    assert {s["Principal"]["Service"] for s in allowed} == {"cloudfront.amazonaws.com"}
    assert all("AWS:SourceArn" in json.dumps(s["Condition"]) for s in allowed)


def test_pages_come_from_the_bucket_and_calls_go_to_the_api(production):
    network = production.one("AWS::CloudFront::Distribution", "site/").properties["DistributionConfig"]
    assert [behaviour["PathPattern"] for behaviour in network["CacheBehaviors"]] == ["/api/*", "/auth/"]
    # The managed policy that caches nothing: answers are personal.
    assert {b["CachePolicyId"] for b in network["CacheBehaviors"]} == {"4135ea2d-6df8-44a3-9df3-4b5a84be39ad"}
    assert network["ViewerCertificate"]["MinimumProtocolVersion"] == "TLSv1.2_2021"
    assert network["WebACLId"] == {"Ref": "WebAclArn"}
    assert "Logging" not in network, "its lines carry visitors' addresses"


def test_only_the_network_knows_the_key_of_the_entrance(built):
    keys = {key.properties["Name"]: key.properties for key in built.resources("AWS::SecretsManager::Secret")}
    older, newer = (built.stage.named("entrance", str(number)) for number in built.stage.entrance)
    assert set(keys) == {older, newer}
    assert all(made["GenerateSecretString"]["PasswordLength"] >= 40 for made in keys.values())
    handed = "{{{{resolve:secretsmanager:{}:SecretString:::}}}}".format
    doors = {f.properties["FunctionName"]: f for f in built.resources("AWS::Lambda::Function") if is_door(built, f)}
    assert {name for c in built.house.capabilities.values() for name in c.watched.doors} == set(doors)
    for door in doors.values():
        told = door.properties["Environment"]["Variables"]["ENTRANCE_KEYS"]
        assert told == f"{handed(older)} {handed(newer)}", f"{door.path}: taken are the one before and the one shown"
    for network in built.resources("AWS::CloudFront::Distribution"):
        shown = [origin.get("OriginCustomHeaders") for origin in network.properties["DistributionConfig"]["Origins"]]
        assert [h for h in shown if h] == [[{"HeaderName": HEADER, "HeaderValue": handed(newer)}]]


def is_door(built, function) -> bool:
    return "ENTRANCE_KEYS" in function.properties["Environment"]["Variables"]


def test_a_key_is_taken_before_it_is_shown(built):
    """Foundation, then the doors, then the network: the order in which stacks are deployed."""
    stacks = built.house.capabilities.values()
    assert all(built.house.foundation in stack.dependencies for stack in stacks)
    assert {stack for stack in stacks if stack.doors} <= set(built.house.gateway.dependencies)
    if built.stage.public:
        assert built.house.gateway in built.house.site.dependencies


def test_the_doors_ask_for_the_header_that_the_network_sets():
    assert entrance.HEADER == HEADER
    assert {field.name.upper() for field in fields(entrance.EntranceSettings)} == {SETTING}


def test_pages_carry_the_security_headers(production):
    policy = production.one("AWS::CloudFront::ResponseHeadersPolicy", "PageHeaders").properties
    config = policy["ResponseHeadersPolicyConfig"]
    fields = config["SecurityHeadersConfig"]
    assert "frame-ancestors 'none'" in fields["ContentSecurityPolicy"]["ContentSecurityPolicy"]
    assert fields["StrictTransportSecurity"]["AccessControlMaxAgeSec"] >= 31_536_000
    assert fields["ReferrerPolicy"]["ReferrerPolicy"] == "no-referrer"
    free = {item["Header"] for item in config["CustomHeadersConfig"]["Items"]}
    assert {"cross-origin-opener-policy", "permissions-policy"} <= free


@pytest.mark.skipif(not BUILT.exists(), reason="the web site was not built")
def test_the_network_sends_what_the_web_build_wrote(production):
    config = production.one("AWS::CloudFront::ResponseHeadersPolicy", "PageHeaders").properties
    sent = json.dumps(config["ResponseHeadersPolicyConfig"])
    for name, value in json.loads(BUILT.read_text())["/*"].items():
        if name.lower() in BY_FIELD:
            assert value.lower() in SAID_BY_FIELD, f"{name}: infra/parts/headers.py sets it by a field of its own"
        else:
            assert json.dumps(value) in sent, name


def test_the_network_cannot_be_made_without_the_firewall_and_certificate(production):
    for name in ("WebAclArn", "CertificateArn"):
        parameter = production.stacks["site"]["Parameters"][name]
        assert "Default" not in parameter
        assert parameter["AllowedPattern"].startswith("arn:aws:")
        assert name in production.stacks["edge"]["Outputs"]


def test_a_laptop_has_the_bucket_and_no_network(all_built):
    local = all_built["local"]
    assert set(local.stacks) & {"edge", "operations"} == set()
    assert not list(local.resources("AWS::CloudFront::Distribution"))


@pytest.mark.parametrize(("asked", "served"), PATHS.items())
def test_folders_get_their_page_without_a_redirect(asked, served):
    source = (ROOT / "infra/site_paths.js").read_text()
    call = f"console.log(handler({{request: {{uri: {json.dumps(asked)}}}}}).uri)"
    done = subprocess.run(["node", "-e", source + call], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == served
