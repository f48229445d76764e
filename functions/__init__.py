"""Lambdas: a folder is a capability, an asset and a set of roles."""
