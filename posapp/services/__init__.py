"""What people do: one module per capability, one function per use case."""
