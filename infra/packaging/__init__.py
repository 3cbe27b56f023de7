"""Makes the package for Azure: its list of functions, its bytecode, and the zip."""
