"""Whom to call: each unit's health station, committee, disease control and hotline, told to everybody and set by its staff."""
