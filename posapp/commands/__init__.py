"""Every command that needs no window, one module each: ``add_arguments(parser)`` and ``run(arguments) -> int``."""
