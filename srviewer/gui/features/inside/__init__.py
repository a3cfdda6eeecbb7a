"""Look inside: a method step by step, filters, losses, sweeps, the band editor."""
