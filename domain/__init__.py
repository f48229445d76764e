"""The field: values, rules, transitions and ports. Standard library only, no clock, no I/O."""
