"""Ports on other AWS services."""
