"""Working twins of every port, for tests, demonstrations and simulations."""
