"""What every district stands on: codes, moments, units, text, dated rules, the roots of errors and events."""
