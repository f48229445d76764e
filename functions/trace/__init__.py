"""Cases and the people exposed to them: confirmation, tracing runs, contacts, their follow-up."""
