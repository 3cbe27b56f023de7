"""What is given in confidence reaches the function, and is to be read nowhere else."""
