"""Ports on DynamoDB tables; every key stands in `keys.py`."""
