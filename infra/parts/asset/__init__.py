"""What a function carries: sources, files, wheels, bytecode."""
