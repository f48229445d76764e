"""The register of venues, their printed codes and posters."""
