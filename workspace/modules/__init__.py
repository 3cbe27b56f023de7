"""Ready-made clients of other systems, without workflows: ``from modules import halopsa``."""
