"""Cases and the people exposed to them: a workflow per revision of a case, contacts with their evidence, follow-up."""
