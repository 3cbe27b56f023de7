"""Ready-made clients of other systems: ``from modules import halopsa``. They hold no workflows."""
