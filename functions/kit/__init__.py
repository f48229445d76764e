"""What every Lambda needs: settings, the HTTP door, sign-in, problems, observability. Knows no capability."""
