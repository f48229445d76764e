"""The register of venues: their printed codes and posters, and whole sheets of them."""
