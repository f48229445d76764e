"""How long figures are kept."""

from datetime import timedelta

STATISTICS_RETENTION = timedelta(days=400)
STATISTICS_LOG_RETENTION = timedelta(days=30)
