"""Help with code: what a model is told, and how what it wrote is checked."""
