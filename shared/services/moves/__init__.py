"""Moving everything that one store holds to another store."""
