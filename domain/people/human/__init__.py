"""One human, several records and devices: which record speaks, how records are joined, which tokens are good."""
