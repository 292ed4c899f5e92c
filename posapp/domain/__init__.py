"""What is true: the rules, in plain standard-library Python."""
