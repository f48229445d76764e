"""What this machine has and runs: console, processes, ports, Node, a browser, packages."""
