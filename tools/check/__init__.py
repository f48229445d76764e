"""`make test` and `make lint`: what must hold before a change is handed on."""
