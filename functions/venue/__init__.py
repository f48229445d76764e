"""The register of venues, their printed codes and posters, and the desk where staff record people's visits."""
