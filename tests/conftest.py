"""How long an example of a property takes says nothing here: a machine that is busy is no fault."""

from hypothesis import settings

settings.register_profile("ocrfix", deadline=None)
settings.load_profile("ocrfix")
