"""The cloud of this machine: its engine, the real CDK deployment on it, and its sign-ins."""
