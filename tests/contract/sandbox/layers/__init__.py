"""What an author's code can reach of the machine, tried by code that means no good."""
