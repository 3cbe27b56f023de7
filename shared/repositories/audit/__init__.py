"""The audit log: its chain, rows, writer, proof, retention and refused sign-ins."""
