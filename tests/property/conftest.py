"""Laws are about what holds, not about how fast a busy machine finds it out."""

from hypothesis import settings

settings.register_profile("laws", deadline=None, print_blob=True)
settings.load_profile("laws")
