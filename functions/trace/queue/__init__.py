"""The queue that several people work: calls, tasks, finding somebody in it."""
