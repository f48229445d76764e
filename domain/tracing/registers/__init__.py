"""What is kept of tracing: the register of cases, and who waits for word of one."""
