"""The chain behind a stored fact: streams, the bus, queues, workflows, the clock."""
