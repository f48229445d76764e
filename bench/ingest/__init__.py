"""Durable check-ins per second and core: the product on several stores, and PostgreSQL, behind one small server."""
