"""Laws are about what holds, not about how fast a busy machine finds it out."""

from hypothesis import HealthCheck, settings

slow_machine = [HealthCheck.too_slow]
settings.register_profile("laws", deadline=None, print_blob=True, suppress_health_check=slow_machine)
settings.load_profile("laws")
