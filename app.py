"""The CDK app: choose a stage, build its stacks. No call to AWS, no clock, no environment."""

import aws_cdk as cdk

from infra.house import House
from infra.stage import chosen_stage


def main() -> None:
    app = cdk.App(analytics_reporting=False)
    House(app, chosen_stage(app.node.try_get_context)).synth()


if __name__ == "__main__":
    main()
