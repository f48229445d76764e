"""Presence: venues and visits."""
