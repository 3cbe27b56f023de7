"""What a signature means as JSON Schema, and what the function gets of JSON that fits."""
